from collections import defaultdict
from itertools import pairwise, permutations
from pathlib import Path

import networkx
import pytest
from hypothesis import given

from kg import folder
from kg.catalogue import Catalogue
from kg.identity import alternative_slug, is_generic, local_name
from kg.model import CitationRole, Principle, RelationType, Resource
from kg.names import named
from kg.network import to_networkx
from kg.network.joins import JOINS, WORDS
from kg.network.ways import path
from tests.kg.conftest import Join
from tests.kg.network.meshes import catalogues


def resources(catalogue: Catalogue) -> list[Resource]:
    """Everything that a way can lead over."""
    return [*catalogue.principles, *catalogue.alternatives, *catalogue.sources, *catalogue.themes]


def plain(catalogue: Catalogue) -> "networkx.Graph[str]":
    """The networkx view with what lies on a page, or made a choice that is no resource, joined without it."""
    view = to_networkx(catalogue)
    graph: networkx.Graph[str] = networkx.Graph()
    graph.add_nodes_from(local_name(node) for node in resources(catalogue))
    held, linking, choosing = defaultdict(list), defaultdict(list), defaultdict(list)
    for start, end, kind in view.edges(data="type"):
        if kind == "recorded-in":
            held[end].append(start)
        elif end.startswith("document/"):
            linking[end].append(start)
        else:
            graph.add_edge(start, end)
    for principle in catalogue.principles:
        if principle.chosen and not is_generic(principle.chosen):
            slug = alternative_slug(principle.chosen)
            if f"alternative/{slug}" not in view:
                choosing[slug].append(local_name(principle))
    for group in (*held.values(), *choosing.values()):
        graph.add_edges_from(permutations(group, 2))
    for document, starts in linking.items():
        graph.add_edges_from((start, end) for start in starts for end in held[document])
    return graph


def reads(catalogue: Catalogue, start: Resource, via: str, end: Resource) -> bool:
    """True where what a step says is so."""
    if via in {join.backward for join in JOINS if join.backward != join.forward}:
        forward = next(join.forward for join in JOINS if join.backward == via)
        return reads(catalogue, end, forward, start)
    if not isinstance(start, Principle):
        return False
    relations = catalogue.relations(start)
    cited = [(one.source, one.reference.role) for one in catalogue.citations_by(start)]
    types = [one.type for one in relations if one.target is end]
    pages = {one.document.path for one in relations if one.target is None}
    there = isinstance(end, Principle)
    return {
        "supersedes": lambda: RelationType.SUPERSEDES in types,
        "amends": lambda: RelationType.AMENDS in types,
        "relates to": lambda: RelationType.RELATES_TO in types,
        "conflicts with": lambda: any(end in (one.principle, one.other) for one in catalogue.conflicts_of(start)),
        "is the option": lambda: catalogue.same_option(start) is end,
        "chooses": lambda: not there and start in catalogue.chosen_by(end),
        "rejects": lambda: any(one.alternative is end for one in catalogue.rejections(start)),
        "cites as evidence": lambda: (end, CitationRole.EVIDENCE) in cited,
        "cites as further reading": lambda: (end, CitationRole.FURTHER_READING) in cited,
        "mentions": lambda: (end, CitationRole.MENTION) in cited,
        "chooses the same as": lambda: alternative_slug(start.chosen) == alternative_slug(end.chosen),
        "links the page of": lambda: there and end.path in pages,
        "is on one page with": lambda: there and start.path == end.path,
        "in theme": lambda: catalogue.theme_of(start) is end,
    }[via]()


@given(catalogues())
def test_way_is_the_shortest(catalogue: Catalogue) -> None:
    """A way is as long as networkx's shortest one and as the way back; there is none where networkx finds none."""
    graph = plain(catalogue)
    nodes = resources(catalogue)
    lengths = dict(networkx.all_pairs_shortest_path_length(graph))
    for start in nodes:
        for end in nodes:
            way = path(catalogue, start, end)
            expected = lengths[local_name(start)].get(local_name(end))
            assert (way.length if way else None) == expected
            back = path(catalogue, end, start)
            assert (back.length if back else None) == expected


@given(catalogues())
def test_steps_join_and_are_true(catalogue: Catalogue) -> None:
    """Each step begins where the one before ended, and what it says joins its ends does so."""
    nodes = resources(catalogue)
    for start in nodes:
        for end in nodes:
            way = path(catalogue, start, end)
            if way is None or not way.steps:
                assert way is None or start is end
                continue
            assert (way.steps[0].start, way.steps[-1].end) == (start, end)
            assert all(one.end is other.start for one, other in pairwise(way.steps))
            for step in way.steps:
                assert reads(catalogue, step.start, step.via, step.end), step


