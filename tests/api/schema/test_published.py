import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    build_client_schema,
    build_schema,
    find_breaking_changes,
    lexicographic_sort_schema,
    print_schema,
)

from api.schema import introspection, sdl
from tests.conftest import installed, npm_installed

ROOT = Path(__file__).parents[3]
PUBLISHED = ROOT / "docs" / "schema.graphql"
SAMPLE = """
type Query {
  things(first: Int, kind: Kind): [Thing!]!
  old: String @deprecated(reason: "Use `things` instead.")
}
type Thing implements Named { name: String! size: Int }
interface Named { name: String! }
enum Kind { LARGE SMALL }
input Filter { name: String }
"""
BREAKS = {
    "a field is removed": ("  things(first: Int, kind: Kind): [Thing!]!\n", ""),
    "an argument is removed": ("first: Int, ", ""),
    "an argument is added that has to be given": ("first: Int", "last: Int!, first: Int"),
    "an argument has to be given": ("kind: Kind)", "kind: Kind!)"),
    "a field may be null": ("name: String! size", "name: String size"),
    "a field is of another type": ("size: Int", "size: String"),
    "a value is removed": ("LARGE SMALL", "LARGE"),
    "a type is removed": ("input Filter { name: String }", ""),
    "a field of a filter has to be given": ("input Filter { name: String }", "input Filter { name: String! }"),
    "an interface is taken from a type": ("implements Named ", ""),
}
FINE = {
    "a field is added": ("size: Int", "size: Int weight: Int"),
    "an argument is added": ("first: Int", "last: Int, first: Int"),
    "a type is added": ("input Filter", "type More { a: Int }\ninput Filter"),
    "a field is never null": ("size: Int", "size: Int!"),
    "a field is deprecated": ("size: Int", 'size: Int @deprecated(reason: "Use `name` instead.")'),
    "a description": ("type Thing", '"A thing."\ntype Thing'),
}


def broken(before: str, after: str) -> list[str]:
    """A sentence for each change that breaks clients."""
    return [one.description for one in find_breaking_changes(build_schema(before), build_schema(after))]


def second_opinion(folder: Path, pairs: list[tuple[str, str]]) -> list[list[str]]:
    """What breaks clients from the first to the second schema of each pair, as `@graphql-inspector/core` says."""
    command = [installed("node"), "changes.mjs"]
    done = subprocess.run(command, input=json.dumps(pairs).encode(), cwd=folder, capture_output=True, check=True)
    return [[one["message"] for one in found if one["level"] == "BREAKING"] for found in json.loads(done.stdout)]


@pytest.fixture(scope="session")
def linters() -> Path:
    """The folder of linters from npm, installed as their lock says."""
    return npm_installed(Path(__file__).parent / "linters")


def test_nothing_breaks_clients() -> None:
    """The schema has all that the published one has: whoever asked that is answered still."""
    changes = broken(PUBLISHED.read_text(encoding="utf-8"), sdl())
    assert not changes, (
        f"Clients break: {' '.join(changes)} Mark it as deprecated instead, as docs/graphql.md says under Deprecation;"
        " where it has to break, tell so in CHANGELOG.md before docs/schema.graphql is written anew."
    )


def test_nothing_breaks_clients_by_a_second_opinion(linters: Path) -> None:
    """GraphQL Inspector finds nothing that breaks clients either."""
    assert second_opinion(linters, [(PUBLISHED.read_text(encoding="utf-8"), sdl())]) == [[]]


def test_published_schema_is_current() -> None:
    """docs/schema.graphql is what `principles schema` prints."""
    assert PUBLISHED.read_text(encoding="utf-8") == sdl(), (
        "docs/schema.graphql is not the schema: `principles schema > docs/schema.graphql` writes it anew."
    )


def test_changes_that_break(linters: Path) -> None:
    """Each kind of change that breaks clients is told, by both, and none that breaks nobody."""
    changes = {**BREAKS, **FINE}
    assert all(old in SAMPLE for old, _ in changes.values())
    pairs = [(SAMPLE, SAMPLE.replace(old, new, 1)) for old, new in changes.values()]
    for name, pair, told in zip(changes, pairs, second_opinion(linters, pairs), strict=True):
        assert bool(broken(*pair)) is (name in BREAKS), name
        assert bool(told) is (name in BREAKS), name


def test_introspection() -> None:
    """The introspection holds the whole schema: a client's schema made from it is the same to the word."""
    told = json.loads(json.dumps(introspection()))
    assert list(told) == ["__schema"]
    ours = lexicographic_sort_schema(build_client_schema(told))
    assert print_schema(ours) == print_schema(lexicographic_sort_schema(build_schema(sdl())))
    scalars = {one["name"]: one["specifiedByURL"] for one in told["__schema"]["types"] if one["kind"] == "SCALAR"}
    assert {"Date", "DateTime"} == {name for name, url in scalars.items() if url}


