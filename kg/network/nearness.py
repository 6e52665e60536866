"""Principles near one another, by what they share."""

from collections import defaultdict
from collections.abc import Iterator
from heapq import nsmallest
from math import exp, log1p, log2
from typing import NamedTuple

from kg.catalogue import Catalogue
from kg.model import Principle, Resource
from kg.network.index import BITS, MASK, Index, index_of
from kg.network.joins import STRENGTHS

# Sums of whole numbers are the same in any order, so nearness is the same seen from either end.
_UNIT = 1_000_000_000


class Near(NamedTuple):
    """A principle near another: from 0 to 1, and what they share, the weightiest first."""

    principle: Principle
    score: float
    because: tuple[Resource, ...]


def shared_strength(strength: float, among: int) -> float:
    """What something that `among` principles share says of two of them: the less, the more share it."""
    return strength / log2(among) if among > 1 else 0.0


# A principle that both are joined to lies between them: it says less than a join of their own.
_BETWEEN = 0.5


def related(catalogue: Catalogue, principle: Principle, first: int | None = None) -> list[Near]:
    """The principles near one, nearest first, ties in catalogue order; at most `first`, else all.

    The score is 1 - (1 - w₁)(1 - w₂)…, with a weight for each thing that the two share and each way in which they
    are directly joined. It is the same from either end.
    """
    index = index_of(catalogue)
    number = index.number(principle)
    if number is None:
        return []
    shares: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for other, why, weight in _shares(index, number):
        shares[other].append((-int(log1p(-weight) * _UNIT), why))
    sums = {other: sum(weight for weight, _ in rows) for other, rows in shares.items()}
    nearest = nsmallest(len(sums) if first is None else first, sums, key=lambda other: (-sums[other], other))
    return [_near(index, other, sums[other], shares[other]) for other in nearest]


def _shares(index: Index, number: int) -> Iterator[tuple[int, int, float]]:
    """Another principle, the number of the resource that joins it to this one, and the weight of that."""
    for packed in index.joined[number]:
        other, strength = packed >> BITS, STRENGTHS[packed & MASK]
        among = index.members[other]
        share = shared_strength(1.0, among)
        if other < index.principles:
            yield other, other, strength
            share *= _BETWEEN
        for packed_member in index.joined[other] if among > 1 else ():
            member = packed_member >> BITS
            if member != number and member < index.principles:
                yield member, other, share * min(strength, STRENGTHS[packed_member & MASK])
    for at, side in index.sides.get(number, ()):
        bundle = index.bundles[at]
        weight = shared_strength(STRENGTHS[bundle.code], bundle.size)
        for member in bundle.across(side):
            if member != number:
                yield member, member, weight


def _near(index: Index, other: int, total: int, rows: list[tuple[int, int]]) -> Near:
    weights: dict[int, int] = defaultdict(int)
    for weight, why in rows:
        weights[why] += weight
    order = sorted(weights, key=lambda why: (-weights[why], why))
    principle = index.nodes[other]
    assert isinstance(principle, Principle)
    return Near(principle, round(1 - exp(-total / _UNIT), 6), tuple(index.nodes[why] for why in order))
