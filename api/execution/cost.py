"""What an operation is reckoned to cost: the plain fields of its answer, by the lengths of the catalogue's lists."""

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any, NamedTuple

from graphql import (
    FieldNode,
    GraphQLField,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    IntValueNode,
    ListValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
    get_named_type,
    get_nullable_type,
    is_abstract_type,
    is_list_type,
    is_object_type,
    is_required_argument,
)

from api.execution.fanout import FanOut, Lengths, fan_out
from api.execution.selection import Selections
from api.execution.weights import weight
from api.schema.connection import DEFAULT_SIZE
from kg.catalogue import Catalogue

_CEILING = 1e15


class _Many(NamedTuple):
    """A list below an object: whose it is, what says its length, and what each of its items costs."""

    of: GraphQLObjectType
    field: str
    size: "_Size"
    items: "Sequence[_Part]"


class _Size(NamedTuple):
    """What says how long a list is: the ids asked for, `first` and `last`, the usual number, or all there are.

    What the list holds is measured, but for lists that are made for each object, such as `related`.
    """

    listed: Any
    asked: tuple[Any, ...]
    usual: int | None
    measured: bool
    paged: bool


class _Part(NamedTuple):
    """What is asked of an object: plain fields, objects below it, lists below it, and what it may be of several."""

    weight: int
    ones: "list[_Part]"
    many: list[_Many]
    either: "list[_Part]"


class CostModel:
    """The cost of one operation, for any catalogue and any variables."""

    def __init__(self, schema: GraphQLSchema, selections: Selections, operation: OperationDefinitionNode) -> None:
        self._schema, self._selections = schema, selections
        self._parts: dict[tuple[object, ...], _Part] = {}
        root = schema.get_root_type(operation.operation)
        assert root is not None
        self._root = self._part(root, [operation.selection_set])

    def of(self, catalogue: Catalogue, variables: Mapping[str, Any], page_size: int | None) -> int:
        """The cost on a catalogue, in plain fields."""
        reckoning = _Reckoning(catalogue, fan_out(catalogue), variables, page_size)
        return ceil(min(reckoning.of(self._root, single=True), _CEILING))

    def _part(self, type_: GraphQLNamedType, sets: Sequence[SelectionSetNode]) -> _Part:
        key = (type_.name, *map(id, sets))
        found = self._parts.get(key)
        if found is None:
            found = self._parts[key] = self._made(type_, sets)
        return found

    def _made(self, type_: GraphQLNamedType, sets: Sequence[SelectionSetNode]) -> _Part:
        if is_abstract_type(type_):
            return _Part(0, [], [], [self._part(one, sets) for one in self._schema.get_possible_types(type_)])
        if not is_object_type(type_):
            return _Part(0, [], [], [])
        own, ones, many = 1, [], []
        for nodes in self._selections.fields(type_, sets).values():
            name = nodes[0].name.value
            own += weight(type_.name, name)
            field = self._schema.get_field(type_, name)
            inner = [node.selection_set for node in nodes if node.selection_set is not None]
            if field is None:
                continue
            named = get_named_type(field.type)
            if is_list_type(get_nullable_type(field.type)):
                many.append(_Many(type_, name, _size(field, nodes[0]), [self._part(named, inner) if inner else _LEAF]))
            elif _is_connection(named):
                fixed, items = self._page(named, inner)
                ones.append(_Part(fixed, [], [], []))
                many.append(_Many(type_, name, _size(field, nodes[0]), items))
            elif inner:
                ones.append(self._part(named, inner))
        return _Part(own, ones, many, [])

    def _page(self, type_: GraphQLNamedType, sets: Sequence[SelectionSetNode]) -> tuple[int, list[_Part]]:
        """The plain fields of a connection, and what is asked of each of its items."""
        fixed, items = 1, []
        assert is_object_type(type_)
        for nodes in self._selections.fields(type_, sets).values():
            fixed += 1
            field = self._schema.get_field(type_, nodes[0].name.value)
            inner = [node.selection_set for node in nodes if node.selection_set is not None]
            if field is not None and inner:
                part = self._part(get_named_type(field.type), inner)
                if is_list_type(get_nullable_type(field.type)):
                    items.append(part)
                else:
                    fixed += part.weight
        return fixed, items


_LEAF = _Part(1, [], [], [])


class _Reckoning:
    """The costs of one operation on one catalogue; what fragments share is reckoned once."""

    def __init__(
        self, catalogue: Catalogue, lengths: FanOut, variables: Mapping[str, Any], page_size: int | None
    ) -> None:
        self._catalogue, self._lengths = catalogue, lengths
        self._variables, self._page_size = variables, page_size
        self._known: dict[tuple[int, bool], float] = {}

    def of(self, part: _Part, single: bool) -> float:
        """The cost of one object; `single` where it is the only one, which may be the one that has most of all."""
        if not part.many and not part.ones and not part.either:
            return part.weight
        key = (id(part), single)
        found = self._known.get(key)
        if found is None:
            found = part.weight + sum(self.of(one, single) for one in part.ones)
            for many in part.many:
                length = self._length(many, single)
                found += length * sum(self.of(one, single=False) for one in many.items)
            if part.either:
                found += max(self.of(one, single) for one in part.either)
            self._known[key] = found = min(found, _CEILING)
        return found

    def _length(self, many: _Many, single: bool) -> float:
        size = many.size
        if size.listed is not None:
            listed = self._value(size.listed)
            return len(listed) if isinstance(listed, list | tuple) else 1
        asked = [value for node in size.asked if isinstance(value := self._value(node), int)]
        wanted = max(0, min(asked)) if asked else size.usual
        if size.paged and not asked:
            wanted = None if self._page_size is None else min(DEFAULT_SIZE, self._page_size)
        if not size.measured:
            return wanted or 0
        there: Lengths = self._lengths.of(self._catalogue, many.of, many.field)
        most = there.most if single else there.reached
        return most if wanted is None else min(wanted, most)

    def _value(self, node: Any) -> Any:
        if isinstance(node, VariableNode):
            return self._variables.get(node.name.value)
        if isinstance(node, IntValueNode):
            return int(node.value)
        return node.values if isinstance(node, ListValueNode) else None


def _size(field: GraphQLField, node: FieldNode) -> _Size:
    given = {argument.name.value: argument.value for argument in node.arguments or ()}
    lists = [
        name
        for name, one in field.args.items()
        if is_required_argument(one) and is_list_type(get_nullable_type(one.type))
    ]
    asked = tuple(given[name] for name in ("first", "last") if name in given)
    if _is_connection(get_named_type(field.type)):
        return _Size(None, asked, None, measured=True, paged=True)
    if lists:
        return _Size(given.get(lists[0]), (), None, measured=False, paged=False)
    if "first" in field.args:
        usual = field.args["first"].default_value
        return _Size(None, asked, usual if isinstance(usual, int) else DEFAULT_SIZE, measured=False, paged=False)
    return _Size(None, (), None, measured=True, paged=False)


def _is_connection(type_: GraphQLNamedType) -> bool:
    """Whether a type is a page of a list (GraphQL Cursor Connections)."""
    return is_object_type(type_) and type_.name.endswith("Connection") and "pageInfo" in type_.fields
