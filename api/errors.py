"""What GraphQL errors say: a message, and a stable code in `extensions`."""

import logging
from typing import Any

from graphql import GraphQLError

PARSE_FAILED = "GRAPHQL_PARSE_FAILED"
VALIDATION_FAILED = "GRAPHQL_VALIDATION_FAILED"
BAD_USER_INPUT = "BAD_USER_INPUT"
LIMIT_EXCEEDED = "LIMIT_EXCEEDED"
TIMEOUT = "TIMEOUT"
VERSION_UNKNOWN = "VERSION_UNKNOWN"
INTERNAL = "INTERNAL"

_log = logging.getLogger(__name__)


def bad_input(message: str, argument: str | None = None, expected: str | None = None) -> GraphQLError:
    """The error for an argument that can't be used: its path, such as `filter.date.from`, and what would do."""
    said = {"argument": argument, "expected": expected}
    return GraphQLError(
        message, extensions={"code": BAD_USER_INPUT, **{name: text for name, text in said.items() if text is not None}}
    )


def coded(errors: list[GraphQLError], code: str) -> list[dict[str, Any]]:
    """Errors as an answer gives them, each with the code unless it has one."""
    given = []
    for error in errors:
        formatted: dict[str, Any] = dict(error.formatted)
        formatted["extensions"] = {"code": code, **formatted.get("extensions", {})}
        given.append(formatted)
    return given


def of_fields(errors: list[GraphQLError]) -> list[dict[str, Any]]:
    """Errors of single fields; what an exception says goes to the log alone."""
    given = []
    for error in errors:
        formatted: dict[str, Any] = dict(error.formatted)
        cause = error.original_error
        if cause is not None and not isinstance(cause, GraphQLError):
            _log.error("A field failed.", exc_info=cause)
            formatted["message"] = "The server failed here; its log says why."
            formatted["extensions"] = {"code": INTERNAL}
        else:
            formatted["extensions"] = {"code": BAD_USER_INPUT, **formatted.get("extensions", {})}
        given.append(formatted)
    return given
