"""How long work that is in hand may still go on: whoever began it may end it between two steps."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import local


class _Watched(local):
    check: Callable[[], None] | None = None


_watched = _Watched()


def check() -> None:
    """Told between two steps of long work; raises what ends it, where whoever began it has had enough."""
    if _watched.check is not None:
        _watched.check()


@contextmanager
def watched(by: Callable[[], None] | None) -> Iterator[None]:
    """Has `by` called at each step of what this thread does inside; None lets it finish."""
    before, _watched.check = _watched.check, by
    try:
        yield
    finally:
        _watched.check = before
