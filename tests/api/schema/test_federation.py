import json
from dataclasses import replace
from typing import Any

import pytest
from graphql import build_schema, introspection_from_schema, parse
from hypothesis import given
from hypothesis import strategies as st

from api.execution import execute
from api.schema import graphql_schema, sdl
from api.schema.federation import KEYS
from api.settings import Settings
from kg.catalogue import Catalogue
from kg.identity import opaque_id

ASKED = """query Asked($given: [_Any!]!) {
  _entities(representations: $given) {
    __typename
    ... on Principle { id iri slug title }
    ... on Alternative { id iri slug label }
    ... on Source { id iri url label }
    ... on Theme { id iri slug label }
    ... on Document { id path }
  }
}"""
SUBGRAPH = Settings(federation=True)


def entities(catalogue: Catalogue, *given: Any, settings: Settings = SUBGRAPH) -> dict[str, Any]:
    """What the subgraph gives for representations."""
    return execute(catalogue, ASKED, {"given": list(given)}, None, settings)


def test_schema_is_that_of_the_server() -> None:
    """Without its directives the subgraph has the types of the schema, and no others."""
    plain = introspection_from_schema(build_schema(sdl()))
    subgraph = introspection_from_schema(build_schema(sdl(federation=True), assume_valid_sdl=True))
    assert subgraph["__schema"]["types"] == plain["__schema"]["types"]


def test_every_key_is_a_field() -> None:
    """Each entity has its keys as fields of its type, and the definition names each."""
    text = sdl(federation=True)
    for name, (_, keys) in KEYS.items():
        (line,) = (line for line in text.splitlines() if line.startswith(f"type {name} "))
        assert [f'@key(fields: "{key}")' in line for key in keys] == [True] * len(keys)
        assert set(keys) <= set(graphql_schema().type_map[name].fields)  # type: ignore[attr-defined]
    assert {"Principle", "Alternative", "Source"} <= set(KEYS)


def test_service_tells_the_definition(catalogue: Catalogue) -> None:
    """`_service` gives the definition that the command prints."""
    answer = execute(catalogue, "{ _service { sdl } }", {}, None, SUBGRAPH)
    assert answer == {"data": {"_service": {"sdl": sdl(federation=True)}}}
    parse(sdl(federation=True))


def test_only_a_subgraph_has_the_fields(catalogue: Catalogue) -> None:
    """A server that is no subgraph has neither `_service` nor `_entities`, whatever was asked before."""
    for settings in (SUBGRAPH, Settings(), SUBGRAPH):
        answer = execute(catalogue, "{ _service { sdl } }", {}, None, settings)
        assert ("errors" in answer) is not settings.federation
    assert "_entities" not in graphql_schema().type_map["Query"].fields  # type: ignore[attr-defined]


def test_entities_are_found_by_each_key(catalogue: Catalogue) -> None:
    """Every node is found by each of its keys, in the order asked."""
    nodes = (*catalogue.principles, *catalogue.alternatives, *catalogue.sources, *catalogue.documents)
    ids = [opaque_id(node) for node in nodes]
    by_id = entities(catalogue, *({"__typename": type(n).__name__, "id": i} for n, i in zip(nodes, ids, strict=True)))
    found = by_id["data"]["_entities"]
    assert [one["id"] for one in found] == ids
    for key in ("iri", "slug", "url", "path"):
        asked = [{"__typename": one["__typename"], key: one[key]} for one in found if one.get(key)]
        assert entities(catalogue, *asked)["data"]["_entities"] == [one for one in found if one.get(key)]


def test_unknown_entities_are_null(catalogue: Catalogue) -> None:
    """What names nothing, or a node of another type, is null and no error."""
    (principle, *_), (alternative, *_) = catalogue.principles, catalogue.alternatives
    answer = entities(
        catalogue,
        {"__typename": "Principle", "slug": "nowhere"},
        {"__typename": "Principle", "id": opaque_id(alternative)},
        {"__typename": "Source", "iri": catalogue.iris.of(principle)},
        {"__typename": "Source", "url": None},
        {"__typename": "Theme", "slug": "none"},
    )
    assert answer == {"data": {"_entities": [None] * 5}}


@pytest.mark.parametrize(
    "given",
    [
        5,
        "Principle",
        [],
        {},
        {"__typename": "Principle"},
        {"__typename": "Query", "id": "x"},
        {"__typename": "PageInfo"},
        {"__typename": ["Principle"], "slug": "one"},
        {"__typename": "Principle", "slug": 5},
        {"__typename": "Source", "slug": "x"},
    ],
)
def test_bad_representations_are_told(catalogue: Catalogue, given: Any) -> None:
    """A representation that can't be used is an error of the user's with its place; the others are answered."""
    answer = entities(catalogue, {"__typename": "Principle", "slug": "one"}, given)
    assert answer["data"]["_entities"][0]["slug"] == "one"
    assert answer["data"]["_entities"][1] is None
    (error,) = answer["errors"]
    assert error["path"] == ["_entities", 1]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert error["message"].endswith(".")


@pytest.mark.parametrize("given", [{"__typename": "Nope"}, {"__typename": "Source"}, {"__typename": "Source", "id": 1}])
def test_a_discreet_server_names_no_entities(catalogue: Catalogue, given: Any) -> None:
    """Where messages say nothing of the schema, none names its entities and their keys."""
    answer = entities(catalogue, given, settings=replace(SUBGRAPH, suggestions=False))
    (error,) = answer["errors"]
    assert error["message"] == "`representations` does not fit its type."
    assert "expected" not in error["extensions"]


def test_representations_are_limited(catalogue: Catalogue) -> None:
    """More representations than a page may have items are refused."""
    one = {"__typename": "Principle", "slug": "one"}
    small = Settings(federation=True, page_size=2)
    assert "errors" not in entities(catalogue, one, one, settings=small)
    answer = entities(catalogue, one, one, one, settings=small)
    assert answer["data"] is None
    assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)
REPRESENTATION = st.fixed_dictionaries(
    {}, optional={"__typename": st.sampled_from([*KEYS, "Query"]) | JSON, "id": JSON, "iri": JSON, "slug": JSON}
)


@given(st.lists(JSON | REPRESENTATION, max_size=5))
def test_no_representation_fails(catalogue: Catalogue, given: list[Any]) -> None:
    """Whatever a gateway sends is answered, or refused as input of the user's."""
    answer = entities(catalogue, *given)
    assert all(error["extensions"]["code"] == "BAD_USER_INPUT" for error in answer.get("errors", ()))
    assert json.loads(json.dumps(answer)) == answer
