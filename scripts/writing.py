"""Writing the formats that are not RDF, beside the fastest library for each."""

import csv
import io
from collections.abc import Callable, Mapping

import msgspec
import networkx
import orjson

from kg.catalogue import Catalogue
from kg.formats import FORMATS
from kg.network import to_networkx


def _graphml(catalogue: Catalogue) -> None:
    networkx.write_graphml_xml(to_networkx(catalogue), io.BytesIO())


def _gexf(catalogue: Catalogue) -> None:
    graph = to_networkx(catalogue)
    for *_, values in graph.edges(data=True):
        values.pop("type")  # GEXF means something else by it
    networkx.write_gexf(graph, io.BytesIO())


def _nodes(catalogue: Catalogue) -> None:
    graph = to_networkx(catalogue)
    names = list({name: None for _, values in graph.nodes(data=True) for name in values})
    writer = csv.writer(io.StringIO(newline=""))
    writer.writerow(["id", *names])
    writer.writerows([node, *(values.get(name) for name in names)] for node, values in graph.nodes(data=True))


def _edges(catalogue: Catalogue) -> None:
    graph = to_networkx(catalogue)
    names = list({name: None for *_, values in graph.edges(data=True) for name in values})
    writer = csv.writer(io.StringIO(newline=""))
    writer.writerow(["source", "target", "key", *names])
    writer.writerows(
        [start, end, key, *(values.get(name) for name in names)]
        for start, end, key, values in graph.edges(keys=True, data=True)
    )


def _values(catalogue: Catalogue) -> None:
    held = (catalogue.documents, catalogue.alternatives, catalogue.sources, catalogue.findings)
    orjson.dumps(msgspec.to_builtins(held), option=orjson.OPT_INDENT_2)


OTHERS: Mapping[str, tuple[str, Callable[[Catalogue], object]]] = {
    "json": ("msgspec and orjson", _values),
    "graphml": ("networkx.write_graphml_xml", _graphml),
    "gexf": ("networkx.write_gexf", _gexf),
    "csv-nodes": ("csv.writer", _nodes),
    "csv-edges": ("csv.writer", _edges),
}
"""By format: what another library's writer is called, and how it writes a catalogue.

Both make the networkx view, and for `json` plain values, which msgspec takes from documents alone, joining nothing.
"""


def drained(catalogue: Catalogue, name: str) -> int:
    """Writes a format piece by piece, keeps nothing, and gives the number of bytes."""
    return sum(map(len, FORMATS[name].write(catalogue, False)))
