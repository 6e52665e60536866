"""The README's commands, as a newcomer types them."""

import re
import subprocess
import sys
from pathlib import Path

from kg.formats import FORMATS
from tests.api.test_cli import principles
from tests.conftest import installed

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def part(heading: str) -> str:
    """What stands below a heading."""
    return README.split(f"\n## {heading}\n")[1].split("\n## ")[0]


def block(text: str, language: str) -> list[str]:
    """The fenced blocks of a text in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


def test_near_and_joined(shipped: Path) -> None:
    """`related` and `path` answer as typed, and the way is the one that is shown."""
    (shown,) = block(part("Ask it"), "text")
    _, commands, *_ = block(part("Ask it"), "sh")
    near, way = (line.split()[1:] for line in commands.splitlines())
    done = principles(*near, "--folder", shipped)
    assert done.returncode == 0
    assert done.stdout.count(b"\n0.") == 4
    assert principles(*way, "--folder", shipped).stdout.decode() == shown


def test_linked_data_and_sparql(address: str, tmp_path: Path) -> None:
    """The two requests are answered, the one with what points at the entry, the other with the table that is shown."""
    asked, _ = block(part("Give it to other tools"), "sh")
    (shown,) = block(part("Give it to other tools"), "text")
    local = asked.replace("http://127.0.0.1:8000/", address).replace(
        "curl ", f"{installed('curl')} -sSf --max-time 30 "
    )
    node, table = local.split("\n", 1)
    told = subprocess.run(["sh", "-c", node], capture_output=True, text=True, check=True, cwd=tmp_path).stdout
    assert re.search(r"^principle:loose-coupling\n(?: .*\n)*? +a .*pv:Principle", told, re.MULTILINE)
    assert "skos:member principle:loose-coupling" in told
    told = subprocess.run(["sh", "-c", table], capture_output=True, text=True, check=True, cwd=tmp_path).stdout
    assert told.replace("\r\n", "\n") == shown


def test_exports(shipped: Path, tmp_path: Path) -> None:
    """Each export is written, the number of formats is right, and what ships conforms to the shapes."""
    _, commands = block(part("Give it to other tools"), "sh")
    whole = subprocess.run(
        ["sh", "-ec", commands.replace(".venv/bin/principles", f"{Path(sys.executable).parent / 'principles'}")],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
    )
    assert "The graph conforms to the shapes." in whole.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["graph.graphml", "graph.ttl"]
    assert len(FORMATS) == 13
    assert "[thirteen formats](docs/formats.md)" in README
