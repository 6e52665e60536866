import pytest

from kg.model import Text
from kg.reading import document
from kg.text import to_html, to_plain
from scripts import growth
from scripts.hostile import KINDS

SIZES = (4_000, 32_000)
GENEROUS = 3  # times the growth of size and the parser's time; quadratic time grows eight times as fast
TRIES = (1, 3, 3, 9)  # rounds: the machine may be busy


@pytest.mark.parametrize(("ours", "parser"), [(growth.read, growth.events), (growth.render, growth.html)])
@pytest.mark.parametrize("kind", KINDS)
def test_time_grows_with_size(kind: str, ours: growth.Work, parser: growth.Work) -> None:
    """Reading and rendering take no time that grows with the square of a document's size, whatever it holds."""
    measured = []
    for rounds in TRIES:
        measured.append(growth.measure(kind, SIZES, ours, parser, rounds))
        if not measured[-1].is_steep(GENEROUS):
            return
    pytest.fail(f"{measured}")


@pytest.mark.parametrize("block", ["- " * 99_999, "? " * 99_999, "- ? " * 50_000, ": " * 99_999, "a: " + "[" * 99_999])
def test_front_matter_may_nest(block: str) -> None:
    """Front matter that is nested more deeply than its reader can bear is a finding."""
    read = document.read("docs/a.md", f"---\ntitle: A\n{block}\n---\n# B\n".encode())
    assert "invalid-front-matter" in [found.code for found in read.findings]


def test_aliases_multiply() -> None:
    """Front matter whose aliases stand for a milliard values is a finding."""
    lines = ["a0: &a0 ha", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)), "status: *a9"]
    read = document.read("docs/a.md", f"---\n{chr(10).join(lines)}\n---\n# B\n".encode())
    assert "invalid-front-matter" in [found.code for found in read.findings]


@pytest.mark.parametrize("lead", ["> " * 300, "- " * 300, "<b id=x>" * 11 + "<br>" * 300])
def test_deep_text_is_shown_as_written(lead: str) -> None:
    """A text with more elements in one another than a sanitiser can bear is shown as it is written."""
    text = Text(f"{lead}*deep*")
    assert to_html(text).startswith("<pre>")
    assert to_plain(text).endswith("*deep*")


@pytest.mark.parametrize("lead", ["> " * 100, "<b>a</b> " * 1000, "* a\n" * 1000 + "* "])
def test_long_text_is_rendered(lead: str) -> None:
    """A long text, and one that is nested as deeply as any author would, is rendered."""
    assert "<em>deep</em>" in to_html(Text(f"{lead}*deep*"))
