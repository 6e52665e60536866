"""RDF collections as values: what a list holds stands in its place, in the order of the list."""

from collections.abc import Iterator

from kg.rdf import terms
from kg.rdf.reading.term import Iri, Listed, Node, Nodes, Term

_LIST = terms.RDF + "List"


def unfold(nodes: Nodes) -> None:
    """Puts what lists hold, each once, in the place of the lists, and takes their cells out."""
    cells = {iri: node for iri, node in nodes.items() if terms.FIRST in node or terms.REST in node}
    for iri, node in nodes.items():
        if iri in cells:
            continue
        for predicate, values in list(node.items()):
            if any(type(term) is Iri and (term == terms.NIL or term in cells) for term in values):
                held = Listed(dict.fromkeys(_held(values, cells)))
                if held:
                    node[predicate] = held
                else:
                    del node[predicate]
    for iri, node in cells.items():
        rest = {predicate: values for predicate, values in node.items() if not _is_cell(predicate, values)}
        if rest:
            nodes[iri] = rest
        else:
            del nodes[iri]


def _is_cell(predicate: str, values: list[Term]) -> bool:
    return predicate in (terms.FIRST, terms.REST) or (predicate == terms.TYPE and values == [_LIST])


def _held(values: list[Term], cells: dict[str, Node]) -> Iterator[Term]:
    """Values, and what the lists among them hold; a list in a list is no level of its own."""
    seen: set[str] = set()
    stack = values[::-1]
    while stack:
        term = stack.pop()
        if type(term) is not Iri or (term != terms.NIL and term not in cells):
            yield term
        elif term != terms.NIL and term not in seen:
            seen.add(term)
            cell = cells[term]
            stack += cell.get(terms.REST, [])[:1] + cell.get(terms.FIRST, [])[:1]
