"""What is wrong with the variables of a request, each fault with its place and what belongs there."""

from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from graphql import (
    GraphQLError,
    GraphQLSchema,
    VariableDefinitionNode,
    get_named_type,
    is_enum_type,
    is_input_object_type,
    is_input_type,
    is_list_type,
    is_non_null_type,
    type_from_ast,
    validate_input_value,
)

from api.errors import BAD_USER_INPUT, coded

_VALUES = 12
"""How many values of an enum a message lists; the schema has the others."""


def faults(
    schema: GraphQLSchema,
    definitions: Iterable[VariableDefinitionNode],
    given: dict[str, Any],
    errors: list[GraphQLError],
) -> list[dict[str, Any]]:
    """The errors of graphql-core for these variables, as an answer gives them.

    `extensions.path` is where in the request a fault is, such as `variables.filter.kinds[0]`, and
    `extensions.expected` the type that belongs there, with the values of an enum of few.
    """
    places = [place for one in definitions for place in _places(schema, one, given)]
    formatted = coded(errors, BAD_USER_INPUT)
    # graphql-core finds the same faults in the same order, up to as many as it tells.
    of_values = (error for error in formatted if error["message"].startswith("Variable "))
    for error, (path, expected) in zip(of_values, places, strict=False):
        error["extensions"] |= {"path": path, "expected": expected}
    return formatted


def _places(schema: GraphQLSchema, definition: VariableDefinitionNode, given: dict[str, Any]) -> list[tuple[str, str]]:
    name, kind = definition.variable.name.value, type_from_ast(schema, definition.type)
    path = f"variables.{name}"
    if kind is None or not is_input_type(kind):
        return [(path, "an input type")]
    if name not in given:
        missing = is_non_null_type(kind) and definition.default_value is None
        return [(path, _expected(kind))] if missing else []
    places: list[tuple[str, str]] = []

    def note(_: GraphQLError, steps: list[str | int]) -> None:
        place = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
        places.append((path + place, _expected(_at(kind, steps))))

    with suppress(RecursionError):  # graphql-core has said so
        validate_input_value(given[name], kind, note)
    return places


def _at(kind: Any, steps: list[str | int]) -> Any:
    """The type at a place in a value; the last one known where the place is none."""
    for step in steps:
        bare = kind.of_type if is_non_null_type(kind) else kind
        if isinstance(step, int):
            kind = bare.of_type if is_list_type(bare) else bare
        elif is_input_object_type(bare) and step in bare.fields:
            kind = bare.fields[step].type
        else:
            return kind
    return kind


def _expected(kind: Any) -> str:
    named = get_named_type(kind)
    if not is_enum_type(named) or len(named.values) > _VALUES:
        return str(kind)
    return f"{kind}: {', '.join(named.values)}"
