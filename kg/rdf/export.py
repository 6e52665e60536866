"""A catalogue as an RDF graph: in memory, and written in a format."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from kg.catalogue import Catalogue
from kg.kept import kept as once
from kg.rdf import formats, kept, terms
from kg.rdf.formats import FORMATS
from kg.rdf.statements import describe, describe_graphs
from kg.rdf.turtle import prefixes, turtle

if TYPE_CHECKING:
    import rdflib

__all__ = ["FORMATS", "serialise", "stream", "to_rdf", "triple_count"]


def serialise(catalogue: Catalogue, format: str, places: bool = False) -> bytes:
    """The graph in a format by name (`FORMATS`): the same catalogue, the same bytes.

    `places` adds where in the documents each fact stands. Raises `PrincipleGraphError` for an unknown format.
    """
    written = BytesIO()
    written.writelines(stream(catalogue, format, places))
    return written.getvalue()


def stream(catalogue: Catalogue, format: str, places: bool = False) -> Iterator[bytes]:
    """The same, piece by piece; the text is held once, and let go as it is taken."""
    form = formats.find(format)
    if form.write is turtle:
        return kept.turtle(catalogue, places)
    if form.write_graphs is not None:
        return form.write_graphs(describe_graphs(catalogue, places), catalogue.iris.base)
    return form.write(describe(catalogue, places), catalogue.iris.base)


@once
def triple_count(catalogue: Catalogue) -> int:
    """How many triples the graph holds, without places."""
    return sum(len(description) for _, description in describe(catalogue))


def to_rdf(catalogue: Catalogue, places: bool = False) -> rdflib.Graph:
    """The graph for rdflib, with the exports' prefixes bound; a new one each time, to be changed at will."""
    import rdflib

    iris: dict[str, rdflib.URIRef] = {}

    def named(iri: str) -> rdflib.URIRef:
        known = iris.get(iri)
        if known is None:
            known = iris[iri] = rdflib.URIRef(iri)
        return known

    graph = rdflib.Graph(bind_namespaces="none")
    for prefix, namespace in prefixes(catalogue.iris.base).items():
        graph.bind(prefix, namespace)
    for subject, description in describe(catalogue, places):
        about = named(subject)
        for predicate, value in description:
            held: rdflib.URIRef | rdflib.Literal
            if isinstance(value, str):
                held = named(value)
            elif value.datatype == terms.XSD_STRING:
                # rdflib reads a plain string as a literal without a datatype, and tells the two apart.
                held = rdflib.Literal(value.text)
            else:
                held = rdflib.Literal(value.text, datatype=named(value.datatype))
            graph.add((about, named(predicate), held))
    return graph
