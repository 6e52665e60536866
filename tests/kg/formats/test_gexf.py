import io
from pathlib import Path
from xml.etree import ElementTree

import networkx
from hypothesis import example, given, settings

from kg import folder
from kg.catalogue import Catalogue
from kg.configuration import CatalogueSettings
from kg.formats.gexf import gexf
from kg.network import to_networkx
from tests.kg.formats.catalogues import catalogues
from tests.kg.formats.xml_texts import as_xml_holds

NAMESPACE = "{http://gexf.net/1.3}"


@settings(max_examples=40)
@given(catalogues())
@example(Catalogue((), CatalogueSettings()))
def test_networkx_reads_the_same_graph(catalogue: Catalogue) -> None:
    """networkx reads the nodes, edges and attributes of its view, and the keys where edges are parallel."""
    graph = to_networkx(catalogue)
    again = networkx.read_gexf(io.BytesIO(b"".join(gexf(catalogue))))
    # A node without a label bears its name, since GEXF wants one.
    labelled = {name: {"label": name, **values} for name, values in graph.nodes(data=True)}
    assert dict(again.nodes(data=True)) == as_xml_holds(labelled)
    # An edge has an id too, and networkx gives up keys where no two edges have the same ends.
    if again.is_multigraph():
        expected = {(start, end, key): values for start, end, key, values in graph.edges(keys=True, data=True)}
        read = {(start, end, key): values for start, end, key, values in again.edges(keys=True, data=True)}
    else:
        expected = {(start, end): values for start, end, values in graph.edges(data=True)}
        read = {(start, end): values for start, end, values in again.edges(data=True)}
    assert {ends: {**values, "id": read[ends]["id"]} for ends, values in as_xml_holds(expected).items()} == read


def test_edges_are_told_apart(shipped: Path) -> None:
    """Each edge has an id of its own, and parallel edges differ in their kind, which Gephi needs to keep them."""
    root = ElementTree.fromstring(b"".join(gexf(folder.load(shipped))))
    edges = [edge.attrib for edge in root.iter(f"{NAMESPACE}edge")]
    assert len({edge["id"] for edge in edges}) == len(edges) > 300
    assert len({(edge["source"], edge["target"], edge["kind"]) for edge in edges}) == len(edges)


def test_no_clock(shipped: Path) -> None:
    """No date of writing stands in it."""
    assert b"lastmodified" not in b"".join(gexf(folder.load(shipped)))
