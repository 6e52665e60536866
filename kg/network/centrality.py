"""Which principles the others lead to: PageRank."""

from collections.abc import Sequence

from kg.catalogue import Catalogue
from kg.kept import kept
from kg.model import Principle
from kg.network.index import BITS, MASK, Index, index_of
from kg.network.joins import STRENGTHS, SUPERSEDES

DAMPING = 0.85
_EXACT = 1e-8
_ROUNDS = 500

Links = list[list[tuple[int, float]]]


def links(index: Index) -> Links:
    """Where a walk goes on from each node, and how likely: the resources of the index, then its bundles.

    What one principle alone is joined to leads nowhere and is left out; what superseded another hands nothing back
    to it; a page that is linked hands nothing back to those that link it.
    """
    found: Links = []
    for number, row in enumerate(index.joined):
        onward = []
        for packed in row if number < index.principles or len(row) > 1 else ():
            other, code = packed >> BITS, packed & MASK
            if code != SUPERSEDES and (other < index.principles or index.members[other] > 1):
                onward.append((other, STRENGTHS[code]))
        found.append(onward)
    for at, bundle in enumerate(index.bundles):
        strength = STRENGTHS[bundle.code]
        for number in bundle.left:
            found[number].append((len(index.nodes) + at, strength))
        found.append([(number, strength) for number in bundle.right])
    return found


def page_rank(onward: Links, homes: int) -> list[float]:
    """The PageRank of each node, 1 in all: a walk that starts anew at one of the first `homes` nodes."""
    count = len(onward)
    if not homes:
        return [0.0] * count
    totals = [sum(weight for _, weight in row) for row in onward]
    shares = [
        [(other, DAMPING * weight / total) for other, weight in row] for row, total in zip(onward, totals, strict=True)
    ]
    ranks = [1 / homes] * homes + [0.0] * (count - homes)
    for _ in range(_ROUNDS):
        lost = sum(rank for rank, row in zip(ranks, shares, strict=True) if not row)
        fresh = [(1 - DAMPING + DAMPING * lost) / homes] * homes + [0.0] * (count - homes)
        for rank, row in zip(ranks, shares, strict=True):
            for other, share in row:
                fresh[other] += rank * share
        change = sum(map(abs, map(float.__sub__, fresh, ranks)))
        ranks = fresh
        if change < _EXACT:
            break
    return ranks


@kept
def ranks(catalogue: Catalogue) -> Sequence[float]:
    """The rank of each principle of the catalogue, in catalogue order."""
    index = index_of(catalogue)
    return tuple(page_rank(links(index), index.principles)[: index.principles])


def by_centrality(catalogue: Catalogue) -> list[Principle]:
    """The principles, those that the others lead to most first, ties in catalogue order."""
    rank = ranks(catalogue)
    # What differs by less than the reckoning is exact to is a tie.
    order = sorted(range(len(rank)), key=lambda number: -round(rank[number], 12))
    return [catalogue.principles[number] for number in order]
