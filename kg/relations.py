"""How documents stand to each other: relations, stated by one end and seen from both, and what is odd in them."""

from collections.abc import Iterator, Mapping, Sequence

from kg.finding import finding
from kg.model import Finding, Link, Principle, Relation, RelationType, Status
from kg.paths import Paths

Relations = Mapping[str, tuple[Relation, ...]]
"""The relations of each entry, by its slug."""

SUCCESSION = frozenset(RelationType) - {RelationType.RELATES_TO}
"""The types that say that one entry takes another's place, wholly or in part."""

_SUPERSESSION = {
    RelationType.SUPERSEDES: "supersedes",
    RelationType.SUPERSEDED_BY: "is superseded by",
}


def relate(principles: Sequence[Principle], paths: Paths) -> tuple[Relations, list[Link]]:
    """The relations of each entry, stated and derived, and the links that lead to no document."""
    stated: dict[str, dict[tuple[RelationType, str], Relation]] = {}
    astray: list[Link] = []
    for principle in principles:
        stated[principle.slug] = _stated(principle, paths, astray) if principle.links else {}
    joined: dict[str, list[Relation]] = {}
    for slug, rows in stated.items():
        typed = {end for kind, end in rows if kind in SUCCESSION}
        joined[slug] = [row for (kind, end), row in rows.items() if kind in SUCCESSION or end not in typed]
    known = {(slug, row.target.slug, row.type) for slug, rows in joined.items() for row in rows if row.target}
    linked = {(source, target) for source, target, _ in known}
    for principle in principles:
        for row in [row for row in joined[principle.slug] if not row.derived]:
            if row.target is None or (row.target.slug, principle.slug, row.type.inverse) in known:
                continue
            if row.type in SUCCESSION or (row.target.slug, principle.slug) not in linked:
                joined[row.target.slug].append(_inverse(row, principle, paths))
    return {slug: tuple(rows) for slug, rows in joined.items()}, astray


def _stated(principle: Principle, paths: Paths, astray: list[Link]) -> dict[tuple[RelationType, str], Relation]:
    rows: dict[tuple[RelationType, str], Relation] = {}
    for link in principle.links:
        document = paths.find(link)
        if document is None:
            astray.append(link)
            continue
        target = paths.entry(document, link.href)
        if target is principle or (target is None and document.path == principle.path):
            continue
        end = target.slug if target else document.path
        if (link.type, end) not in rows:
            rows[link.type, end] = Relation(link.type, document, link.location, target, link.text, link.partial)
    return rows


def _inverse(row: Relation, principle: Principle, paths: Paths) -> Relation:
    home = paths.by_path[principle.path]
    return Relation(row.type.inverse, home, row.location, principle, row.text, row.partial, derived=True)


def dangling(link: Link) -> Finding:
    """A link that leads nowhere, told where it stands."""
    message = f"The link “{link.href}” leads to no document of this folder. Correct it, or add the document."
    return finding("dangling-relation", message, link.location)


def in_force(principle: Principle) -> bool:
    """True unless the entry's status says that it was rejected, deprecated or superseded."""
    return principle.status is None or principle.status.in_force


def odd(principles: Sequence[Principle], related: Relations) -> Iterator[Finding]:
    """Supersessions that one end alone states, and entries in force that rely on one that is not."""
    for principle in principles:
        for row in related[principle.slug]:
            if row.derived or row.target is None:
                continue
            if row.type in _SUPERSESSION:
                yield from _one_sided(principle, row, row.target, related)
            elif row.type is RelationType.RELATES_TO and not _succeeds(principle, row.target, related):
                yield from _outlived(principle, row, row.target)


def _succeeds(principle: Principle, other: Principle, related: Relations) -> bool:
    """True where one end says that the entry takes the other's place."""
    return any(row.target is other and row.type in SUCCESSION for row in related[principle.slug])


def _one_sided(principle: Principle, row: Relation, other: Principle, related: Relations) -> Iterator[Finding]:
    told = any(
        back.target is principle and back.type in SUCCESSION and not back.derived for back in related[other.slug]
    )
    if not told and not (row.type is RelationType.SUPERSEDES and other.status is Status.SUPERSEDED):
        message = (
            f"“{principle.title}” {_SUPERSESSION[row.type]} “{other.title}” ({other.path}), which says nothing of it."
            " Say it there too, or correct it here."
        )
        yield finding("one-sided-supersession", message, row.location)


def _outlived(principle: Principle, row: Relation, other: Principle) -> Iterator[Finding]:
    if in_force(principle) and not in_force(other):
        assert other.status is not None
        message = (
            f"“{principle.title}” is in force and links “{other.title}” ({other.path}), which is {other.status.value}."
            " Link what holds in its place, or say why it still matters."
        )
        yield finding("relies-on-superseded", message, row.location)
