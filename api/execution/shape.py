"""A document with variables in place of the values that are written in it, so that it serves all texts of its shape."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from graphql import (
    DocumentNode,
    FloatValueNode,
    GraphQLInputType,
    IntValueNode,
    NameNode,
    Node,
    OperationDefinitionNode,
    StringValueNode,
    TypeInfo,
    TypeInfoVisitor,
    VariableDefinitionNode,
    VariableNode,
    Visitor,
    is_leaf_type,
    is_non_null_type,
    is_specified_scalar_type,
    parse_type,
    visit,
)

from api.execution.scan import Literal, scan
from api.schema import graphql_schema


def shape(document: DocumentNode, literals: Sequence[Literal]) -> DocumentNode | None:
    """The document of all texts that differ from this one in the values `literals` alone.

    The variables are named by numbers, from 0, which no text can do. None where a value stands for something that may
    be wrong: texts of one shape must be valid together, and only values of the scalars that GraphQL specifies are
    right whatever they are.
    """
    lifting = _Lifting(TypeInfo(graphql_schema()))
    made = visit(document, TypeInfoVisitor(lifting.info, lifting))
    if not lifting.fit or lifting.values != list(literals):
        return None
    definitions = tuple(
        VariableDefinitionNode(variable=_variable(number), type=parse_type(str(type_)), directives=())
        for number, type_ in enumerate(lifting.types)
    )
    assert isinstance(made, DocumentNode)
    return replace(
        made,
        definitions=tuple(
            replace(one, variable_definitions=(*(one.variable_definitions or ()), *definitions))
            if isinstance(one, OperationDefinitionNode)
            else one
            for one in made.definitions
        ),
    )


class _Lifting(Visitor):
    """Puts variables in place of values, in their order in the text."""

    def __init__(self, info: TypeInfo) -> None:
        super().__init__()
        self.info = info
        self.values: list[Literal] = []
        self.types: list[GraphQLInputType] = []
        self.fit = True

    def enter_variable_definition(self, *_: Any) -> object:
        """Defaults stay."""
        return self.SKIP

    def enter_int_value(self, node: IntValueNode, *_: Any) -> Node | None:
        """A whole number."""
        return self._lifted(node, node.value)

    def enter_float_value(self, node: FloatValueNode, *_: Any) -> Node | None:
        """A number."""
        return self._lifted(node, node.value)

    def enter_string_value(self, node: StringValueNode, *_: Any) -> Node | None:
        """A text; in blocks it stays."""
        assert node.loc is not None
        return self._lifted(node, node.loc.source.body[node.loc.start : node.loc.end])

    def _lifted(self, node: Node, written: str) -> Node | None:
        found = scan(f"{{{written}").literals
        if len(found) != 1:
            return None
        type_ = self.info.get_input_type()
        inner = type_.of_type if is_non_null_type(type_) else type_
        if type_ is None or not is_leaf_type(inner) or not is_specified_scalar_type(inner):
            self.fit = False
            return None
        self.values.append(found[0])
        self.types.append(type_)
        return _variable(len(self.types) - 1)


def _variable(number: int) -> VariableNode:
    return VariableNode(name=NameNode(value=str(number)))
