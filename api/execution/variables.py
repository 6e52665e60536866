"""What is wrong with the variables of a request: where, and what was expected."""

from collections.abc import Mapping
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLError,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    OperationDefinitionNode,
    VariableDefinitionNode,
    get_named_type,
    is_input_type,
    type_from_ast,
)
from graphql.utilities import validate_input_value

from api.errors import bad_input

_TOO_DEEP = "The variables are nested too deeply. Ask in smaller steps."
_MOST = 20
"""How many errors are told at once."""


def misfits(schema: GraphQLSchema, operation: OperationDefinitionNode, given: Mapping[str, Any]) -> list[GraphQLError]:
    """What doesn't fit its type of variables that can't be used, and the parts of them.

    Each error says in `argument` where, such as `$filter.date.from`, and in `expected` what it should be.
    """
    found: list[GraphQLError] = []
    try:
        for definition in operation.variable_definitions or ():
            found += _of(schema, definition, given)
    except RecursionError:
        found = []
    if not found:  # all of it fits, as far down as can be seen
        return [bad_input(_TOO_DEEP)]
    more = [bad_input(f"{len(found) - _MOST} more values don't fit their types.")] if len(found) > _MOST else []
    return found[:_MOST] + more


def _of(schema: GraphQLSchema, definition: VariableDefinitionNode, given: Mapping[str, Any]) -> list[GraphQLError]:
    name = definition.variable.name.value
    kind: Any = type_from_ast(schema, definition.type)
    if not is_input_type(kind):
        return []
    value = given.get(name)
    if value is None and (name in given or definition.default_value is None):
        missing = "null" if name in given else "not given"
        if isinstance(kind, GraphQLNonNull):
            return [_error(f"Variable `${name}` of the type `{kind}` is {missing}.", f"${name}", kind, definition)]
        return []
    if name not in given:
        return []
    found: list[GraphQLError] = []

    def tell(error: GraphQLError, path: list[str | int]) -> None:
        where = f"${name}{_spelt(path)}"
        found.append(_error(f"`{where}`: {error.message}", where, _type_at(kind, path), definition))

    validate_input_value(value, kind, tell)
    return found


def _type_at(kind: GraphQLInputType, path: list[str | int]) -> GraphQLInputType:
    """The type of a part of a value; of one that its type does not have, the type of what holds it."""
    for step in path:
        bare: Any = kind.of_type if isinstance(kind, GraphQLNonNull) else kind
        if isinstance(bare, GraphQLList):
            # One value stands for a list of itself.
            bare = bare.of_type if isinstance(step, int) else bare
            while isinstance(step, str) and isinstance(bare, GraphQLList | GraphQLNonNull):
                bare = bare.of_type
        if isinstance(step, str) and isinstance(bare, GraphQLInputObjectType):
            bare = bare.fields[step].type if step in bare.fields else bare
        kind = bare
    return kind


def _spelt(path: list[str | int]) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)


def _error(message: str, where: str, kind: GraphQLInputType, definition: VariableDefinitionNode) -> GraphQLError:
    bare = get_named_type(kind)
    expected = (
        f"one of {', '.join(bare.values)}" if isinstance(bare, GraphQLEnumType) else f"a value of the type {kind}"
    )
    told = bad_input(message, where, expected)
    return GraphQLError(told.message, definition, extensions=told.extensions)
