"""Work on many things in several processes, where that is quicker than in one."""

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

_Thing = TypeVar("_Thing")
_Result = TypeVar("_Result")
Progress = Callable[[int, int], None]

# Two processes read as fast as one at about 50 documents. Beyond eight the first has its hands full with taking in
# what the others read.
_WORTH, _MOST = 40, 8
BATCH = 32
"""Things that are worked on at once: enough that what one step needs stays at hand, few enough to tell of."""


def each(
    work: Callable[[Sequence[_Thing]], list[_Result]], things: Sequence[_Thing], progress: Progress | None = None
) -> list[_Result]:
    """What `work` makes of the things, which it is given in batches; `progress` is told how many of how many are done.

    The work gives a result for each thing, in order. It may be done in another process: what it changes there is lost,
    and what it gives must be picklable.
    """
    results: dict[int, _Result] = {}

    def take(numbers: Iterable[int], made: Iterable[_Result]) -> None:
        results.update(zip(numbers, made, strict=True))
        if progress is not None:
            progress(len(results), len(things))

    several = processes(len(things))
    if several > 1:
        from kg import crew

        take((0,), work(things[:1]))  # before the others start, so that they inherit what had to be loaded for it
        crew.share(work, things, 1, several, BATCH, take)
    missing = [number for number in range(len(things)) if number not in results]
    for start in range(0, len(missing), BATCH):
        numbers = missing[start : start + BATCH]
        take(numbers, work([things[number] for number in numbers]))
    return [results[number] for number in range(len(things))]


def processes(things: int) -> int:
    """How many processes are worth while: one for few things, and where a thread runs beside or nothing can fork."""
    if things < 2 * _WORTH or sys.platform != "linux":
        return 1
    try:
        # Threads of libraries count too: a lock that one holds while another forks stays locked in the child.
        alone = len(os.listdir("/proc/self/task")) == 1  # noqa: PTH208 - names are enough
        processors = len(os.sched_getaffinity(0))
    except OSError:
        return 1
    return min(processors, things // _WORTH, _MOST) if alone else 1
