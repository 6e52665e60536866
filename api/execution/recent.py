"""What was used last, as much as is worth its memory."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

_K = TypeVar("_K")
_V = TypeVar("_V")


class Recent(Generic[_K, _V]):
    """A mapping that forgets what was not used for longest where its keys weigh more than `most`. For any thread."""

    def __init__(self, most: int, weigh: Callable[[_K], int]) -> None:
        self._most, self._weigh, self._weight = most, weigh, 0
        self._values: OrderedDict[_K, _V] = OrderedDict()
        self._lock = Lock()

    def get(self, key: _K) -> _V | None:
        """The value of a key, which is used thereby; None where there is none."""
        with self._lock:
            found = self._values.get(key)
            if found is not None:
                self._values.move_to_end(key)
            return found

    def __setitem__(self, key: _K, value: _V) -> None:
        with self._lock:
            if key not in self._values:
                self._weight += self._weigh(key)
            self._values[key] = value
            self._values.move_to_end(key)
            while self._weight > self._most:
                self._weight -= self._weigh(self._values.popitem(last=False)[0])

    def __contains__(self, key: _K) -> bool:
        return key in self._values
