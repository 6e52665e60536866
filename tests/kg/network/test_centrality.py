from itertools import pairwise
from pathlib import Path

import networkx
import pytest
from hypothesis import given, settings
from networkx.algorithms.link_analysis.pagerank_alg import _pagerank_python

from kg import folder
from kg.catalogue import Catalogue
from kg.configuration import CatalogueSettings
from kg.model import Principle
from kg.network.centrality import centrality, links, visits, walk
from kg.network.index import index_of
from tests.kg.conftest import Join
from tests.kg.network.meshes import catalogues


def ranks(catalogue: Catalogue) -> list[float]:
    """The share of all entries' and shared nodes' visits that each entry has: its PageRank."""
    index = index_of(catalogue)
    found = walk(links(index), index.principles)
    assert tuple(found[: index.principles]) == tuple(visits(catalogue))
    return [once / sum(found) for once in visits(catalogue)]


def by_centrality(catalogue: Catalogue) -> list[Principle]:
    """The entries, those that the others lead to most first."""
    return sorted(catalogue.principles, key=lambda one: -centrality(catalogue, one))


def by_networkx(catalogue: Catalogue) -> list[float]:
    """The same ranks as networkx's variant in plain Python finds them."""
    index = index_of(catalogue)
    graph: networkx.DiGraph[int] = networkx.DiGraph()
    onward = links(index)
    graph.add_nodes_from(range(len(onward)))
    for start, row in enumerate(onward):
        for end, weight in row:
            graph.add_edge(start, end, weight=weight)
    homes = dict.fromkeys(range(index.principles), 1.0)
    found = _pagerank_python(graph, personalization=homes, max_iter=1000, tol=1e-10)
    return [found[number] for number in homes]


@settings(max_examples=60)
@given(catalogues())
def test_ranks_are_networkx_s(catalogue: Catalogue) -> None:
    """Ranks are those that networkx finds, to a millionth."""
    if catalogue.principles:
        assert ranks(catalogue) == pytest.approx(by_networkx(catalogue), abs=1e-6)


def test_ranks_of_published_documents(corpora: Path) -> None:
    """The same holds for published documents."""
    for place in filter(Path.is_dir, corpora.iterdir()):
        catalogue = folder.load(place)
        assert ranks(catalogue) == pytest.approx(by_networkx(catalogue), abs=1e-6)


@settings(max_examples=60)
@given(catalogues())
def test_order_has_everybody_once(catalogue: Catalogue) -> None:
    """Every entry is in the order once, the highest rank first and ties as the catalogue has them."""
    order = by_centrality(catalogue)
    assert sorted(one.slug for one in order) == sorted(one.slug for one in catalogue.principles)
    rank = dict(zip((one.slug for one in catalogue.principles), ranks(catalogue), strict=True))
    places = {one.slug: at for at, one in enumerate(catalogue.principles)}
    for one, other in pairwise(order):
        difference = rank[one.slug] - rank[other.slug]
        assert difference > -1e-7
        if abs(difference) < 1e-10:
            assert places[one.slug] < places[other.slug]


def test_what_others_lead_to(join: Join) -> None:
    """An entry that others lead to comes before one that merely cites and rejects much by itself."""
    lone = "".join(f"Source: [S](https://s{at}.example.org/)\n\n" for at in range(9))
    catalogue = join(
        {
            "a.md": f"# A\n\n## Justification\n\n{lone}",
            "hub.md": "# Hub\n\n## Justification\n\nIt is so.\n",
            **{f"p{at}.md": f"# P {at}\n\n## Justification\n\nSee [Hub](hub.md).\n" for at in range(3)},
        }
    )
    order = [one.title for one in by_centrality(catalogue)]
    assert order[0] == "Hub"
    assert order[-1] == "A"


def test_what_was_superseded(join: Join) -> None:
    """What was superseded hands on to what took its place, and gets nothing back."""
    catalogue = join(
        a="# Old\n\n## Status\n\nSuperseded by [New](b.md)\n\n## Context\n\nC.\n\n## Decision\n\nD.\n",
        b="# New\n\n## Status\n\nAccepted. Supersedes [Old](a.md)\n\n## Context\n\nC.\n\n## Decision\n\nD.\n",
    )
    assert [one.title for one in by_centrality(catalogue)] == ["New", "Old"]


def test_ties_are_in_catalogue_order(join: Join) -> None:
    """Entries that nothing tells apart stay in the order of the catalogue."""
    page = "# {}\n\n## Justification\n\nSo. Source: [Page](https://a.example.org/{})\n"
    catalogue = join({f"p{at:02}.md": page.format(f"P {at}", at // 3) for at in range(30)})
    assert by_centrality(catalogue) == list(catalogue.principles)


def test_nothing_to_rank() -> None:
    """A catalogue without entries has no ranks."""
    assert visits(Catalogue([], CatalogueSettings())) == ()
