import html
import re
from pathlib import Path
from queue import Queue
from urllib.parse import unquote

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from kg.catalogue import Catalogue
from kg.folder import load, shipped
from kg.search.results import search

HITS = re.compile(r'<li><a href="([^"]+)"><bdi>(.*?)</bdi></a> <span class="kind">(\w+)</span>')


@pytest.fixture(scope="module")
def whole() -> TestClient:
    """A client of a server of the catalogue that ships."""
    return TestClient(create_app(Settings(), load(shipped())), headers={"Accept": "text/html"})


def hits(page: str) -> list[tuple[str, str, str]]:
    """The address, label and kind of each hit of a page, without marks."""
    return [(path, html.unescape(re.sub("</?mark>", "", label)), kind) for path, label, kind in HITS.findall(page)]


def test_hits_lead_to_their_pages(whole: TestClient) -> None:
    """Each hit of any kind links to the page of its node, which names it."""
    page = whole.get("/search", params={"q": "team* OR purpose"})
    assert page.status_code == 200
    found = hits(page.text)
    assert {kind for *_, kind in found} >= {"principle", "alternative", "source"}
    for path, label, _ in found:
        assert label in html.unescape(whole.get(path).text)


def test_marks_and_count(whole: TestClient) -> None:
    """The page keeps what was typed, says how many hits there are, and marks what matches."""
    page = whole.get("/search", params={"q": 'loose "coupling'}).text
    assert 'value="loose &#34;coupling"' in page
    assert re.search(r'role="status">\s*\d+ hits\.', page)
    assert "Loose <mark>coupling</mark>" in page or "<mark>Loose</mark> <mark>coupling</mark>" in page


def test_kind(whole: TestClient) -> None:
    """Hits of one kind are had by `kind`, which stays chosen; another word is everything."""
    page = whole.get("/search", params={"q": "team", "kind": "source"}).text
    assert {kind for *_, kind in hits(page)} == {"source"}
    assert '<option value="source" selected>' in page
    assert "selected" not in whole.get("/search", params={"q": "team", "kind": "x"}).text


def test_pages_follow_each_other(whole: TestClient) -> None:
    """More hits than a page holds are on the pages that it links to, each hit on one; a page past the last says so."""
    catalogue: Catalogue = whole.app.state.catalogue  # type: ignore[attr-defined]
    seen, path = [], "/search?q=the"
    while path:
        page = whole.get(path).text
        seen += hits(page)
        more = re.search(r'<a href="([^"]+)" rel="next">', page)
        path = html.unescape(more[1]) if more else ""
    assert len(seen) == len({path for path, *_ in seen}) == search(catalogue, "the").total > 20
    assert "There are no more hits" in whole.get("/search?q=the&page=50").text


@pytest.mark.parametrize(
    "query",
    [
        *("", "?q=", "?q=%22", "?q=zzzz", "?q=a&page=0", "?q=a&page=x", "?q=a&page=99999999", "?q=%FF%00%ED%A0%80"),
        *("?q=a&q=b", "?q=%F0%9F%98%80", "?kind=principle", "?page=3", f"?q={'a' * 10_000}"),
    ],
)
def test_whatever_is_asked(whole: TestClient, query: str) -> None:
    """Any query has a page, with the form to ask again."""
    page = whole.get(f"/search{query}")
    assert page.status_code == 200
    assert 'role="search"' in page.text


def test_what_is_typed_and_documents_are_escaped(tmp_path: Path) -> None:
    """Neither what is typed nor what a document holds becomes an element of the page."""
    text = '# A <img src=x onerror=alert(1)> wombat\n\n## Justification\n\n`<script>x</script>` wombat "\n'
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    client = TestClient(create_app(Settings(), load(tmp_path)))
    page = client.get("/search", params={"q": 'wombat ""><script>alert(1)</script>'}).text
    assert hits(page)
    assert not re.search(r"<(?:script|img)", page)


def test_start_page_has_the_form(whole: TestClient) -> None:
    """The start page has a box to search in, which asks at /search, and every page links there."""
    start = whole.get("/").text
    assert re.search(r'<form class="search" role="search" action="/search">\s*<label for="q">', start)
    assert '<a href="/search">Search</a>' in whole.get("/vocabulary").text


def test_nodes_of_other_scripts(tmp_path: Path) -> None:
    """The address of a hit is escaped, and leads to its page."""
    (tmp_path / "değer.md").write_text("# Değer önce\n\n## Justification\n\nÖyle.\n", encoding="utf-8")
    client = TestClient(create_app(Settings(), load(tmp_path)))
    ((path, label, _),) = hits(client.get("/search", params={"q": "deger"}).text)
    assert label == "Değer önce"
    assert unquote(path) == "/principle/değer"
    assert client.get(path, headers={"Accept": "text/html"}).status_code == 200


def test_index_is_made_when_a_server_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that starts makes the index beside, so that the first who searches needn't wait for all of it."""
    made: Queue[Catalogue] = Queue()
    monkeypatch.setattr("api.app.index_of", made.put)
    catalogue = load(shipped())
    with TestClient(create_app(Settings(), catalogue)):
        assert made.get(timeout=30) is catalogue
