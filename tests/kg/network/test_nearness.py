import math
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given, settings

from kg import folder
from kg.catalogue import Catalogue
from kg.identity import local_name
from kg.model import Principle
from kg.names import label, named
from kg.network.index import BITS, MASK, index_of
from kg.network.joins import STRENGTHS
from kg.network.nearness import Near, related
from tests.kg.conftest import Join
from tests.kg.network.meshes import catalogues


def by_hand(catalogue: Catalogue, principle: Principle) -> dict[str, float]:
    """The score of each principle near one, as docs/networkx.md puts it."""
    index = index_of(catalogue)
    count, own = index.principles, index.number(principle)
    strength = [{packed >> BITS: STRENGTHS[packed & MASK] for packed in row} for row in index.joined]
    scores = {}
    for other in range(count):
        if other == own:
            continue
        weights = [strength[own][other]] if other in strength[own] else []
        for middle in set(strength[own]) & set(strength[other]):
            among = sum(one < count for one in strength[middle])
            half = 0.5 if middle < count else 1.0
            weights.append(half * min(strength[own][middle], strength[other][middle]) / math.log2(among))
        for bundle in index.bundles:
            if (own in bundle.left and other in bundle.right) or (own in bundle.right and other in bundle.left):
                size = len(set(bundle.left) | set(bundle.right))
                weights.append(STRENGTHS[bundle.code] / math.log2(size))
        if weights:
            scores[local_name(catalogue.principles[other])] = 1 - math.prod(1 - weight for weight in weights)
    return scores


@settings(max_examples=60)
@given(catalogues())
def test_score_is_what_is_documented(catalogue: Catalogue) -> None:
    """Whoever shares anything is near, with the score that the documentation's formula gives, and nobody else."""
    for principle in catalogue.principles:
        found = {local_name(near.principle): near.score for near in related(catalogue, principle)}
        assert found == pytest.approx(by_hand(catalogue, principle), abs=2e-6)


@settings(max_examples=60)
@given(catalogues())
def test_nearness_is_mutual(catalogue: Catalogue) -> None:
    """Two entries are as near and share as much seen from either; scores lie between 0 and 1, the highest first."""
    whole = {one.slug: related(catalogue, one) for one in catalogue.principles}
    pairs: dict[tuple[str, str], Near] = {
        (slug, near.principle.slug): near for slug, row in whole.items() for near in row
    }
    for (one, other), near in pairs.items():
        back = pairs[other, one]
        assert near.score == back.score
        shared = [{local_name(node) for node in side.because} for side in (near, back)]
        ends = {f"principle/{one}", f"principle/{other}"}
        assert shared[0] - ends == shared[1] - ends
    for principle in catalogue.principles:
        row = whole[principle.slug]
        places = [catalogue.principles.index(near.principle) for near in row]
        order = [(-near.score, place) for near, place in zip(row, places, strict=True)]
        assert order == sorted(order)
        assert all(0 < near.score <= 1 and near.because for near in row)
        assert principle not in [near.principle for near in row]
        assert related(catalogue, principle, 2) == row[:2]
        assert related(catalogue, principle, 0) == []


def test_a_source_of_all_says_little(join: Join) -> None:
    """What few share makes nearer than what many share, and comes first among the reasons."""
    page = (
        "# {}\n\n## Justification\n\nIt is so. Source: [Page](https://{}.example.org/)\n\n"
        "Source: [All](https://all.example.org/)\n"
    )
    names = ("few", "few", *(f"own{at}" for at in range(6)))
    catalogue = join({f"p{at}.md": page.format(f"P {at}", name) for at, name in enumerate(names)})
    nearest, *rest = related(catalogue, catalogue.principles[0])
    assert nearest.principle.title == "P 1"
    assert [one.label if hasattr(one, "label") else one.title for one in nearest.because] == ["Page", "All"]
    assert len({near.score for near in rest}) == 1
    assert nearest.score > 3 * rest[0].score


def test_joined_and_between(join: Join) -> None:
    """An entry linked to is its own reason; one that both link is the reason for two that do not link each other."""
    catalogue = join(
        a="# A\n\n## Justification\n\nSee [M](m.md).\n",
        b="# B\n\n## Justification\n\nSee [M](m.md).\n",
        m="# M\n\n## Justification\n\nIt is so.\n",
    )
    a, b, m = catalogue.principles
    assert [(near.principle, near.because) for near in related(catalogue, a)] == [(m, (m,)), (b, (m,))]


def test_shipped_catalogue(shipped: Path) -> None:
    """Buying before building is nearest to building what differentiates us, over what both weigh."""
    catalogue = folder.load(shipped)
    (buy,) = named(catalogue, "buy before build")
    near = related(catalogue, buy)[0]
    assert near.principle.slug == "build-what-differentiates-us"
    assert "One suite from one supplier" in map(label, near.because)


def test_published_documents(corpora: Path) -> None:
    """Every entry of published documents has what is near it, as the formula gives it."""
    found = defaultdict(int)
    for place in filter(Path.is_dir, corpora.iterdir()):
        catalogue = folder.load(place)
        for principle in catalogue.principles:
            near = related(catalogue, principle)
            found[place.name] += len(near)
            expected = by_hand(catalogue, principle)
            assert {local_name(one.principle): one.score for one in near} == pytest.approx(expected, abs=2e-6)
    assert sum(found.values()) > 100
