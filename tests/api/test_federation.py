"""The schema as a subgraph: composed by Apollo's composition, and asked through Apollo's gateway."""

import json
import subprocess
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.api.conftest import serving
from tests.api.test_cli import principles
from tests.conftest import installed, npm_installed

HERE = Path(__file__).parent / "federation"
JOINED = """{
  reviews {
    nodes {
      text
      of { title kind reviews { text } rejections { alternative { label slug regrets } } }
      read { title stars }
      instead { regrets }
    }
    pageInfo { hasNextPage }
  }
}"""
OTHER_WAY = '{ principle(slug: "loose-coupling") { title reviews { text } evidence { url stars } } }'


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What composition and gateway say of a server of the shipped catalogue, beside a small subgraph of reviews."""
    npm_installed(HERE)
    sdl = tmp_path_factory.mktemp("federation") / "principles.graphql"
    sdl.write_bytes(principles("schema", "--federation").stdout)
    with pytest.MonkeyPatch.context() as patch, serving_subgraph(patch) as (address, _):
        query = '{ principle(slug: "loose-coupling") { evidence { url } } }'
        answer = httpx.post(f"{address}graphql", json={"query": query}).json()
        (source, *_) = answer["data"]["principle"]["evidence"]
        command = [installed("node"), HERE / "supergraph.mjs", sdl, f"{address}graphql", source["url"]]
        done = subprocess.run([*command, JOINED, OTHER_WAY], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def serving_subgraph(patch: pytest.MonkeyPatch) -> Any:
    """A server with the setting that makes it a subgraph."""
    patch.setenv("PRINCIPLE_FEDERATION", "true")
    return serving()


def test_composes(told: Any) -> None:
    """Apollo's composition takes the schema that `principles schema --federation` prints, beside another subgraph."""
    assert told["errors"] == []


def test_answers_are_joined(told: Any) -> None:
    """A gateway joins what another subgraph says of principles, alternatives and sources to what ours says."""
    joined, other_way = told["answers"]
    assert "errors" not in joined
    (review,) = joined["data"]["reviews"]["nodes"]
    assert review["of"]["title"] == "Loose coupling"
    assert review["of"]["reviews"] == [{"text": "Held up well."}]
    for rejection in review["of"]["rejections"]:
        assert rejection["alternative"]["regrets"] == len(rejection["alternative"]["slug"])
    assert review["read"]["title"]
    assert review["read"]["stars"] == 5
    assert "errors" not in other_way
    assert other_way["data"]["principle"]["reviews"] == [{"text": "Held up well."}]
    assert {one["stars"] for one in other_way["data"]["principle"]["evidence"]} == {5}
