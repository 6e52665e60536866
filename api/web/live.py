"""WebSockets and event streams that are open: bounded, and ended when the server ends."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from starlette.types import Scope


class FullError(Exception):
    """As many connections as the server takes are open; or it is ending."""


class Connection:
    """One that is open: whether it is to end, and whether it is over."""

    def __init__(self) -> None:
        self.ending, self.over = asyncio.Event(), asyncio.Event()


class Connections:
    """The connections that are open at the moment."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._open: set[Connection] = set()
        self._ending = False

    @contextmanager
    def one(self) -> Iterator[asyncio.Event]:
        """A connection as long as it lasts; the event is set when it is to end. Raises `FullError`."""
        if self._ending or len(self._open) >= self._most:
            raise FullError
        connection = Connection()
        self._open.add(connection)
        try:
            yield connection.ending
        finally:
            self._open.discard(connection)
            connection.over.set()

    async def end(self, seconds: float) -> None:
        """Has all end and waits a little for them; no other is taken from now on."""
        self._ending = True
        left = list(self._open)
        for connection in left:
            connection.ending.set()
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                for connection in left:
                    await connection.over.wait()


def cut_off(scope: Scope) -> bool:
    """Drops who does not read at once, where the server can; others do so when they have tried for a while."""
    drop = getattr(scope["app"].state, "cut_off", None)
    if drop is not None:
        drop(scope)
    return drop is not None
