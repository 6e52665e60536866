"""The formats that a catalogue's graph is written in; the one list for the command line and HTTP."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from msgspec import Struct

from kg.errors import PrincipleGraphError
from kg.rdf.jsonld import jsonld
from kg.rdf.ntriples import nquads, nquads_graphs, ntriples
from kg.rdf.rdfxml import rdfxml
from kg.rdf.trig import trig, trig_graphs
from kg.rdf.triple import Descriptions, Graphs
from kg.rdf.turtle import turtle

Writer = Callable[[Descriptions, str], Iterator[bytes]]
GraphsWriter = Callable[[Graphs, str], Iterator[bytes]]


class Format(Struct, frozen=True):
    """A format by name, with its media type, the suffix of its files, and what writes it: UTF-8, piece by piece.

    `write_graphs` writes named graphs too; None where the format knows only one graph.
    """

    name: str
    media_type: str
    suffix: str
    write: Writer
    write_graphs: GraphsWriter | None = None


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        form.name: form
        for form in (
            Format("turtle", "text/turtle", ".ttl", turtle),
            Format("ntriples", "application/n-triples", ".nt", ntriples),
            Format("json-ld", "application/ld+json", ".jsonld", jsonld),
            Format("rdf-xml", "application/rdf+xml", ".rdf", rdfxml),
            Format("trig", "application/trig", ".trig", trig, trig_graphs),
            Format("nquads", "application/n-quads", ".nq", nquads, nquads_graphs),
        )
    }
)
"""Every format, by name; the first is the default."""


def find(name: str) -> Format:
    """The format of a name. Raises `PrincipleGraphError` where there is none."""
    form = FORMATS.get(name)
    if form is None:
        raise PrincipleGraphError(f"There is no format “{name}”. Name one of {', '.join(FORMATS)}.")
    return form
