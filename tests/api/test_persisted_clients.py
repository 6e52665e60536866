"""Persisted documents as the tools and clients of frontends make and send them, against real servers."""

import json
import subprocess
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

from api.schema import sdl
from tests.api.conftest import serving
from tests.conftest import installed, npm_installed

QUERY = "query Titles($first: Int!) {\n  principles(first: $first) {\n    nodes {\n      id\n      title\n    }\n  }\n}"


@pytest.fixture(scope="module")
def clients() -> Path:
    """The folder of the clients from npm, installed as their lock says."""
    return npm_installed(Path(__file__).parent / "clients")


@pytest.fixture
def frontend(clients: Path, tmp_path: Path) -> Path:
    """A frontend with one query and the tools from npm."""
    (tmp_path / "node_modules").symlink_to(clients / "node_modules")
    (tmp_path / "src").mkdir()
    (tmp_path / "schema.graphql").write_text(sdl(), encoding="utf-8")
    (tmp_path / "package.json").write_text("{}", encoding="utf-8")
    return tmp_path


def run(folder: Path, program: str, *arguments: str) -> None:
    """Runs a tool from npm in a folder."""
    command = [installed("node"), f"node_modules/{program}", *arguments]
    ended = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr


def apollo(clients: Path, *arguments: str) -> dict[str, Any]:
    """What Apollo Client sent and got."""
    command = [installed("node"), clients / "persisted.mjs", *arguments]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return dict(json.loads(ended.stdout))


def asked(address: str, body: dict[str, Any]) -> dict[str, Any]:
    """The answer to a POST."""
    data = json.dumps({**body, "variables": {"first": 2}}).encode()
    with urlopen(Request(f"{address}graphql", data, {"Content-Type": "application/json"})) as answer:
        return dict(json.load(answer))


def only(documents: dict[str, str]) -> str:
    """The id of the one document of a manifest, which is in it whole."""
    ((identifier, text),) = documents.items()
    assert "principles" in text
    return identifier


def test_apollo_client_registers_its_documents(clients: Path) -> None:
    """Apollo Client asks by hash, sends the text once when it is told that the hash is unknown, then by hash by GET."""
    with serving() as (address, _):
        told = apollo(clients, f"{address}graphql")
    assert told["titles"] == [2, 2]
    assert [(one["method"], one["query"]) for one in told["sent"]] == [("GET", False), ("POST", True), ("GET", False)]
    assert [one["status"] for one in told["sent"]] == [400, 200, 200]


def test_apollo_client_where_hashes_are_not_taken(clients: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the server takes no hashes, Apollo Client sends texts from then on."""
    monkeypatch.setenv("PRINCIPLE_APQ_BYTES", "0")
    with serving() as (address, _):
        told = apollo(clients, f"{address}graphql")
    assert told["titles"] == [2, 2]
    assert [one["query"] for one in told["sent"]] == [False, True, True]


def test_the_manifest_of_apollo(frontend: Path, clients: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A manifest that Apollo's tool made is served, and its client asks by the ids in it, nothing else."""
    (frontend / "src/titles.graphql").write_text(QUERY, encoding="utf-8")
    run(frontend, "@apollo/generate-persisted-query-manifest/cli.js")
    manifest = frontend / "persisted-query-manifest.json"
    monkeypatch.setenv("PRINCIPLE_MANIFEST", str(manifest))
    monkeypatch.setenv("PRINCIPLE_ONLY_TRUSTED", "true")
    with serving() as (address, _):
        told = apollo(clients, f"{address}graphql", str(manifest))
        refused = asked(address, {"query": "{ __typename }"})
    assert told["titles"] == [2, 2]
    assert [(one["query"], one["status"]) for one in told["sent"]] == [(False, 200), (False, 200)]
    assert refused["errors"][0]["extensions"]["code"] == "DOCUMENT_NOT_TRUSTED"


def test_the_manifests_of_codegen_and_relay(frontend: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that GraphQL Code Generator and the Relay compiler made are served from one folder."""
    (frontend / "src/titles.ts").write_text(
        f'import {{ graphql }} from "./gql";\nexport const titles = graphql(`{QUERY}`);\n', encoding="utf-8"
    )
    config = {
        "schema": "schema.graphql",
        "documents": "src/**/*.ts",
        "generates": {"src/gql/": {"preset": "client", "presetConfig": {"persistedDocuments": True}}},
    }
    (frontend / "codegen.json").write_text(json.dumps(config), encoding="utf-8")
    run(frontend, "@graphql-codegen/cli/cjs/bin.js", "--config", "codegen.json")
    (frontend / "relay").mkdir()
    (frontend / "relay/app.js").write_text(f"graphql`{QUERY.replace('Titles', 'appQuery')}`;\n", encoding="utf-8")
    config = {
        "src": "./relay",
        "schema": "./schema.graphql",
        "language": "javascript",
        "persistConfig": {"file": "./relay.json", "algorithm": "MD5"},
    }
    (frontend / "relay.config.json").write_text(json.dumps(config), encoding="utf-8")
    (frontend / "relay.json").write_text("{}", encoding="utf-8")
    run(frontend, "relay-compiler/cli.js", "relay.config.json")
    manifests = frontend / "manifests"
    manifests.mkdir()
    (frontend / "src/gql/persisted-documents.json").rename(manifests / "codegen.json")
    (frontend / "relay.json").rename(manifests / "relay.json")
    monkeypatch.setenv("PRINCIPLE_MANIFEST", str(manifests))
    monkeypatch.setenv("PRINCIPLE_ONLY_TRUSTED", "true")
    codegen, relay = (only(json.loads((manifests / name).read_text())) for name in ("codegen.json", "relay.json"))
    with serving() as (address, _):
        for body in ({"documentId": codegen}, {"doc_id": relay}, {"id": relay, "query": None}):
            assert len(asked(address, body)["data"]["principles"]["nodes"]) == 2
