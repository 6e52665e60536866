import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from api.web.graphql import objects
from kg.catalogue import Catalogue

BODY = {"query": "{ __typename }"}
PERSISTED = {"version": 1, "sha256Hash": "a" * 64}
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
)


@pytest.mark.parametrize(
    ("body", "path", "expected"),
    [
        ({}, "query", "text"),
        ({"query": 1}, "query", "text"),
        ({**BODY, "variables": []}, "variables", "an object"),
        ({**BODY, "operationName": {}}, "operationName", "text"),
        ({**BODY, "extensions": 1}, "extensions", "an object"),
        ({"documentId": 1}, "documentId", "text"),
        ({"documentId": "a", "doc_id": "b"}, "documentId", "one id"),
        ({"extensions": {"persistedQuery": 1}}, "extensions.persistedQuery", "an object"),
        ({"extensions": {"persistedQuery": {}}}, "extensions.persistedQuery.version", "1"),
        ({"extensions": {"persistedQuery": {**PERSISTED, "version": 2}}}, "extensions.persistedQuery.version", "1"),
        ({"extensions": {"persistedQuery": {**PERSISTED, "version": True}}}, "extensions.persistedQuery.version", "1"),
        (
            {"extensions": {"persistedQuery": {"version": 1}}},
            "extensions.persistedQuery.sha256Hash",
            "64 hexadecimal digits",
        ),
        (
            {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": 5}}},
            "extensions.persistedQuery.sha256Hash",
            "text",
        ),
    ],
)
def test_where_a_fault_is(client: TestClient, body: Any, path: str, expected: str) -> None:
    """A member of the wrong kind is named with its place and what belongs there, by POST as by GET."""
    answer = client.post("/graphql", json=body)
    assert answer.status_code == 400
    (error,) = answer.json()["errors"]
    assert error["extensions"] == {"code": "BAD_USER_INPUT", "path": path, "expected": expected}
    texts = {name: value if isinstance(value, str) else json.dumps(value) for name, value in body.items()}
    if all(name in ("variables", "extensions") or isinstance(value, str) for name, value in body.items()):
        assert client.get("/graphql", params=texts).json()["errors"] == [error]


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b'{"query": "{a}", "query": "{b}"}', "“query” twice"),
        (b'{"query": "{a}", "variables": {"x": {"y": 1, "y": 2}}}', "“y” twice"),
        (b'{"query": "{a}", "variables": {"a": 1e999}}', "no JSON"),
        (b'{"query": "{a}", "variables": {"a": NaN}}', "no JSON"),
        (rb'{"query": "\ud800"}', "no JSON"),
        (b'{"query": "{a}"} {}', "no JSON"),
        (b"", "no JSON"),
        (b"\xff\xfe{\x00}\x00", "no JSON"),
        (b'{"query": "{a}", "variables": ' + b'{"a":' * 1000 + b"1" + b"}" * 1001, "nested too deeply"),
        (b"[" * 100_000, "no JSON"),
        (b'{"a":' * 100_000, "no JSON"),
        (b'[{"query": "{a}"}]', "no batches"),
        (b"5", "no JSON object"),
    ],
)
def test_bodies_that_say_nothing_or_two_things(client: TestClient, body: bytes, says: str) -> None:
    """What is no JSON, names a member twice, or is a batch, is refused with a sentence that says so."""
    answer = client.post("/graphql", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400
    (error,) = answer.json()["errors"]
    assert says in error["message"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"


def test_a_byte_order_mark(client: TestClient) -> None:
    """A body that an editor began with a byte order mark is read without it."""
    body = b"\xef\xbb\xbf" + json.dumps(BODY).encode()
    assert client.post("/graphql", content=body, headers={"Content-Type": "application/json"}).status_code == 200


@pytest.mark.parametrize("name", ["query", "variables", "operationName", "extensions", "documentId"])
def test_parameters_stand_once(client: TestClient, name: str) -> None:
    """A parameter of GraphQL that stands twice in the address is refused; others may stand as often as they like."""
    answer = client.get("/graphql", params=[*BODY.items(), (name, "{}"), (name, "{}")])
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["extensions"]["path"] == name
    assert client.get("/graphql", params=[*BODY.items(), ("utm", "a"), ("utm", "b")]).status_code == 200


@pytest.mark.parametrize("coding", ["gzip", "br", "GZIP", "gzip, identity", "nonsense", ""])
def test_a_packed_body(client: TestClient, coding: str) -> None:
    """A body is taken as it is; one in a coding is 415, and Accept-Encoding says which there are."""
    headers = {"Content-Type": "application/json", "Content-Encoding": coding}
    answer = client.post("/graphql", content=json.dumps(BODY), headers=headers)
    assert (answer.status_code, answer.headers["Accept-Encoding"]) == (415, "identity")
    headers["Content-Encoding"] = "identity"
    assert client.post("/graphql", content=json.dumps(BODY), headers=headers).status_code == 200


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain", ""])
def test_forms_are_no_requests(client: TestClient, kind: str) -> None:
    """What a page elsewhere can send without leave is 415, and Accept-Post says what is taken."""
    answer = client.post("/graphql", content="query=mutation{a}", headers={"Content-Type": kind})
    assert (answer.status_code, answer.headers["Accept-Post"]) == (415, "application/json")


def test_a_long_address(catalogue: Catalogue) -> None:
    """An address longer than a body may be is 414, with the remedy."""
    client = TestClient(create_app(Settings(body_bytes=1000), catalogue))
    answer = client.get("/graphql", params={"query": "#" * 1001})
    assert answer.status_code == 414
    assert answer.json()["errors"][0]["extensions"]["code"] == "LIMIT_EXCEEDED"


def test_a_body_said_to_be_long(client: TestClient) -> None:
    """A body that is said to be too large is refused before it comes."""
    headers = {"Content-Type": "application/json", "Content-Length": "1000001"}
    assert client.post("/graphql", content=b"{}", headers=headers).status_code == 413


def test_other_methods(client: TestClient) -> None:
    """Methods that there are not are 405, and Allow names those that there are."""
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "QUERY"):
        answer = client.request(method, "/graphql")
        assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, POST")
        assert answer.json()["errors"][0]["extensions"]["code"] == "METHOD_NOT_ALLOWED"


def test_a_slash_behind(client: TestClient) -> None:
    """The address with a slash behind leads to the one without, and keeps the method and the parameters."""
    answer = client.post("/graphql/?a=b", json=BODY, follow_redirects=False)
    assert answer.status_code == 307
    assert answer.headers["Location"].endswith("/graphql?a=b")
    assert client.post("/graphql/", json=BODY).json()["data"]


@given(JSON_VALUES)
def test_json_is_read_as_it_is(value: Any) -> None:
    """Any JSON that names nothing twice is read as the standard library reads it."""
    assert objects.read(json.dumps(value).encode(), "It") == value
