"""Operations that any client might send, made up from the schema: valid ones, and some whose values are wrong."""

from typing import Any, NamedTuple

from graphql import (
    GraphQLArgument,
    GraphQLField,
    GraphQLInputType,
    GraphQLNamedType,
    get_named_type,
    is_composite_type,
    is_enum_type,
    is_input_object_type,
    is_list_type,
    is_non_null_type,
    is_object_type,
    is_required_argument,
)
from hypothesis import strategies as st

from api.schema import graphql_schema


class Asked(NamedTuple):
    """A document with its only operation, and variables."""

    text: str
    variables: dict[str, Any]


class _Author:
    """Writes one document."""

    def __init__(self, draw: st.DrawFn, known: dict[str, list[str]]) -> None:
        self.draw, self.known = draw, known
        self.variables: dict[str, str] = {}
        self.values: dict[str, Any] = {}
        self.fragments: list[str] = []
        self.left = draw(st.integers(4, 40))

    def chance(self, one_in: int) -> bool:
        return self.draw(st.integers(1, one_in)) == 1

    def of(self, values: Any) -> Any:
        return self.draw(st.sampled_from(list(values)))

    def selection(self, type_: GraphQLNamedType, depth: int) -> str:
        """A selection set. Keys differ wherever fields or arguments do, so that all can be merged."""
        parts = []
        for _ in range(self.draw(st.integers(1, 4))):
            kind = self.draw(st.integers(0, 9))
            if kind == 0:
                parts.append("__typename")
            elif kind == 1 and depth:
                parts.append(f"... {self.directive()}{self.selection(type_, depth - 1)}")
            elif kind == 2 and depth:
                parts.append(self.fragment(type_, depth))
            elif kind == 3 and depth and not is_object_type(type_):
                on = self.of(graphql_schema().get_possible_types(type_))
                parts.append(f"... on {on.name} {self.directive()}{self.selection(on, depth - 1)}")
            else:
                parts.append(self.field(type_, depth))
        return f"{{ {' '.join(parts)} }}"

    def field(self, type_: Any, depth: int) -> str:
        fields = {
            name: field
            for name, field in type_.fields.items()
            if not name.startswith("_") and (depth or not is_composite_type(get_named_type(field.type)))
        }
        if not fields or self.left <= 0:
            return "__typename"
        self.left -= 1
        name = self.of(fields)
        field: GraphQLField = fields[name]
        arguments = self.arguments(field, name)
        inner = get_named_type(field.type)
        below = self.selection(inner, depth - 1) if is_composite_type(inner) else ""
        # Below another key the same key may be asked for with other arguments.
        alias = f"a{len(self.values)}_{self.left}: " if arguments or self.chance(4) else ""
        return f"{alias}{name}{arguments} {self.directive()}{below}"

    def fragment(self, type_: GraphQLNamedType, depth: int) -> str:
        name = f"F{self.draw(st.integers(0, 10**9))}x{self.left}"
        body = self.selection(type_, depth - 1)
        if any(f"fragment {name} " in one for one in self.fragments):
            return "__typename"
        self.fragments.append(f"fragment {name} on {type_.name} {body}")
        return f"...{name} {self.directive()}" + (f"...{name}" if self.chance(3) else "")

    def directive(self) -> str:
        if not self.chance(6):
            return ""
        name, truth = self.of(("skip", "include")), self.draw(st.booleans())
        return f"@{name}(if: {self.written('Boolean!', truth, str(truth).lower())}) "

    def arguments(self, field: GraphQLField, name: str) -> str:
        given = [
            f"{one}: {self.value(argument, f'{name}.{one}')}"
            for one, argument in field.args.items()
            if is_required_argument(argument) or self.chance(4)
        ]
        return f"({', '.join(given)})" if given else ""

    def value(self, argument: GraphQLArgument, place: str) -> str:
        value, text = self.made(argument.type, place)
        return self.written(str(argument.type), value, text)

    def written(self, type_: str, value: Any, text: str) -> str:
        """A value as a variable or as it is written."""
        if not self.chance(2):
            return text
        name = f"v{len(self.variables)}"
        if self.chance(5):
            self.variables[name] = f"${name}: {type_} = {text}"
        else:
            self.variables[name] = f"${name}: {type_}"
            self.values[name] = value
        return f"${name}"

    def made(self, type_: GraphQLInputType, place: str, depth: int = 2) -> tuple[Any, str]:
        """A value in JSON and in GraphQL."""
        if not is_non_null_type(type_) and self.chance(12):
            return None, "null"
        inner = type_.of_type if is_non_null_type(type_) else type_
        if is_list_type(inner):
            items = [self.made(inner.of_type, place, depth) for _ in range(self.draw(st.integers(0, 3)))]
            return [one for one, _ in items], f"[{', '.join(text for _, text in items)}]"
        if is_enum_type(inner):
            name = self.of(inner.values)
            return name, name
        if is_input_object_type(inner):
            fields = [
                (name, *self.made(field.type, f"{place}.{name}", depth - 1))
                for name, field in inner.fields.items()
                if field.type is not inner and (is_non_null_type(field.type) or (depth and self.chance(4)))
            ]
            return (
                {name: value for name, value, _ in fields},
                f"{{{', '.join(f'{name}: {text}' for name, _, text in fields)}}}",
            )
        if inner.name == "Int":
            number = self.draw(st.sampled_from((0, 1, 2, 3, 7, 20, -1, 501)))
            return number, str(number)
        if inner.name == "Float":
            return 0.5, "0.5"
        if inner.name == "Boolean":
            truth = self.draw(st.booleans())
            return truth, str(truth).lower()
        word = self.of([*self.known.get(place, []), "", "nothing", "2024-02-29"])
        return word, f'"{word}"'


@st.composite
def operations(draw: st.DrawFn, known: dict[str, list[str]]) -> Asked:
    """An operation; `known` are texts worth asking for, by field and argument such as `principle.slug`."""
    author = _Author(draw, known)
    body = author.selection(graphql_schema().query_type, 6)  # type: ignore[arg-type]
    head = f"query Q({', '.join(author.variables.values())})" if author.variables else "query Q"
    return Asked(" ".join((head, body, *author.fragments)), author.values)
