"""Which fields the objects of an answer hold, and under which keys."""

from collections.abc import Iterable
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLIncludeDirective,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    GraphQLSkipDirective,
    GraphQLString,
    InlineFragmentNode,
    NamedTypeNode,
    SelectionNode,
    SelectionSetNode,
    get_directive_values,
    get_named_type,
    is_abstract_type,
)
from msgspec import Struct

from api.forms.terms import CLASSES

Sets = tuple[SelectionSetNode, ...]
"""The selections of what stands under one key, wherever the operation asks for it."""

_Place = tuple[str, tuple[int, ...]]


class Asked(Struct, frozen=True):
    """A field as it is asked for: its name, its type, and what is asked of it."""

    name: str
    type: GraphQLOutputType
    sets: Sets


class Selection:
    """The selections of one operation, with the values of its variables (as graphql-core coerced them)."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode, variables: Any) -> None:
        self.schema = schema
        self._variables = variables
        self._fragments = {
            one.name.value: one for one in document.definitions if isinstance(one, FragmentDefinitionNode)
        }
        self._known: dict[_Place, dict[str, Asked]] = {}
        self._leads: dict[_Place, bool] = {}

    def fields(self, kind: GraphQLObjectType, sets: Sets) -> dict[str, Asked]:
        """The fields of an object of the type, by their keys and in the order of the answer."""
        # The nodes live as long as the document does, so each may go by its address.
        place = kind.name, tuple(map(id, sets))
        known = self._known.get(place)
        if known is None:
            found: dict[str, list[FieldNode]] = {}
            seen: set[str] = set()
            for one in sets:
                self._gather(kind, one.selections, found, seen)
            known = self._known[place] = {key: self._asked(kind, nodes) for key, nodes in found.items()}
        return known

    def leads_to_nodes(self, kind: GraphQLOutputType, sets: Sets) -> bool:
        """True where a value of the type may be a node of the graph, or hold one among what is asked of it."""
        named = get_named_type(kind)
        place = named.name, tuple(map(id, sets))
        known = self._leads.get(place)
        if known is None:
            possible = self.schema.get_possible_types(named) if is_abstract_type(named) else (named,)
            known = self._leads[place] = any(
                one.name in CLASSES
                or any(self.leads_to_nodes(asked.type, asked.sets) for asked in self.fields(one, sets).values())
                for one in possible
                if isinstance(one, GraphQLObjectType)
            )
        return known

    def _gather(
        self, kind: GraphQLObjectType, nodes: Iterable[SelectionNode], found: dict[str, list[FieldNode]], seen: set[str]
    ) -> None:
        for node in nodes:
            if not self._is_wanted(node):
                continue
            if isinstance(node, FieldNode):
                found.setdefault((node.alias or node.name).value, []).append(node)
            elif isinstance(node, InlineFragmentNode):
                if self._fits(kind, node.type_condition):
                    self._gather(kind, node.selection_set.selections, found, seen)
            elif (name := node.name.value) not in seen:  # type: ignore[attr-defined]
                seen.add(name)
                fragment = self._fragments[name]
                if self._fits(kind, fragment.type_condition):
                    self._gather(kind, fragment.selection_set.selections, found, seen)

    def _is_wanted(self, node: SelectionNode) -> bool:
        skip = get_directive_values(GraphQLSkipDirective, node, self._variables)
        include = get_directive_values(GraphQLIncludeDirective, node, self._variables)
        return not (skip and skip["if"]) and not (include and not include["if"])

    def _fits(self, kind: GraphQLObjectType, condition: NamedTypeNode | None) -> bool:
        if condition is None or condition.name.value == kind.name:
            return True
        named = self.schema.type_map[condition.name.value]
        return self.schema.is_sub_type(named, kind)  # type: ignore[arg-type]

    def _asked(self, kind: GraphQLObjectType, nodes: list[FieldNode]) -> Asked:
        name = nodes[0].name.value
        # The fields of introspection are no nodes, whatever they are.
        field = kind.fields.get(name)
        sets = tuple(node.selection_set for node in nodes if node.selection_set is not None)
        return Asked(name, field.type if field else GraphQLString, sets)
