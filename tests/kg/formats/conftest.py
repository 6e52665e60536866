"""Mermaid in a real browser, and a catalogue as large as is asked for."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import sync_playwright

from tests.conftest import installed, npm_installed

Draw = Callable[[str], list[dict[str, Any]]]

_SCRIPT = Path("node_modules/@mermaid-js/tiny/dist/mermaid.tiny.js")
# Elements that Markdown and HTML in a label would make.
_MARKUP = "b, em, strong, i, a, code, script, li, h1, h2, del"
_DRAW = f"""
async text => {{
    mermaid.initialize({{startOnLoad: false}});
    const {{svg}} = await mermaid.render('drawing', text);
    document.body.innerHTML = svg;
    const shown = (selector, kind) => [...document.querySelectorAll(selector)].map(one => ({{
        kind,
        id: one.id,
        text: one.textContent.trim().replace(/\\s+/g, ' '),
        markup: one.querySelectorAll('{_MARKUP}').length,
    }}));
    return [
        ...shown('.node', 'node'),
        ...shown('.cluster .nodeLabel', 'group'),
        ...shown('path.flowchart-link', 'arrow'),
    ];
}}
"""


@pytest.fixture(scope="session")
def mermaid_draws() -> Iterator[Draw]:
    """Draws a text with Mermaid in Chromium, and gives what it shows; fails where Mermaid refuses the text."""
    script = npm_installed(Path(__file__).parent / "mermaid") / _SCRIPT
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=installed("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        page.set_content("<body></body>")
        page.add_script_tag(path=script)
        yield lambda text: page.evaluate(_DRAW, text)
        browser.close()
    asyncio.set_event_loop(None)
