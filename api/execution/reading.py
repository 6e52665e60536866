"""How a field of the schema is read from an object, without what Strawberry and graphql-core do around it."""

import inspect
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from graphql import (
    FieldNode,
    GraphQLArgument,
    GraphQLField,
    ValueNode,
    VariableNode,
    get_named_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
    is_required_argument,
    is_specified_scalar_type,
)
from graphql.execution.values import VariableValues, get_argument_values
from strawberry.types.arguments import convert_arguments
from strawberry.types.field import StrawberryField

from api.schema import strawberry_converter

_BACKREF = "strawberry-definition"
_NONE = VariableValues({}, {})
_MISSING = inspect.Parameter.empty


class UnplannedError(Exception):
    """What no plan does; graphql-core does it instead."""


class Call(NamedTuple):
    """A resolver, and its parameters in order; `source` and `info` say which of them take object and context."""

    function: Callable[..., Any]
    parameters: tuple[str, ...]
    source: str | None
    info: str | None
    arguments: "Arguments"


def reading(field: GraphQLField, node: FieldNode) -> str | Call:
    """The attribute that a field is, or the resolver to call. Raises `UnplannedError` for a field of another kind."""
    definition = field.extensions.get(_BACKREF)
    if not isinstance(definition, StrawberryField) or definition.extensions or definition.is_async:
        raise UnplannedError
    if definition.base_resolver is None:
        if definition.default_resolver is not getattr or field.args or not definition.python_name.isidentifier():
            raise UnplannedError
        return definition.python_name
    resolver = definition.base_resolver
    if resolver.self_parameter:
        raise UnplannedError
    sources = [one.name for one in (resolver.root_parameter, resolver.parent_parameter) if one is not None]
    info = resolver.info_parameter.name if resolver.info_parameter else None
    function = resolver.wrapped_func
    if not callable(function):
        raise UnplannedError
    parameters = inspect.signature(function).parameters
    if any(one.kind is not one.POSITIONAL_OR_KEYWORD for one in parameters.values()) or len(set(sources)) > 1:
        raise UnplannedError
    source = sources[0] if sources else None
    names = [name for name in parameters if name not in (source, info)]
    defaults = [
        _MISSING if parameters[name].default is inspect.Parameter.empty else parameters[name].default for name in names
    ]
    arguments = Arguments(field, node, definition, names, defaults)
    return Call(function, tuple(parameters), source, info, arguments)


class Arguments:
    """The arguments of a field in a document, as its resolver takes them."""

    def __init__(
        self,
        field: GraphQLField,
        node: FieldNode,
        definition: StrawberryField,
        names: Sequence[str],
        defaults: Sequence[object],
    ) -> None:
        self._field, self._node, self._definition = field, node, definition
        self.names = tuple(names)
        self._defaults = tuple(defaults)
        self.is_constant = not any(_has_variable(argument.value) for argument in node.arguments or ())
        self._quick = None if self.is_constant else self._quick_way()

    def constant(self) -> list[Any]:
        """The values where no variable takes part."""
        return self._slowly(_NONE)

    def values(self, variables: VariableValues) -> list[Any]:
        """The values in the order of `names`. Raises an exception where graphql-core tells an error."""
        if self._quick is None:
            return self._slowly(variables)
        coerced = variables.coerced
        values = []
        for variable, instead, nullable in self._quick:
            value = instead if variable is None else coerced.get(variable, instead)
            if value is _MISSING or (value is None and not nullable):
                raise UnplannedError
            values.append(value)
        return values

    def _slowly(self, variables: VariableValues) -> list[Any]:
        made = self._converted(get_argument_values(self._field, self._node, variables))
        values = [made.get(name, default) for name, default in zip(self.names, self._defaults, strict=True)]
        if any(value is _MISSING for value in values):
            raise UnplannedError
        return values

    def _quick_way(self) -> list[tuple[str | None, Any, bool]] | None:
        """For each name a variable whose value it is, what it is without that variable, and whether it may be null.

        None where values must be converted.
        """
        given = {argument.name.value: argument.value for argument in self._node.arguments or ()}
        if any(_has_variable(value) and not isinstance(value, VariableNode) for value in given.values()):
            return None
        constant = self._without_variables()
        converter = strawberry_converter()
        ways: dict[str, tuple[str | None, Any, bool]] = {}
        for argument in self._definition.arguments:
            name = converter.config.name_converter.from_argument(argument)
            value, of = given.get(name), self._field.args[name]
            if isinstance(value, VariableNode):
                if not _is_plain(of):
                    return None
                ways[argument.python_name] = (
                    value.name.value,
                    constant.get(argument.python_name),
                    not is_non_null_type(of.type),
                )
            else:
                ways[argument.python_name] = (None, constant.get(argument.python_name), True)
        return [ways[name] for name in self.names] if set(ways) == set(self.names) else None

    def _without_variables(self) -> dict[str, Any]:
        """What each parameter is where no variable has a value; required ones are left to the variables."""
        needed = {
            argument.name.value
            for argument in self._node.arguments or ()
            if isinstance(argument.value, VariableNode) and is_required_argument(self._field.args[argument.name.value])
        }
        others = {name: one for name, one in self._field.args.items() if name not in needed}
        made = self._converted(get_argument_values(GraphQLField(self._field.type, others), self._node, _NONE))
        return {name: made.get(name, default) for name, default in zip(self.names, self._defaults, strict=True)}

    def _converted(self, given: dict[str, Any]) -> dict[str, Any]:
        converter = strawberry_converter()
        return convert_arguments(given, self._definition.arguments, converter.scalar_registry, converter.config)


def _is_plain(argument: GraphQLArgument) -> bool:
    """Whether a coerced value is what the resolver takes, as it is."""
    type_ = argument.type.of_type if is_non_null_type(argument.type) else argument.type
    return not is_list_type(type_) and is_leaf_type(type_) and is_specified_scalar_type(get_named_type(type_))


def _has_variable(node: ValueNode) -> bool:
    if isinstance(node, VariableNode):
        return True
    inner = getattr(node, "values", None) or [one.value for one in getattr(node, "fields", None) or ()]
    return any(_has_variable(one) for one in inner)
