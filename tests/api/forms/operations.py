"""Operations made at random: any field of the schema, with aliases that stand in one another's way."""

from collections.abc import Iterator
from random import Random

from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNonNull,
    GraphQLObjectType,
    get_named_type,
    is_composite_type,
)
from hypothesis import strategies as st

from api.schema import graphql_schema

# Keys beside the context, prefixes, classes, and names of fields that mean something else.
ALIASES = (
    *("data", "errors", "nodes", "node", "edges", "title", "principle", "skos", "pv", "Principle", "_iri", "a", "b"),
)
DEPTH = 4


class _Maker:
    """Makes one operation of random choices; `names` are arguments that lead to something."""

    def __init__(self, random: Random, aliases: bool, names: dict[str, list[str]]) -> None:
        self.random, self.aliases, self.names = random, aliases, names
        self.schema = graphql_schema()

    def operation(self) -> str:
        root = self.schema.query_type
        assert root is not None
        return f"query Made($yes: Boolean = true, $no: Boolean = false) {self.selection(root, DEPTH, set())}"

    def selection(self, kind: object, depth: int, taken: set[str]) -> str:
        parts = [*self.fields(kind, depth, taken)]
        if isinstance(kind, GraphQLInterfaceType):
            for possible in self.schema.get_possible_types(kind):
                if self.random.random() < 0.6:
                    own = [*self.fields(possible, depth, set(taken))]
                    parts += [f"... on {possible.name} {{ {' '.join(own)} }}"] if own else []
        elif isinstance(kind, GraphQLObjectType) and self.random.random() < 0.1:
            own = [*self.fields(kind, depth, taken)]
            parts += [f"... @include(if: ${self.random.choice(('yes', 'no'))}) {{ {' '.join(own)} }}"] if own else []
        return f"{{ {' '.join(parts or ['__typename'])} }}"

    def fields(self, kind: object, depth: int, taken: set[str]) -> Iterator[str]:
        assert isinstance(kind, GraphQLObjectType | GraphQLInterfaceType)
        most = 4 if kind is self.schema.query_type else 7
        known = [name for name in kind.fields if depth or not is_composite_type(get_named_type(kind.fields[name].type))]
        for name in self.random.sample(known, min(len(known), self.random.randint(1, most))):
            key = self.random.choice(ALIASES) if self.aliases and self.random.random() < 0.3 else name
            if key in taken:
                continue
            taken.add(key)
            yield self.field(key, name, kind.fields[name], depth)

    def field(self, key: str, name: str, field: GraphQLField, depth: int) -> str:
        needed = [one for one, of in field.args.items() if isinstance(of.type, GraphQLNonNull)]
        given = [f"{one}: {self.argument(one)}" for one in needed]
        if "first" in field.args and self.random.random() < 0.8:
            given.append(f"first: {self.random.randint(0, 3)}")
        arguments = f"({', '.join(given)})" if given else ""
        named = get_named_type(field.type)
        inner = self.selection(named, depth - 1, set()) if is_composite_type(named) else ""
        skipped = f" @skip(if: ${self.random.choice(('yes', 'no'))})" if self.random.random() < 0.05 else ""
        return f"{key if key == name else f'{key}: {name}'}{arguments}{skipped} {inner}".strip()

    def argument(self, name: str) -> str:
        value = self.random.choice(self.names[name])
        return f'["{value}", "gone"]' if name == "ids" else f'"{value}"'


def operations(names: dict[str, list[str]], aliases: bool) -> st.SearchStrategy[str]:
    """Operations in which fields have their names, or aliases."""
    return st.randoms().map(lambda random: _Maker(random, aliases, names).operation())
