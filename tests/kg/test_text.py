"""A text as plain words and as HTML."""

import pytest

from kg.model import Text
from kg.text import to_html, to_plain


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("It *works* `well`.", "It works well."),
        ("One.\n\nTwo\nlines.", "One.\nTwo lines."),
        ("One.<br>Two.", "One.\nTwo."),
        ("* one\n* two", "one\ntwo"),
        ("Before.\n\n| a | b |\n|---|---|\n| c | d |\n\nAfter.", "Before.\na b\nc d\nAfter."),
        ("<table><tr><td>a</td><td>b</td></tr></table>\n\nAfter.", "a b\nAfter."),
        ("A [link](https://example.org/), a ![picture](x.png).", "A link, a ."),
        ("Here <!-- not here --> and <b>here</b>.<script>alert(1)</script>", "Here and here."),
        ("5 &lt; 6 & <https://example.org/>", "5 < 6 & https://example.org/"),
        ("a\u00a0b", "a b"),
        ("", ""),
    ],
)
def test_plain(markdown: str, words: str) -> None:
    """Plain words have a line for each block and row, in their order, without markup, pictures and comments."""
    assert to_plain(Text(markdown)) == words


def test_definitions() -> None:
    """A link by reference is one wherever its definition stands."""
    text = Text("Read [this][Ref].", (("ref", "https://example.org/", ""),))
    assert to_plain(text) == "Read this."
    assert 'href="https://example.org/"' in to_html(text)


def test_safe_html() -> None:
    """HTML never holds a script or an address that runs one."""
    html = to_html(Text("<script>alert(1)</script>\n\n[x](javascript:alert(1)) <img src=x onerror=alert(1)>"))
    assert "script" not in html
    assert "onerror" not in html
