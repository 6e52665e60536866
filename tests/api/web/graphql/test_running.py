from pathlib import Path
from threading import Event
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.execution import Turns
from api.settings import Settings
from kg.catalogue import Catalogue
from kg.folder import load

GRAPHQL = "application/graphql-response+json"
COSTLY = "{ principles(first: 500) { nodes { sections { body { html } } related { score } } } }"
SMALL = "{ principles(first: 1) { nodes { title } } }"


def asked(client: TestClient, query: str, **extensions: Any) -> Any:
    """The response to a query."""
    body = {"query": query, "extensions": extensions}
    return client.post("/graphql", json=body, headers={"Accept": GRAPHQL})


@pytest.fixture(scope="module")
def ours(shipped: Path) -> Catalogue:
    """The catalogue that ships."""
    return load(shipped)


def test_cost_is_told_on_request(ours: Catalogue) -> None:
    """With `extensions: {"cost": true}` an answer says what was reckoned, what it cost, and what it may; else not."""
    with TestClient(create_app(Settings(), ours)) as client:
        for query in (SMALL, COSTLY, SMALL):
            plain, told = asked(client, query), asked(client, query, cost=True)
            assert "extensions" not in plain.json()
            cost = told.json()["extensions"]["cost"]
            assert cost["limit"] == Settings().cost
            assert 0 < cost["actual"] <= 4 * cost["estimated"]
            assert told.json()["data"] == plain.json()["data"]


def test_too_many_are_told_to_come_again(ours: Catalogue) -> None:
    """Where as many run and wait as may, costly operations get 503 with Retry-After; small ones are answered."""
    app = create_app(Settings(operations=1, waiting=0), ours)
    with TestClient(app) as client:
        held, begun = Event(), Event()

        def work(_: object) -> None:
            begun.set()
            held.wait()

        turns: Turns = app.state.turns
        assert client.portal is not None
        running = client.portal.start_task_soon(turns.do, work)
        begun.wait()
        refused = asked(client, COSTLY)
        assert refused.status_code == 503
        assert int(refused.headers["Retry-After"]) > 0
        assert refused.json()["errors"][0]["extensions"]["code"] == "UNAVAILABLE"
        assert asked(client, SMALL).status_code == 200
        held.set()
        running.result()
        assert asked(client, COSTLY).status_code == 200


def test_what_takes_too_long_is_told_so(ours: Catalogue) -> None:
    """An operation that runs out of time is refused as a whole, with TIMEOUT."""
    with TestClient(create_app(Settings(seconds=0.000001), ours)) as client:
        response = asked(client, COSTLY)
    assert response.status_code == 400
    assert response.json()["errors"][0]["extensions"]["code"] == "TIMEOUT"
    assert "data" not in response.json()
