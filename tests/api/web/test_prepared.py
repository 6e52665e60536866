from threading import enumerate as running

import pytest
from starlette.testclient import TestClient

from kg.network import centrality


def test_centrality_is_prepared(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that has started reckons the order by centrality by itself, so that nobody who asks waits for it."""
    for thread in running():
        if thread.name == "prepare":
            thread.join()

    def fail(*_: object) -> None:
        pytest.fail("It was reckoned for who asked.")

    monkeypatch.setattr(centrality, "walk", fail)
    answer = client.post("/graphql", json={"query": "{ principles(orderBy: CENTRALITY) { nodes { slug } } }"})
    assert len(answer.json()["data"]["principles"]["nodes"]) == 2