def elements(schema: GraphQLSchema) -> Iterator[tuple[str, Any]]:
    """Everything of a schema that can be described, by coordinate."""
    for name, kind in schema.type_map.items():
        if name.startswith("__") or name in ("ID", "String", "Int", "Float", "Boolean"):
            continue
        yield name, kind
        if isinstance(kind, GraphQLEnumType):
            yield from ((f"{name}.{value}", one) for value, one in kind.values.items())
        elif isinstance(kind, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            for field, one in kind.fields.items():
                yield f"{name}.{field}", one
                for argument, given in getattr(one, "args", {}).items():
                    yield f"{name}.{field}({argument}:)", given


def undescribed(schema: GraphQLSchema) -> list[str]:
    """What has no description that is a sentence, of all that can have one."""
    sentence = re.compile(r"[A-Z0-9`].*[.!?:)]", re.DOTALL)
    return [name for name, one in elements(schema) if not sentence.fullmatch(one.description or "")]


def test_everything_is_described() -> None:
    """Every type, field, argument, value and input field has a description, of whole sentences."""
    assert undescribed(build_schema(sdl())) == []
    assert "Query.old" in undescribed(build_schema(SAMPLE))
    assert "Query.things(first:)" in undescribed(build_schema(SAMPLE))
    assert "Kind.LARGE" in undescribed(build_schema(SAMPLE))


def ill_deprecated(schema: GraphQLSchema, page: str) -> list[str]:
    """What is deprecated without a word on what to use instead, or without its row on a page."""
    found = [
        (name, one.deprecation_reason) for name, one in elements(schema) if getattr(one, "deprecation_reason", None)
    ]
    return [
        name
        for name, reason in found
        if not re.match(r"Use `[^`]+`.* instead\.", reason) or f"| `{name}` | {reason} |" not in page
    ]


def test_deprecation() -> None:
    """What is deprecated says what to use instead, and docs/graphql.md lists it with these words under Deprecation."""
    page = (ROOT / "docs/graphql.md").read_text(encoding="utf-8").split("\n## Deprecation\n")[1].split("\n## ")[0]
    assert ill_deprecated(build_schema(sdl()), page) == []
    listed = re.findall(r"^\| `(\w+\.\S+)` \|", page, re.MULTILINE)
    deprecated = [name for name, one in elements(build_schema(sdl())) if getattr(one, "deprecation_reason", None)]
    assert sorted(listed) == sorted(deprecated)
    sample = build_schema(SAMPLE)
    assert ill_deprecated(sample, "") == ["Query.old"]
    assert ill_deprecated(sample, "| `Query.old` | Use `things` instead. |") == []
    assert ill_deprecated(build_schema("type Query { a: Int @deprecated b: Int }"), "| `Query.a` |") == ["Query.a"]


BAD = """
type query_things { id: ID! Name: String }
extend type Query { things: [query_things] page: ThingConnection older: Int @deprecated }
type ThingConnection { edges: [Int] }
"""
RULES = {
    "eslint": {"naming-convention", "require-description", "relay-connection-types", "require-deprecation-reason"},
    "graphql-schema-linter": {
        "types-are-capitalized",
        "fields-have-descriptions",
        "relay-connection-types-spec",
        "deprecations-have-a-reason",
    },
}


@pytest.mark.parametrize("linter", RULES)
def test_linters(linters: Path, linter: str) -> None:
    """Linters find nothing in the schema, but for the exceptions that their configuration gives reasons for."""
    ours, bad = linters / "ours.graphql", linters / "bad.graphql"
    ours.write_text(sdl(), encoding="utf-8")
    bad.write_text(BAD, encoding="utf-8")
    try:
        command = [linters / "node_modules/.bin" / linter, ours.name, bad.name, "-f", "json"]
        done = subprocess.run(command, cwd=linters, capture_output=True, check=False)
    finally:
        ours.unlink()
        bad.unlink()
    assert done.stdout, done.stderr.decode()
    told = json.loads(done.stdout)
    if linter == "eslint":
        found = [(Path(file["filePath"]).name, one["ruleId"]) for file in told for one in file["messages"]]
    else:
        found = [(Path(one["location"]["file"]).name, one["rule"]) for one in told["errors"]]
    assert [rule for file, rule in found if file == ours.name] == []
    assert {rule.removeprefix("@graphql-eslint/") for file, rule in found if file == bad.name} >= RULES[linter]
