import asyncio
import json
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from kg.catalogue import Catalogue

GRAPHQL, JSON = "application/graphql-response+json", "application/json"
BODY = {"query": "{ __typename }"}
ASKED = {"data": {"__typename": "Query"}}


@pytest.mark.parametrize(
    ("accept", "given"),
    [
        ("*/*", JSON),
        ("application/*", JSON),
        (JSON, JSON),
        (GRAPHQL, GRAPHQL),
        (f"{JSON}, {GRAPHQL}", GRAPHQL),
        (f"{GRAPHQL}, {JSON};q=0.9", GRAPHQL),
        (f"{GRAPHQL};q=0.5, {JSON}", JSON),
        (f"{GRAPHQL};q=0, */*", JSON),
        ("Application/GraphQL-Response+JSON; charset=utf-8", GRAPHQL),
    ],
)
def test_media_type(client: TestClient, accept: str, given: str) -> None:
    """An answer has the media type that is liked best, the newer one where both are, and plain JSON for anything."""
    answer = client.post("/graphql", json=BODY, headers={"Accept": accept})
    assert answer.headers["Content-Type"] == given
    assert answer.headers["Vary"] == "Accept, Accept-Encoding"
    assert answer.json() == ASKED


def test_accept_in_several_lines(client: TestClient) -> None:
    """An Accept in several lines is one list."""
    lines = [("Accept", "image/png"), ("Accept", GRAPHQL), ("Content-Type", JSON)]
    answer = client.post("/graphql", content=json.dumps(BODY), headers=lines)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, GRAPHQL)


@pytest.mark.parametrize(
    ("content_type", "status"),
    [
        (JSON, 200),
        ("APPLICATION/JSON", 200),
        (f"{JSON};charset=utf-8", 200),
        (f'{JSON}; Charset="UTF-8"', 200),
        (f"{JSON}; charset=utf-8; profile=x", 200),
        (f"{JSON}; charset=utf-16", 415),
        (f"{JSON}; CHARSET=latin1", 415),
        (f"{JSON}x", 415),
        ("application/x-www-form-urlencoded", 415),
        ("nonsense", 415),
        ("", 415),
    ],
)
def test_content_type(client: TestClient, content_type: str, status: int) -> None:
    """A body is JSON in UTF-8 by its Content-Type, however that is spelt; any other is 415."""
    answer = client.post("/graphql", content=json.dumps(BODY), headers={"Content-Type": content_type})
    assert answer.status_code == status


