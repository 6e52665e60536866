"""One GraphQL operation that may go on: a subscription, or anything else answered once."""

from collections.abc import AsyncIterator
from typing import Any

from anyio.to_thread import run_sync
from graphql import DocumentNode, ExecutionResult, GraphQLError, OperationDefinitionNode, OperationType, subscribe
from graphql.execution import get_variable_values

from api.current import Current
from api.errors import BAD_USER_INPUT, coded, of_fields
from api.execution.operation import _operation, _prepared, execute
from api.schema import graphql_schema
from api.schema.context import Listening
from api.settings import Settings

Answer = dict[str, Any]


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
    resume: str | None = None,
) -> Answer | Subscribed:
    """The one answer of a query, and of what can't be run; of a subscription its answers, as they come.

    A subscription goes on from the version `resume` where that is given, whatever its `since` says.
    """
    prepared = await run_sync(_subscription, query, operation_name, settings)
    if prepared is None:
        return await run_sync(execute, current.catalogue, query, variables, operation_name, settings)
    document, operation = prepared
    schema = graphql_schema()
    values = get_variable_values(schema, operation.variable_definitions or (), variables or {}, max_errors=20)
    if isinstance(values, list):
        return {"errors": coded(values, BAD_USER_INPUT)}
    listening = Listening(current, settings, resume)
    source = subscribe(
        schema,
        document,
        context_value=listening,
        variable_values=variables,
        operation_name=operation.name.value if operation.name else None,
    )
    found = source if isinstance(source, ExecutionResult | AsyncIterator) else await source
    if isinstance(found, ExecutionResult):
        return {"errors": of_fields(found.errors or [])}
    return Subscribed(found, listening)


def _subscription(
    query: str, operation_name: str | None, settings: Settings
) -> tuple[DocumentNode, OperationDefinitionNode] | None:
    """A text that asks for a subscription, parsed and validated; None for any other, and for one that can't be run."""
    document, _ = _prepared(query, settings.tokens)
    if document is None:
        return None
    try:
        operation = _operation(document, operation_name)
    except GraphQLError:
        return None
    return (document, operation) if operation.operation is OperationType.SUBSCRIPTION else None
