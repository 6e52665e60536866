import pytest
from starlette.requests import Request
from starlette.testclient import TestClient

from api.web import headers

HTML = {"Accept": "text/html"}


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/graphql",
        "/graph.ttl",
        "/schema.graphql",
        "/healthz",
        "/assets/ide.js",
        "/no",
        "/principle/one",
        "/vocabulary",
    ],
)
def test_every_response_is_guarded(client: TestClient, path: str) -> None:
    """Every response, a refusal too, loads from its own server alone and is of no other type than it says."""
    headers = client.get(path).headers
    rules = dict(rule.strip().split(" ", 1) for rule in headers["Content-Security-Policy"].split(";"))
    assert rules["default-src"] == rules["base-uri"] == rules["frame-ancestors"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == rules["connect-src"] == rules["form-action"] == "'self'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"


def test_a_response_keeps_its_own_policy(client: TestClient) -> None:
    """The IDE alone may style its elements; no page may run a script that is not a file of the server."""
    policies = {path: client.get(path, headers=HTML).headers["Content-Security-Policy"] for path in ("/", "/graphql")}
    assert "'unsafe-inline'" not in policies["/"]
    assert "style-src 'self' 'unsafe-inline'" in policies["/graphql"]
    for policy in policies.values():
        assert "script-src 'self';" in policy
        assert "unsafe-eval" not in policy


def test_origin_without_a_host() -> None:
    """A request that names no host, to a server that doesn't know its own, came to this machine by its scheme."""
    scope = {"type": "http", "method": "GET", "path": "/sparql", "scheme": "https", "headers": []}
    assert headers.origin(Request(scope)) == "https://localhost"
