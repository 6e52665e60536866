import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from api.web.graphql.manifest import digest
from kg.catalogue import Catalogue

GRAPHQL, JSON = "application/graphql-response+json", "application/json"
TEXT = "query Q($slug: String!) { principle(slug: $slug) { title } }"
HASH, VARIABLES = digest(TEXT), {"slug": "one"}
ANSWER = {"data": {"principle": {"title": "One"}}}
UNKNOWN = {"errors": [{"message": "PersistedQueryNotFound", "extensions": {"code": "PERSISTED_QUERY_NOT_FOUND"}}]}


def hashed(value: str = HASH) -> dict[str, Any]:
    """The extensions of a client that asks by hash."""
    return {"persistedQuery": {"version": 1, "sha256Hash": value}}


Ask = Callable[..., dict[str, Any]]


def asking(client: TestClient, method: str) -> Ask:
    """Asks by POST or by GET."""

    def ask(**body: Any) -> dict[str, Any]:
        if method == "POST":
            return dict(client.post("/graphql", json=body).json())
        texts = {name: value if isinstance(value, str) else json.dumps(value) for name, value in body.items()}
        return dict(client.get("/graphql", params=texts).json())

    return ask


@pytest.fixture
def trusting(catalogue: Catalogue, tmp_path: Path) -> Callable[..., TestClient]:
    """Makes clients of servers with a manifest, and settings beside it."""
    (tmp_path / "documents.json").write_text(json.dumps({"q-1": TEXT}), encoding="utf-8")

    def made(**settings: Any) -> TestClient:
        return TestClient(create_app(Settings(manifest=str(tmp_path / "documents.json"), **settings), catalogue))

    return made


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_document_is_registered_by_its_hash(client: TestClient, method: str) -> None:
    """An unknown hash is told in Apollo's words; once the text came with it, the hash alone is answered."""
    ask = asking(client, method)
    assert ask(extensions=hashed(), variables=VARIABLES) == UNKNOWN
    assert ask(query=TEXT, extensions=hashed(), variables=VARIABLES) == ANSWER
    assert ask(extensions=hashed(), variables=VARIABLES) == ANSWER
    assert ask(extensions=hashed(HASH.upper()), variables=VARIABLES) == ANSWER
    assert ask(documentId=f"sha256:{HASH}", variables=VARIABLES) == ANSWER


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_document_is_registered_by_its_id(client: TestClient, method: str) -> None:
    """So is one whose text comes with a SHA-256 hex document identifier."""
    ask, name = asking(client, method), f"sha256:{HASH}"
    (error,) = ask(documentId=name, variables=VARIABLES)["errors"]
    assert error["extensions"]["code"] == "PERSISTED_QUERY_NOT_FOUND"
    assert error["extensions"]["path"] == "documentId"
    assert ask(query=TEXT, documentId=name, variables=VARIABLES) == ANSWER
    assert ask(documentId=name, variables=VARIABLES) == ANSWER


@pytest.mark.parametrize(("accept", "status"), [(GRAPHQL, 400), (JSON, 200)])
def test_the_status_of_an_unknown_document(client: TestClient, accept: str, status: int) -> None:
    """What is not known is an answer without data: 200 as plain JSON, 400 as GraphQL response, and stored nowhere."""
    for body in ({"extensions": hashed()}, {"documentId": "nothing"}):
        answer = client.post("/graphql", json=body, headers={"Accept": accept})
        assert (answer.status_code, answer.headers["Content-Type"]) == (status, accept)
        assert answer.headers["Cache-Control"] == "no-store"


def test_the_wrong_hash(client: TestClient) -> None:
    """A text with the hash or id of another one is refused with its place, and not registered."""
    for body, path in (
        ({"extensions": hashed("0" * 64)}, "extensions.persistedQuery.sha256Hash"),
        ({"documentId": "sha256:" + "0" * 64}, "documentId"),
        ({"documentId": "q-1"}, "documentId"),
    ):
        (error,) = client.post("/graphql", json={"query": TEXT, "variables": VARIABLES, **body}).json()["errors"]
        assert (error["extensions"]["code"], error["extensions"]["path"]) == ("BAD_USER_INPUT", path)
    assert client.post("/graphql", json={"extensions": hashed("0" * 64)}).json() == UNKNOWN


