"""Where one entry rejects what another one stands for."""

from collections import defaultdict
from collections.abc import Sequence

from kg.finding import finding
from kg.identity import alternative_slug, is_generic
from kg.model import Conflict, ConflictKind, Finding, Kind, Principle, Rejection, Severity
from kg.relations import SUCCESSION, Relations, in_force


def between(edges: Sequence[Rejection], principles: Sequence[Principle], related: Relations) -> list[Conflict]:
    """Where one entry in force rejects what another one in force is, or chose; one a pair and option."""
    bearers: dict[str, list[tuple[ConflictKind, Principle]]] = defaultdict(list)
    for principle in principles:
        if not in_force(principle):
            continue
        if principle.kind is Kind.PRINCIPLE:
            bearers[alternative_slug(principle.title)].append((ConflictKind.PRINCIPLE, principle))
        elif principle.chosen and not is_generic(principle.chosen):
            bearers[alternative_slug(principle.chosen)].append((ConflictKind.OPTION, principle))
    found: dict[tuple[frozenset[str], str], Conflict] = {}
    for edge in edges:
        principle = edge.principle
        if edge.alternative.slug not in bearers or not in_force(principle):
            continue
        successors = {row.target.slug for row in related[principle.slug] if row.target and row.type in SUCCESSION}
        for kind, other in bearers[edge.alternative.slug]:
            if other.path == principle.path or other.slug in successors:
                continue
            pair = (frozenset((principle.slug, other.slug)), edge.alternative.slug)
            found.setdefault(pair, Conflict(kind, principle, other, edge.alternative, edge.option.location))
    return list(found.values())


def conflict_finding(conflict: Conflict) -> Finding:
    """A conflict, told to the author of the document that rejects."""
    severity = Severity.WARNING if conflict.kind is ConflictKind.PRINCIPLE else Severity.NOTE
    message = f"{conflict.explanation} Say in one of them why both stand, or let one supersede the other."
    return finding("conflict", message, conflict.location, severity)
