"""The JSON of a catalogue beside what GraphQL answers."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from graphql import GraphQLObjectType, GraphQLOutputType, get_named_type
from hypothesis import given, settings

from api.execution import execute
from api.schema import graphql_schema
from api.settings import Settings
from kg import folder
from kg.catalogue import Catalogue
from kg.formats import FORMATS
from tests.kg.formats.catalogues import catalogues

# What JSON leaves out: what says nothing of the documents, what other values give, and other forms of a text.
LEFT_OUT = {
    "Catalogue": {"importedAt", "triples"},
    "RichText": {"html", "text"},
    "Principle": {"findings", "related"},
    "Document": {"findings"},
    "Alternative": {"rejections"},
    "Source": {"citations"},
    "Rejection": {"principle"},
    "Citation": {"principle"},
}
LISTS = ("themes", "principles", "alternatives", "sources", "documents", "conflicts", "findings")


def written(catalogue: Catalogue, places: bool = True) -> dict[str, Any]:
    """The document."""
    made: dict[str, Any] = json.loads(b"".join(FORMATS["json"].write(catalogue, places)))
    return made


def merged(values: list[Any]) -> dict[str, Any]:
    """Each key of any of the objects, with all that stands there."""
    keys: dict[str, Any] = {}
    for value in values:
        for key, held in value.items():
            keys.setdefault(key, []).extend(held if isinstance(held, list) else [held])
    return keys


def selection(kind: GraphQLOutputType, values: list[Any]) -> str:
    """The selection of just the fields that the objects have."""
    named = get_named_type(kind)
    if not isinstance(named, GraphQLObjectType):
        return ""
    if named.name.endswith("Connection"):
        return f"{{ nodes {selection(named.fields['nodes'].type, values)} }}"
    held = merged([value for value in values if value is not None])
    fields = held or {next(iter(named.fields)): []}
    return f"{{ {' '.join(f'{key} {selection(named.fields[key].type, of)}' for key, of in fields.items())} }}"


def without_pages(value: Any) -> Any:
    """An answer in which a connection is the list of its nodes."""
    if isinstance(value, list):
        return [without_pages(one) for one in value]
    if isinstance(value, dict):
        return (
            without_pages(value["nodes"])
            if set(value) == {"nodes"}
            else {k: without_pages(v) for k, v in value.items()}
        )
    return value


def answered(catalogue: Catalogue, document: dict[str, Any]) -> Any:
    """What GraphQL answers to a query of the document's keys."""
    root = graphql_schema().query_type
    assert root is not None
    query = selection(root, [document])
    answer = execute(catalogue, query, {}, None, Settings.unlimited())
    assert "errors" not in answer
    return without_pages(answer["data"])


@pytest.mark.parametrize("places", [False, True])
def test_graphql_answers_the_same(shipped: Path, places: bool) -> None:
    """Whoever asks GraphQL for the keys of the document gets the same values in the same order."""
    catalogue = folder.load(shipped)
    document = written(catalogue, places)
    assert answered(catalogue, document) == document


@settings(max_examples=25)
@given(catalogues())
def test_graphql_answers_the_same_for_any_catalogue(catalogue: Catalogue) -> None:
    """Whatever the documents hold, values are those of GraphQL."""
    document = written(catalogue)
    expected = {key: value for key, value in document.items() if value}
    assert answered(catalogue, expected) == expected


def objects(kind: GraphQLOutputType, value: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each object of a value, with the name of its type."""
    named = get_named_type(kind)
    if isinstance(value, list):
        for one in value:
            yield from objects(kind, one)
    elif isinstance(value, dict):
        assert isinstance(named, GraphQLObjectType)
        if named.name.endswith("Connection"):
            named = get_named_type(named.fields["nodes"].type)
            assert isinstance(named, GraphQLObjectType)
        yield named.name, value
        for key, held in value.items():
            yield from objects(named.fields[key].type, held)


def test_nothing_else_is_left_out(shipped: Path) -> None:
    """An object has all fields of its type, but for what docs/formats.md names; a reference has two."""
    root = graphql_schema().query_type
    assert root is not None
    document = written(folder.load(shipped))
    for name, value in objects(root, document):
        if name == "Query" or set(value) in ({"id", "label"}, {"id", "path"}):
            continue
        kind = graphql_schema().type_map[name]
        assert isinstance(kind, GraphQLObjectType)
        assert set(kind.fields) - set(value) <= LEFT_OUT.get(name, set()), name
    assert tuple(document) == ("catalogue", *LISTS)
    page = (Path(__file__).parents[3] / "docs/formats.md").read_text(encoding="utf-8")
    assert all(f"`{field}`" in page for fields in LEFT_OUT.values() for field in fields)


def test_without_places_no_line_number_stands_in_it(shipped: Path) -> None:
    """Without places only findings say where they are."""
    document = written(folder.load(shipped), places=False)
    document.pop("findings")
    assert '"line"' not in json.dumps(document)
    assert '"facts"' not in json.dumps(document)


def test_references_are_found(shipped: Path) -> None:
    """What is named by `id` stands in full in the list of its kind."""
    document = written(folder.load(shipped))
    whole = {one["id"] for name in LISTS[:5] for one in document[name]}
    root = graphql_schema().query_type
    assert root is not None
    named = {value["id"] for _, value in objects(root, document) if "id" in value}
    assert named == whole
