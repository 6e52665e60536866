"""Terms that the model has no place for: what they say is left out, and told."""

from kg.rdf import entry, terms
from kg.rdf.reading.notes import Notes
from kg.rdf.reading.options import words
from kg.rdf.reading.term import Iri, Nodes
from kg.rdf.reading.values import Values, name, shown_iri

_CLASSES = frozenset((*terms.CLASSES, *terms.READ_ONLY))
_PROPERTIES = frozenset((*terms.ORDER, *terms.READ_ONLY))
_OURS = frozenset((terms.COLLECTION, terms.ORDERED_COLLECTION, terms.CONCEPT_SCHEME, terms.CITATION))
_NAMING = (terms.REJECTS, terms.REJECTED, terms.ADMS_STATUS)
_ITEM = terms.RDF + "_"
_STATUSES = frozenset((*entry.STATUSES.values(), f"{terms.PV}Statuses"))


def is_ours(nodes: Nodes) -> bool:
    """True for what a file says that speaks of principles at all, be it in terms that don't exist."""
    return any(
        any(predicate.startswith(terms.PV) for predicate in node)
        or any(term in _OURS or term.startswith(terms.PV) for term in node.get(terms.TYPE, ()))
        for node in nodes.values()
    )


def tell(notes: Notes, path: str, nodes: Nodes) -> None:
    """Says of each term in a file that it is not read, once; `nodes` are what the file says."""
    unknown: set[str] = set()
    types: set[str] = set()
    for iri, node in nodes.items():
        if iri in _STATUSES:
            continue
        if not node.keys() <= _PROPERTIES:
            unknown.update(one for one in node.keys() - _PROPERTIES if not one.startswith(_ITEM))
        if terms.TYPE in node:
            types.update([term for term in node[terms.TYPE] if type(term) is Iri])
    for iri in sorted(unknown):
        notes.tell("unknown-term", _message(iri, "property"), path, iri, term=True)
    for iri in sorted(types - _CLASSES):
        notes.tell("unknown-term", _message(iri, "class"), path, iri, term=True)


def tell_concepts(values: Values) -> None:
    """Says of concepts that are neither entries nor what these reject or have as status that they are left out."""
    graph = values.graph
    if not graph.others:
        return
    named = {end for node in graph.nodes.values() for property in _NAMING for end in graph.ends(node, property)}
    left: dict[str, list[str]] = {}
    for iri in graph.others:
        if iri not in named:
            left.setdefault(graph.homes[iri], []).append(iri)
    for iris in left.values():
        first = iris[0]
        title = f"“{values.label(first) or words(first) or shown_iri(first)}”"
        said = f"{title} is" if len(iris) == 1 else f"{len(iris)} concepts, {title} the first, are"
        message = f"{said} neither a pv:Principle nor a pv:Decision and left out. Say which of the two it is."
        values.tell("unreadable-value", first, message)


def _message(iri: str, kind: str) -> str:
    if iri.startswith(terms.PV):
        return f"The vocabulary has no {kind} {name(iri)}; what it says is left out. Correct it, or take it out."
    return f"The {kind} {name(iri)} has no place in the catalogue; what it says is left out. Use a term of docs/rdf.md."
