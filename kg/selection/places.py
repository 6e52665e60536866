"""Where principles stand in the order of the catalogue, as keys that other documents don't change."""

from kg import themes
from kg.catalogue import Catalogue
from kg.kept import kept
from kg.model import Citation, Conflict, Finding, Principle, Rejection

Key = tuple[int | str, ...]
"""What a thing is sorted by: keys of one order have the same types at the same places."""
PLACE: tuple[type, ...] = (int, int, int, str, int)
RESTED = 1 << 53
"""What comes after the last theme; the largest whole number that every reader of JSON can tell from the next."""
LONGEST = 200
"""How many characters of a text an order goes by."""


def place(catalogue: Catalogue, principle: Principle) -> Key:
    """The place of a principle: its theme and what names it there; without a theme its path; then its entry."""
    themed = _themed(catalogue).get(principle.slug)
    if themed is not None:
        position, number, page, entry = themed
        return position, number, page, "", entry
    return RESTED, 0, 0, principle.path, _entries(catalogue).get(principle.slug, 0)


def rejection_place(catalogue: Catalogue, edge: Rejection) -> Key:
    """The place of a rejection: of its principle, and how many that principle states before it."""
    return *place(catalogue, edge.principle), _before(catalogue.rejections(edge.principle), edge)


def citation_place(catalogue: Catalogue, edge: Citation) -> Key:
    """The place of a citation: of its principle, and how many that principle states before it."""
    return *place(catalogue, edge.principle), _before(catalogue.citations_by(edge.principle), edge)


def conflict_place(catalogue: Catalogue, conflict: Conflict) -> Key:
    """The place of a conflict: of the rejection it comes from, then of what stands for the option."""
    edges = catalogue.rejections(conflict.principle)
    stated = next(at for at, edge in enumerate(edges) if edge.alternative is conflict.over)
    return *place(catalogue, conflict.principle), stated, *place(catalogue, conflict.other)


def finding_place(_: Catalogue, finding: Finding) -> Key:
    """The place of a finding: path, line, code and message."""
    return finding.location.path, finding.location.line, finding.code, finding.message[:LONGEST]


def _before(edges: tuple[object, ...], edge: object) -> int:
    return next(at for at, one in enumerate(edges) if one is edge)


@kept
def _themed(catalogue: Catalogue) -> dict[str, themes.Place]:
    return themes.places(catalogue.settings, catalogue.documents)


@kept
def _entries(catalogue: Catalogue) -> dict[str, int]:
    """Which entry of its document each one is, where a document has several."""
    several = (document.principles for document in catalogue.documents if len(document.principles) > 1)
    return {principle.slug: at for principles in several for at, principle in enumerate(principles)}
