"""How long work that is in hand may still go on: whoever began it may end it between two steps."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import local
from typing import Protocol


class Watch(Protocol):
    """Whoever began some work, and is told of its steps."""

    def check(self) -> None:
        """Between two steps. Raises what ends the work where there was enough of it."""

    def rest(self) -> None:
        """Between two steps of work that is not ended, since others wait for what it makes: lets others have a turn."""

    def begin(self) -> None:
        """Before something is made once for all. Raises what ends the work where that may not be done here."""


class _Watched(local):
    by: Watch | None = None
    making = 0


_watched = _Watched()


def check() -> None:
    """Told between two steps of long work; raises what ends it, where whoever began it has had enough."""
    if _watched.by is not None:
        if _watched.making:
            _watched.by.rest()
        else:
            _watched.by.check()


@contextmanager
def watched(by: Watch | None) -> Iterator[None]:
    """Has `by` told of each step of what this thread does inside."""
    before, _watched.by = _watched.by, by
    try:
        yield
    finally:
        _watched.by = before


@contextmanager
def making() -> Iterator[None]:
    """Inside, something is made that others need as well and that is made once: it is not ended halfway."""
    if _watched.by is not None and not _watched.making:
        _watched.by.begin()
    _watched.making += 1
    try:
        yield
    finally:
        _watched.making -= 1
