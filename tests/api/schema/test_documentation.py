import re
from collections.abc import Iterator
from pathlib import Path

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    parse,
    validate,
)

from api import errors
from api.execution import execute
from api.schema import graphql_schema
from api.settings import Settings
from kg.folder import load, shipped

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "graphql.md").read_text(encoding="utf-8")


def _rows() -> Iterator[tuple[str, str]]:
    """Each type and field of the schema, with the row that docs/graphql.md has for it."""
    for name, kind in graphql_schema().type_map.items():
        if name.startswith("__"):
            continue
        if name.endswith("Connection"):
            item = name.removesuffix("Connection")
            yield name, f"| `{name}` | `{item}Edge` | `{item}` |"
        elif isinstance(kind, GraphQLEnumType):
            values = ", ".join(f"`{value}`" for value in kind.values)
            yield name, f"| `{name}` | {values} |"
        elif isinstance(kind, GraphQLInputObjectType):
            for field, value in kind.fields.items():
                yield name, f"| `{field}` | `{value.type}` | "
        elif not isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            yield name, f"| `{name}` | | "
        elif not name.endswith("Edge"):
            for field, value in kind.fields.items():
                arguments = f"({', '.join(value.args)})" if value.args else ""
                yield name, f"| `{field}{arguments}` | `{value.type}` | "


def test_every_type_and_field_is_documented() -> None:
    """docs/graphql.md has a row for each type, field, argument and value of the schema, in the part of its type."""
    types = PAGE.split("\n## Types\n")[1]
    parts = {part.split("\n", 1)[0]: part for part in types.split("\n### ")[1:]}
    shared = parts.pop("Values") + parts.pop("Lists")
    told = {name for name, _ in _rows()}
    assert set(parts) <= told
    for name, row in _rows():
        assert row in parts.get(name, shared), f"{name}: {row}"
    for name, part in parts.items():
        expected = [row for of, row in _rows() if of == name]
        assert len(re.findall(r"^\| `", part, re.MULTILINE)) == len(expected), name


def test_every_error_code_is_documented() -> None:
    """docs/graphql.md has a row for each code of an error, of operations and of requests."""
    codes = {value for name, value in vars(errors).items() if name.isupper()}
    codes |= set(re.findall(r'\d{3}: "([A-Z_]+)"', (ROOT / "api/web/errors.py").read_text(encoding="utf-8")))
    part = PAGE.split("\n## Errors\n")[1].split("\n## ")[0]
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", part, re.MULTILINE)) == codes


def test_queries_of_the_documentation_are_valid() -> None:
    """Each query that docs/graphql.md shows is answered, and each subscription is valid."""
    catalogue = load(shipped())
    for query in re.findall(r"```graphql\n(.*?)```", PAGE, re.DOTALL):
        assert validate(graphql_schema(), parse(query)) == []
        if not query.startswith("subscription"):
            assert "errors" not in execute(catalogue, query, {}, None, Settings())
