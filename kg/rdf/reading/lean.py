"""Blank nodes of which the same is said are one: files that repeat each other say nothing more than one of them."""

from kg.rdf.reading.term import Iri, Nodes

_ROUNDS = 10


def merge(nodes: Nodes) -> None:
    """Takes out blank nodes of which another says the same, those within others too, up to ten levels."""
    blank = [iri for iri in nodes if ":" not in iri]
    for _ in range(_ROUNDS):
        first: dict[frozenset[tuple[str, object]], str] = {}
        same: dict[str, Iri] = {}
        for iri in blank:
            said = frozenset(
                (predicate, (type(term), term, getattr(term, "datatype", None), getattr(term, "language", None)))
                for predicate, values in nodes[iri].items()
                for term in values
            )
            known = first.setdefault(said, iri)
            if known is not iri:
                same[iri] = Iri(known)
        if not same:
            return
        for iri in same:
            del nodes[iri]
        blank = [iri for iri in blank if iri not in same]
        for node in nodes.values():
            for values in node.values():
                for number, term in enumerate(values):
                    if type(term) is Iri and term in same:
                        values[number] = same[term]
