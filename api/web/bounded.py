"""What is kept up to so many bytes; what was not asked for longest goes first."""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")


class Bounded(Generic[_Key, _Value]):
    """Values by key, each with its size. For one thread."""

    def __init__(self, most: int) -> None:
        self.most, self.bytes = most, 0
        self._kept: OrderedDict[_Key, tuple[_Value, int]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: _Key) -> _Value | None:
        """The value of a key, which is asked for now; None where it is not, or no longer, kept."""
        found = self._kept.get(key)
        if found is None:
            return None
        self._kept.move_to_end(key)
        return found[0]

    def put(self, key: _Key, value: _Value, size: int) -> None:
        """Keeps a value of so many bytes; one that would take more than an eighth of the room is not kept."""
        self.drop(key)
        if size > self.most // 8:
            return
        self._kept[key] = (value, size)
        self.bytes += size
        while self.bytes > self.most:
            self.bytes -= self._kept.popitem(last=False)[1][1]

    def drop(self, key: _Key) -> None:
        """Keeps it no longer."""
        self.bytes -= self._kept.pop(key, (None, 0))[1]

    def clear(self) -> None:
        """Keeps nothing."""
        self._kept.clear()
        self.bytes = 0
