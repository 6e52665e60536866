"""How an entry stands to others: links as nodes, and the properties that join the two."""

from collections.abc import Callable

from kg.model import Link, Location, RelationType
from kg.rdf import terms
from kg.rdf.entry import RELATION_TYPES
from kg.rdf.reading.graph import Graph
from kg.rdf.reading.places import Places
from kg.rdf.reading.term import Iri, Node, is_iri
from kg.rdf.reading.values import Values

_TYPES = {property: kind for kind, property in RELATION_TYPES.items()} | {
    terms.DCTERMS_RELATION: RelationType.RELATES_TO
}
Told = set[tuple[str, RelationType, str]]
"""Relations that links as nodes state, from either end: from, type, to."""
Href = Callable[[str], str]
"""A link target that leads to the node of an IRI."""


def told(graph: Graph) -> Told:
    """What links as nodes state: the direct triples of the same relations say nothing more."""
    found: Told = set()
    for node in graph.nodes.values():
        if terms.RELATION_FROM in node:
            kind = _type(graph, node)
            for source in graph.ends(node, terms.RELATION_FROM):
                for target in graph.ends(node, terms.RELATION_TO):
                    found.add((source, kind, target))
                    found.add((target, kind.inverse, source))
    return found


def read(
    values: Values,
    places: Places,
    iri: str,
    node: Node,
    default: Location,
    ranks: dict[str, int],
    stated: Told,
    href: Href,
) -> tuple[Link, ...]:
    """The links in their stated order; those stated by a property alone come behind by type and target."""
    graph = values.graph
    found: list[Link] = []
    parts = graph.parts(iri, terms.RELATION_FROM)
    for part in sorted(parts, key=lambda part: ranks.get(part, 0)) if ranks else parts:
        said = graph.nodes[part]
        target = values.text(part, said, terms.HREF)
        if target is None:
            target = next(map(href, graph.ends(said, terms.RELATION_TO)), None)
        if target is None:
            message = "This relation leads nowhere. Say to which entry or document, by pv:relationTo."
            values.tell("unreadable-value", part, message)
            continue
        text = values.text(part, said, terms.TITLE)
        partial = terms.PARTIAL in said and values.flag(part, said, terms.PARTIAL)
        found.append(Link(_type(graph, said), target, text, places.of(said, default), partial))
    direct: dict[tuple[str, str], Link] = {}
    for property, kind in _TYPES.items():
        for term in node.get(property, ()):
            if type(term) is not Iri or (not is_iri(term) and href(term) == term):
                values.unfit(iri, property, term, "an entry or document")
            elif (iri, kind, term) not in stated and term != iri:
                direct.setdefault((kind.value, term), Link(kind, href(term), None, default))
    return (*found, *(direct[key] for key in sorted(direct)))


def _type(graph: Graph, node: Node) -> RelationType:
    found = sorted(one for one in graph.ends(node, terms.RELATION_TYPE) if one in _TYPES)
    return _TYPES[found[0]] if found else RelationType.RELATES_TO
