"""One GraphQL operation on one catalogue, from its text to its answer."""

from typing import Any

from graphql import ExecutionResult, GraphQLError, OperationDefinitionNode, execute_sync
from graphql.execution import get_variable_values

from api.errors import BAD_USER_INPUT, LIMIT_EXCEEDED, coded, of_fields
from api.execution.prepared import TOO_DEEP, Prepared, prepare
from api.execution.variables import faults
from api.schema import graphql_schema
from api.schema.context import Context
from api.settings import Settings
from kg.catalogue import Catalogue

_Answer = dict[str, Any]


def execute(
    catalogue: Catalogue, query: str, variables: dict[str, Any] | None, operation_name: str | None, settings: Settings
) -> _Answer:
    """The answer to a query, as GraphQL shapes it; without "data" where the request itself is wrong."""
    return run(prepare(query, settings), catalogue, variables, operation_name, settings)


def run(
    prepared: Prepared,
    catalogue: Catalogue,
    variables: dict[str, Any] | None,
    operation_name: str | None,
    settings: Settings,
) -> _Answer:
    """The answer to one operation of a prepared document; without "data" where the request itself is wrong."""
    if prepared.errors:
        return {"errors": prepared.errors}
    try:
        operation = prepared.operation(operation_name)
        return _run(prepared, operation, variables or {}, Context(catalogue, settings))
    except GraphQLError as error:
        return {"errors": coded([error], BAD_USER_INPUT)}


def operation_type(query: str, operation_name: str | None, settings: Settings) -> str | None:
    """query, mutation or subscription; None where it can't be told, and `execute` says why."""
    prepared = prepare(query, settings)
    if prepared.document is None:
        return None
    try:
        return prepared.operation(operation_name).operation.value
    except GraphQLError:
        return None


def _run(
    prepared: Prepared, operation: OperationDefinitionNode, variables: dict[str, Any], context: Context
) -> _Answer:
    schema = graphql_schema()
    values = get_variable_values(schema, operation.variable_definitions or (), variables, max_errors=20)
    if isinstance(values, list):
        return {"errors": faults(schema, operation.variable_definitions or (), variables, values)}
    assert prepared.document is not None
    result = execute_sync(
        schema,
        prepared.document,
        context_value=context,
        variable_values=variables,
        operation_name=operation.name.value if operation.name else None,
    )
    assert isinstance(result, ExecutionResult)
    if any(isinstance(error.original_error, RecursionError) for error in result.errors or ()):
        return {"errors": [{"message": TOO_DEEP, "extensions": {"code": LIMIT_EXCEEDED}}]}
    answer: _Answer = {"data": result.data}
    if result.errors:
        answer["errors"] = of_fields(result.errors)
    return answer
