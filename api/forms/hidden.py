"""Fields that an operation gets beside its own, so that each node of the answer is known by its IRI and class."""

from collections.abc import Iterator
from dataclasses import replace

from graphql import (
    DefinitionNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    InlineFragmentNode,
    NamedTypeNode,
    NameNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    get_named_type,
)

from api.forms.terms import CLASSES


class Hidden:
    """Adds the fields to a document; `iri`, `kind` and `type` are the keys that they have in the answer.

    `keys` are all that the document has itself, in any of its operations.
    """

    def __init__(self, document: DocumentNode, schema: GraphQLSchema) -> None:
        self.keys = frozenset(_keys(document))
        start = "_"
        while any(key.startswith(start) for key in self.keys):
            start += "_"
        self.iri, self.kind, self.type = f"{start}iri", f"{start}kind", f"{start}type"
        self._schema = schema
        self.document = replace(document, definitions=tuple(map(self._definition, document.definitions)))

    def _definition(self, node: DefinitionNode) -> DefinitionNode:
        if isinstance(node, OperationDefinitionNode):
            root = self._schema.get_root_type(node.operation)
            return replace(node, selection_set=self._set(node.selection_set, root))
        if isinstance(node, FragmentDefinitionNode):
            return replace(node, selection_set=self._set(node.selection_set, self._named(node.type_condition)))
        return node

    def _named(self, node: NamedTypeNode) -> GraphQLNamedType | None:
        return self._schema.type_map.get(node.name.value)

    def _set(self, node: SelectionSetNode, kind: GraphQLNamedType | None) -> SelectionSetNode:
        own = (self._selection(one, kind) for one in node.selections)
        return replace(node, selections=(*own, *self._added(kind)))

    def _selection(self, node: SelectionNode, kind: GraphQLNamedType | None) -> SelectionNode:
        if isinstance(node, InlineFragmentNode):
            inner = self._named(node.type_condition) if node.type_condition else kind
            return replace(node, selection_set=self._set(node.selection_set, inner))
        if isinstance(node, FieldNode) and node.selection_set is not None:
            field = kind.fields.get(node.name.value) if isinstance(kind, _WITH_FIELDS) else None
            inner = get_named_type(field.type) if field else None
            return replace(node, selection_set=self._set(node.selection_set, inner))
        return node

    def _added(self, kind: GraphQLNamedType | None) -> Iterator[SelectionNode]:
        if isinstance(kind, GraphQLObjectType):
            yield from self._of_node(kind.name)
        elif isinstance(kind, GraphQLInterfaceType | GraphQLUnionType):
            yield _field("__typename", self.type)
            for possible in self._schema.get_possible_types(kind):
                added = tuple(self._of_node(possible.name))
                if added:
                    condition = NamedTypeNode(name=NameNode(value=possible.name))
                    yield InlineFragmentNode(type_condition=condition, selection_set=SelectionSetNode(selections=added))

    def _of_node(self, name: str) -> Iterator[FieldNode]:
        if name in CLASSES:
            yield _field("iri", self.iri)
        if name == "Principle":
            yield _field("kind", self.kind)


_WITH_FIELDS = (GraphQLObjectType, GraphQLInterfaceType)


def _field(name: str, key: str) -> FieldNode:
    return FieldNode(name=NameNode(value=name), alias=NameNode(value=key))


def _keys(document: DocumentNode) -> Iterator[str]:
    """Every key that an answer may have."""
    waiting = [getattr(one, "selection_set", None) for one in document.definitions]
    while waiting:
        for node in getattr(waiting.pop(), "selections", ()):
            if isinstance(node, FieldNode):
                yield (node.alias or node.name).value
            if not isinstance(node, FragmentSpreadNode):
                waiting.append(node.selection_set)
