import re
from pathlib import Path

import httpx
import pytest
from prometheus_client.openmetrics.parser import text_string_to_metric_families as open_metrics
from prometheus_client.parser import text_string_to_metric_families as plain
from starlette.testclient import TestClient

from kg.catalogue import Catalogue
from tests.api.test_server import begun, running
from tests.api.web.observation.conftest import Serve

QUERY = {"query": "query Titles { principles { nodes { title } } }"}
DOCS = Path(__file__).parents[4] / "docs/observability.md"


@pytest.fixture
def client(serve: Serve) -> TestClient:
    """A client of a server with metrics."""
    return serve(metrics=True)


def values(text: str) -> dict[tuple[str, tuple[str, ...]], float]:
    """The samples by name and the values of their labels, in the order of the labels' names."""
    samples = [sample for family in plain(text) for sample in family.samples]
    return {(one.name, tuple(one.labels[name] for name in sorted(one.labels))): one.value for one in samples}


def test_requests_are_counted(client: TestClient) -> None:
    """Requests are counted by method, route and status, and all IRIs are one route."""
    for path in ("/healthz", "/healthz", "/principle/one.ttl", "/principle/two.ttl", "/no", "/assets/ask.js", "/fail"):
        client.get(path)
    client.request("QUUX", "/healthz")
    found = values(client.get("/metrics").text)
    name = "principles_http_requests_total"
    assert found[name, ("GET", "/healthz", "200")] == 2
    assert found[name, ("GET", "/{iri}", "200")] == 2
    assert found[name, ("GET", "", "404")] == 1
    assert found[name, ("GET", "/assets/{path}", "200")] == 1
    assert found[name, ("_OTHER", "/healthz", "405")] == 1
    assert sum(value for (one, _), value in found.items() if one == name) == 8
    assert found["principles_http_request_seconds_count", ("GET", "/healthz")] == 2
    assert found["principles_http_response_bytes_total", ("/assets/{path}",)] > 0
    assert found["principles_http_requests_open", ()] == 1


def test_operations_are_counted(client: TestClient) -> None:
    """Operations are counted by how they were answered, errors by code, and nothing by what clients make up."""
    for number in range(3):
        client.post("/graphql", json=QUERY)
        client.post("/graphql", json={"query": "{nothing}", "operationName": f"Made{number}"})
    text = client.get("/metrics").text
    found = values(text)
    name = "principles_graphql_operations_total"
    assert found[name, ("run", "", "query")] == 1
    assert found[name, ("kept", "", "query")] == 2
    assert found[name, ("refused", "", "")] == 3
    assert found["principles_graphql_errors_total", ("GRAPHQL_VALIDATION_FAILED",)] == 3
    assert found["principles_graphql_cost_count", ()] == 1
    assert found["principles_graphql_operation_seconds_count", ("", "query")] == 1
    assert "Made" not in text
    assert "Titles" not in text


def test_trusted_names(serve: Serve, tmp_path: Path) -> None:
    """Where the documents of a manifest alone are answered, operations are told by their names."""
    manifest = tmp_path / "manifest.json"
    manifest.write_text('{"a": "query Titles { principles { nodes { title } } }"}')
    client = serve(metrics=True, manifest=str(manifest), only_trusted=True)
    assert client.post("/graphql", json={"documentId": "a"}).json()["data"]
    client.post("/graphql", json={"query": "query Made { __typename }", "operationName": "Made"})
    found = values(client.get("/metrics").text)
    assert found["principles_graphql_operations_total", ("run", "Titles", "query")] == 1
    assert not [labels for _, labels in found if "Made" in labels]


def test_the_state_of_the_server(client: TestClient, catalogue: Catalogue) -> None:
    """Build, catalogue, turns and the process are told."""
    found = values(client.get("/metrics").text)
    assert found["principles_catalogue_info", (catalogue.version,)] == 1
    assert found["principles_catalogue_nodes", ("principles",)] == 2
    assert found["principles_catalogue_age_seconds", ()] > 0
    assert found["principles_graphql_running", ()] == found["principles_graphql_waiting", ()] == 0
    assert found["process_resident_memory_bytes", ()] > 1_000_000
    assert [labels for name, labels in found if name == "principles_build_info"]


def test_formats(client: TestClient) -> None:
    """Text is the format for all, and OpenMetrics for those who like it best."""
    answer = client.get("/metrics")
    assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    assert answer.headers["Cache-Control"] == "no-store"
    accept = "application/openmetrics-text; version=1.0.0; q=0.9, text/plain; q=0.5"
    answer = client.get("/metrics", headers={"Accept": accept})
    assert answer.headers["Content-Type"].startswith("application/openmetrics-text")
    assert list(open_metrics(answer.text))


def test_off(serve: Serve) -> None:
    """Without being told a server has no metrics."""
    assert serve().get("/metrics").status_code == 404


def test_several_processes() -> None:
    """What several processes count is one sum, whichever of them is asked."""
    with running("--workers", "2", "--metrics") as server:
        host, port = begun(server)
        address = f"http://{host}:{port}"
        for _ in range(20):
            httpx.get(f"{address}/livez")
        for _ in range(4):
            found = values(httpx.get(f"{address}/metrics").text)
            assert found["principles_http_requests_total", ("GET", "/livez", "200")] == 20
        server.terminate()
        assert server.wait(20) == 0


def test_each_metric_is_documented(client: TestClient) -> None:
    """docs/observability.md has a row for each metric of ours and no other."""
    client.post("/graphql", json=QUERY)
    told = set(re.findall(r"^\| `(principles_\w+)` \|", DOCS.read_text(encoding="utf-8"), re.MULTILINE))
    assert told == {family.name for family in plain(client.get("/metrics").text) if family.name.startswith("princ")}
