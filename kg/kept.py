"""What is made of a value once and kept for as long as that value lives."""

from collections.abc import Callable
from functools import wraps
from threading import RLock
from typing import TypeVar
from weakref import WeakKeyDictionary

from kg import patience

_Of = TypeVar("_Of")
_Made = TypeVar("_Made")
_WAIT = 0.001  # seconds


def kept(make: Callable[[_Of], _Made]) -> Callable[[_Of], _Made]:
    """Makes a function of one value that works once for each value; who asks meanwhile waits for the same answer.

    What it makes must not hold the value itself, or neither is ever let go.
    """
    made: WeakKeyDictionary[_Of, _Made] = WeakKeyDictionary()
    making = RLock()

    @wraps(make)
    def once(value: _Of) -> _Made:
        found = made.get(value)
        if found is None:
            with patience.making():
                # Whoever makes it may wait for the turn that this thread has, so that is passed on meanwhile.
                while not making.acquire(timeout=_WAIT):
                    patience.check()
                try:
                    found = made.get(value)
                    if found is None:
                        found = made[value] = make(value)
                finally:
                    making.release()
        return found

    return once
