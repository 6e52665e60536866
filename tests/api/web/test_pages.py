import html
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from api.web.pages import ASSETS, examples
from kg.catalogue import Catalogue
from kg.folder import load

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
LICENSED = 'title = "A <b>bold</b> title"\nlicence = "{licence}"\n'
REJECTING = "---\ntitle: {title}\n---\n\n## The Other Alternatives That Were Not Chosen\n\n* {option}\n"
Of = Callable[..., Catalogue]


@pytest.fixture
def of(tmp_path: Path) -> Of:
    """Makes a catalogue of files, by name and text."""

    def make(**files: str) -> Catalogue:
        for name, text in files.items():
            (tmp_path / name.replace("__", ".")).write_text(text, encoding="utf-8")
        return load(tmp_path)

    return make


def served(catalogue: Catalogue) -> TestClient:
    """A client of a server of a catalogue."""
    return TestClient(create_app(Settings(), catalogue), headers=BROWSER)


def words(page: str) -> str:
    """What a page says, without its markup."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_start_page_counts_what_is_here(catalogue: Catalogue) -> None:
    """The start page names the catalogue and counts what it holds, one thing in the singular."""
    page = words(served(catalogue).get("/").text)
    assert catalogue.title in page
    for said in (
        "2 principles and decisions",
        "2 alternatives not chosen",
        "1 source ",
        "1 conflict ",
        "3 documents",
    ):
        assert said in page


def test_start_page_links_lead_somewhere(catalogue: Catalogue) -> None:
    """Every link and asset that a page names on its own server is there."""
    client = served(catalogue)
    for path in ("/", "/graphql", "/sparql", "/nothing"):
        found = {html.unescape(link) for link in re.findall(r'(?:href|src)="(/[^"]*)"', client.get(path).text)}
        assert found
        for link in found:
            assert client.get(link).status_code == 200, link


def test_ide_links_carry_the_query(catalogue: Catalogue) -> None:
    """Each query of the start page has a link that opens the IDE with exactly that query, without a script."""
    page = served(catalogue).get("/").text
    links = [html.unescape(link) for link in re.findall(r'href="(/graphql\?[^"]*)"', page)]
    assert [parse_qs(urlsplit(link).query)["query"] for link in links] == [
        [example.query] for example in examples(catalogue)
    ]


def test_browser_gets_the_ide_with_and_without_a_query(catalogue: Catalogue) -> None:
    """A browser at /graphql gets the IDE, whether its address holds a query or not; a program gets the answer."""
    client = served(catalogue)
    for parameters in ({}, {"query": "{ __typename }"}):
        page = client.get("/graphql", params=parameters)
        assert page.headers["Content-Type"].startswith("text/html")
        assert "Accept" in page.headers["Vary"].split(", ")
        assert 'id="ide"' in page.text
    answer = client.get("/graphql", params={"query": "{ __typename }"}, headers={"Accept": "application/json"})
    assert answer.json() == {"data": {"__typename": "Query"}}


def test_ide_begins_with_a_query_of_the_catalogue(catalogue: Catalogue) -> None:
    """The IDE page gives its script the first query of the start page, and links to that page."""
    page = served(catalogue).get("/graphql").text
    found = re.search(r'data-query="([^"]*)"', page)
    assert found is not None
    assert html.unescape(found[1]) == examples(catalogue)[0].query
    assert 'href="/"' in page


def test_only_the_ide_may_set_styles(catalogue: Catalogue) -> None:
    """The policy of the IDE page allows inline styles, that of every other page none."""
    client = served(catalogue)
    for path, allowed in (
        ("/graphql", True),
        ("/sparql", False),
        ("/", False),
        ("/nothing", False),
        ("/healthz", False),
    ):
        assert ("'unsafe-inline'" in client.get(path).headers["Content-Security-Policy"]) is allowed


def test_example_is_the_first_principle_with_something_to_tell(catalogue: Catalogue, of: Of) -> None:
    """The first query asks about the first principle that rejects something and has further reading, else rejects."""
    assert 'principle(slug: "one")' in examples(catalogue)[0].query
    poorer = of(
        a__md="---\ntitle: Plain\n---\n\n## Defining Plain\n\nWhat it is.\n",
        b__md=REJECTING.format(title="Choosy", option="Big Ball"),
    )
    assert "Choosy" in examples(poorer)[0].question


def test_example_asks_for_the_source_cited_most(catalogue: Catalogue) -> None:
    """The third query asks for the source that is cited most."""
    query = examples(catalogue)[2].query
    answer = served(catalogue).post("/graphql", json={"query": query}, headers={"Accept": "application/json"}).json()
    assert len(answer["data"]["source"]["citations"]["nodes"]) == len(catalogue.citations)


@pytest.mark.parametrize(
    "text",
    [
        "# Notes\n\nProse alone.\n",
        REJECTING.format(title='A "quoted" \\\\ title', option="Other"),
        REJECTING.format(title="Größe & <i>数</i> 😀", option="Klein"),
    ],
)
def test_examples_are_answered_on_any_catalogue(of: Of, text: str) -> None:
    """The three queries are answered without error, also where there is no principle, or an odd title."""
    small = of(one__md=text)
    client = served(small)
    assert client.get("/").status_code == 200
    for example in examples(small):
        answer = client.post("/graphql", json={"query": example.query}, headers={"Accept": "application/json"}).json()
        assert "errors" not in answer
        assert all(answer["data"].values())


def test_titles_are_text(of: Of) -> None:
    """A title or licence that holds markup is shown as text; only a web address becomes a link."""
    for licence, linked in (("https://example.org/by", True), ("javascript:alert(1)", False), ("MIT & more", False)):
        odd = of(
            catalogue__toml=LICENSED.format(licence=licence),
            one__md=REJECTING.format(title="A", option="B"),
        )
        page = served(odd).get("/").text
        assert "<b>bold</b>" not in page
        assert "A &lt;b&gt;bold&lt;/b&gt; title" in page
        assert f"under this licence: {licence}" in words(page)
        assert ('rel="license"' in page) is linked


def test_answers_are_announced(catalogue: Catalogue) -> None:
    """Each button says which question it asks, and each answer has a name and a status that is read aloud."""
    page = served(catalogue).get("/").text
    names = re.findall(r'<h3 id="([^"]+)">', page)
    assert len(names) == 3
    assert re.findall(r'<button[^>]* aria-describedby="([^"]+)" hidden>', page) == names
    assert page.count('role="status"') == page.count('role="region" aria-label="Answer to: ') == 3


def test_error_page_says_what_and_leads_home(catalogue: Catalogue) -> None:
    """A browser's mistake gets a page with a sentence and the way to the start page."""
    page = served(catalogue).get("/no/such/page")
    assert page.status_code == 404
    assert "There is nothing at /no/such/page." in words(page.text)
    assert '<a href="/">To the start page</a>' in page.text


