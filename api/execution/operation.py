"""One GraphQL operation on one catalogue, from its text to its answer."""

from functools import lru_cache
from typing import Any

from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLError,
    OperationDefinitionNode,
    OperationType,
    execute_sync,
    get_operation_ast,
    parse,
    validate,
)
from graphql.execution import get_variable_values

from api.errors import (
    BAD_USER_INPUT,
    LIMIT_EXCEEDED,
    PARSE_FAILED,
    VALIDATION_FAILED,
    coded,
    of_fields,
)
from api.schema import graphql_schema
from api.schema.context import Context
from api.settings import Settings
from kg.catalogue import Catalogue

_Answer = dict[str, Any]
_GOES_ON = (
    "A subscription needs a connection that stays open. Accept text/event-stream, or open a WebSocket with the"
    " protocol graphql-transport-ws."
)
_TOO_DEEP = "The query is nested too deeply. Ask in smaller steps."


def execute(
    catalogue: Catalogue, query: str, variables: dict[str, Any] | None, operation_name: str | None, settings: Settings
) -> _Answer:
    """The answer to a query, as GraphQL shapes it; without "data" where the request itself is wrong."""
    try:
        document, errors = _prepared(query, settings.tokens)
        if document is None:
            return {"errors": errors}
        operation = _operation(document, operation_name)
        if operation.operation is OperationType.SUBSCRIPTION:
            raise GraphQLError(_GOES_ON)
        return _run(document, operation, variables or {}, Context(catalogue, settings))
    except GraphQLError as error:
        return {"errors": coded([error], BAD_USER_INPUT)}


def operation_type(query: str, operation_name: str | None, settings: Settings) -> str | None:
    """query, mutation or subscription; None where it can't be told, and `execute` says why."""
    try:
        operation = get_operation_ast(_parsed(query, settings.tokens), operation_name or None)
    except GraphQLError:
        return None
    return operation.operation.value if operation else None


@lru_cache(maxsize=256)
def _parsed(query: str, tokens: int | None) -> DocumentNode:
    return parse(query, max_tokens=tokens)


@lru_cache(maxsize=256)
def _prepared(query: str, tokens: int | None) -> tuple[DocumentNode | None, list[dict[str, Any]]]:
    """A text parsed and validated, or what is wrong with it."""
    try:
        document = _parsed(query, tokens)
    except GraphQLError as error:
        code = LIMIT_EXCEEDED if "Parsing aborted" in error.message else PARSE_FAILED
        return None, coded([error], code)
    errors = validate(graphql_schema(), document)
    if any(error.message == "Validation aborted." for error in errors):
        return None, _refused(_TOO_DEEP)["errors"]
    return (None, coded(errors, VALIDATION_FAILED)) if errors else (document, [])


def _operation(document: DocumentNode, name: str | None) -> OperationDefinitionNode:
    operation = get_operation_ast(document, name or None)
    if operation is not None:
        return operation
    names = [one.name.value for one in document.definitions if isinstance(one, OperationDefinitionNode) and one.name]
    if name:
        raise GraphQLError(f"There is no operation “{name}”. The query holds {', '.join(names) or 'none with a name'}.")
    raise GraphQLError(f"The query holds several operations: name one of {', '.join(names)} as operationName.")


def _run(
    document: DocumentNode, operation: OperationDefinitionNode, variables: dict[str, Any], context: Context
) -> _Answer:
    schema = graphql_schema()
    values = get_variable_values(schema, operation.variable_definitions or (), variables, max_errors=20)
    if isinstance(values, list):
        return {"errors": coded(values, BAD_USER_INPUT)}
    result = execute_sync(
        schema,
        document,
        context_value=context,
        variable_values=variables,
        operation_name=operation.name.value if operation.name else None,
    )
    assert isinstance(result, ExecutionResult)
    if any(isinstance(error.original_error, RecursionError) for error in result.errors or ()):
        return _refused(_TOO_DEEP)
    answer: _Answer = {"data": result.data}
    if result.errors:
        answer["errors"] = of_fields(result.errors)
    return answer


def _refused(message: str) -> _Answer:
    return {"errors": [{"message": message, "extensions": {"code": LIMIT_EXCEEDED}}]}
