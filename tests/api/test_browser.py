"""A real server, a real browser, and no network."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.api.live import running
from tests.conftest import installed
from tests.kg.pages import page as document


@pytest.fixture
def page() -> Iterator[Page]:
    """A page of a browser that resolves no host but this machine; it fails the test on any complaint."""
    chromium = installed("chromium")
    arguments = ["--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
    complaints: list[str] = []

    def stays(url: str) -> bool:
        return urlsplit(url).scheme in ("data", "blob") or urlsplit(url).hostname == "127.0.0.1"

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        page = browser.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: None if stays(request.url) else complaints.append(request.url))
        page.on("requestfailed", lambda request: complaints.append(request.url))
        yield page
        browser.close()
    asyncio.set_event_loop(None)
    assert complaints == []


def test_start_page_answers_by_a_click(address: str, page: Page) -> None:
    """On the start page a click runs a query and shows its answer."""
    page.goto(address)
    for number in range(3):
        example = page.locator(".example").nth(number)
        example.get_by_role("button", name="Ask").click()
        expect(example.locator(".answer")).to_contain_text('"data": {')
        expect(example.get_by_role("status")).to_have_text("The answer is below.")


def test_start_page_answers_by_keyboard(address: str, page: Page) -> None:
    """A query runs by the keyboard alone, and its answer is the next thing but one that the tab key reaches."""
    page.goto(address)
    example = page.locator(".example").first
    example.get_by_role("button", name="Ask").focus()
    page.keyboard.press("Enter")
    expect(example.get_by_role("region", name="Answer to")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(example.get_by_role("region", name="Answer to")).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_fit_a_narrow_window(address: str, page: Page, scheme: Literal["light", "dark"]) -> None:
    """In a window of 320 pixels, light or dark, nothing of the start page or of an answer stands out at the side."""
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(address)
    for number in range(3):
        page.get_by_role("button", name="Ask").nth(number).click()
        expect(page.locator(".answer").nth(number)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_ide_answers_by_a_click(address: str, page: Page) -> None:
    """The IDE opens with the query of its address, and a click shows the answer."""
    page.goto(address)
    page.get_by_role("link", name="Open in the IDE").first.click()
    page.get_by_role("button", name="Execute query").click()
    expect(page.locator(".result-window")).to_contain_text('"rejections": [')


def test_ide_listens(tmp_path: Path, page: Page) -> None:
    """The IDE runs a subscription over a WebSocket, and shows each change as it comes."""
    (tmp_path / "a.md").write_text(document("A"))
    with running(tmp_path) as server:
        page.goto(f"{server.graphql}?query=subscription {{catalogueChanged {{version added}}}}")
        page.get_by_role("button", name="Execute query").click()
        told, number = page.locator(".result-window").get_by_text('"added"'), 0
        while not told.count():  # it does not show when it has begun to listen
            server.reload(**{f"b{number}": document(f"B {number}")})
            number += 1
            page.wait_for_timeout(100)
        expect(page.locator(".result-window")).to_contain_text('"catalogueChanged": {')
        page.get_by_role("button", name="Stop query").click()


def test_ide_answers_in_a_narrow_window(address: str, page: Page) -> None:
    """In a window of 320 pixels the IDE shows the answer below the query, and its header leads to the start page."""
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(f"{address}graphql?query={{catalogue{{principles}}}}")
    page.get_by_role("button", name="Execute query").click()
    expect(page.locator(".result-window")).to_contain_text('"principles":')
    question, answer = (page.locator(part).bounding_box() for part in (".graphiql-editors", ".graphiql-response"))
    assert question is not None
    assert answer is not None
    assert question["y"] + question["height"] <= answer["y"] < answer["y"] + answer["height"] <= 700
    assert min(question["width"], answer["width"]) > 200
    page.get_by_role("banner").get_by_role("link").click()
    expect(page.get_by_role("heading", name="Ask it something")).to_be_visible()


def test_ide_knows_the_schema(address: str, page: Page) -> None:
    """The IDE's documentation shows what can be asked."""
    page.goto(f"{address}graphql")
    page.get_by_role("button", name="Show Documentation Explorer").click()
    page.get_by_role("link", name="Query").click()
    expect(page.get_by_role("link", name="principles", exact=True)).to_be_visible()


