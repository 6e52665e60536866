"""Principles near one another, by what they share."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache
from heapq import nsmallest
from math import exp, log1p, log2
from typing import NamedTuple

from kg import patience
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
    sums = _sums(index, number)
    nearest = nsmallest(len(sums) if first is None else first, sums, key=lambda other: (-sums[other], other))
    return [_near(index, number, other, sums[other]) for other in nearest]


def _sums(index: Index, number: int) -> dict[int, int]:
    """How near each other principle is, for those that share anything."""
    sums: dict[int, int] = defaultdict(int)
    for packed in index.joined[number]:
        patience.check()
        other, code = packed >> BITS, packed & MASK
        weights = _weights(code, index.members[other], other < index.principles)
        if other < index.principles:
            sums[other] += _direct(code)
            for far in index.joined[other]:
                if far >> BITS < index.principles:
                    sums[far >> BITS] += weights[far & MASK]
        elif index.members[other] > 1:
            for far in index.joined[other]:
                sums[far >> BITS] += weights[far & MASK]
    for at, side in index.sides.get(number, ()):
        bundle = index.bundles[at]
        weight = _bundled(bundle.code, bundle.size)
        for other in bundle.across(side):
            sums[other] += weight
    sums.pop(number, None)
    return sums


def _reasons(index: Index, number: int, other: int) -> Iterator[tuple[int, int]]:
    """The number of each resource that two principles share, and the weight of that."""
    theirs = {packed >> BITS: packed & MASK for packed in index.joined[other]}
    for packed in index.joined[number]:
        middle, code = packed >> BITS, packed & MASK
        if middle == other:
            yield other, _direct(code)
        elif middle in theirs:
            yield middle, _weights(code, index.members[middle], middle < index.principles)[theirs[middle]]
    for at, side in index.sides.get(number, ()):
        bundle = index.bundles[at]
        if other in bundle.across(side):
            yield other, _bundled(bundle.code, bundle.size)


def _near(index: Index, number: int, other: int, total: int) -> Near:
    weights: dict[int, int] = defaultdict(int)
    for why, weight in _reasons(index, number, other):
        weights[why] += weight
    order = sorted(weights, key=lambda why: (-weights[why], why))
    principle = index.nodes[other]
    assert isinstance(principle, Principle)
    return Near(principle, round(1 - exp(-total / _UNIT), 6), tuple(index.nodes[why] for why in order))


def _whole(weight: float) -> int:
    """What a weight adds to a sum: weights that leave over 1 - w each are multiplied as logarithms."""
    return -int(log1p(-weight) * _UNIT)


@cache
def _direct(code: int) -> int:
    return _whole(STRENGTHS[code])


@lru_cache(1024)
def _bundled(code: int, among: int) -> int:
    return _whole(shared_strength(STRENGTHS[code], among))


@lru_cache(4096)
def _weights(code: int, among: int, between: bool) -> tuple[int, ...]:
    """What is shared by someone joined by one code adds, for each code that the other may be joined by."""
    share = shared_strength(_BETWEEN if between else 1.0, among)
    return tuple(_whole(share * min(STRENGTHS[code], strength)) for strength in STRENGTHS)
