"""A file's bytes to a document."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Document, Principle, Status
from kg.reading import document

RECORD = """# 1. Köche

Date: 2021-03-04

## Status

Accepted

## Context

Zwei  Köche.

## Decision

Ein Koch – “einer”.
"""


def read(data: bytes, path: str = "docs/0001-cooks.md") -> Document:
    """A document in a folder."""
    return document.read(path, data)


def codes(found: Document) -> list[tuple[str, int]]:
    """The findings of a document, each with its line."""
    return [(one.code, one.location.line) for one in found.findings]


def facts(found: Document) -> list[tuple[str, str, int]]:
    """The facts of a document's only entry."""
    [entry] = found.principles
    return [(fact.field, fact.value, fact.location.line) for fact in entry.facts]


PLAIN = facts(read(RECORD.encode()))


@pytest.mark.parametrize(
    "text",
    [
        RECORD.replace("\n", "\r\n"),
        RECORD.replace("\n", "\r"),
        "\ufeff" + RECORD,
        RECORD.rstrip("\n"),
        RECORD.replace("\n\n", "\n \t\n"),
        RECORD.replace("Status", "Status\u200b"),
        RECORD.replace("## ", "##\u00a0\t").replace("##\u00a0\t", "## \u00a0"),
        RECORD.replace("Accepted", "\u00a0Accepted"),
    ],
    ids=["crlf", "cr", "bom", "no-last-newline", "blanks", "zero-width", "nbsp-heading", "nbsp-value"],
)
def test_line_ends_and_blanks(text: str) -> None:
    """Line ends of any kind, a byte order mark, and blanks of any kind change nothing that is read."""
    [entry] = (found := read(text.encode())).principles
    assert [(fact[0], fact[2]) for fact in facts(found)] == [(fact[0], fact[2]) for fact in PLAIN]
    assert (entry.title, entry.status, entry.date) == ("Köche", Status.ACCEPTED, "2021-03-04")
    assert codes(found) == []


@pytest.mark.parametrize("blank", ["\u00a0", "\u202f", "\u2009"])
def test_no_break_space(blank: str) -> None:
    """A no-break space is a space in plain words."""
    [entry] = read(f"# A{blank}name\n\n## Decision\n\nYes.\n\n## Context\n\nWords.\n".encode()).principles
    assert entry.title == "A name"


def test_markdown_is_kept() -> None:
    """A document keeps its text as it was, and the digest of its bytes."""
    data = ("\ufeff" + RECORD.replace("\n", "\r\n")).encode()
    found = read(data)
    assert found.markdown == RECORD.replace("\n", "\r\n")
    assert found.digest == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16(encoding: str) -> None:
    """UTF-16 with a byte order mark is read as such, with a finding."""
    data = RECORD.encode(encoding) if encoding == "utf-16" else ("\ufeff" + RECORD).encode(encoding)
    found = read(data)
    assert facts(found) == PLAIN
    assert codes(found) == [("encoding", 1)]


def test_latin_1() -> None:
    """Bytes that are no UTF-8 are read as Windows-1252, with a finding at the first of them."""
    found = read(RECORD.encode("cp1252"))
    assert facts(found) == PLAIN
    assert codes(found) == [("encoding", 1)]
    late = read(RECORD.replace("Köche", "Koche").encode("cp1252"))
    assert codes(late) == [("encoding", 15)]


@pytest.mark.parametrize(
    "data", [b"", b"\n", b"\xef\xbb\xbf", b" \r\n\t\r\n", b"---\n---\n", b"---\n# nothing\n---\n", b"\0"]
)
def test_nothing_to_read(data: bytes) -> None:
    """An empty file is a document without an entry."""
    found = read(data)
    assert (found.principles, found.slug, codes(found)) == ((), "0001-cooks", [("no-entry", 1)])


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"\xff\xfe\x00\xd8", b"\xc3", b"\x00\xff\x81", b"\xef\xbb\xbf\xff"])
def test_broken_bytes(data: bytes) -> None:
    """Bytes that no encoding explains are a document all the same, with a finding."""
    assert ("encoding", 1) in codes(read(data))


def test_names() -> None:
    """A document is found by its permalink, its path, its file's stem and what redirects to it."""
    text = "---\npermalink: /cooking.html\nredirect_from: [old-cooking.html]\n---\n# Cooking\n"
    found = read(text.encode())
    assert (found.slug, found.names) == ("cooking", ("0001-cooks", "old-cooking", "/cooking.html"))


@pytest.mark.parametrize(
    ("path", "slug"),
    [
        ("docs/adr/0001-x.md", "0001-x"),
        ("packages/core/docs/adr/0001-x.md", "packages/core/0001-x"),
        ("2022-03-02-y/README.md", "2022-03-02-y"),
        ("pages/Index.md", "index"),
    ],
)
def test_slugs(path: str, slug: str) -> None:
    """A document without a permalink has the slug of its path, less what is generic in it."""
    assert read(RECORD.encode(), path).slug == slug


CASES = [path.read_text(encoding="utf-8") for path in sorted((Path(__file__).parent / "cases").glob("*.md"))]
LINES = sorted({line for text in CASES for line in text.split("\n")})
ODD = [
    "---",
    "# ",
    "#",
    "===",
    "<!--",
    "-->",
    "```",
    "| a | b |",
    "|--|--|",
    "> ",
    "  * x",
    "[a]: b",
    "\u0130\u0131",
    "* **Status:**",
]


@given(st.lists(st.sampled_from(LINES + ODD), max_size=30).map("\n".join))
def test_any_lines(text: str) -> None:
    """Whatever the lines of a file, it is a document, whose places lie within it."""
    last = text.count("\n") + 1
    found = read(text.encode())
    for entry in found.principles:
        assert within(entry, last)
    for one in (*found.findings, *found.sections):
        assert 0 <= one.location.line <= one.location.end_line <= last


def within(entry: Principle, last: int) -> bool:
    """True where all places of an entry lie within the lines of its file."""
    held = (*entry.facts, *entry.sections, *entry.options, *entry.references, *entry.links, entry)
    return all(0 <= one.location.line <= one.location.end_line <= last for one in held)


@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    """Whatever the bytes of a file, it is a document."""
    assert read(data).digest == hashlib.sha256(data).hexdigest()
