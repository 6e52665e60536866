"""What a reader of one node wants to know: its own statements and those of its parts, and who points at it."""

from msgspec import Struct

from kg.rdf import terms
from kg.rdf.nodes import Nodes
from kg.rdf.triple import Description


class Pointing(Struct, frozen=True):
    """A node that stands by itself, and how it points here: itself or a part of it, and by which predicate."""

    root: str
    links: tuple[tuple[str, str], ...]


class About(Struct, frozen=True):
    """A node, its parts, and one page of those that point at it; pages count from 1."""

    iri: str
    parts: tuple[str, ...]
    pointing: tuple[Pointing, ...]
    total: int
    page: int
    pages: int


def about(nodes: Nodes, iri: str, page: int, size: int) -> About | None:
    """What there is to tell of a node, with at most `size` others that point at it; None past the last page.

    The catalogue is pointed at by all that nothing else leads to, so that whoever follows links finds everything.
    """
    parts = nodes.parts(iri)
    own = {iri, *parts}
    groups: dict[str, list[tuple[str, str]]] = {}
    for target in (iri, *parts):
        for subject, predicate in nodes.pointing(target):
            if subject not in own:
                groups.setdefault(nodes.root(subject), []).append((subject, predicate))
    if iri == nodes.iris.catalogue:
        groups.update((loose, []) for loose in nodes.loose)
    pages = max(1, -(-len(groups) // size))
    if not 1 <= page <= pages:
        return None
    listed = sorted(groups)[(page - 1) * size : page * size]
    pointing = tuple(Pointing(root, tuple(sorted(set(groups[root])))) for root in listed)
    return About(iri, tuple(parts), pointing, len(groups), page, pages)


def statements_about(nodes: Nodes, told: About) -> list[tuple[str, Description]]:
    """The same as statements, each subject once; with the name and type of every node that they mention.

    The node and its parts are told on the first page. Of those that point here, parts of others are told whole, and
    nodes by themselves with what points here. Every statement is one of the graph.
    """
    whole = dict.fromkeys((told.iri, *told.parts) if told.page == 1 else ())
    targets = {told.iri, *told.parts}
    links: dict[str, None] = {}
    for pointing in told.pointing:
        links[pointing.root] = None
        for subject, _ in pointing.links:
            (links if subject == pointing.root else whole)[subject] = None
    descriptions = {subject: nodes.said(subject) for subject in whole}
    for subject in links:
        if subject not in descriptions:
            descriptions[subject] = _named(nodes, subject, targets)
    if told.iri not in descriptions:
        descriptions[told.iri] = _named(nodes, told.iri, set())
    mentioned = {value for said in descriptions.values() for _, value in said if isinstance(value, str)}
    for iri in mentioned - descriptions.keys():
        if iri in nodes:
            descriptions[iri] = _named(nodes, iri, set())
    return list(descriptions.items())


def _named(nodes: Nodes, iri: str, targets: set[str]) -> Description:
    """What says the type and name of a node, and what it says of the targets."""
    naming = nodes.naming(iri)
    return [
        pair
        for pair in nodes.said(iri)
        if pair[0] == terms.TYPE or pair == naming or (isinstance(pair[1], str) and pair[1] in targets)
    ]
