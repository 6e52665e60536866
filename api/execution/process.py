"""One operation while it runs: what it has cost so far, and whether it may go on."""

from collections.abc import Callable, Iterator, Sequence
from time import monotonic
from typing import Any

from api.execution.reading import UnplannedError
from api.schema.context import Context

STRIDE = 2_000
"""After how many plain fields it is asked again whether an operation may go on: about a fifth of a millisecond."""


class Ended(BaseException):
    """The operation may not go on."""


class OutOfTime(Ended):
    """It has run for as long as it may."""


class Unwanted(Ended):
    """Nobody waits for its answer."""


class TooCostly(Ended):
    """It costs more than was reckoned and is allowed."""


class Patience:
    """How long an operation may run, in seconds of this process's clock, and at what cost; `leave` ends it at once."""

    __slots__ = ("most", "turn", "until", "unwanted")

    def __init__(
        self, seconds: float | None = None, most: int | None = None, turn: Callable[[], None] | None = None
    ) -> None:
        self.until = None if seconds is None else monotonic() + seconds
        self.most = most
        self.unwanted = False
        self.turn = turn

    def leave(self) -> None:
        """Says that nobody waits any longer; any thread may say so."""
        self.unwanted = True

    def check(self) -> None:
        """Lets others have their turn. Raises `Ended` where the operation may not go on."""
        if self.unwanted:
            raise Unwanted
        if self.until is not None and monotonic() > self.until:
            raise OutOfTime
        if self.turn is not None:
            self.turn()


class Info:
    """What resolvers know of the operation: the context alone."""

    __slots__ = ("context",)

    def __init__(self, context: Context) -> None:
        self.context = context


class Process:
    """What the functions of a plan work with: the context, the values of arguments, and the account of the cost."""

    __slots__ = ("_left", "_patience", "_spent", "arguments", "info")

    def __init__(self, context: Context, arguments: list[Any], patience: Patience) -> None:
        self.info = Info(context)
        self.arguments = arguments
        self._patience = patience
        self._left = self._spent = min(STRIDE, patience.most or STRIDE)

    @property
    def cost(self) -> int:
        """What the operation has cost so far, in plain fields."""
        return self._spent - self._left

    def spend(self, cost: int) -> None:
        """Accounts for some fields."""
        self._left -= cost
        if self._left < 0:
            self._check()

    def take(self, items: Any, weight: int) -> Sequence[Any] | Iterator[Any]:
        """The items of a list, each of which costs so much to answer. Raises `UnplannedError` for another thing."""
        if items.__class__ is not tuple and items.__class__ is not list:
            raise UnplannedError
        cost = len(items) * weight
        if cost > self._left:
            return self._taken(items, weight)
        self._left -= cost
        return items

    def _taken(self, items: Sequence[Any], weight: int) -> Iterator[Any]:
        for item in items:
            self._left -= weight
            if self._left < 0:
                self._check()
            yield item

    def _check(self) -> None:
        if self._patience.most is not None and self.cost > self._patience.most:
            raise TooCostly
        self._patience.check()
        self._spent += STRIDE - self._left
        self._left = STRIDE
