"""One GraphQL operation on one catalogue, from its text to its answer."""

from functools import cached_property
from typing import Any

from graphql import ExecutionResult, GraphQLError, execute_sync
from graphql.execution.executor_throwing_on_incremental import ExecutorThrowingOnIncremental
from graphql.execution.values import VariableValues

from api.errors import BAD_USER_INPUT, TIMEOUT, coded, of_fields
from api.execution.bounds import exceeded
from api.execution.disclosure import discreet
from api.execution.plan import MOST_LEVELS
from api.execution.prepared import TOO_DEEP, Prepared, prepare
from api.execution.process import Ended, OutOfTime, Patience, TooCostly
from api.execution.runnable import Runnable
from api.execution.variables import misfits
from api.schema.context import Context
from api.settings import Settings
from kg import patience as watch
from kg.catalogue import Catalogue

Answer = dict[str, Any]
_GOES_ON = {
    "message": "A subscription needs a connection that stays open. Accept text/event-stream, or open a WebSocket with"
    " the protocol graphql-transport-ws.",
    "extensions": {"code": BAD_USER_INPUT},
}


def execute(
    catalogue: Catalogue, query: str, variables: dict[str, Any] | None, operation_name: str | None, settings: Settings
) -> Answer:
    """The answer to a query, as GraphQL shapes it; without "data" where the request itself is wrong."""
    return run(prepare(query, settings), catalogue, variables, operation_name, settings)


def run(
    prepared: Prepared,
    catalogue: Catalogue,
    variables: dict[str, Any] | None,
    operation_name: str | None,
    settings: Settings,
    *,
    patience: Patience | None = None,
    tells_cost: bool = False,
) -> Answer:
    """The answer to one operation of a prepared document; without "data" where the request itself is wrong.

    Where it takes longer than `patience` has, or the settings say, the answer is an error; `tells_cost` adds
    `extensions.cost`. Raises `Unwanted` where `patience` was told to leave.
    """
    admitted = admit(prepared, catalogue, variables, operation_name, settings)
    if isinstance(admitted, dict):
        return admitted
    return admitted.answer(patience or Patience(settings.seconds, settings.cost), tells_cost)


def admit(
    prepared: Prepared,
    catalogue: Catalogue,
    variables: dict[str, Any] | None,
    operation_name: str | None,
    settings: Settings,
) -> "Admitted | Answer":
    """An operation that may run, with what it is reckoned to cost; or the answer that says why it may not."""
    if prepared.errors:
        return {"errors": prepared.errors}
    try:
        runnable = prepared.runnable(operation_name)
        given = {**(variables or {}), **prepared.values}
        values = runnable.variables(given)
        if isinstance(values, list):
            wrong = misfits(prepared.schema, prepared.operation(operation_name), variables or {})
            return {"errors": discreet(coded(wrong, BAD_USER_INPUT), settings)}
    except GraphQLError as error:
        return {"errors": coded([error], BAD_USER_INPUT)}
    admitted = Admitted(prepared, runnable, values, variables or {}, Context(catalogue, settings))
    if settings.cost is not None and admitted.cost > settings.cost:
        return {"errors": [_too_costly(admitted.cost, settings.cost)]}
    return admitted


def operation_type(query: str, operation_name: str | None, settings: Settings) -> str | None:
    """query, mutation or subscription; None where it can't be told, and `execute` says why."""
    prepared = prepare(query, settings)
    try:
        return None if prepared.document is None else prepared.operation_type(operation_name)
    except GraphQLError:
        return None


