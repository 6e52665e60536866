"""Work that is done in steps, so that each step can be done for many things at once."""

from collections.abc import Generator, Sequence
from typing import TypeVar

_Result = TypeVar("_Result")

Steps = Generator[None, None, _Result]
"""Work that stops after each step and gives its result at its end."""


def together(works: Sequence[Steps[_Result]]) -> list[_Result]:
    """The results of several works, in order: one step of each, then the next step of each."""
    results: dict[int, _Result] = {}
    pending = list(enumerate(works))
    while pending:
        going = []
        for number, work in pending:
            try:
                next(work)
            except StopIteration as end:
                results[number] = end.value
            else:
                going.append((number, work))
        pending = going
    return [results[number] for number in range(len(works))]