def test_assets_load_nothing_from_elsewhere() -> None:
    """No stylesheet, script or page fetches from another host, and what is bundled has its licences beside it."""
    outside = re.compile(r"""(?:url\(|@import|\bimport\(?|\bsrc=|sourceMappingURL=)\s*["']?(?:https?:)?//""")
    for asset in ASSETS.glob("*.[cj]s*"):
        assert not outside.search(asset.read_text(encoding="utf-8")), asset.name
    assert sum(asset.stat().st_size for asset in ASSETS.iterdir()) < 3_000_000
    licences = (ASSETS / "LICENSES.txt").read_text(encoding="utf-8")
    for package in ("graphiql ", "graphql ", "react ", "codemirror "):
        assert re.search(rf"^{package}\d", licences, re.MULTILINE)


@pytest.mark.parametrize("path", ["/", "/graphql", "/sparql", "/nothing"])
def test_pages_hold_no_inline_code(catalogue: Catalogue, path: str) -> None:
    """Pages hold no inline script or style, and their policy runs no script but the server's own."""
    page = served(catalogue).get(path, headers={"Accept": "text/html"})
    assert "default-src 'none'; script-src 'self';" in page.headers["Content-Security-Policy"]
    assert not re.search(r"<script(?![^>]*src=)|<style|style=|\son\w+=", page.text)