class Admitted:
    """An operation with its variables and its catalogue."""

    def __init__(
        self,
        prepared: Prepared,
        runnable: Runnable,
        values: VariableValues,
        given: dict[str, Any],
        context: Context,
    ) -> None:
        self._prepared, self._runnable, self._values = prepared, runnable, values
        self._given, self._context = given, context

    @cached_property
    def cost(self) -> int:
        """What it is reckoned to cost, in fields of its answer."""
        return self._runnable.cost(self._values, self._context.catalogue, self._context.settings.page_size)

    @property
    def name(self) -> str | None:
        """Its name in the document."""
        return self._runnable.name

    @property
    def kind(self) -> str:
        """query, mutation or subscription."""
        return self._runnable.operation.operation.value

    @property
    def goes_on(self) -> bool:
        """True for a subscription, which has no one answer."""
        return self.kind == "subscription"

    def at_once(self, most: int, tells_cost: bool = False) -> Answer | None:
        """The answer where it costs as little as this and all that it needs is made already; else None."""
        if self.goes_on:
            return {"errors": [_GOES_ON]}
        if self._runnable.introspects:
            is_kept = repr(self._values.coerced) in self._runnable.kept
            return self._answer(Patience(), tells_cost) if is_kept else None
        if self.cost > most or self._runnable.plan(self._values) is None:
            return None
        try:
            return self._answer(Patience(most=2 * most, brief=True), tells_cost)
        except Ended:
            return None

    def answer(self, patience: Patience, tells_cost: bool = False) -> Answer:
        """The answer. Raises `Unwanted` where `patience` was told to leave."""
        if self.goes_on:
            return {"errors": [_GOES_ON]}
        try:
            return self._answer(patience, tells_cost)
        except OutOfTime:
            return {"errors": [too_long(self._context.settings)]}
        except TooCostly:
            most = patience.most or 0
            return {"errors": [_too_costly(max(self.cost, most + 1), most)]}
        except RecursionError:
            return {"errors": [TOO_DEEP]}

    def _answer(self, patience: Patience, tells_cost: bool) -> Answer:
        with watch.watched(patience):
            answer, spent = self._answered(patience)
        if "errors" in answer:
            answer = {**answer, "errors": discreet(answer["errors"], self._context.settings)}
        if tells_cost:
            told = {"estimated": self.cost, "actual": spent, "limit": self._context.settings.cost}
            answer = {**answer, "extensions": {"cost": told}}
        return answer

    def _answered(self, patience: Patience) -> tuple[Answer, int | None]:
        if self._runnable.introspects:
            return self._introspected(), None
        plan = self._runnable.plan(self._values)
        if plan is not None:
            if plan.levels > MOST_LEVELS:
                return {"errors": [TOO_DEEP]}, None
            try:
                data, spent = plan.answer(self._context, self._values, patience)
            except Exception:  # noqa: BLE001 - graphql-core finds it again, and says what and where it is
                return self._by_core(), None
            return {"data": data}, spent
        return self._by_core(), None

    def _introspected(self) -> Answer:
        key = repr(self._values.coerced)
        found: Answer | None = self._runnable.kept.get(key)
        if found is None:
            found = self._by_core()
            if len(self._runnable.kept) < _MOST_KEPT and "errors" not in found:
                self._runnable.kept[key] = found
        return found

    def _by_core(self) -> Answer:
        assert self._prepared.document is not None
        result = execute_sync(
            self._prepared.schema,
            self._prepared.document,
            context_value=self._context,
            variable_values=self._given,
            operation_name=self._runnable.name,
            executor_class=_Watched,
        )
        assert isinstance(result, ExecutionResult)
        if any(isinstance(error.original_error, RecursionError) for error in result.errors or ()):
            return {"errors": [TOO_DEEP]}
        answer: Answer = {"data": result.data}
        if result.errors:
            answer["errors"] = of_fields(result.errors)
        return answer


class _Watched(ExecutorThrowingOnIncremental):
    """graphql-core's own way, ended where the operation may not go on."""

    def execute_field(self, *given: Any) -> Any:
        """A field."""
        watch.check()
        return super().execute_field(*given)


def _too_costly(cost: int, most: int) -> dict[str, Any]:
    message = f"The query costs about {cost}; at most {most} is allowed. Ask for fewer items or fields at once."
    return exceeded("cost", most, cost, message)


def too_long(settings: Settings) -> dict[str, Any]:
    """The error of an operation that ran for as long as it may."""
    message = f"The query ran for {settings.seconds} seconds, which is as long as it may. Ask for less at once."
    return {"message": message, "extensions": {"code": TIMEOUT, "limit": "seconds", "most": settings.seconds}}


_MOST_KEPT = 4
