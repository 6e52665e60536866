"""A selection to Python that builds its answer: one function for each object type and selection set."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import isfinite
from typing import Any, NamedTuple

from graphql import (
    GraphQLAbstractType,
    GraphQLEnumType,
    GraphQLLeafType,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    SelectionSetNode,
    is_abstract_type,
    is_enum_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
    is_object_type,
)

from api.execution.reading import Arguments, Call, UnplannedError, reading
from api.execution.selection import Selections
from api.execution.weights import weight

_QUICK = {
    "String": "{0}.__class__ is str",
    "ID": "{0}.__class__ is str",
    "Boolean": "{0}.__class__ is bool",
    "Int": "{0}.__class__ is int and -2147483648 <= {0} <= 2147483647",
    "Float": "{0}.__class__ is float and isfinite({0})",
}
"""Where a value is an answer as it is; all others go through the type."""

Build = Callable[[Any, Any], dict[str, Any]]
"""From an object and the run to its part of the answer."""


class Function(NamedTuple):
    """A function by its name, what it costs to call, and how many levels of JSON its answer has at most."""

    name: str
    weight: int
    levels: int


class Compiler:
    """The functions of one operation, as they are gathered."""

    def __init__(self, schema: GraphQLSchema, selections: Selections) -> None:
        self._schema, self._selections = schema, selections
        self.names: dict[str, Any] = {"isfinite": isfinite, "missing": _missing}
        self.sources: list[str] = []
        self.arguments: list[Arguments] = []
        self.slots = self._numbers = 0
        self._functions: dict[tuple[object, ...], Function] = {}
        self._named: dict[tuple[str, object], str] = {}

    def function(self, of: GraphQLObjectType, sets: Sequence[SelectionSetNode], checked: bool = False) -> Function:
        """The function for an object type and the selection sets that ask of it; `checked`: the type is known."""
        key = (of.name, checked, *map(id, sets))
        if key not in self._functions:
            self._numbers += 1
            name = f"f{self._numbers}"
            self._functions[key] = self._write(name, of, sets, checked)
        return self._functions[key]

    def _write(self, name: str, of: GraphQLObjectType, sets: Sequence[SelectionSetNode], checked: bool) -> Function:
        lines = [f"def {name}(o, r):"]
        if of.is_type_of is None:
            lines.append(" if o is None: missing(o)")
        elif not checked:
            known = self._name("t", of.name, _Known(of))
            lines.append(f" if o.__class__ not in {known}: {known}.check(o)")
        answer, cost, levels = [], 1, 0
        for number, (key, nodes) in enumerate(self._selections.fields(of, sets).items()):
            if nodes[0].name.value == "__typename":
                answer.append(f"{key!r}: {of.name!r}")
                cost += 1
                continue
            field = of.fields.get(nodes[0].name.value)
            if field is None:
                raise UnplannedError
            value = f"v{number}"
            lines.append(f" {value} = {self._read(reading(field, nodes[0]))}")
            inner = [node.selection_set for node in nodes if node.selection_set is not None]
            whole, own, deep = self._complete(field.type, value, inner, 0)
            if whole != value:
                lines.append(f" {value} = {whole}")
            answer.append(f"{key!r}: {value}")
            cost += weight(of.name, nodes[0].name.value) + own
            levels = max(levels, deep)
        lines.append(f" return {{{', '.join(answer)}}}")
        self.sources.append("\n".join(lines))
        return Function(name, cost, levels + 1)

    def _read(self, way: str | Call) -> str:
        if isinstance(way, str):
            return f"o.{way}"
        given = {way.source: "o", way.info: "r.info"}
        if way.arguments.is_constant:
            values = way.arguments.constant()
            given |= {
                name: self._name("k", len(self._named), value)
                for name, value in zip(way.arguments.names, values, strict=True)
            }
        else:
            given |= {name: f"r.arguments[{self.slots + at}]" for at, name in enumerate(way.arguments.names)}
            self.slots += len(way.arguments.names)
            self.arguments.append(way.arguments)
        return f"{self._name('k', id(way.function), way.function)}({', '.join(given[one] for one in way.parameters)})"

    def _complete(
        self, type_: GraphQLOutputType, value: str, sets: Sequence[SelectionSetNode], depth: int
    ) -> tuple[str, int, int]:
        """The expression that makes a value an answer, its weight where no list stands between, and its levels."""
        nullable = not is_non_null_type(type_)
        inner = type_ if nullable else type_.of_type  # type: ignore[union-attr]
        if is_leaf_type(inner):
            return self._leaf(inner, value, nullable), 0, 0
        if is_list_type(inner):
            item = f"z{depth}"
            whole, cost, levels = self._complete(inner.of_type, item, sets, depth + 1)
            made, cost, levels = f"[{whole} for {item} in r.take({value}, {cost + 1})]", 0, levels + 1
        elif is_object_type(inner):
            function = self.function(inner, sets)
            made, cost, levels = f"{function.name}({value}, r)", function.weight, function.levels
        elif is_abstract_type(inner):
            made, cost, levels = self._abstract(inner, value, sets)
        else:
            raise UnplannedError
        return (f"None if {value} is None else {made}" if nullable else made), cost, levels

    def _leaf(self, type_: GraphQLLeafType, value: str, nullable: bool) -> str:
        if is_enum_type(type_):
            read = f"{self._name('e', type_.name, _names(type_))}[{value}]"
            return f"None if {value} is None else {read}" if nullable else read
        read = f"{self._name('c', type_.name, _coerced(type_))}({value})"
        quick = _QUICK.get(type_.name)
        if quick is None:
            return f"None if {value} is None else {read}" if nullable else read
        fit = quick.format(value)
        return f"{value} if {f'{value} is None or ' if nullable else ''}{fit} else {read}"

    def _abstract(
        self, type_: GraphQLAbstractType, value: str, sets: Sequence[SelectionSetNode]
    ) -> tuple[str, int, int]:
        types = self._schema.get_possible_types(type_)
        functions = {one.name: self.function(one, sets, checked=True) for one in types}
        table = _Table(types, {name: function.name for name, function in functions.items()}, self.names)
        name = self._name("d", (type_.name, *map(id, sets)), table)
        made = f"({name}.get({value}.__class__) or {name}.find({value}))({value}, r)"
        return made, max(one.weight for one in functions.values()), max(one.levels for one in functions.values())

    def _name(self, kind: str, of: object, value: object) -> str:
        """The name under which generated code finds a value."""
        name = self._named.setdefault((kind, of), f"{kind}{len(self._named)}")
        self.names.setdefault(name, value)
        return name


def _missing(_: object) -> None:
    raise UnplannedError


def _coerced(type_: GraphQLLeafType) -> Callable[[object], object]:
    """A value as a scalar answers it."""

    def coerce(value: object) -> object:
        if value is None or isinstance(value, Exception):
            raise UnplannedError
        made = type_.coerce_output_value(value)
        if made is None:
            raise UnplannedError
        return made

    return coerce


def _names(type_: GraphQLEnumType) -> Mapping[object, str]:
    """The name of each value of an enumeration."""
    of = getattr(type_, "wrapped_cls", None)
    if of is None:
        raise UnplannedError
    return {member: type_.coerce_output_value(member) for member in of}


class _Known(set[type]):
    """The classes whose objects are of an object type; it learns them as they come."""

    def __init__(self, type_: GraphQLObjectType) -> None:
        self._type = type_

    def check(self, value: object) -> None:
        """Learns the class of an object. Raises `UnplannedError` for one of another type."""
        assert self._type.is_type_of is not None
        if value is None or not self._type.is_type_of(value, None):  # type: ignore[arg-type]
            raise UnplannedError
        self.add(value.__class__)


class _Table(dict[type, Build]):
    """For each class the function of its object type; it learns them as they come."""

    def __init__(
        self, types: Iterable[GraphQLObjectType], functions: Mapping[str, str], names: Mapping[str, Any]
    ) -> None:
        self._types, self._functions, self._names = tuple(types), functions, names

    def find(self, value: object) -> Build:
        """The function for an object, its type told as graphql-core does; `UnplannedError` where none is sure."""
        # What names its own type, and what Strawberry has cast to one, is told by the object and not by its class.
        if value is None or isinstance(value, dict) or hasattr(value, "__strawberry_definition__"):
            raise UnplannedError
        fit = [one for one in self._types if one.is_type_of is None or one.is_type_of(value, None)]  # type: ignore[arg-type]
        if len(fit) != 1 or fit[0].is_type_of is None:
            raise UnplannedError
        found: Build = self._names[self._functions[fit[0].name]]
        self[value.__class__] = found
        return found
