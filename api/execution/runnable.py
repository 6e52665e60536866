"""One operation of a document: its variables, its plans, and what was answered once for all."""

from collections.abc import Iterator, Mapping
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
    get_variable_values,
    is_non_null_type,
    type_from_ast,
)
from graphql.execution.get_variable_signature import get_variable_signature
from graphql.execution.values import VariableValues, VariableValueSource

from api.execution.cost import CostModel
from api.execution.plan import Plan
from api.execution.reading import UnplannedError
from api.execution.selection import Selections
from api.schema import graphql_schema
from kg.catalogue import Catalogue

_PLAIN: dict[str, type] = {"Int": int, "String": str, "ID": str, "Boolean": bool}
_MOST_WAYS = 16


class Runnable:
    """An operation with all that is made for it when it first runs. Any thread may use it."""

    def __init__(self, document: DocumentNode, operation: OperationDefinitionNode) -> None:
        self.document, self.operation = document, operation
        self.name = operation.name.value if operation.name else None
        self._definitions = tuple(operation.variable_definitions or ())
        self._signatures = {}
        for one in self._definitions:
            signature = get_variable_signature(graphql_schema(), one)
            if not isinstance(signature, GraphQLError):
                self._signatures[one.variable.name.value] = (signature, *_plain(one.type))
        self._truths = tuple(sorted(_truths(document)))
        self._ways: dict[tuple[Any, ...], _Way] = {}
        self.introspects = _introspects(document, operation)
        self.kept: dict[str, Any] = {}

    def variables(self, given: dict[str, Any]) -> VariableValues | list[GraphQLError]:
        """The values of the variables, or the errors that say which of those given can't be used."""
        values: dict[str, Any] = {}
        sources: dict[str, VariableValueSource] = {}
        for name, (signature, plain, nullable) in self._signatures.items():
            if name not in given:
                if nullable and signature.default is None:
                    sources[name] = VariableValueSource(signature)
                    continue
                break
            value = given[name]
            if not (value.__class__ is plain and _fits(value)) and not (value is None and nullable):
                break
            values[name] = value
            sources[name] = VariableValueSource(signature, value)
        else:
            if len(self._signatures) == len(self._definitions):
                return VariableValues(sources, values)
        return get_variable_values(graphql_schema(), self._definitions, given, max_errors=20)

    def plan(self, variables: VariableValues) -> Plan | None:
        """The plan for the values that `@skip` and `@include` take; None where graphql-core runs the operation."""
        return self._way(variables).plan()

    def cost(self, variables: VariableValues, catalogue: Catalogue, page_size: int | None) -> int:
        """What the operation is reckoned to cost on a catalogue, in plain fields."""
        return self._way(variables).cost.of(catalogue, variables.coerced, page_size)

    def _way(self, variables: VariableValues) -> "_Way":
        truths = tuple(variables.coerced.get(name) for name in self._truths)
        found = self._ways.get(truths)
        if found is None:
            if len(self._ways) >= _MOST_WAYS:
                self._ways.clear()
            found = self._ways[truths] = _Way(self, dict(zip(self._truths, truths, strict=True)))
        return found


class _Way:
    """An operation for some values of the variables of `@skip` and `@include`."""

    def __init__(self, of: Runnable, truths: Mapping[str, Any]) -> None:
        self._of = of
        fragments = {one.name.value: one for one in of.document.definitions if isinstance(one, FragmentDefinitionNode)}
        self._selections = Selections(graphql_schema(), fragments, truths)
        self.cost = CostModel(graphql_schema(), self._selections, of.operation)
        self._plan: Plan | None = None
        self._is_planned = not of.introspects

    def plan(self) -> Plan | None:
        """The plan, made when first asked for."""
        if self._plan is None and self._is_planned:
            try:
                self._plan = Plan(graphql_schema(), self._selections, self._of.operation)
            except UnplannedError:
                self._is_planned = False
        return self._plan


def _plain(node: Any) -> tuple[type | None, bool]:
    """The class of the values that a variable takes as they are, where there is one, and whether it may be null."""
    type_ = type_from_ast(graphql_schema(), node)
    nullable = not is_non_null_type(type_)
    return _PLAIN.get(str(type_).removesuffix("!")), nullable


def _fits(value: object) -> bool:
    return value.__class__ is not int or -(2**31) <= value < 2**31


def _sets(document: DocumentNode) -> Iterator[SelectionSetNode]:
    """Every selection set that is written in a document."""
    waiting = [one.selection_set for one in document.definitions if hasattr(one, "selection_set")]
    while waiting:
        given = waiting.pop()
        yield given
        waiting += [one.selection_set for one in given.selections if getattr(one, "selection_set", None)]


def _truths(document: DocumentNode) -> set[str]:
    """The variables that `@skip` and `@include` name."""
    found = set()
    for given in _sets(document):
        for one in given.selections:
            for directive in one.directives or ():
                for argument in directive.arguments or ():
                    if isinstance(argument.value, VariableNode):
                        found.add(argument.value.name.value)
    return found


def _introspects(document: DocumentNode, operation: OperationDefinitionNode) -> bool:
    """Whether an operation asks for the schema and nothing else, so that its answer is the same for every catalogue."""
    fragments = {one.name.value: one for one in document.definitions if isinstance(one, FragmentDefinitionNode)}
    waiting, seen, found = [operation.selection_set], set(), False
    while waiting:
        for one in waiting.pop().selections:
            if isinstance(one, FieldNode):
                if not one.name.value.startswith("__"):
                    return False
                found = found or one.name.value in ("__schema", "__type")
            elif isinstance(one, InlineFragmentNode):
                waiting.append(one.selection_set)
            elif isinstance(one, FragmentSpreadNode) and one.name.value not in seen:
                seen.add(one.name.value)
                waiting.append(fragments[one.name.value].selection_set)
    return found
