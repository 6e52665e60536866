"""Which principles the others lead to: PageRank."""

from collections.abc import Sequence
from operator import itemgetter, mul

from kg import patience
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
    """The PageRank of each node, 1 in all: a walk that starts anew at one of the first `homes` nodes.

    Found by the method of Gauss and Seidel: a walk mostly goes to and fro between entries and what they share, which
    a power iteration, moving all at once, is slow to settle.
    """
    sources: list[list[int]] = [[] for _ in onward]
    weights: list[list[float]] = [[] for _ in onward]
    for start, row in enumerate(onward):
        total = sum(weight for _, weight in row)
        for end, weight in row:
            sources[end].append(start)
            weights[end].append(DAMPING * weight / total)
    # Of one place alone it would give a number and no tuple.
    pulls = [itemgetter(*row, row[0]) if row else None for row in sources]
    # What ends nowhere starts anew as well: it is enough to make the sum 1 at the end.
    found = [1.0] * homes + [0.0] * (len(onward) - homes)
    for _ in range(_ROUNDS):
        patience.check()
        change = 0.0
        for node in range(len(onward) - 1, -1, -1):
            pull, given = pulls[node], 1.0 if node < homes else 0.0
            fresh = given + sum(map(mul, weights[node], pull(found))) if pull else given
            change = max(change, abs(fresh - found[node]))
            found[node] = fresh
        if change < _EXACT:
            break
    whole = sum(found) or 1.0
    return [one / whole for one in found]


@kept
def ranks(catalogue: Catalogue) -> Sequence[float]:
    """The rank of each principle of the catalogue, in catalogue order."""
    index = index_of(catalogue)
    return tuple(page_rank(links(index), index.principles)[: index.principles])


def by_centrality(catalogue: Catalogue) -> list[Principle]:
    """The principles, those that the others lead to most first, ties in catalogue order."""
    rank = ranks(catalogue)
    mean = sum(rank) / len(rank) if rank else 1.0
    # What differs by less than the reckoning is exact to is a tie.
    order = sorted(range(len(rank)), key=lambda number: -round(rank[number] / mean, 6))
    return [catalogue.principles[number] for number in order]
