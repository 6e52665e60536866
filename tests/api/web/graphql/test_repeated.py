import gc
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from weakref import ref

import pytest
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from api.app import create_app
from api.settings import Settings
from api.web.graphql.told import Told
from kg.catalogue import Catalogue
from kg.folder import load as read_folder
from kg.folder import shipped

APP = "https://app.example.org"
QUERY = "query Q($first: Int) { principles(first: $first) { totalCount nodes { title } } }"
LARGE = {"query": "{ __schema { types { name description fields { name description } } } }"}


class Counted:
    """A server, and what is told of each request to it."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.app, self.told, self.ids = create_app(Settings(origins=(APP,)), catalogue), list[Told](), list[str]()
        inner = self.app.build_middleware_stack()

        async def listening(scope: Scope, receive: Receive, send: Send) -> None:
            await inner(scope, receive, send)
            if scope["type"] == "http":
                self.told.append(scope["state"]["graphql"])
                self.ids.append(scope["state"]["request_id"])

        self.app.middleware_stack = listening
        self.client = TestClient(self.app, headers={"X-Request-Id": "test"})

    @property
    def runs(self) -> int:
        """How many requests were not answered from what was kept or held."""
        return sum(one.answer in ("run", "refused") for one in self.told)

    def post(self, body: Any = None, **headers: str) -> Any:
        """A response to a POST."""
        return self.client.post("/graphql", json=body or LARGE, headers=headers)

    def get(self, body: Any = None, **headers: str) -> Any:
        """A response to a GET."""
        return self.client.get("/graphql", params=body or LARGE, headers=headers)


@pytest.fixture
def served(catalogue: Catalogue) -> Iterator[Counted]:
    """A server that pages of one origin may ask."""
    counted = Counted(catalogue)
    with counted.client:
        yield counted


@pytest.mark.parametrize("coding", ["", "gzip", "br", "gzip, br;q=0.1"])
@pytest.mark.parametrize("origin", ["", APP, "https://other.example.org"])
@pytest.mark.parametrize("accept", ["application/json", "application/graphql-response+json", "*/*"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_kept_response_is_the_same(served: Counted, method: str, accept: str, origin: str, coding: str) -> None:
    """A request that came before is answered without running it, with the same status, headers and bytes."""
    headers = {"Accept": accept, "Origin": origin, "Accept-Encoding": coding}
    ask = getattr(served, method)
    # Other requests between do not change what a kept response says.
    first, _, again = ask(**headers), ask(Accept="application/json"), ask(**headers)
    assert (again.status_code, again.headers, again.content) == (first.status_code, first.headers, first.content)
    assert first.headers.get("Access-Control-Allow-Origin") == (APP if origin == APP else None)
    assert first.headers["Content-Security-Policy"]
    assert first.headers["Vary"] == "Accept, Accept-Encoding, Origin"
    assert served.runs <= 2


def test_each_response_names_its_own_request(served: Counted) -> None:
    """A kept response has the id of the request that it answers, once, and no other header more than once."""
    for number in range(5):
        answer = served.get(**{"X-Request-Id": f"id-{number}"})
        assert answer.headers["X-Request-Id"] == f"id-{number}"
        assert len(answer.headers.raw) == len({name for name, _ in answer.headers.raw})
    assert served.runs == 1


@pytest.mark.parametrize(
    "bodies",
    [
        ({"query": QUERY}, {"query": QUERY + " "}),
        ({"query": QUERY, "variables": {"first": 1}}, {"query": QUERY, "variables": {"first": 2}}),
        ({"query": QUERY, "variables": {"first": 1}}, {"query": QUERY, "variables": {"first": None}}),
        ({"query": QUERY}, {"query": QUERY, "extensions": {"a": 1}}),
        (
            {"query": QUERY + " query R { __typename }", "operationName": "Q"},
            {"query": QUERY + " query R { __typename }", "operationName": "R"},
        ),
    ],
)
def test_other_questions_are_run(served: Counted, bodies: tuple[dict[str, Any], dict[str, Any]]) -> None:
    """Another document, operation, variable or extension is another question."""
    for body in (*bodies, *bodies):
        assert "data" in served.post(body).json()
    assert served.runs == 2


def test_one_answer_for_all_spellings(served: Counted) -> None:
    """The same question by POST and GET, with its variables in another order or more space, runs once."""
    two = "query Q($a: Int, $b: Int) { a: principles(first: $a) { totalCount } b: principles(last: $b) { totalCount } }"
    for variables in ('{"a": 1, "b": 2}', '{"b":2,"a":1}', ' {"a":1,"b":2} '):
        body = f'{{"variables": {variables}, "query": {json.dumps(two)}}}'
        headers = {"Content-Type": "application/json"}
        assert served.client.post("/graphql", content=body, headers=headers).json()["data"]
        assert served.get({"query": two, "variables": variables}).json()["data"]
    assert served.runs == 1


def test_what_has_errors_is_run_again(served: Counted) -> None:
    """An answer with an error in it is kept nowhere, nor is one to what can't run."""
    for query in ('{ __typename principles(after: "é") { totalCount } }', "{ nothing }"):
        for _ in range(2):
            assert "errors" in served.post({"query": query}).json()
            assert served.get({"query": query}).headers["Cache-Control"] == "no-store"
    assert served.runs == 8
    assert len(served.app.state.answers.kept) == len(served.app.state.responses.kept) == 0


