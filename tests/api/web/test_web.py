import json
import re
from collections.abc import Iterator

import pytest
import rdflib
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from kg.catalogue import Catalogue

GRAPHQL = "application/graphql-response+json"


@pytest.fixture
def client(catalogue: Catalogue) -> Iterator[TestClient]:
    """A client of a server of that catalogue."""
    with TestClient(create_app(Settings(), catalogue), raise_server_exceptions=False) as client:
        yield client


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


def test_methods_types_and_sizes(client: TestClient) -> None:
    """Other methods are 405 with Allow, other types 415, other answers 406, larger bodies 413."""
    refused = client.put("/graphql")
    assert (refused.status_code, sorted(refused.headers["Allow"].split(", "))) == (405, ["GET", "HEAD", "POST"])
    assert client.post("/graphql", content=b"{}", headers={"Content-Type": "text/plain"}).status_code == 415
    query = {"query": "{ __typename }"}
    assert client.post("/graphql", json=query, headers={"Accept": "image/png"}).status_code == 406
    assert client.post("/graphql", json={"query": " " * 1_000_001}).status_code == 413


def test_answers_are_not_sent_twice(client: TestClient) -> None:
    """A GET with the tag of the answer that the client holds is answered 304."""
    for path in ("/graphql?query={__typename}", "/graph.ttl"):
        tag = client.get(path).headers["ETag"]
        assert tag.startswith('W/"')
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 304


def test_turtle(client: TestClient, catalogue: Catalogue) -> None:
    """/graph.ttl is the whole graph."""
    answer = client.get("/graph.ttl")
    assert answer.headers["Content-Type"] == "text/turtle; charset=utf-8"
    assert len(rdflib.Graph().parse(data=answer.content, format="turtle")) > 50
    assert client.get("/healthz").json() == {"status": "ok", "version": catalogue.version}


def test_nothing_there(client: TestClient) -> None:
    """What is not there is a coded 404 for programs and a page for browsers, without a script of a path's making."""
    answer = client.get("/nothing")
    assert answer.status_code == 404
    assert answer.json()["errors"][0]["extensions"]["code"] == "NOT_FOUND"
    page = client.get("/<script>alert(1)</script>", headers={"Accept": "text/html"})
    assert page.status_code == 404
    assert "<script>" not in page.text


def test_pages_run_under_a_strict_policy(client: TestClient) -> None:
    """Pages hold no inline script or style, and their policy allows none."""
    for path in ("/", "/graphql"):
        page = client.get(path, headers={"Accept": "text/html"})
        assert page.status_code == 200
        assert "default-src 'none'; script-src 'self';" in page.headers["Content-Security-Policy"]
        assert not re.search(r"<script(?![^>]*src=)|<style|style=|\son\w+=", page.text)


def test_examples_of_the_start_page_are_answered(client: TestClient) -> None:
    """The start page shows three queries, each of which has an answer."""
    page = client.get("/", headers={"Accept": "text/html"}).text
    queries = re.findall(r"<code>(.*?)</code>", page, re.DOTALL)
    assert len(queries) == 3
    for query in queries:
        text = query.replace("&#34;", '"').replace("&amp;", "&")
        assert "errors" not in client.post("/graphql", json={"query": text}).json()
