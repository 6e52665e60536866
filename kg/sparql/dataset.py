"""A catalogue as the graph that is asked."""

from kg.catalogue import Catalogue
from kg.rdf.export import stream
from kg.rdf.formats import FORMATS
from kg.rdf.turtle import prefixes
from kg.sparql.engine import Graph

FORMAT = "nquads"
"""The format in which workers get the graph."""


def graph(catalogue: Catalogue) -> Graph:
    """The graph of a catalogue's version, with the prefixes of exports."""
    return Graph(
        catalogue.version,
        FORMATS[FORMAT].media_type,
        lambda: stream(catalogue, FORMAT),
        prefixes(catalogue.iris.base),
    )
