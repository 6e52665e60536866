import io
from pathlib import Path
from typing import Any

import networkx
from hypothesis import example, given, settings

from kg import folder
from kg.catalogue import Catalogue
from kg.configuration import CatalogueSettings
from kg.formats.graphml import graphml
from kg.network import to_networkx
from tests.kg.formats.catalogues import catalogues
from tests.kg.formats.xml_texts import as_xml_holds


def read(catalogue: Catalogue) -> Any:
    """The graph that networkx reads."""
    return networkx.read_graphml(io.BytesIO(b"".join(graphml(catalogue))), force_multigraph=True)


@settings(max_examples=40)
@given(catalogues())
@example(Catalogue((), CatalogueSettings()))
def test_networkx_reads_the_same_graph(catalogue: Catalogue) -> None:
    """networkx reads the nodes, edges, keys and attributes of its view, each value of its own kind."""
    graph, again = to_networkx(catalogue), read(catalogue)
    assert dict(again.nodes(data=True)) == as_xml_holds(dict(graph.nodes(data=True)))
    edges = {(start, end, key): values for start, end, key, values in graph.edges(keys=True, data=True)}
    assert {(a, b, key): values for a, b, key, values in again.edges(keys=True, data=True)} == as_xml_holds(edges)
    assert {name: again.graph[name] for name in graph.graph} == as_xml_holds(dict(graph.graph))


def test_shipped_catalogue(shipped: Path) -> None:
    """The graph of the catalogue that ships is read whole, and truth values and numbers are such."""
    graph = read(folder.load(shipped))
    assert networkx.utils.graphs_equal(
        networkx.MultiDiGraph(graph.edges(keys=True, data=True)),
        networkx.MultiDiGraph(to_networkx(folder.load(shipped)).edges(keys=True, data=True)),
    )
    kinds = {type(value) for *_, values in graph.edges(data=True) for value in values.values()}
    assert kinds == {str, int, bool}


def test_published_documents(corpora: Path) -> None:
    """The graph of each folder of published documents is read whole."""
    for path in (path for path in sorted(corpora.iterdir()) if path.is_dir()):
        catalogue = folder.load(path)
        graph, again = to_networkx(catalogue), read(catalogue)
        assert dict(again.nodes(data=True)) == dict(graph.nodes(data=True)), path.name
        assert networkx.utils.edges_equal(
            graph.edges(keys=True, data=True), again.edges(keys=True, data=True), directed=True
        ), path.name


def test_a_line_a_value(shipped: Path) -> None:
    """Each value stands on a line of its own, nodes and edges in order."""
    text = b"".join(graphml(folder.load(shipped))).decode()
    nodes = [line for line in text.splitlines() if line.startswith("    <node ")]
    assert nodes == sorted(nodes)
    assert text.count('<data key="node.label">') == len(nodes)
    assert all(line.count("<data") <= 1 for line in text.splitlines())
