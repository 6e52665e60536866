"""Clients that others wrote, against a real server."""

import asyncio
import json
import subprocess
from itertools import islice
from pathlib import Path

import httpx2
import pytest
from gql import Client, gql
from gql.transport.httpx import HTTPXTransport
from gql.transport.websockets import WebsocketsTransport

from tests.api.live import CHANGES, running
from tests.conftest import installed, npm_installed
from tests.kg.pages import page


@pytest.fixture(scope="session")
def clients() -> Path:
    """The folder of the clients from npm, installed as their lock says."""
    return npm_installed(Path(__file__).parent / "clients")


def test_graphql_over_http(address: str, clients: Path) -> None:
    """Every audit of the npm package `graphql-http` for GraphQL over HTTP passes, whatever its rank."""
    command = [installed("node"), clients / "audit.mjs", f"{address}graphql"]
    audits = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    assert [audit for audit in audits if audit["status"] != "ok"] == []
    assert len({audit["id"] for audit in audits}) >= 61


def test_gql_client(address: str) -> None:
    """The Python client `gql` fetches the schema, validates a query against it, and gets its answer."""
    transport = HTTPXTransport(url=f"{address}graphql")
    with Client(transport=transport, fetch_schema_from_transport=True) as session:
        answer = session.execute(gql("{ principles(first: 2) { nodes { title } totalCount } }"))
    assert len(answer["principles"]["nodes"]) == 2


@pytest.mark.parametrize("client", ["graphql-ws", "graphql-sse"])
def test_clients_that_listen(tmp_path: Path, clients: Path, client: str) -> None:
    """The npm client is told what changed since its version and at each change, codes of errors, and single answers."""
    (tmp_path / "a.md").write_text(page("A"))
    with running(tmp_path) as server:
        first = str(httpx2.get(f"{server.address}healthz").json()["version"])
        server.reload(b=page("B"))
        command = [installed("node"), clients / "live.mjs", client, server.netloc, first]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as listening:
            assert listening.stdout is not None
            said = [json.loads(line) for line in islice(listening.stdout, 7 if client == "graphql-sse" else 5)]
            server.reload(b=None)
            last = json.loads(listening.stdout.readline())
            listening.terminate()
    by = {name: [one for one in said if one["name"] == name] for name in ("query", "wrong", "unknown", "changes")}
    assert by["query"][0]["data"] == {"principles": {"totalCount": 2}}
    assert by["query"][1] == {"name": "query", "complete": True}
    for name, code in (("wrong", "GRAPHQL_VALIDATION_FAILED"), ("unknown", "VERSION_UNKNOWN")):
        (error,) = by[name][0].get("failed") or by[name][0]["errors"]
        assert error["extensions"]["code"] == code
    assert len(by["changes"][0]["data"]["catalogueChanged"]["added"]) == 2
    assert last["data"]["catalogueChanged"]["version"] == first
    assert len(last["data"]["catalogueChanged"]["removed"]) == 2


def test_gql_client_listens(tmp_path: Path) -> None:
    """The Python client `gql` subscribes over a WebSocket, by the schema that it asked for there."""
    (tmp_path / "a.md").write_text(page("A"))
    with running(tmp_path) as server:
        first = str(httpx2.get(f"{server.address}healthz").json()["version"])
        server.reload(b=page("B"))

        async def listen() -> list[str]:
            transport = WebsocketsTransport(url=f"ws://{server.netloc}/graphql")
            async with Client(transport=transport, fetch_schema_from_transport=True) as session:
                asked = gql(CHANGES)
                asked.variable_values = {"since": first}
                async for answer in session.subscribe(asked):
                    return list(answer["catalogueChanged"]["added"])
            return []

        assert len(asyncio.run(listen())) == 2
