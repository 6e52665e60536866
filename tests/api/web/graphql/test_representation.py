"""Answers over HTTP in the forms of RDF."""

import json
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from api.forms import FORMS

QUERY = "{ principles { nodes { name: title alternatives { label } } } }"
ADDRESS = f"/graphql?query={quote(QUERY)}"
LD, TURTLE, GRAPHQL, JSON = (
    "application/ld+json",
    "text/turtle",
    "application/graphql-response+json",
    "application/json",
)


@pytest.mark.parametrize(
    ("accept", "given"),
    [
        *((media_type, media_type) for media_type in FORMS),
        (f"{TURTLE}, {LD};q=0.9", TURTLE),
        (f"{TURTLE};q=0.5, {JSON}", JSON),
        (f"{LD}, */*;q=0.1", LD),
        (f"{LD}, {JSON}", JSON),
        (f"text/html;q=0.5, {LD}", LD),
        ("*/*", JSON),
        ("application/*", JSON),
        ("text/*;q=0.5, text/html;q=0", TURTLE),
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_form_is_the_one_liked_best(client: TestClient, method: str, accept: str, given: str) -> None:
    """An answer has the form that `Accept` likes best, by both methods; who likes all the same gets JSON."""
    body = {"json": {"query": QUERY}} if method == "POST" else {}
    answer = client.request(method, "/graphql" if body else ADDRESS, headers={"Accept": accept}, **body)  # type: ignore[arg-type]
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].split(";")[0] == given
    assert answer.headers["Vary"] == "Accept, Accept-Encoding"


def test_triples_are_those_of_the_graph(client: TestClient) -> None:
    """What `/graphql` gives as triples, in any form, `/graph` gives too."""
    graph = set(ox.parse(client.get("/graph.nt").content, ox.RdfFormat.N_TRIPLES))
    for media_type in FORMS:
        form = ox.RdfFormat.from_media_type(media_type)
        assert form is not None
        found = set(ox.parse(client.get(ADDRESS, headers={"Accept": media_type}).content, form))
        assert found
        assert found <= graph


@pytest.mark.parametrize("media_type", FORMS)
def test_each_form_has_its_tag(client: TestClient, media_type: str) -> None:
    """By GET a form has an `ETag` that no other form has, and who holds it gets 304."""
    tags = {one: client.get(ADDRESS, headers={"Accept": one}).headers["ETag"] for one in (*FORMS, JSON, GRAPHQL)}
    assert len(set(tags.values())) == len(tags)
    held = client.get(ADDRESS, headers={"Accept": media_type, "If-None-Match": tags[media_type]})
    assert (held.status_code, held.content) == (304, b"")
    other = client.get(ADDRESS, headers={"Accept": media_type, "If-None-Match": tags[JSON]})
    assert other.status_code == 200


def test_kept_answers_are_the_same(client: TestClient) -> None:
    """An answer that was kept is the one that was made, in each form."""
    for media_type in FORMS:
        first, second = (client.get(ADDRESS, headers={"Accept": media_type}).content for _ in range(2))
        assert first == second


@pytest.mark.parametrize("media_type", FORMS)
@pytest.mark.parametrize(
    ("body", "status"),
    [
        ('{"query": "{"}', 400),
        ('{"query": "{ nothing }"}', 400),
        ('{"query": "{ principles(first: -1) { totalCount } }"}', 400),
        ('{"query": "query A { themes { label } } query B { themes { label } }"}', 400),
        ("{", 400),
        ("5", 400),
        ("{}", 400),
        ('{"extensions": {"persistedQuery": {"version": 1, "sha256Hash": "%s"}}}' % ("0" * 64), 400),
    ],
)
def test_refusals_are_graphql(client: TestClient, media_type: str, body: str, status: int) -> None:
    """Where there is no answer, the refusal is GraphQL's, with a code, and no cache keeps it."""
    headers = {"Accept": media_type, "Content-Type": JSON}
    answer = client.post("/graphql", content=body, headers=headers)
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, GRAPHQL)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.json().keys() <= {"errors", "extensions"}
    assert answer.json()["errors"][0]["extensions"]["code"]


def test_errors_beside_data(client: TestClient) -> None:
    """Errors of fields stand in JSON-LD beside the data, and have no tag; triples are refused with them."""
    query = '{ principle(slug: "one") { title related(first: -1) { score } } catalogue { title } }'
    address = f"/graphql?query={quote(query)}"
    answer = client.get(address, headers={"Accept": LD})
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, LD)
    assert {"@context", "data", "errors"} == set(answer.json())
    assert "ETag" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"
    refused = client.get(address, headers={"Accept": TURTLE})
    assert (refused.status_code, refused.headers["Content-Type"]) == (400, GRAPHQL)
    assert set(refused.json()) == {"errors"}


def test_what_is_offered_is_told(client: TestClient) -> None:
    """Who takes none of the forms is told all of them."""
    answer = client.get(ADDRESS, headers={"Accept": "image/png"})
    assert answer.status_code == 406
    message = json.loads(answer.content)["errors"][0]["message"]
    assert all(media_type in message for media_type in (JSON, GRAPHQL, *FORMS))