def test_sparql_page_shows_a_table(address: str, page: Page) -> None:
    """The SPARQL page runs the query of its editor, and each of those to try by a click; the address then has it."""
    page.goto(f"{address}sparql")
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_role("status")).to_contain_text("rows.")
    expect(page.get_by_role("columnheader", name="option")).to_be_visible()
    questions = page.locator("[data-query]")
    for number in range(questions.count() - 1):
        questions.nth(number).click()
        expect(page.locator("#answer tbody tr").first).to_be_visible()
        assert "/sparql?query=SELECT" in page.url
    page.reload()
    expect(page.locator("#answer tbody tr").first).to_be_visible()
    questions.last.click()
    expect(page.locator("#answer pre")).to_contain_text("@prefix")


def test_sparql_page_says_what_is_wrong(address: str, page: Page) -> None:
    """By the keyboard alone a query runs; the answer to ASK is a word; nothing stands out in a narrow window."""
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{address}sparql")
    editor = page.get_by_label("Query", exact=True)
    for query, said in (("ASK { }", "Yes."), ("SELECT * { ?a skos:none ?b }", "0 rows.")):
        editor.fill(query)
        editor.press("Control+Enter")
        expect(page.get_by_role("status")).to_have_text(said)
        expect(page.locator("#answer")).to_be_hidden()
    editor.fill("SELECT * { ?a ?b ?c } LIMIT 5")
    editor.press("Control+Enter")
    expect(page.locator("#answer tbody tr")).to_have_count(5)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_clicks_lead_from_principle_to_principle(address: str, page: Page) -> None:
    """From the start page one clicks to a principle, an alternative, another principle, a term, and back."""
    page.goto(address)
    page.get_by_role("link", name="Products over projects", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Products over projects")
    page.locator(".card a").first.click()
    expect(page.get_by_text("alternative", exact=True)).to_be_visible()
    page.locator(".pointing a").first.click()
    expect(page.get_by_role("heading", name="What it rejects")).to_be_visible()
    page.get_by_text("The document, section by section").click()
    expect(page.locator("details .card").last).to_be_visible()
    page.get_by_role("link", name="Vocabulary").click()
    page.get_by_role("link", name="pv:rejects", exact=True).click()
    expect(page.locator("#rejects")).to_be_in_viewport()
    page.get_by_role("banner").get_by_role("link", name="Principles for architecture decisions").click()
    expect(page.get_by_role("heading", name="Ask it something")).to_be_visible()


@pytest.mark.parametrize("path", ["principle/loose-coupling", "theme/making-decisions", "catalogue.html", "vocabulary"])
def test_pages_of_nodes_fit_a_narrow_window(address: str, page: Page, path: str) -> None:
    """In a window of 320 pixels nothing of a node's page stands out at the side, and headings and links are named."""
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(address + path)
    for folded in page.locator("details").all():
        folded.locator("summary").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.locator("h1").count() == 1
    assert [link for link in page.locator("a").all() if not link.inner_text().strip()] == []


@pytest.mark.parametrize("width", [320, 1200])
def test_search_by_keyboard(address: str, page: Page, width: int) -> None:
    """From the start page a text is searched for and a hit opened by the keyboard alone, in any width."""
    page.set_viewport_size({"width": width, "height": 640})
    page.goto(address)
    page.get_by_role("search").get_by_label("Search for").focus()
    page.keyboard.type("coupl")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("hits.")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    expect(page.locator("mark").first).to_be_visible()
    page.get_by_role("main").get_by_role("list").get_by_role("link").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("oupling")


def test_search_of_a_kind(address: str, page: Page) -> None:
    """On the page that searches a kind is chosen by its label, and stays chosen."""
    page.goto(f"{address}search?q=team")
    page.get_by_label("in", exact=True).select_option("sources")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_label("in", exact=True)).to_have_value("source")
    for kind in page.locator(".hits .kind").all_inner_texts():
        assert kind == "source"
