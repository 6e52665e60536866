"""Which fields the objects of an answer hold, and under which keys."""

from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    GraphQLString,
    SelectionSetNode,
    get_named_type,
    is_abstract_type,
)
from msgspec import Struct

from api.execution.selection import Selections
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
    """The selections of one operation, with the values of its variables."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode, variables: dict[str, Any]) -> None:
        self.schema = schema
        fragments = {one.name.value: one for one in document.definitions if isinstance(one, FragmentDefinitionNode)}
        self._selections = Selections(schema, fragments, variables)
        # The nodes live as long as the document does, so each may go by its address.
        self._known: dict[_Place, dict[str, Asked]] = {}
        self._leads: dict[_Place, bool] = {}

    def fields(self, kind: GraphQLObjectType, sets: Sets) -> dict[str, Asked]:
        """The fields of an object of the type, by their keys and in the order of the answer."""
        place = kind.name, tuple(map(id, sets))
        known = self._known.get(place)
        if known is None:
            found = self._selections.fields(kind, sets)
            known = self._known[place] = {key: _asked(kind, nodes) for key, nodes in found.items()}
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


def _asked(kind: GraphQLObjectType, nodes: list[FieldNode]) -> Asked:
    name = nodes[0].name.value
    # The fields of introspection are no nodes, whatever they are.
    field = kind.fields.get(name)
    sets = tuple(node.selection_set for node in nodes if node.selection_set is not None)
    return Asked(name, field.type if field else GraphQLString, sets)
