import html
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from api.web import node_page
from kg.catalogue import Catalogue
from kg.folder import load
from tests.api.web.test_pages import words

ONE = """---
title: One <b>first</b>
permalink: one.html
summary: A & B, said *shortly*.
---

## Defining One

What it is, see [two](two.html), [nothing](nowhere.html), [the web](https://example.org/x), [bad](javascript:alert(1))
and [later][later]. ![a "chart" <x>](chart.png)

<script>alert(1)</script>

[later]: two.html

## The Other Alternatives That Were Not Chosen

* "Big Ball" - nobody can *hold* it
"""
TWO = """---
title: Two
---

## Defining Two

## The Other Alternatives That Were Not Chosen

* big ball - too [round](one.html)
"""
Page = Callable[[str], str]


@pytest.fixture
def folder(tmp_path: Path) -> Catalogue:
    """Two principles that link to each other and reject the same thing, and some prose."""
    for name, text in {"one.md": ONE, "two.md": TWO, "notes.md": "# Notes\n\nمرحبا\n"}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return load(tmp_path)


@pytest.fixture
def page(folder: Catalogue) -> Page:
    """The page of a node by its name."""
    client = TestClient(create_app(Settings(), folder))
    return lambda name: client.get(f"/{name}.html").text


def test_a_principle_tells_what_it_says(page: Page) -> None:
    """A principle's page has kind, title, summary, texts and what it rejects with the reason."""
    said = words(page("principle/one"))
    for told in ("principle", "One <b>first</b>", "A & B, said *shortly*.", "Definition or context", "What it is"):
        assert told in said
    assert "What it rejects Big Ball rejection nobody can hold it" in said


def test_titles_and_texts_are_no_markup(page: Page) -> None:
    """What documents hold runs no script and makes no elements outside its text."""
    text = page("principle/one")
    assert '<h1 dir="auto">One &lt;b&gt;first&lt;/b&gt;</h1>' in text
    assert "alert(1)" not in text.replace("javascript", "")
    assert "javascript:" not in text
    assert not re.search(r"<script|\sstyle=|\son\w+=|<img", text)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_front_matter_is_shown_as_it_stands(tmp_path: Path, line_end: str) -> None:
    """The page of a document shows its front matter as it is written, and makes no heading of it."""
    (tmp_path / "one.md").write_bytes(ONE.replace("\n", line_end).encode())
    text = TestClient(create_app(Settings(), load(tmp_path))).get("/document/one.md.html").text
    shown = "---\ntitle: One &lt;b&gt;first&lt;/b&gt;\npermalink: one.html\nsummary: A &amp; B, said *shortly*.\n---"
    assert f"<pre>{shown}</pre>" in text
    assert "<h2>Defining One</h2>" in text
    assert not re.search(r"<h2>\s*title:", text)


def test_links_within_texts_lead_to_nodes(page: Page) -> None:
    """A link to another document leads to what it holds, also by a reference; one to nowhere is words."""
    text = page("principle/one")
    assert '<a href="/principle/two" rel="noopener noreferrer">two</a>' in text
    assert '<a href="/principle/two" rel="noopener noreferrer">later</a>' in text
    assert '<a href="https://example.org/x" rel="noopener noreferrer">the web</a>' in text
    assert "nowhere.html" not in text.split("Links to other documents")[0]
    assert ">nothing</a>" in text


def test_pictures_are_their_descriptions(page: Page) -> None:
    """A picture of a document is its description, since pages load nothing that is not theirs."""
    assert '<span class="picture">a &quot;chart&quot; &lt;x&gt;</span>' in page("principle/one")


def test_an_alternative_tells_who_rejects_it(page: Page) -> None:
    """An alternative's page has everyone that rejects it, each with its reason, and links within that are its own."""
    text = page("alternative/big-ball")
    said = words(text)
    assert "What points here (2)" in said
    assert re.search(r"One <b>first</b> principle\s+Big Ball rejection\s+nobody can hold it", said)
    assert '<a href="/principle/one" rel="noopener noreferrer">round</a>' in text


def test_every_kind_of_node_has_a_page(folder: Catalogue, page: Page) -> None:
    """Parts say what they are part of, documents have their sections, and each page names its IRI and formats."""
    part = words(page("rejection/one/big-ball"))
    assert "rejection of One <b>first</b>" in part
    assert "مرحبا" in page("document/notes.md")
    for name in ("principle/two", "document/one.md", "section/one/defining-one", "catalogue"):
        text = page(name)
        assert text.count("<h1") == 1
        for suffix in (".ttl", ".nt", ".jsonld"):
            assert f'href="/{name}{suffix}"' in text
    assert f"{folder.iris.base}principle/two" in page("principle/two")


def test_long_lists_are_cut_with_their_number(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page shows so many values of a predicate and says how many more there are."""
    monkeypatch.setattr(node_page, "MOST", 1)
    said = words(page("catalogue"))
    assert re.search(r"and \d+ more, in the other formats", said)


def test_the_start_page_leads_to_principles(folder: Catalogue) -> None:
    """The start page links to each principle and to all there is."""
    client = TestClient(create_app(Settings(), folder))
    text = client.get("/").text
    for principle in folder.principles:
        assert f'<a href="/principle/{principle.slug}"><bdi>{html.escape(principle.title)}</bdi></a>' in text
    assert client.get("/catalogue.html").status_code == 200
    assert 'href="/catalogue.html"' in text