def test_a_part_that_fails_is_a_partial_answer(client: TestClient) -> None:
    """An answer with an error in a field is 200 with data in either media type."""
    query = '{ __typename principles(after: "é") { totalCount } }'
    for accept in (GRAPHQL, JSON):
        answer = client.post("/graphql", json={"query": query}, headers={"Accept": accept})
        assert answer.status_code == 200
        assert "data" in answer.json()
        assert answer.json()["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


@pytest.mark.parametrize(
    "body",
    [
        {"query": " "},
        {"query": None},
        {**BODY, "variables": "{}"},
        {**BODY, "variables": []},
        {**BODY, "operationName": 1},
        {**BODY, "extensions": []},
        [BODY],
    ],
)
@pytest.mark.parametrize("accept", [GRAPHQL, JSON])
def test_what_is_no_request_is_refused(client: TestClient, body: Any, accept: str) -> None:
    """A member of the wrong type, and a batch, are 400 in either media type, with a remedy and without data."""
    answer = client.post("/graphql", json=body, headers={"Accept": accept})
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, accept)
    assert list(answer.json()) == ["errors"]
    (error,) = answer.json()["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert error["message"].count(".") >= 2


@pytest.mark.parametrize(
    ("parameters", "status"),
    [
        ({}, 400),
        ({"query": ""}, 400),
        ({**BODY, "variables": "{"}, 400),
        ({**BODY, "variables": "[]"}, 400),
        ({**BODY, "variables": "[" * 5_000}, 400),
        ({**BODY, "extensions": "1"}, 400),
        ({**BODY, "variables": "", "operationName": "", "extensions": "{}"}, 200),
        ({**BODY, "variables": '{"a":' * 300 + "1" + "}" * 300}, 200),
        ({**BODY, "variables": '{"a": 123456789012345678901234567890}'}, 200),
    ],
)
def test_parameters_of_get(client: TestClient, parameters: dict[str, str], status: int) -> None:
    """Variables and extensions by GET are JSON objects or empty; however deep they nest, the server does not fail."""
    assert client.get("/graphql", params=parameters).status_code == status


@pytest.mark.parametrize(
    "parameters",
    [
        "%00",
        "&&&=",
        "%ff=%ff",
        "query=%00",
        "query=%ff%fe",
        "query=%ED%A0%80",
        "query={__typename}&query={x}",
        "query={__typename}&variables=%ff",
        "query={__typename}&operationName=%00",
        "query={__typename}&operationName=%ED%A0%80",
        'query={node(id:"\\ud800"){id}}',
        'query=query($a:ID!){node(id:$a){id}}&variables={"a":"\\ud800"}',
    ],
)
def test_odd_addresses(client: TestClient, parameters: str) -> None:
    """Bytes that are no text, and text that is no question, are refused with a sentence and a code."""
    answer = client.get(f"/graphql?{parameters}", headers={"Accept": GRAPHQL})
    assert answer.status_code == 400
    (error,) = answer.json()["errors"]
    assert error["message"].endswith(".")
    assert error["extensions"]["code"] != "INTERNAL"


def test_get_only_asks(client: TestClient) -> None:
    """A mutation by GET is 405 and sent to POST, also where only its name picks it, whatever the client holds."""
    parameters = {"query": "query A { __typename } mutation B { x }", "operationName": "B"}
    for held in ('"other"', "*"):
        refused = client.get("/graphql", params=parameters, headers={"If-None-Match": held})
        assert (refused.status_code, refused.headers["Allow"]) == (405, "POST")
        assert refused.json()["errors"][0]["extensions"]["code"] == "METHOD_NOT_ALLOWED"


def test_the_tag_tells_answers_apart(client: TestClient) -> None:
    """A tag is weak, and another for another query, operation, variables or media type."""
    query = "query A($a: Int) { principles(first: $a) { totalCount } } query B { __typename }"
    asked: list[tuple[dict[str, str], str]] = [
        ({"query": query, "operationName": "A"}, JSON),
        ({"query": query, "operationName": "A"}, GRAPHQL),
        ({"query": query, "operationName": "A", "variables": '{"a": 1}'}, JSON),
        ({"query": query, "operationName": "B"}, JSON),
        ({"query": query + " ", "operationName": "B"}, JSON),
    ]
    tags = [client.get("/graphql", params=one, headers={"Accept": accept}).headers["ETag"] for one, accept in asked]
    assert all(tag.startswith('W/"') for tag in tags)
    assert len(set(tags)) == len(tags)


def test_an_answer_the_client_holds(client: TestClient) -> None:
    """304 repeats tag, Vary and Cache-Control and has no body; a list of tags and a strong spelling match as well."""
    answer = client.get("/graphql", params=BODY)
    assert answer.headers["Cache-Control"] == "no-cache"
    tag = answer.headers["ETag"]
    for known in (tag, f'"other", {tag}', tag.removeprefix("W/"), "*"):
        held = client.get("/graphql", params=BODY, headers={"If-None-Match": known})
        assert (held.status_code, held.content, held.headers["ETag"]) == (304, b"", tag)
        assert held.headers["Vary"] == "Accept, Accept-Encoding"
        assert held.headers["Cache-Control"] == "no-cache"
    assert client.get("/graphql", params=BODY, headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize("held", ["*", '"other", *'])
def test_nobody_holds_what_is_wrong(client: TestClient, held: str) -> None:
    """A wrong query is told so, whatever the client says to hold."""
    wrong = client.get("/graphql", params={"query": "{ nope }"}, headers={"If-None-Match": held, "Accept": GRAPHQL})
    assert wrong.status_code == 400


def test_errors_are_not_kept(client: TestClient) -> None:
    """An answer with errors, a refusal, and an answer by POST have no tag and are not stored."""
    for answer in (
        client.get("/graphql", params={"query": "{ nothing }"}),
        client.get("/graphql"),
        client.post("/graphql", json=BODY),
    ):
        assert "ETag" not in answer.headers
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Vary"] == "Accept, Accept-Encoding"


def test_head_is_get_without_a_body(client: TestClient) -> None:
    """HEAD has the headers of GET."""
    got, head = client.get("/graphql", params=BODY), client.head("/graphql", params=BODY)
    assert (head.status_code, head.headers) == (200, got.headers)


def test_browsers_get_the_ide(client: TestClient) -> None:
    """Who likes HTML best gets the IDE by GET, and JSON by POST where it takes that too."""
    browser = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    assert client.get("/graphql", headers=browser).headers["Content-Type"].startswith("text/html")
    assert client.post("/graphql", json=BODY, headers=browser).json() == ASKED


def test_a_body_is_refused_while_it_comes(catalogue: Catalogue) -> None:
    """A body is read no further than its limit, whatever length it claims to have."""
    taken, status = _posted(catalogue, [b" " * 600] * 100)
    assert (taken, status) == (2, 413)


def test_a_client_that_goes_away(catalogue: Catalogue) -> None:
    """A connection that closes within the body is a refusal, not a failure of the server."""
    assert _posted(catalogue, [b'{"query'], closes=True) == (2, 400)


def _posted(catalogue: Catalogue, chunks: list[bytes], closes: bool = False) -> tuple[int, int]:
    """How many messages the application took of a body in chunks, and the status that it gave."""
    app, taken, sent = create_app(Settings(body_bytes=1_000), catalogue), 0, []
    waiting: list[Any] = [{"type": "http.request", "body": chunk, "more_body": True} for chunk in chunks]
    if closes:
        waiting.append({"type": "http.disconnect"})

    async def receive() -> Any:
        nonlocal taken
        taken += 1
        return waiting[taken - 1]

    async def send(message: Any) -> None:
        sent.append(message)

    headers = [(b"content-type", b"application/json")]
    scope = {"type": "http", "method": "POST", "path": "/graphql", "query_string": b"", "headers": headers}
    asyncio.run(app(scope, receive, send))
    return taken, sent[0]["status"]


def test_post_and_get_answer_the_same(client: TestClient) -> None:
    """A query by POST and by GET has one answer."""
    query = "query Q($slug: String!) { principle(slug: $slug) { title } }"
    posted = client.post("/graphql", json={"query": query, "variables": {"slug": "one"}})
    got = client.get("/graphql", params={"query": query, "variables": json.dumps({"slug": "one"})})
    assert posted.json() == got.json() == {"data": {"principle": {"title": "One"}}}


@pytest.mark.parametrize(
    "body",
    [
        b"5",
        b"null",
        b'"x"',
        b"[]",
        b"\xff",
        b"[" * 100_000,
        b"{}",
        b'{"query": 1}',
        b'{"query": "{a}", "variables": 1}',
    ],
)
def test_bad_bodies_are_refused(client: TestClient, body: bytes) -> None:
    """A body that is no GraphQL request is answered 400 with a coded sentence."""
    answer = client.post("/graphql", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


def test_request_errors_follow_the_media_type(client: TestClient) -> None:
    """A query that can't run is 400 as GraphQL response, 200 as plain JSON, and has no data in either."""
    for accept, status in ((GRAPHQL, 400), ("application/json", 200), ("*/*", 200)):
        answer = client.post("/graphql", json={"query": "{ nothing }"}, headers={"Accept": accept})
        assert answer.status_code == status
        assert "data" not in answer.json()


def test_other_answers_and_larger_bodies(client: TestClient) -> None:
    """Answers of another type are 406, larger bodies 413."""
    assert client.post("/graphql", json=BODY, headers={"Accept": "image/png"}).status_code == 406
    assert client.post("/graphql", json={"query": " " * 1_000_001}).status_code == 413
