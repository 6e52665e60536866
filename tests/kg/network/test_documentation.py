import re
from pathlib import Path

import pytest

from kg import folder
from kg.network import to_networkx
from kg.network.joins import JOINS

PAGE = (Path(__file__).parents[3] / "docs/networkx.md").read_text(encoding="utf-8")


def part(heading: str) -> str:
    """The text below a heading, up to the next one."""
    return re.split(r"\n#+ ", PAGE.split(f" {heading}\n", 1)[1])[0]


def test_examples_run(capsys: pytest.CaptureFixture[str]) -> None:
    """The examples run one after another, and each prints something."""
    examples = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    names: dict[str, object] = {}
    for example in examples:
        exec(compile(example, "docs/networkx.md", "exec"), names)
        assert capsys.readouterr().out.strip(), example
    assert len(examples) == 7


def test_every_word_is_told() -> None:
    """The table of what joins two nodes is the one that ways and nearness go by, in its order."""
    rows = re.findall(
        r"^\| `([^`]+)` \| `([^`]+)` \| [^|]+ \| ([\d.]+) \|$", part("What joins two nodes"), re.MULTILINE
    )
    assert rows == [(join.forward, join.backward, str(join.strength)) for join in JOINS]


def test_every_attribute_is_told(shipped: Path) -> None:
    """The tables of nodes and edges name every kind, type, key and attribute of the shipped catalogue's graph."""
    graph = to_networkx(folder.load(shipped))
    for attributes in graph.nodes.values():
        rows = [row for row in part("Nodes").splitlines() if row.startswith("| `")]
        (row,) = (row for row in rows if f"`{attributes['kind']}`" in row.split(" | ")[1])
        assert all(f"`{name}`" in row for name in set(attributes) - {"kind", "label", "iri"}), row
    for *_, key, attributes in graph.edges(keys=True, data=True):
        row = next(row for row in part("Edges").splitlines() if row.split(" | ")[0].count(f"`{attributes['type']}`"))
        assert f"`{key}`" in row or "the type" in row or key.startswith("conflicts-with:")
        assert all(f"`{name}`" in row for name in set(attributes) - {"type", "weight"}), row
    assert all(f"`{name}`" in part("With networkx") for name in graph.graph)
