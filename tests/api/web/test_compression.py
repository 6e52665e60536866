import pytest
from starlette.testclient import TestClient

PATHS = ("/graph.ttl", "/graph", "/catalogue.ttl", "/vocabulary", "/sparql", "/schema.graphql")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("accepted", ["gzip", "br, gzip;q=0.5", "GZIP", "identity;q=0, gzip"])
def test_packed_for_who_takes_gzip(client: TestClient, path: str, accepted: str) -> None:
    """Who names gzip gets it, on every path that has more than a little to say, with the length of what is sent."""
    answer = client.get(path, headers={"Accept-Encoding": accepted})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer.headers["Vary"].split(", ")
    assert int(answer.headers["Content-Length"]) < len(answer.content)
    assert answer.content == client.get(path, headers={"Accept-Encoding": "identity"}).content


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("accepted", ["gzip;q=0", "br, gzip; q=0.0", "*;q=0", "identity", "", "gzippy"])
def test_not_packed_for_who_refuses_it(client: TestClient, path: str, accepted: str) -> None:
    """Who refuses gzip, or does not name it, gets it never, and caches are told that it depends."""
    answer = client.get(path, headers={"Accept-Encoding": accepted})
    assert (answer.status_code, answer.headers.get("Content-Encoding")) == (200, None)
    assert "Accept-Encoding" in answer.headers["Vary"].split(", ")
