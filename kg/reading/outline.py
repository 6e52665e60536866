"""Markdown text to sections with their items, links and quotations, each with its lines (CommonMark)."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import Any

import pyromark
from msgspec import Struct

from kg.text import OPTIONS

_MARKER = re.compile(r"(?:[-*+]|\d{1,9}[.)])(?:\s+\[[ xX]\])?[ \t]*")
_BARE_URL = re.compile(rb"https?://[^\s<>\"\x60]+", re.IGNORECASE)
_ANCHOR = re.compile(r"<a\s[^>]*?href\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))[^>]*>(.*?)(?:</a\s*>|\Z)", re.I | re.S)
_OPEN_ANCHOR = re.compile(r"<a\s[^>]*?href\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_SOURCE_CUE = re.compile(r"\s*(?:sources?|from|ref(?:erence)?s?)\s*:\s*(.*)", re.IGNORECASE)
_CUE = re.compile(rb"[\s>*_+-]*(?:sources?|from|ref(?:erence)?s?)\s*[*_]*:", re.IGNORECASE)
_BEFORE = re.compile(rb"[\s>*_(\[{|+\xe2\x80\x93\x94-]*")
_AFTER = re.compile(rb"[\s*_.,;)\]}|\\]*(?:<br\s*/?>)?\s*", re.IGNORECASE)
_LEAD = 12  # pieces of text: enough to tell a placeholder
_LEVELS = {f"H{level}": level for level in range(1, 7)}


class Link(Struct, frozen=True, gc=False):
    """A link as written, with its lines.

    `cued`: "Source:" or the like stands before it on its line. `attribution`: it is alone on its line, under a text.
    """

    href: str
    text: str
    line: int
    end_line: int
    cued: bool = False
    attribution: bool = False


class Item(Struct, frozen=True, gc=False):
    """An item of a list outside other lists: its Markdown without the marker, and its lines."""

    markdown: str
    line: int
    end_line: int


class Attribution(Struct, frozen=True, gc=False):
    """A line such as "Source: …" that names its source without a link."""

    text: str
    line: int


class Part(Struct):
    """A heading and what stands under it up to the next heading; level 0 and no heading before the first.

    `items` are the byte ranges of list items, for `Outline.items`; `lead` is how its running text begins, in plain
    words; it is empty where all text is HTML.
    """

    heading: str | None
    level: int
    line: int
    end_line: int
    body: str
    lead: str
    items: list[tuple[int, int]]
    links: list[Link]
    attributions: list[Attribution]


class Outline(Struct):
    """The parts of a text in order, and its link reference definitions (label, URL, title)."""

    parts: list[Part]
    definitions: tuple[tuple[str, str, str], ...]
    data: bytes
    starts: list[int]
    first_line: int

    def items(self, part: Part) -> list[Item]:
        """The items of a part's lists, without those of lists inside them."""
        found = []
        for start, end in part.items:
            raw = self.data[start:end].decode().rstrip()
            marker = _MARKER.match(raw)
            line = bisect_right(self.starts, start) - 1 + self.first_line
            found.append(Item(raw[marker.end() :] if marker else raw, line, line + raw.count("\n")))
        return found


def read(text: str, first_line: int = 1) -> Outline:
    """The outline of a Markdown text whose first line is line `first_line` of its file."""
    return _Reader(text, first_line).read()


