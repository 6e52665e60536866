"""Operations at once: small ones are answered where they come in, others take turns beside, too many are refused."""

import asyncio
import sys
from collections import deque
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from api.errors import UNAVAILABLE
from api.execution.process import Patience, Unwanted
from api.execution.relay import Relay
from api.settings import Settings

SMALL = 1_000
"""What is answered at once costs so much at most, in fields: about half a millisecond."""
SWITCH = 0.0005
"""After how many seconds a thread that reckons leaves the processor to one that waits."""
_T = TypeVar("_T")


class BusyError(Exception):
    """As many operations run and wait as may."""


class Turns:
    """The operations of one server that take a while."""

    def __init__(self, settings: Settings) -> None:
        self._seconds, self._most = settings.seconds, settings.cost
        self._free, self._places = settings.operations, settings.waiting
        self._places_at_once = settings.operations
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._relay = Relay()
        self._threads = ThreadPoolExecutor(settings.operations, thread_name_prefix="operation")

    async def do(self, work: Callable[[Patience], _T], gone: Callable[[], Awaitable[object]] | None = None) -> _T:
        """What the work gives, done beside the event loop when it is its turn.

        Raises `BusyError` where too many wait already. Where `gone` comes back – the client has left –, or the caller
        is cancelled, the work is ended, and `Unwanted` is raised.
        """
        watching = asyncio.ensure_future(gone()) if gone is not None else None
        try:
            await self._turn(watching)
            try:
                return await self._done(work, watching)
            finally:
                self._leave()
        finally:
            if watching is not None:
                watching.cancel()

    @property
    def running(self) -> int:
        """How many run."""
        return self._places_at_once - self._free

    @property
    def waiting(self) -> int:
        """How many wait for their turn."""
        return len(self._waiting)

    def close(self) -> None:
        """Lets the threads end when they have done what they do."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _turn(self, watching: "asyncio.Future[object] | None") -> None:
        if self._free and not self._waiting:
            self._free -= 1
            return
        if len(self._waiting) >= self._places:
            raise BusyError
        place: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(place)
        try:
            await _first(place, watching)
            if not place.done():
                raise Unwanted
        except BaseException:
            if place.done():  # it was its turn in the same moment
                self._leave()
            else:
                self._waiting.remove(place)
            raise

    def _leave(self) -> None:
        while self._waiting:
            place = self._waiting.popleft()
            if not place.done():
                place.set_result(None)
                return
        self._free += 1

    async def _done(self, work: Callable[[Patience], _T], watching: "asyncio.Future[object] | None") -> _T:
        patience = Patience(self._seconds, self._most, turn=self._relay.pass_on)
        running = asyncio.get_running_loop().run_in_executor(self._threads, self._work, work, patience)
        try:
            await _first(running, watching)
        except asyncio.CancelledError:
            patience.leave()
            running.add_done_callback(_told)
            raise
        if not running.done():
            patience.leave()
        return await running

    def _work(self, work: Callable[[Patience], _T], patience: Patience) -> _T:
        self._relay.take()
        try:
            return work(patience)
        finally:
            self._relay.give()


def busy() -> dict[str, Any]:
    """The answer to who came when as many as may ran and waited."""
    return refused("Too many operations run and wait already. Ask again in a moment.")


def refused(message: str) -> dict[str, Any]:
    """The answer to whom no operation is run for."""
    return {"errors": [{"message": message, "extensions": {"code": UNAVAILABLE}}]}


def switch_quickly() -> None:
    """Has threads leave the processor to others sooner than Python does by itself, so that small answers don't wait."""
    sys.setswitchinterval(SWITCH)


async def _first(one: "asyncio.Future[Any]", other: "asyncio.Future[Any] | None") -> None:
    """Waits until either has come to its end."""
    await asyncio.wait([one] if other is None else [one, other], return_when=asyncio.FIRST_COMPLETED)


def _told(done: "asyncio.Future[Any]") -> None:
    """Takes the outcome of work that nobody waits for."""
    if not done.cancelled():
        done.exception()
