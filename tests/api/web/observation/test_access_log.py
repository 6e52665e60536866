import json
import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from api.web.graphql.told import Told
from api.web.observation.access_log import AccessLog
from api.web.observation.record import Record
from tests.api.web.observation.conftest import Serve

QUERY = "query Titles($first: Int) { principles(first: $first) { nodes { title } } }"


@pytest.fixture
def client(serve: Serve, capfd: pytest.CaptureFixture[str]) -> TestClient:
    """A client of a server that writes its log as JSON."""
    made = serve(access_log="json", proxies=("*",))
    capfd.readouterr()
    return made


def lines(capfd: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """What was written to standard error since the last time."""
    return [json.loads(line) for line in capfd.readouterr().err.split("\n")[:-1]]


def test_a_line_for_each_request(client: TestClient, capfd: pytest.CaptureFixture[str]) -> None:
    """A line says when, who, what, and how it was answered, with the id that the answer names."""
    answer = client.get("/graph.ttl?token=secret", headers={"X-Forwarded-For": "203.0.113.9"})
    (line,) = lines(capfd)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", line.pop("time"))
    assert line.pop("ms") >= 0
    assert line == {
        "client": "203.0.113.9",
        "method": "GET",
        "path": "/graph.ttl",
        "status": 200,
        "bytes": len(answer.content) if "Content-Encoding" not in answer.headers else line["bytes"],
        "id": answer.headers["X-Request-Id"],
    }


def test_operations(client: TestClient, capfd: pytest.CaptureFixture[str]) -> None:
    """A line of GraphQL names operation, type, cost, and whether the answer was run, kept, held or refused."""
    body = {"query": QUERY, "variables": {"first": 1}}
    for _ in range(2):
        client.post("/graphql", json=body)
    tag = client.get("/graphql", params={"query": "{__typename}"}).headers["ETag"]
    client.get("/graphql", params={"query": "{__typename}"}, headers={"If-None-Match": tag})
    client.post("/graphql", json={"query": "{nothing}", "operationName": None})
    client.post("/graphql", content=b"{", headers={"Content-Type": "application/json"})
    said = [{name: line.get(name) for name in ("operation", "type", "answer", "errors")} for line in lines(capfd)]
    named = {"operation": "Titles", "type": "query", "errors": None}
    short = {**named, "operation": None}
    refused = {"operation": None, "type": None, "answer": "refused"}
    assert said == [
        {**named, "answer": "run"},
        {**named, "answer": "kept"},
        {**short, "answer": "run"},
        {**short, "answer": "held"},
        {**refused, "errors": ["GRAPHQL_VALIDATION_FAILED"]},
        {**refused, "errors": ["BAD_USER_INPUT"]},
    ]


def test_cost(client: TestClient, capfd: pytest.CaptureFixture[str]) -> None:
    """The cost is the one that the answer tells who asks for it."""
    body = {"query": QUERY, "variables": {"first": 1}, "extensions": {"cost": True}}
    told = client.post("/graphql", json=body).json()["extensions"]["cost"]
    (line,) = lines(capfd)
    assert line["cost"] == told["estimated"]


def test_what_is_for_nobody(client: TestClient, capfd: pytest.CaptureFixture[str]) -> None:
    """Neither variables nor queries nor headers of a request are written."""
    secret = "quuxquux"
    client.post(
        "/graphql",
        json={"query": f'{{ principle(slug: "{secret}") {{ title }} }}', "variables": {"a": secret}},
        headers={"Authorization": f"Bearer {secret}", "Cookie": secret, "User-Agent": secret},
    )
    client.get("/graphql", params={"query": f'{{ principle(slug: "{secret}") {{ title }} }}'})
    written = capfd.readouterr().err
    assert written.count("\n") == 2
    assert secret not in written


def test_failures(client: TestClient, capfd: pytest.CaptureFixture[str]) -> None:
    """A request that the server failed at has its line too, with status 500."""
    client.get("/fail")
    written = [line for line in capfd.readouterr().err.splitlines() if line.startswith("{")]
    assert json.loads(written[-1])["status"] == 500


TEXTS = st.text(st.characters(), max_size=60)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=60), TEXTS, TEXTS, st.sampled_from(("json", "text")))
def test_no_one_breaks_a_line(
    capfd: pytest.CaptureFixture[str], path: bytes, name: str, client: str, form: str
) -> None:
    """Whatever a client sends as path, method or name, its request is one line of printable ASCII."""
    told = Told(name, name, "refused", ("BAD_USER_INPUT",))
    scope = {"type": "http", "method": name, "path": "/", "raw_path": path, "client": (client, 1)}
    capfd.readouterr()
    AccessLog(form, "stderr").ends(Record({**scope, "state": {"graphql": told}}, 200, 0, 0.1), None)
    written = capfd.readouterr().err
    assert re.fullmatch(r"[ -~]+\n", written)
    if form == "json":
        assert json.loads(written)["operation"] == name or not name


def test_for_people(serve: Serve, capfd: pytest.CaptureFixture[str]) -> None:
    """As text a line begins with time, client, method, path and status, and goes to standard output where told so."""
    client = serve(access_log="text", access_log_to="stdout")
    client.post("/graphql", json={"query": QUERY, "variables": {"first": 1}})
    out, err = capfd.readouterr()
    first = r"\S+Z testclient POST /graphql 200 bytes=\d+ ms=[\d.]+ id=\S+ operation=Titles"
    assert re.fullmatch(first + r" type=query cost=\d+ answer=run\n", out)
    assert err == ""


def test_off(client: TestClient, serve: Serve, capfd: pytest.CaptureFixture[str]) -> None:
    """Without being told a server writes nothing."""
    serve().get("/healthz")
    assert capfd.readouterr() == ("", "")
