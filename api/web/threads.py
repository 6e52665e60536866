"""Threads for what takes long: few, so that those who wait for a large graph leave the rest to others."""

from collections.abc import Callable
from typing import TypeVar

from anyio import CapacityLimiter
from anyio.lowlevel import RunVar
from anyio.to_thread import run_sync

_T = TypeVar("_T")
_MOST = 4
_limiter: RunVar[CapacityLimiter] = RunVar("long work")


async def in_thread(work: Callable[..., _T], *given: object) -> _T:
    """What the work gives, run beside the event loop; more than a few wait for their turn."""
    try:
        limiter = _limiter.get()
    except LookupError:
        limiter = CapacityLimiter(_MOST)
        _limiter.set(limiter)
    return await run_sync(work, *given, limiter=limiter)
