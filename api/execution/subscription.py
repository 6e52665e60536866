"""One GraphQL operation that may go on: a subscription, or anything else answered once."""

from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from typing import Any

from graphql import ExecutionResult, GraphQLError, subscribe

from api.current import Current
from api.errors import BAD_USER_INPUT, coded, of_fields
from api.execution.operation import Admitted, Answer, admit, operation_type, run
from api.execution.prepared import Prepared, prepare
from api.execution.process import Patience, Unwanted
from api.execution.turns import BusyError, Turns, busy, refused
from api.schema.context import Listening
from api.settings import Settings


class Subscribed:
    """The answers of a subscription, as they come; `close` ends it."""

    def __init__(self, source: AsyncIterator[ExecutionResult], listening: Listening) -> None:
        self._source, self._listening = source, listening

    @property
    def version(self) -> str:
        """The version that the last answer leads to; before the first one, where the subscription begins."""
        return self._listening.version

    async def __aiter__(self) -> AsyncIterator[Answer]:
        """Each answer; one without `data` is the last."""
        try:
            async for result in self._source:
                answer: Answer = {"data": result.data}
                if result.errors:
                    answer["errors"] = of_fields(result.errors)
                yield answer
        except GraphQLError as error:  # of the source: nothing more comes of it
            yield {"errors": coded([error], BAD_USER_INPUT)}

    async def close(self) -> None:
        """Lets go of everything."""
        close = getattr(self._source, "aclose", None)
        if close is not None:
            await close()


async def answers(
    current: Current,
    query: str,
    variables: dict[str, Any] | None,
    operation_name: str | None,
    settings: Settings,
    turns: Turns,
    resume: str | None = None,
    gone: Callable[[], Awaitable[object]] | None = None,
) -> Answer | Subscribed:
    """The one answer of a query, and of what can't be run; of a subscription its answers, as they come.

    A subscription goes on from the version `resume` where that is given, whatever its `since` says.
    What waits for its turn is given up where `gone` comes back: the client has left.
    """
    try:
        found = await turns.do(partial(_begun, current, query, variables, operation_name, settings), gone)
    except BusyError:
        return busy()
    except Unwanted:  # who reads this is nobody
        return refused("The client went away.")
    if isinstance(found, dict):
        return found
    listening = Listening(current, settings, resume)
    name = found.operation(operation_name).name
    source = subscribe(
        found.schema,
        found.document,  # type: ignore[arg-type]
        context_value=listening,
        variable_values=variables,
        operation_name=name.value if name else None,
    )
    given = source if isinstance(source, ExecutionResult | AsyncIterator) else await source
    if isinstance(given, ExecutionResult):
        return {"errors": of_fields(given.errors or [])}
    return Subscribed(given, listening)


def _begun(
    current: Current,
    query: str,
    variables: dict[str, Any] | None,
    operation_name: str | None,
    settings: Settings,
    patience: Patience,
) -> Prepared | Answer:
    """A document whose operation is a subscription that may run; of any other the answer."""
    prepared, catalogue = prepare(query, settings), current.catalogue
    if operation_type(query, operation_name, settings) != "subscription":
        return run(prepared, catalogue, variables, operation_name, settings, patience=patience)
    admitted = admit(prepared, catalogue, variables, operation_name, settings)
    return prepared if isinstance(admitted, Admitted) else admitted
