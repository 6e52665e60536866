import json
import re
from pathlib import Path

from tests.api.test_cli import principles

DOCS = (Path(__file__).parents[2] / "docs/command-line.md").read_text(encoding="utf-8")


def test_search_is_the_documentation_s(shipped: Path) -> None:
    """Hits are printed as the page on the command line shows them: score, label, name, and a piece of the text."""
    shown = re.search(r"## search\n.*?```text\n(.*?)```", DOCS, re.DOTALL)
    done = principles("search", "loose", "coupling", "--folder", shipped, "--first", "1")
    assert shown
    assert (done.returncode, done.stdout.decode()) == (0, shown[1])


def test_search_as_json(shipped: Path) -> None:
    """As JSON every hit has its kind, label, IRI, score and highlight, and the whole says how many there are."""
    done = principles("search", "big design", "--folder", shipped, "--format", "json", "--first", "2")
    answer = json.loads(done.stdout)
    assert answer["total"] > len(answer["hits"]) == 2
    (first, _) = answer["hits"]
    assert sorted(first) == ["highlight", "iri", "kind", "label", "score"]
    assert (first["kind"], first["label"]) == ("alternative", "Big design up front")
    assert "<mark>" in first["highlight"]


def test_search_of_a_kind(shipped: Path) -> None:
    """Only hits of the kinds named are printed."""
    done = principles("search", "team", "--folder", shipped, "--kind", "source", "--kind", "theme", "--format", "json")
    assert {hit["kind"] for hit in json.loads(done.stdout)["hits"]} <= {"source", "theme"}


def test_nothing_is_an_answer(shipped: Path) -> None:
    """Where nothing matches that is said with exit code 0, and an empty list as JSON; nothing typed is an error."""
    for text in ("zzzz", '"', "-team"):
        done = principles("search", "--folder", shipped, "--", text)
        assert (done.returncode, done.stdout.decode(), done.stderr) == (0, "Nothing matches.\n", b"")
    done = principles("search", "zzzz", "--folder", shipped, "--format", "json")
    assert json.loads(done.stdout) == {"total": 0, "hits": []}


def test_documents_do_not_steer_the_terminal(tmp_path: Path) -> None:
    """Signs of a document that a terminal would be steered by are printed as blanks, and each hit keeps its lines."""
    page = "# Red \x1b[31m wombat\n\n## Justification\n\nA wombat\x07 is\x9b a\n\n* wombat\n"
    (tmp_path / "a.md").write_text(page, encoding="utf-8")
    done = principles("search", "wombat", "--folder", tmp_path)
    assert done.returncode == 0
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", done.stdout.decode())
    assert done.stdout.decode().count("\n") == 2