class _Reader:
    """One pass over the parser's events."""

    def __init__(self, text: str, first_line: int) -> None:
        self.text = text
        self.data = text.encode()
        self.starts = [0, *accumulate(map(len, self.data.splitlines(keepends=True)))]
        self.first_line = first_line
        self.parts: list[Part] = []
        self.items: list[tuple[int, int]] = []
        self.links: list[Link] = []
        self.attributions: list[Attribution] = []
        self.prose_start = -1  # of the paragraph or item being read
        self.under_quote = False  # that paragraph follows a quotation
        self.lead: list[str] = []

    def line_at(self, offset: int) -> int:
        return bisect_right(self.starts, offset) - 1 + self.first_line

    def slice(self, start: int, end: int) -> str:
        return self.data[start:end].decode()

    def line_bounds(self, offset: int) -> tuple[int, int]:
        index = bisect_right(self.starts, offset)
        start = self.starts[index - 1]
        return start, start + len(self.data[start : self.starts[index]].rstrip(b"\n")) if index < len(
            self.starts
        ) else start

    def read(self) -> Outline:
        self.walk(pyromark.events_with_range(self.text, options=OPTIONS))
        definitions: tuple[tuple[str, str, str], ...] = ()
        if "]:" in self.text:
            found = pyromark.reference_definitions(self.text, options=OPTIONS)
            definitions = tuple((label, link["dest"], link["title"] or "") for label, link in found.items())
        return Outline(self.parts, definitions, self.data, self.starts, self.first_line)

    def close(self, heading: str | None, level: int, start: int, body: int, end: int) -> None:
        """Ends the part that starts at byte `start`, whose body starts at `body`."""
        text = self.slice(body, end)
        stripped = text.strip()
        if heading is None and not stripped:
            return
        if stripped:
            lead = len(text) - len(text.lstrip())
            text = text.rstrip()
            last = self.line_at(body + len(text.encode()) - 1)
            newline = text.rfind("\n", 0, lead)
            text = text[newline + 1 :] if newline >= 0 else text
        else:
            text = ""
            last = self.line_at(max(start, len(self.slice(start, body).rstrip().encode()) + start - 1))
        first = self.line_at(start)
        if heading is None:
            first = last - text.count("\n")
        self.parts.append(
            Part(heading, level, first, last, text, "".join(self.lead), self.items, self.links, self.attributions)
        )
        self.items, self.links, self.attributions, self.lead = [], [], [], []

    def walk(self, events: Iterable[tuple[Any, Any]]) -> None:  # noqa: C901 - one pass, one state
        title: str | None = None
        level = start = body = 0
        depth = 0  # of containers: quotations, items, footnotes
        lists = 0
        item_start = item_depth = 0
        words: list[str] | None = None  # of the heading being read
        link: tuple[str, int, list[str]] | None = None
        quiet = 0  # inside code blocks and pictures
        html_start = -1
        after_quote = False
        for event, where in events:
            if event.__class__ is str:
                if words is not None:
                    words.append(" ")
                if link is not None:
                    link[2].append(" ")
                continue
            ((name, value),) = event.items()
            if name == "Text":
                if words is not None:
                    words.append(value)
                elif not quiet and len(self.lead) < _LEAD:
                    self.lead.append(value)
                if link is not None:
                    link[2].append(value)
                elif not quiet:
                    if "://" in value:
                        self.bare_urls(where["start"], where["end"], words is not None, lists > 0)
                    if ":" in value and words is None:
                        self.attribution(value, where["start"])
            elif name == "Start":
                kind = value if value.__class__ is str else next(iter(value))
                if kind == "Heading" and not depth:
                    self.close(title, level, start, body, where["start"])
                    words = []
                    after_quote = False
                    start = where["start"]
                    level = _LEVELS[value["Heading"]["level"]]
                elif kind == "Paragraph":
                    self.prose_start, self.under_quote = where["start"], after_quote
                elif kind == "Link":
                    link = (value["Link"]["dest_url"], where["start"], [])
                elif kind in ("BlockQuote", "FootnoteDefinition"):
                    depth += 1
                elif kind == "List":
                    lists += 1
                    after_quote = False
                elif kind == "Item":
                    depth += 1
                    if lists == 1 and depth == 1:
                        item_start, item_depth = where["start"], depth
                    self.prose_start = where["start"]
                elif kind in ("CodeBlock", "Image"):
                    quiet += 1
                elif kind == "HtmlBlock":
                    html_start = where["start"]
            elif name == "End":
                kind = value if value.__class__ is str else next(iter(value))
                if kind == "Heading" and not depth and words is not None:
                    title = " ".join("".join(words).split())
                    words = None
                    body = where["end"]
                elif kind == "Link" and link is not None:
                    href, at, texts = link
                    link = None
                    self.links.append(
                        self.link_at(href, "".join(texts), at, where["end"], words is not None, lists > 0)
                    )
                elif kind in ("BlockQuote", "FootnoteDefinition"):
                    depth -= 1
                    after_quote = kind == "BlockQuote"
                elif kind == "Paragraph":
                    after_quote = False
                elif kind == "List":
                    lists -= 1
                elif kind == "Item":
                    if lists == 1 and depth == item_depth == 1:
                        self.items.append((item_start, where["end"]))
                    depth -= 1
                elif kind in ("CodeBlock", "Image"):
                    quiet -= 1
                elif kind == "HtmlBlock":
                    self.anchors(html_start, where["end"])
                    html_start = -1
            elif name == "Code":
                if words is not None:
                    words.append(value)
                if link is not None:
                    link[2].append(value)
            elif name == "InlineHtml" and value[:2].lower() == "<a":
                self.inline_anchor(value, where["start"], where["end"], words is not None)
        self.close(title, level, start, body, len(self.data))

    def link_at(
        self, href: str, text: str, start: int, end: int, heading: bool, item: bool, html: bool = False
    ) -> Link:
        line_start = self.line_bounds(start)[0]
        line_end = self.line_bounds(max(start, end - 1))[1]
        prose = not (heading or html)
        return Link(
            href,
            " ".join(text.split()),
            self.line_at(start),
            self.line_at(max(start, end - 1)),
            cued=prose and _CUE.match(self.data, line_start, start) is not None,
            attribution=prose
            and not item
            and (self.under_quote or 0 <= self.prose_start < line_start)
            and _BEFORE.fullmatch(self.data, line_start, start) is not None
            and _AFTER.fullmatch(self.data, end, line_end) is not None,
        )

    def bare_urls(self, start: int, end: int, heading: bool, item: bool) -> None:
        """URLs in running text; the parser may have split one, so each is read to its end in the source."""
        for match in _BARE_URL.finditer(self.data, start):
            if match.start() >= end:
                break
            url = match[0].decode(errors="ignore").rstrip(".,;:!?'*_~")
            while url.endswith(")") and url.count(")") > url.count("("):
                url = url[:-1].rstrip(".,;:!?'*_~")
            stop = match.start() + len(url.encode())
            self.links.append(self.link_at(url, url, match.start(), stop, heading, item))

    def attribution(self, text: str, offset: int) -> None:
        match = _SOURCE_CUE.match(text)
        if match is None:
            return
        start, end = self.line_bounds(offset)
        if self.slice(start, offset).strip(" \t>*_-–—"):
            return
        rest = self.slice(offset, end)
        named = _SOURCE_CUE.match(rest)
        if named and "](" not in rest and "://" not in rest and "][" not in rest and "<" not in rest:
            words = named[1].strip(" \t*_")
            if words and not (words[0] == "[" and words[-1] == "]"):
                self.attributions.append(Attribution(words, self.line_at(offset)))

    def anchors(self, start: int, end: int) -> None:
        """Links in an HTML block."""
        html = self.slice(start, end)
        if "<a" not in html and "<A" not in html:
            return
        html = _COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), html)
        first = self.line_at(start)
        for match in _ANCHOR.finditer(html):
            href = match[1] or match[2] or match[3] or ""
            line = first + html.count("\n", 0, match.start())
            words = " ".join(_TAG.sub(" ", match[4]).split())
            self.links.append(Link(href, words, line, first + html.count("\n", 0, match.end())))

    def inline_anchor(self, tag: str, start: int, end: int, heading: bool) -> None:
        match = _OPEN_ANCHOR.match(tag)
        if match is None:
            return
        after = self.data[end : end + 2000].decode(errors="ignore")
        words = _TAG.sub(" ", re.split(r"</a\s*>", after, maxsplit=1, flags=re.IGNORECASE)[0])
        href = match[1] or match[2] or match[3] or ""
        self.links.append(self.link_at(href, words, start, end, heading, False, html=True))
