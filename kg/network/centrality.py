"""Which principles the others lead to: PageRank."""

from collections.abc import Sequence
from operator import itemgetter, mul

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


def walk(onward: Links, homes: int) -> list[float]:
    """How often a walk comes by each node that starts once at each of the first `homes` nodes.

    At each step it goes on with the chance `DAMPING`. Found by the method of Gauss and Seidel, since it mostly goes to
    and fro between entries and what they share, which a power iteration, moving all at once, is slow to settle. What is
    slowest to settle is the whole: it is set right after each round, since it is known how much comes in and gets lost.
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
    handed = [DAMPING if row else 0.0 for row in onward]
    found = [1.0] * homes + [0.0] * (len(onward) - homes)
    for _ in range(_ROUNDS):
        change = 0.0
        for node in range(len(onward) - 1, -1, -1):
            pull, given = pulls[node], 1.0 if node < homes else 0.0
            fresh = given + sum(map(mul, weights[node], pull(found))) if pull else given
            change = max(change, abs(fresh - found[node]))
            found[node] = fresh
        if change < _EXACT:
            break
        lost = sum(found) - sum(map(mul, handed, found))
        # Where nothing leads on it is settled, and the number of those alone would be rounded.
        if abs(lost - homes) > _EXACT:
            found = [once * homes / lost for once in found]
    return found


@kept
def visits(catalogue: Catalogue) -> Sequence[float]:
    """How often a walk comes by each principle of the catalogue, in catalogue order.

    What a document adds changes the numbers of those alone that a walk from it reaches.
    """
    index = index_of(catalogue)
    return tuple(walk(links(index), index.principles)[: index.principles])


def centrality(catalogue: Catalogue, principle: Principle) -> int:
    """How much the others lead to a principle: PageRank, as millionths of the visits of one whom nothing leads to.

    What differs by less than the reckoning is exact to is the same.
    """
    number = index_of(catalogue).number(principle)
    assert number is not None
    return round(visits(catalogue)[number] * 1_000_000)
