import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.web.questions import QUESTIONS
from kg.folder import load, shipped
from kg.sparql.dataset import graph
from kg.sparql.engine import Engine
from kg.sparql.question import Answer, Limits, Question
from kg.sparql.results import GRAPHS, TABLES

PAGE = (Path(__file__).parents[3] / "docs/sparql.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```sparql\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """An engine with the limits of a server."""
    made = Engine(Limits())
    yield made
    made.close()


@pytest.mark.parametrize("query", [*EXAMPLES, *(one.query for one in QUESTIONS)])
def test_examples_are_answered(engine: Engine, query: str) -> None:
    """Each query of docs/sparql.md and of the page at /sparql finds something in the catalogue that ships."""
    answer: Answer = engine.ask(graph(load(shipped())), Question(query))
    if answer.media_type == "text/turtle":
        assert answer.body.count(b"\n") > 3
    else:
        assert json.loads(answer.body)["results"]["bindings"]


def test_formats_are_documented() -> None:
    """docs/sparql.md names each media type of answers."""
    assert len(EXAMPLES) >= 5
    for media_type in [*TABLES, *GRAPHS]:
        assert f"`{media_type}`" in PAGE


def test_limits_are_documented() -> None:
    """docs/sparql.md has each limit with its default and variable."""
    told = re.findall(r"\| (\d+) \| `PRINCIPLE_SPARQL_(\w+)` \|", PAGE)
    assert {name.lower(): int(default) for default, name in told} == {
        name: int(getattr(Limits(), name)) for name in Limits.__struct_fields__
    }
