"""What ways, nearness, centrality and groups cost, beside networkx on the same graph."""

import random
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any, NamedTuple

import networkx
from networkx.algorithms.link_analysis.pagerank_alg import _pagerank_python

from kg.catalogue import Catalogue
from kg.folder import load
from kg.identity import local_name
from kg.network import to_networkx
from kg.network.centrality import links, walk
from kg.network.communities import suggested_themes
from kg.network.index import Index, index_of
from kg.network.nearness import related
from kg.network.ways import path
from scripts.corpus import write_corpus

PAIRS = 200
ROUNDS = 3


class Row(NamedTuple):
    """What some things cost, in milliseconds each: the median, the 99th of a hundred, and the median of networkx."""

    name: str
    ours: float
    slowest: float
    theirs: float | None = None

    def __str__(self) -> str:
        beside = f"{self.theirs:10.2f} ms {self.theirs / self.ours:8.1f} times" if self.theirs is not None else ""
        return f"{self.name:48}{self.ours:10.2f} ms {self.slowest:10.2f} ms{beside}"


HEAD = f"{'':48}{'median':>13} {'p99':>13}{'networkx':>13} {'ratio':>14}"


def rows(catalogue: Catalogue) -> Iterator[Row]:
    """One row each for the index, ways, nearness, the order by centrality and groups."""
    yield _row("building the index", [()] * ROUNDS, lambda: Index(catalogue), lambda: to_networkx(catalogue))
    index = index_of(catalogue)
    graph = networkx.Graph(to_networkx(catalogue))
    graph.remove_nodes_from([name for name, kind in graph.nodes(data="kind") if kind == "document"])
    chance = random.Random(11)  # noqa: S311 - no secret: the same pairs each time
    pairs = [chance.sample(index.nodes, 2) for _ in range(PAIRS)]
    yield _row(
        "the way between two resources",
        pairs,
        lambda one, other: path(catalogue, one, other),
        lambda one, other: _shortest(graph, local_name(one), local_name(other)),
    )
    yield _row(
        "the five nearest to a principle (Adamic-Adar)",
        [(one,) for one in chance.choices(catalogue.principles, k=PAIRS)],
        lambda one: related(catalogue, one, 5),
        lambda one: _adamic_adar(graph, local_name(one)),
    )
    onward = links(index)
    ways: networkx.DiGraph[int] = networkx.DiGraph()
    ways.add_weighted_edges_from((start, end, weight) for start, row in enumerate(onward) for end, weight in row)
    homes = dict.fromkeys(range(index.principles), 1.0)
    yield _row(
        "PageRank, once a version",
        [()],
        lambda: walk(links(index), index.principles),
        lambda: _pagerank_python(ways, personalization=homes, tol=1e-12, max_iter=500),
    )
    yield _row("groups, once a version", [()], lambda: suggested_themes(catalogue))


def bench(count: int) -> None:
    """Prints the rows for so many documents."""
    with tempfile.TemporaryDirectory() as name:
        write_corpus(Path(name), count)
        measure(load(name))


def measure(catalogue: Catalogue) -> None:
    """Prints the rows for a catalogue."""
    index = index_of(catalogue)
    joins = sum(map(len, index.joined)) // 2
    size = len(catalogue.documents)
    print(f"\n{size} documents: {len(index.nodes)} resources, {joins} joined pairs\n{HEAD}")
    for row in rows(catalogue):
        print(row, flush=True)


def _row(
    name: str,
    given: Sequence[Sequence[Any]],
    ours: Callable[..., object],
    theirs: Callable[..., object] | None = None,
) -> Row:
    """Both do the same in turns."""
    own, other = [], []
    for arguments in given:
        own.append(_milliseconds(ours, arguments))
        if theirs is not None:
            other.append(_milliseconds(theirs, arguments))
    own.sort()
    return Row(name, median(own), own[len(own) * 99 // 100], median(other) if other else None)


def _milliseconds(work: Callable[..., object], arguments: Sequence[Any]) -> float:
    began = perf_counter()
    made = work(*arguments)
    took = perf_counter() - began
    del made
    return took * 1000


def _shortest(graph: "networkx.Graph[str]", start: str, end: str) -> list[str] | None:
    try:
        return networkx.shortest_path(graph, start, end)
    except networkx.NetworkXNoPath:
        return None


def _adamic_adar(graph: "networkx.Graph[str]", name: str) -> list[tuple[str, str, float]]:
    """The nearest by networkx's measure, among what is joined to what a principle is joined to."""
    others = {far for near in graph[name] for far in graph[near] if far.startswith("principle/")} - {name}
    scores = networkx.adamic_adar_index(graph, [(name, other) for other in others])
    return sorted(scores, key=lambda one: -one[2])[:5]