@pytest.mark.parametrize("held", ["{}", '"other", {}', "W/{}", "*"])
def test_304_of_what_is_kept(served: Counted, held: str) -> None:
    """Who holds a kept answer gets 304 with the headers that the first 304 would have had, whatever list it is in."""
    headers = {"Origin": APP, "Accept-Encoding": "br"}
    tag = served.get(**headers).headers["ETag"]
    given = held.format(tag.removeprefix("W/")) if held.startswith("W/") else held.format(tag)
    again = served.get(**headers, **{"If-None-Match": given})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
    with TestClient(create_app(Settings(origins=(APP,)), served.app.state.catalogue)) as fresh:
        first = fresh.get("/graphql", params=LARGE, headers={**headers, "If-None-Match": tag, "X-Request-Id": "test"})
    assert first.status_code == 304
    assert again.headers == first.headers
    assert served.runs == 1


def test_the_tag_spares_running(served: Counted) -> None:
    """Who holds an answer of this version gets 304 though the server has never run the question."""
    with TestClient(create_app(Settings(), served.app.state.catalogue)) as other:
        tag = other.get("/graphql", params=LARGE).headers["ETag"]
    assert served.told == []
    assert served.get(**{"If-None-Match": tag}).status_code == 304
    assert served.runs == 0


def test_post_has_no_conditions(served: Counted) -> None:
    """If-None-Match says nothing by POST (RFC 9110, 13.2.1)."""
    tag = served.get().headers["ETag"]
    for _ in range(2):
        answer = served.post(**{"If-None-Match": tag})
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
        assert "ETag" not in answer.headers


def test_head_is_answered_from_get(served: Counted) -> None:
    """HEAD has the headers of GET, also of a kept one."""
    got = served.get()
    for _ in range(2):
        head = served.client.head("/graphql", params=LARGE)
        assert (head.status_code, head.headers) == (200, got.headers)
    assert served.runs == 1


def test_get_is_answered_whole_after_head(served: Counted) -> None:
    """A GET after a HEAD of the same has the whole body."""
    head = served.client.head("/graphql", params=LARGE)
    got = served.get()
    assert got.headers == head.headers
    assert got.json()["data"]


def test_another_catalogue_is_another_answer(served: Counted) -> None:
    """Once another catalogue is served, its answers are given, and what was made of the last one is let go."""
    body = {"query": "{ catalogue { version } }"}
    answers = []
    for _ in range(2):
        answers.append(served.post(body).json())
        assert served.post(body).json() == answers[-1]
        tag = served.get(body).headers["ETag"]
        served.app.state.catalogue = read_folder(shipped())
        assert served.get(body, **{"If-None-Match": tag}).status_code == (200 if len(answers) == 1 else 304)
    assert answers[0] != answers[1]
    assert len(served.app.state.responses.kept) == len(served.app.state.answers.kept) == 0


def test_what_is_kept_is_bounded(catalogue: Catalogue) -> None:
    """However many questions are asked, what is kept stays within its room."""
    app = create_app(Settings(answer_bytes=100_000), catalogue)
    with TestClient(app) as client:
        for number in range(100):
            body = {"query": QUERY, "variables": {"first": number % 3}, "operationName": "Q", "n": "x" * number}
            client.post("/graphql", json=body)
            client.post("/graphql", json={"query": QUERY + " " * number})
        assert 0 < app.state.responses.kept.bytes <= 50_000
        assert 0 < app.state.answers.kept.bytes <= 50_000


def test_nothing_is_kept_without_room(catalogue: Catalogue) -> None:
    """With no room nothing is kept, and all is answered."""
    app = create_app(Settings(answer_bytes=0), catalogue)
    with TestClient(app) as client:
        for _ in range(2):
            assert client.post("/graphql", json=LARGE).json()["data"]
        assert len(app.state.responses.kept) == len(app.state.answers.kept) == 0


def test_what_is_told_of_a_request(served: Counted) -> None:
    """Those who log and count are told how each request was answered: run, kept, held or refused."""
    named = {**LARGE, "operationName": None}
    tag = served.get().headers["ETag"]
    served.post(named)
    served.post(named)
    served.get(**{"If-None-Match": tag})
    served.post({"query": "query A { nothing }", "operationName": "A"})
    served.post({"documentId": "nothing"})
    served.post([LARGE])
    assert [(one.answer, one.operation, one.document, one.codes) for one in served.told] == [
        ("run", None, None, ()),
        ("kept", None, None, ()),
        ("kept", None, None, ()),
        ("held", None, None, ()),
        ("refused", "A", None, ("GRAPHQL_VALIDATION_FAILED",)),
        ("refused", None, "nothing", ("PERSISTED_QUERY_NOT_FOUND",)),
        ("refused", None, None, ("BAD_USER_INPUT",)),
    ]
    assert set(served.ids) == {"test"}


def test_catalogues_that_were_served_are_let_go(catalogue: Catalogue, tmp_path: Path) -> None:
    """After fifty catalogues, asked by POST and GET, only the one that is served is left, and its answers alone."""
    app, sizes, served = create_app(Settings(), catalogue), set(), []
    with TestClient(app) as client:
        for number in range(50):
            (tmp_path / "page.md").write_text(f"# Page {number:02}\n\nWhat it says.\n", encoding="utf-8")
            app.state.catalogue = read_folder(tmp_path)
            served.append(ref(app.state.catalogue))
            for query in ("{ documents { nodes { path markdown } } }", "{ catalogue { version } }", LARGE["query"]):
                for _ in range(2):
                    answer = client.post("/graphql", json={"query": query})
                    assert answer.json() == client.get("/graphql", params={"query": query}).json()
            assert app.state.catalogue.version in client.get("/graphql?query={catalogue{version}}").text
            sizes.add((app.state.answers.kept.bytes, app.state.responses.kept.bytes))
    gc.collect()
    assert [one() for one in served[:-1]] == [None] * 49
    assert len(sizes) == 1