def test_every_word_has_its_opposite() -> None:
    """Each word is told from one end alone, or is the same from both."""
    words = [word for join in JOINS for word in {join.forward, join.backward}]
    assert len(words) == len(set(words))
    assert set(words) == set(WORDS)


def test_telling_ways_first(join: Join) -> None:
    """Of equally short ways one over what few share is told before one over what many do."""
    page = "# {}\n\n## Justification\n\nIt is so. Source: [Page](https://{}.example.org/)\n\nSource: [All](https://all.example.org/)\n"
    catalogue = join(
        {
            "a.md": page.format("A", "few"),
            "b.md": page.format("B", "few"),
            **{f"c{at}.md": page.format(f"C {at}", f"own{at}") for at in range(5)},
        }
    )
    (a,), (b,), (c,) = (named(catalogue, name) for name in ("A", "B", "C 1"))
    assert [step.end for step in path(catalogue, a, b).steps] == [catalogue.source("few.example.org"), b]
    assert [step.end for step in path(catalogue, a, c).steps] == [catalogue.source("all.example.org"), c]


def test_themes_last(join: Join) -> None:
    """Of equally short ways one over a theme is told last."""
    toml = '[[themes]]\nlabel = "All"\nprinciples = ["a", "b", "c"]\n'
    page = "# {}\n\n## Justification\n\nIt is so.\n\n## The Other Alternatives That Were Not Chosen\n\n* {}\n"
    catalogue = join(
        {
            "catalogue.toml": toml,
            "a.md": page.format("A", "Big ball"),
            "b.md": page.format("B", "Big ball"),
            "c.md": page.format("C", "Small ball"),
        }
    )
    a, b, c = catalogue.principles
    assert [step.via for step in path(catalogue, a, b).steps] == ["rejects", "rejected by"]
    assert [step.via for step in path(catalogue, a, c).steps] == ["in theme", "is the theme of"]


def test_strangers(join: Join) -> None:
    """A document, and what belongs to another catalogue, is joined to nothing."""
    catalogue = join(a_md="# A\n\n## Justification\n\nIt is so.\n")
    (a,) = catalogue.principles
    assert path(catalogue, a, catalogue.documents[0]) is None
    assert path(catalogue, Principle("z", a.kind, "Z", a.location), a) is None
    assert path(catalogue, a, a).steps == ()


def test_published_documents(corpora: Path) -> None:
    """Between any two entries of published documents there is the shortest way or none."""
    for place in filter(Path.is_dir, corpora.iterdir()):
        catalogue = folder.load(place)
        graph = plain(catalogue)
        for start in catalogue.principles[:6]:
            lengths = networkx.single_source_shortest_path_length(graph, local_name(start))
            for end in resources(catalogue):
                way = path(catalogue, start, end)
                assert (way.length if way else None) == lengths.get(local_name(end))


@pytest.mark.parametrize("seed", ["1", "2"])
def test_same_in_every_process(shipped: Path, seed: str) -> None:
    """Ways, nearness, order and groups do not depend on the process that finds them."""
    import os
    import subprocess
    import sys

    program = (
        "import sys; from kg.folder import load; from kg.network.ways import path\n"
        "from kg.network.nearness import related; from kg.network.communities import suggested_themes\n"
        "from kg.network.centrality import visits\n"
        "c = load(sys.argv[1]); p = c.principles\n"
        "print([path(c, one, other) for one in p[:4] for other in p], [related(c, one) for one in p],\n"
        "      visits(c), suggested_themes(c))"
    )
    run = [sys.executable, "-c", program, str(shipped)]
    told = [
        subprocess.run(run, env={**os.environ, "PYTHONHASHSEED": one}, capture_output=True, check=True).stdout
        for one in ("0", seed)
    ]
    assert told[0] == told[1]


def test_what_is_equal_goes_by_the_catalogue(join: Join) -> None:
    """Of ways that nothing tells apart it is that over what comes first in the catalogue, from either end."""
    page = "# {}\n\n## Justification\n\nSo.\n"
    ends = {f"{one}.md": page.format(one) + "\nSee [C](c.md), [B](b.md) and [D](d.md).\n" for one in "az"}
    catalogue = join({**ends, **{f"{one}.md": page.format(one) for one in "bcd"}})
    for one, other in ("az", "za"):
        start, end = catalogue.principle(one), catalogue.principle(other)
        assert start
        assert end
        way = path(catalogue, start, end)
        assert way
        assert [step.end for step in way.steps] == [catalogue.principle("b"), end]
