from collections.abc import Iterator

import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from kg.catalogue import Catalogue

HTML = {"Accept": "text/html,*/*;q=0.8"}


async def fail(_: Request) -> Response:
    """Fails with words that are nobody's business."""
    raise RuntimeError("a secret of the server")


@pytest.fixture
def broken(catalogue: Catalogue) -> Iterator[TestClient]:
    """A client of a server with a page that fails."""
    app = create_app(Settings(), catalogue)
    app.router.routes.append(Route("/fail", fail))
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("PUT", "/graphql", "GET, HEAD, POST"),
        ("POST", "/", "GET, HEAD"),
        ("DELETE", "/graph.ttl", "GET, HEAD"),
        ("POST", "/assets/ide.js", "GET, HEAD"),
    ],
)
def test_methods_that_are_not_taken(client: TestClient, method: str, path: str, allow: str) -> None:
    """Another method is 405, and Allow and the sentence name those that are taken, in one order."""
    answer = client.request(method, path)
    assert (answer.status_code, answer.headers["Allow"]) == (405, allow)
    (error,) = answer.json()["errors"]
    assert error == {
        "message": f"{method} is not done at {path}. Use {allow}.",
        "extensions": {"code": "METHOD_NOT_ALLOWED"},
    }
    page = client.request(method, path, headers=HTML)
    assert (page.status_code, page.headers["Allow"]) == (405, allow)
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/%00",
        "/%ff",
        "/graphql/more",
        "/assets/",
        "/assets/%00",
        "/assets/%2e%2e/pages.py",
        "/assets/" + "a" * 5_000,
    ],
)
def test_what_is_not_there(client: TestClient, path: str) -> None:
    """A path that leads nowhere, or out of the assets, is 404 with a code, and is not kept."""
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.json()["errors"][0]["extensions"]["code"] == "NOT_FOUND"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Accept" in answer.headers["Vary"].split(", ")


def test_a_failure_says_nothing_of_itself(broken: TestClient) -> None:
    """A failure of the server is 500 with a code, guarded like any response, and tells nothing of its cause."""
    for headers in ({}, HTML):
        answer = broken.get("/fail", headers=headers)
        assert answer.status_code == 500
        assert "secret" not in answer.text
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Cache-Control"] == "no-store"
    answer = broken.get("/fail", headers={"X-Request-Id": "a-1"})
    assert answer.json()["errors"][0]["extensions"] == {"code": "INTERNAL", "requestId": "a-1"}


def test_a_path_is_no_markup(client: TestClient) -> None:
    """A page that names a path runs no script of its making."""
    page = client.get("/<script>alert(1)</script>", headers=HTML)
    assert page.status_code == 404
    assert "<script>" not in page.text