def test_what_can_not_run_is_not_registered(client: TestClient) -> None:
    """A text that can't run is not kept."""
    text = "{ nothing }"
    assert "errors" in client.post("/graphql", json={"query": text, "extensions": hashed(digest(text))}).json()
    assert client.post("/graphql", json={"extensions": hashed(digest(text))}).json() == UNKNOWN


def test_registering_is_bounded(catalogue: Catalogue) -> None:
    """The oldest documents are forgotten where there are more than fit, and clients send them again."""
    app = create_app(Settings(apq_bytes=10_000), catalogue)
    with TestClient(app) as client:
        for number in range(100):
            text = f"query Q{number} {{ __typename }}"
            client.post("/graphql", json={"query": text, "extensions": hashed(digest(text))})
        assert app.state.documents.registered.bytes <= 10_000
        first, last = (hashed(digest(f"query Q{number} {{ __typename }}")) for number in (0, 99))
        # That answer is kept whole, so another version of the same question is asked.
        assert client.post("/graphql", json={"extensions": first, "variables": {"a": 1}}).json() == UNKNOWN
        assert "data" in client.post("/graphql", json={"extensions": last, "variables": {"a": 1}}).json()


def test_registering_can_be_off(catalogue: Catalogue) -> None:
    """Without room for documents clients are told in Apollo's words to send texts, and these are answered."""
    with TestClient(create_app(Settings(apq_bytes=0), catalogue)) as client:
        (error,) = client.post("/graphql", json={"extensions": hashed()}).json()["errors"]
        assert error["message"] == "PersistedQueryNotSupported"
        assert error["extensions"] == {"code": "PERSISTED_QUERY_NOT_SUPPORTED"}
        body = {"query": TEXT, "extensions": hashed(), "variables": VARIABLES}
        assert client.post("/graphql", json=body).json() == ANSWER


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    "named",
    [
        {"documentId": "q-1"},
        {"doc_id": "q-1"},
        {"id": "q-1"},
        {"documentId": f"sha256:{HASH}"},
        {"documentId": HASH},
        {"extensions": hashed("q-1")},
        {"extensions": hashed()},
        {"query": TEXT},
        {"query": TEXT, "documentId": "q-1"},
    ],
)
def test_trusted_documents(trusting: Callable[..., TestClient], method: str, named: dict[str, Any]) -> None:
    """A document of the manifest is asked by its id as clients send it, by its hash, or by its text."""
    for only_trusted in (True, False):
        ask = asking(trusting(only_trusted=only_trusted), method)
        assert ask(**named, variables=VARIABLES) == ANSWER


def test_only_trusted_documents(trusting: Callable[..., TestClient]) -> None:
    """Where trusted documents alone are answered, any other text is refused, with its hash too, and not registered."""
    client, other = trusting(only_trusted=True), "{ __typename }"
    for body in ({"query": other}, {"query": other, "extensions": hashed(digest(other))}, {"query": TEXT + " "}):
        answer = client.post("/graphql", json=body, headers={"Accept": GRAPHQL})
        (error,) = answer.json()["errors"]
        assert (answer.status_code, error["extensions"]["code"]) == (403, "DOCUMENT_NOT_TRUSTED")
    assert client.post("/graphql", json={"extensions": hashed(digest(other))}).json() == UNKNOWN
    assert client.get("/graphql", params={"query": other}).json()["errors"][0]["extensions"]["code"] == (
        "DOCUMENT_NOT_TRUSTED"
    )


@pytest.mark.parametrize(("seconds", "control"), [(0, "no-cache"), (60, "public, max-age=60")])
def test_caches_may_hold_documents_by_id(trusting: Callable[..., TestClient], seconds: int, control: str) -> None:
    """A GET by id or hash may be given out by caches for as long as is set; one with its text, never unasked."""
    client, variables = trusting(document_seconds=seconds), json.dumps(VARIABLES)
    for named in ({"documentId": "q-1"}, {"extensions": json.dumps(hashed())}):
        answer = client.get("/graphql", params={**named, "variables": variables})
        assert answer.headers["Cache-Control"] == control
        held = client.get(
            "/graphql", params={**named, "variables": variables}, headers={"If-None-Match": answer.headers["ETag"]}
        )
        assert (held.status_code, held.headers["Cache-Control"]) == (304, control)
    answer = client.get("/graphql", params={"query": TEXT, "variables": variables})
    assert answer.headers["Cache-Control"] == "no-cache"
    assert client.post("/graphql", json={"documentId": "q-1", "variables": VARIABLES}).headers["Cache-Control"] == (
        "no-store"
    )
