"""Which fields of an object a document asks for (GraphQL, 6.3.2, CollectFields)."""

from collections.abc import Iterable, Mapping

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLAbstractType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    NamedTypeNode,
    SelectionNode,
    SelectionSetNode,
    VariableNode,
    is_abstract_type,
)

Truths = Mapping[str, bool]
"""The values of the variables that `@skip` and `@include` name."""
Fields = dict[str, list[FieldNode]]
"""Each key of the answer, in order, with the nodes that ask for it."""


class Selections:
    """The selections of one document on one schema, where the variables of `@skip` and `@include` are known."""

    def __init__(self, schema: GraphQLSchema, fragments: Mapping[str, FragmentDefinitionNode], truths: Truths) -> None:
        self._schema, self._fragments, self._truths = schema, fragments, truths

    def fields(self, of: GraphQLObjectType, sets: Iterable[SelectionSetNode]) -> Fields:
        """The fields that some selection sets together ask of an object type."""
        found: Fields = {}
        seen: set[str] = set()
        for one in sets:
            self._gather(of, one, found, seen)
        return found

    def _gather(self, of: GraphQLObjectType, given: SelectionSetNode, found: Fields, seen: set[str]) -> None:
        for one in given.selections:
            if not self._is_wanted(one):
                continue
            if isinstance(one, FieldNode):
                found.setdefault((one.alias or one.name).value, []).append(one)
            elif isinstance(one, InlineFragmentNode):
                if self._fits(of, one.type_condition):
                    self._gather(of, one.selection_set, found, seen)
            elif isinstance(one, FragmentSpreadNode) and one.name.value not in seen:
                fragment = self._fragments[one.name.value]
                if self._fits(of, fragment.type_condition):
                    seen.add(one.name.value)
                    self._gather(of, fragment.selection_set, found, seen)

    def _fits(self, of: GraphQLObjectType, condition: NamedTypeNode | None) -> bool:
        if condition is None or condition.name.value == of.name:
            return True
        type_ = self._schema.type_map[condition.name.value]
        return is_abstract_type(type_) and self._is_among(type_, of)

    def _is_among(self, type_: GraphQLAbstractType, of: GraphQLObjectType) -> bool:
        return self._schema.is_sub_type(type_, of)

    def _is_wanted(self, node: SelectionNode) -> bool:
        for directive in node.directives or ():
            name = directive.name.value
            if name in ("skip", "include"):
                (argument,) = directive.arguments or ()
                value = argument.value
                truth = self._truths[value.name.value] if isinstance(value, VariableNode) else value.value  # type: ignore[attr-defined]
                if truth is (name == "skip"):
                    return False
        return True
