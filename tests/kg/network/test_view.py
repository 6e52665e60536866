from pathlib import Path

import networkx
import pytest

from kg import folder
from kg.catalogue import Catalogue
from kg.configuration import CatalogueSettings, ThemeSettings
from kg.identity import local_name
from kg.model import (
    CitationRole,
    Document,
    Kind,
    Link,
    Location,
    Option,
    Principle,
    Reference,
    RelationType,
    Status,
)
from kg.network import to_networkx


def _at(path: str) -> Location:
    return Location(path, 1, 1)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """Two principles and a decision that meet in every way."""
    page = "https://example.org/page"
    pull = Principle(
        "pull",
        Kind.PRINCIPLE,
        "Pull",
        _at("pull.md"),
        summary="Ask.",
        status=Status.ACCEPTED,
        keywords=("flow", "demand"),
        options=(Option("Push", _at("pull.md")),),
        references=(
            Reference(CitationRole.EVIDENCE, "Page", page, _at("pull.md")),
            Reference(CitationRole.EVIDENCE, "Page", page, _at("pull.md")),
            Reference(CitationRole.MENTION, "Page", page, _at("pull.md")),
        ),
    )
    push = Principle("push", Kind.PRINCIPLE, "Push", _at("push.md"))
    old = Principle(
        "old",
        Kind.DECISION,
        "Old",
        _at("old.md"),
        date="2020-01-01",
        status=Status.SUPERSEDED,
        chosen="push",
        links=(Link(RelationType.SUPERSEDED_BY, "pull.md", "Pull", _at("old.md"), partial=True),),
    )
    documents = [Document(f"{one.slug}.md", one.slug, "", "", principles=(one,)) for one in (pull, push, old)]
    return Catalogue(documents, CatalogueSettings("T", "https://b.org/", None, (ThemeSettings("Way", ("pull",)),)))


def test_nodes(catalogue: Catalogue) -> None:
    """Nodes are local names with kind, label and IRI, and what is simple of their facts."""
    nodes = to_networkx(catalogue).nodes
    assert {name.partition("/")[0] for name in nodes} == {"principle", "alternative", "source", "theme", "document"}
    assert nodes["principle/pull"] == {
        "kind": "principle",
        "label": "Pull",
        "iri": "https://b.org/principle/pull",
        "slug": "pull",
        "summary": "Ask.",
        "status": "accepted",
        "keywords": "flow, demand",
        "theme": "Way",
    }
    assert nodes["principle/old"]["kind"] == "decision"
    assert nodes["principle/old"]["date"] == "2020-01-01"


def test_edges(catalogue: Catalogue) -> None:
    """Edges are keyed by their type; an edge stated twice is one of weight 2."""
    graph = to_networkx(catalogue)
    (source,) = (name for name in graph if name.startswith("source/"))
    edges = {(start, end, key) for start, end, key in graph.edges(keys=True)}
    assert edges == {
        ("principle/pull", "alternative/push", "rejects"),
        ("alternative/push", "principle/push", "same-as"),
        ("principle/pull", "principle/push", "conflicts-with:push"),
        ("principle/old", "alternative/push", "chooses"),
        ("principle/pull", source, "cites:evidence"),
        ("principle/pull", source, "cites:mention"),
        ("principle/old", "principle/pull", "superseded-by"),
        ("principle/pull", "principle/old", "supersedes"),
        ("principle/pull", "theme/way", "in-theme"),
        *((f"principle/{slug}", f"document/{slug}.md", "recorded-in") for slug in ("pull", "push", "old")),
    }
    assert graph.edges["principle/pull", source, "cites:evidence"] == {
        "type": "cites",
        "role": "evidence",
        "weight": 2,
    }
    assert graph.edges["principle/pull", "principle/push", "conflicts-with:push"] == {
        "type": "conflicts-with",
        "conflict": "principle",
        "over": "Push",
        "weight": 1,
    }
    assert graph.edges["principle/pull", "principle/old", "supersedes"] == {
        "type": "supersedes",
        "partial": True,
        "derived": True,
        "weight": 1,
    }


def test_iris_resolve(catalogue: Catalogue) -> None:
    """Every node's IRI leads back to its name, and its name to the catalogue."""
    for name, attributes in to_networkx(catalogue).nodes(data=True):
        assert catalogue.iris.local(attributes["iri"]) == name
        assert catalogue.node(name) is not None


def test_graphml(catalogue: Catalogue, tmp_path: Path) -> None:
    """GraphML holds the graph whole: read again, nodes, edges and their attributes are the same."""
    graph = to_networkx(catalogue)
    networkx.write_graphml(graph, tmp_path / "graph.graphml")
    again = networkx.read_graphml(tmp_path / "graph.graphml", force_multigraph=True)
    assert networkx.utils.nodes_equal(graph.nodes(data=True), again.nodes(data=True))
    assert networkx.utils.edges_equal(
        graph.edges(keys=True, data=True), again.edges(keys=True, data=True), directed=True
    )


def test_what_is_not_stated_is_no_attribute(corpora: Path) -> None:
    """No attribute of a graph, a node or an edge is None or empty, and a table of nodes has one row a node."""
    for place in filter(Path.is_dir, corpora.iterdir()):
        graph = to_networkx(folder.load(place))
        for attributes in (graph.graph, *graph.nodes.values(), *graph.edges.values()):
            assert all(isinstance(value, str | int) and value != "" for value in attributes.values())


def test_order_is_the_catalogue_s(shipped: Path) -> None:
    """Nodes come kind by kind in the order of the catalogue, and so do the edges of a node."""
    loaded = folder.load(shipped)
    graph = to_networkx(loaded)
    nodes = (*loaded.principles, *loaded.alternatives, *loaded.sources, *loaded.themes, *loaded.documents)
    assert list(graph) == [local_name(node) for node in nodes]
    for principle in loaded.principles:
        rejected = [f"alternative/{one.alternative.slug}" for one in loaded.rejections(principle)]
        ends = [end for _, end, kind in graph.out_edges(local_name(principle), data="type") if kind == "rejects"]
        assert ends == list(dict.fromkeys(rejected))


def test_text_that_no_file_can_hold() -> None:
    """Control characters of a document are replaced, so that GraphML can hold the graph."""
    entry = Principle("a", Kind.PRINCIPLE, "A\x00\x0b\rB", _at("a.md"), options=(Option("X\x01", _at("a.md")),))
    graph = to_networkx(Catalogue([Document("a.md", "a", "", "", principles=(entry,))], CatalogueSettings()))
    assert graph.nodes["principle/a"]["label"] == "A\ufffd\ufffd\ufffdB"
    assert networkx.parse_graphml("\n".join(networkx.generate_graphml(graph)), force_multigraph=True)


def test_path(catalogue: Catalogue) -> None:
    """What was replaced is joined by a path to the theme of what replaced it."""
    path = networkx.shortest_path(to_networkx(catalogue).to_undirected(), "principle/old", "theme/way")
    assert path == ["principle/old", "principle/pull", "theme/way"]


def test_graph_is_the_callers(catalogue: Catalogue) -> None:
    """A graph may be changed without changing the next one."""
    to_networkx(catalogue).clear()
    assert to_networkx(catalogue).number_of_nodes() == 9


def test_shipped_catalogue(shipped: Path) -> None:
    """The catalogue that ships is one node a principle, alternative, source, theme and document."""
    catalogue = folder.load(shipped)
    nodes = (*catalogue.principles, *catalogue.alternatives, *catalogue.sources, *catalogue.themes)
    assert to_networkx(catalogue).number_of_nodes() == len(nodes) + len(catalogue.documents)
