"""A list in an order, and the places in it: by keys, so that they outlive what is added and removed."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from typing import Any

from msgspec import Struct

from kg.selection.places import Key

Marked = tuple[int, *Key]
"""The mark of an item: how many of its key come before it, then its key."""


class Listing(Struct, frozen=True):
    """Items, sorted by a key; `name` says of which list and order, `shape` of which types the keys are."""

    name: str
    items: Sequence[Any]
    key: Callable[[Any], Key]
    shape: tuple[type, ...]

    def mark(self, at: int) -> Marked:
        """The mark of the item at a place."""
        key = self.key(self.items[at])
        return at - bisect_left(self.items, key, hi=at, key=self.key), *key

    def fits(self, mark: Sequence[object]) -> bool:
        """True for what can be a mark of this list, in any version of the catalogue."""
        return tuple(map(type, mark)) == (int, *self.shape)

    def at(self, mark: Marked) -> int:
        """Where the item of a mark stands or, where it is gone, where it would."""
        alike, *rest = mark
        key = tuple(rest)
        first = bisect_left(self.items, key, key=self.key)
        last = bisect_right(self.items, key, lo=first, key=self.key)
        return min(first + max(alike, 0), last)

    def after(self, mark: Marked) -> int:
        """Where what follows the item of a mark begins."""
        at = self.at(mark)
        key = mark[1:]
        return at + 1 if at < len(self.items) and self.key(self.items[at]) == key else at
