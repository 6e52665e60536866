"""The sources that an entry cites: citations as nodes, and the properties that join the two."""

from kg.identity import url_key
from kg.model import CitationRole, Location, Reference
from kg.rdf import terms
from kg.rdf.entry import CHARACTERIZATIONS
from kg.rdf.reading.places import Places
from kg.rdf.reading.term import Iri, Listed, Node
from kg.rdf.reading.values import LABELS, Values

_ROLES = {property: role for role, property in CHARACTERIZATIONS.items()}
# The widest come last: who states the same with a narrower property means one citation.
_DIRECT = (
    (terms.CITES_AS_EVIDENCE, CitationRole.EVIDENCE),
    (terms.SOURCE, CitationRole.EVIDENCE),
    (terms.CITES_AS_RECOMMENDED_READING, CitationRole.FURTHER_READING),
    (terms.CITES, CitationRole.MENTION),
)


def read(
    values: Values, places: Places, iri: str, node: Node, default: Location, ranks: dict[str, int]
) -> tuple[Reference, ...]:
    """The citations in their stated order; those stated by a property alone come behind, by title where no
    list says their order.
    """
    graph = values.graph
    found: list[Reference] = []
    told: set[tuple[CitationRole, str]] = set()
    parts = graph.parts(iri, terms.CITING_ENTITY)
    for part in sorted(parts, key=lambda part: ranks.get(part, 0)) if ranks else parts:
        said = graph.nodes[part]
        role = next((_ROLES[one] for one in graph.ends(said, terms.CHARACTERIZATION) if one in _ROLES), None)
        cited = graph.ends(said, terms.CITED_ENTITY)
        told.update((role or CitationRole.MENTION, one) for one in cited)
        title, url = values.text(part, said, terms.TITLE), values.text(part, said, terms.HREF)
        if url is None:
            named, url = next(filter(any, (_source(values, one) for one in cited)), (None, None))
            title = title or named
        made = _reference(values, part, role or CitationRole.MENTION, title, url, places.of(said, default))
        if made is not None:
            found.append(made)
    stated: dict[tuple[CitationRole, str], Reference] = {}
    for property, role in _DIRECT:
        for term in node.get(property, ()):
            end = term
            if (role, end) in told:
                continue
            if role is CitationRole.MENTION and any(one == end for _, one in (*told, *stated)):
                continue
            title, url = _named(end) if type(term) is not Iri else _source(values, end)
            made = _reference(values, iri, role, title, url, default)
            if made is not None:
                stated.setdefault((role, end), made)
    alone = list(stated.values())
    if not any(isinstance(node.get(property), Listed) for property, _ in _DIRECT):
        alone.sort(key=lambda one: (one.title or "", one.url or "", one.role.value))
    return (*found, *alone)


def _named(text: str) -> tuple[str | None, str | None]:
    """Title and URL of a source that is written as a text."""
    text = str(text).strip()
    return (None, text) if text.startswith(("http://", "https://")) else (text or None, None)


def _source(values: Values, iri: str) -> tuple[str | None, str | None]:
    """Title and URL of a source: as its node states them; a web address of others is its own URL."""
    graph = values.graph
    node = graph.nodes.get(iri, {})
    title = values.first(iri, node, (terms.TITLE, *LABELS)) if node else None
    for property in (terms.PAGE, terms.URL, terms.HTTP_URL):
        addresses = sorted({term for term in node.get(property, ()) if type(term) is not Iri or ":" in term})
        if addresses:
            return title, str(addresses[0])
    own = iri.startswith(("http://", "https://")) and graph.local(iri, "source") is None
    return title, str(iri) if own else None


def _reference(
    values: Values, iri: str, role: CitationRole, title: str | None, url: str | None, place: Location
) -> Reference | None:
    """A citation; None where nothing is left to tell."""
    if url is not None and url_key(url) is None:
        message = f"“{url}” is no address: its host is no host name. Correct it."
        values.tell("malformed-link", iri, message)
        url = None
    return None if url is None and not title else Reference(role, title, url, place)
