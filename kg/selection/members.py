"""Sets of numbered things, as whole numbers that hold a byte, 0 or 1, for each thing."""

from collections.abc import Iterable, Sequence
from itertools import compress
from typing import TypeVar

_Thing = TypeVar("_Thing")

Members = int
"""A set: `&`, `|` and `^` of Python's whole numbers are those of sets, in native code."""


def everything(size: int) -> Members:
    """All things, where there are `size`."""
    return int.from_bytes(b"\1" * size, "little")


def members(numbers: Iterable[int], size: int) -> Members:
    """The things of some numbers, where there are `size`."""
    flags = bytearray(size)
    for number in numbers:
        flags[number] = 1
    return int.from_bytes(flags, "little")


def where(conditions: Iterable[object]) -> Members:
    """The things for which a condition holds; there is one for each thing, in order."""
    return int.from_bytes(bytes(map(bool, conditions)), "little")


def picked(found: Members, things: Sequence[_Thing], numbers: Sequence[int] | None = None) -> tuple[_Thing, ...]:
    """Those of some things that are members; `numbers` says which number each thing has, else they are in order.

    No number is missing.
    """
    flags = found.to_bytes(len(things), "little")
    return tuple(compress(things, flags if numbers is None else map(flags.__getitem__, numbers)))
