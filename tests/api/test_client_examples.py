"""The programs of docs/clients, run as they stand there against a real server."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from api.execution import execute
from api.settings import Settings
from kg.folder import load, shipped
from tests.api.live import running
from tests.conftest import installed, npm_installed

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "docs/clients"
ASKED = "query Q($filter: PrincipleFilter) { principles(filter: $filter, orderBy: TITLE) { nodes { title } } }"
FILTER = {"kinds": ["PRINCIPLE"], "cites": {"contains": "martinfowler.com"}}
ANSWER = execute(load(shipped()), ASKED, {"filter": FILTER}, None, Settings())
TITLES = [node["title"] for node in ANSWER["data"]["principles"]["nodes"]]


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the examples beside what they need from npm."""
    folder = tmp_path_factory.mktemp("project") / "clients"
    shutil.copytree(EXAMPLES, folder)
    (folder / "node_modules").symlink_to(npm_installed(Path(__file__).parent / "clients") / "node_modules")
    return folder


def run(*command: str | Path, cwd: Path, env: dict[str, str] | None = None) -> str:
    """What a program writes; it writes no complaint, and ends within a minute."""
    ended = subprocess.run(
        command, cwd=cwd, env=env, capture_output=True, text=True, timeout=60, check=False, encoding="utf-8"
    )
    assert (ended.returncode, ended.stderr) == (0, ""), ended.stdout + ended.stderr
    return ended.stdout


def test_curl(address: str, examples: Path) -> None:
    """curl posts a query, is answered 304 when it asks again by GET, and sees why a query can't run."""
    installed("curl")
    page, first, again, refusal, status = run("sh", "curl.sh", f"{address}graphql", cwd=examples).splitlines()
    assert [node["title"] for node in json.loads(page)["data"]["principles"]["nodes"]] == TITLES[:3]
    assert (first, again, status) == ("200", "304", "400")
    assert json.loads(refusal)["errors"][0]["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"


@pytest.mark.parametrize("name", ["gql_sync.py", "gql_async.py"])
def test_gql(address: str, examples: Path, name: str) -> None:
    """gql, with asyncio and without, follows the list to its end and reads the code of a refusal."""
    lines = run(sys.executable, name, f"{address}graphql", cwd=examples).splitlines()
    assert lines[: len(TITLES)] == TITLES
    assert lines[-1] == "BAD_USER_INPUT at ['principles']"


@pytest.mark.parametrize("name", ["apollo.mjs", "urql.mjs"])
def test_clients_with_a_cache(address: str, examples: Path, name: str) -> None:
    """Apollo Client and urql join the pages of a list in their caches without a warning, and read the code."""
    lines = run(installed("node"), name, f"{address}graphql", cwd=examples).splitlines()
    assert lines == [*TITLES, f"{len(TITLES)} in all", "BAD_USER_INPUT at [ 'principles' ]"]


def test_relay(address: str, examples: Path) -> None:
    """Relay's compiler takes the schema and a connection, and its store joins the pages."""
    folder = examples / "relay"
    (folder / "schema.graphql").write_text(httpx.get(f"{address}schema.graphql").text, encoding="utf-8")
    compiled = run(installed("node"), "../node_modules/relay-compiler/cli.js", cwd=folder)
    assert "Compilation completed" in compiled
    lines = run(installed("node"), "app.mjs", f"{address}graphql", cwd=folder).splitlines()
    assert lines == [*TITLES, f"{len(TITLES)} in all", "BAD_USER_INPUT"]


def test_codegen(address: str, examples: Path) -> None:
    """Types made of the server's schema and a query pass TypeScript at its strictest, and the program runs."""
    folder, node = examples / "codegen", installed("node")
    endpoint = f"{address}graphql"
    bin_folder = folder.parent / "node_modules/.bin"
    run(bin_folder / "graphql-codegen", "--silent", cwd=folder, env={**os.environ, "ENDPOINT": endpoint})
    run(bin_folder / "tsc", cwd=folder)
    lines = run(node, "build/app.js", endpoint, cwd=folder).splitlines()
    assert lines == [*TITLES, f"{len(TITLES)} in all", "BAD_USER_INPUT at principles"]
    texts = json.loads((folder / "src/gql/persisted-documents.json").read_text()).values()
    assert [text for text in texts if text.startswith("query Page(")] == list(texts)


LIVE = {
    "gql": (sys.executable, "gql_live.py"),
    "apollo": ("node", "apollo-live.mjs"),
    "urql": ("node", "urql-live.mjs"),
    "relay": ("node", "relay/live.mjs"),
}


@pytest.mark.parametrize("client", LIVE)
def test_subscriptions(examples: Path, tmp_path: Path, client: str) -> None:
    """gql, Apollo Client, urql and Relay are told of a new document and its principle since the version they hold."""
    (tmp_path / "one.md").write_text("# One\n\n## Justification\n\nA reason.\n", encoding="utf-8")
    with running(tmp_path) as server:
        if client == "relay":
            (examples / "relay/schema.graphql").write_text(httpx.get(f"{server.address}schema.graphql").text)
            run(installed("node"), "../node_modules/relay-compiler/cli.js", cwd=examples / "relay")
        program, name = LIVE[client]
        command = [shutil.which(program) or program, name, server.graphql]
        with subprocess.Popen(
            command, cwd=examples, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as listener:
            assert listener.stdout is not None
            assert listener.stdout.readline().strip() == httpx.get(f"{server.address}healthz").json()["version"]
            server.reload(two="# Two\n\n## Justification\n\nAnother reason.\n")
            said, complaint = listener.communicate(timeout=30)
    assert (said, complaint) == ("2 added, 0 changed, 0 removed\n", "")


def test_there_is_something_to_follow() -> None:
    """What the examples ask for fills more than one page, and is not all that there is."""
    assert 5 < len(TITLES) < len(load(shipped()).principles)


def test_every_example_is_listed() -> None:
    """docs/clients/README.md has a link to each example."""
    page = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    for path in EXAMPLES.iterdir():
        assert path.name == "README.md" or f"]({path.name}" in page, path.name
