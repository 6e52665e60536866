"""Clients that others wrote, against a real server."""

import json
import subprocess
from pathlib import Path

import pytest
from gql import Client, gql
from gql.transport.httpx import HTTPXTransport

from tests.conftest import installed, npm_installed


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
