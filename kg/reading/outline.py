"""Markdown text to parts with their items, links and blocks, each with its place (CommonMark)."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from itertools import accumulate
from typing import Any

import pyromark

from kg.reading import admonitions
from kg.reading.admonitions import Admonition
from kg.reading.parts import Attribution, Link, Outline, Part
from kg.text import OPTIONS, is_type

_LONGEST_URL = 2000  # bytes
_BARE_URL = re.compile(rb"https?://[^\s<>\"\x60]{1,%d}" % _LONGEST_URL, re.IGNORECASE)
_OPEN = r"<a\s[^<>]{0,500}?href\s*=\s*(?:\"([^\"<>]{0,2000})\"|'([^'<>]{0,2000})'|([^\s<>]{1,2000}))"
_OPEN_ANCHOR = re.compile(_OPEN, re.IGNORECASE)
_ANCHOR = re.compile(rf"{_OPEN}[^<>]{{0,500}}>(.*?)(?:</a\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_ANCHOR_END = re.compile(rb"</a\s{0,9}>|<a\s", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_CUES = r"sources?|from|ref(?:erence)?s?|quelle|bron|fuente|kaynak"
_SOURCE_CUE = re.compile(rf"\s*(?:{_CUES})\s*:\s*(.*)", re.IGNORECASE)
_CUE = re.compile(rf"[\s>*_+-]*(?:{_CUES})\s*[*_]*:".encode(), re.IGNORECASE)
_CUE_BEFORE = re.compile(rf"(?<![a-z])(?:{_CUES})\s*[*_]*:[\s*_(<\[]*\Z".encode(), re.IGNORECASE)
_CUE_ALONE = re.compile(rf"[\s>*_]*(?:{_CUES})\s*[*_]*:[\s*_]*".encode(), re.IGNORECASE)
_BEFORE = re.compile(rb"[\s>*_(\[{|+\xe2\x80\x93\x94-]*")
_AFTER = re.compile(rb"[\s*_.,;)\]}|\\]*(?:<br\s*/?>)?\s*", re.IGNORECASE)
_ENDED = re.compile(r"(?:[.!?…][\"'”’»)*_]*|[\"”»]|  |\\|<br\s*/?>)[ \t]*\n[ \t>]*\Z", re.IGNORECASE)
_LABELLED = re.compile(
    rb"[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+(\*\*|__)(?![\s*_])([^\n|]{1,60}?)[ \t]*(?::[ \t]*\1|\1[ \t]*:)"
    rb"|\|[ \t]*(\*\*|__)?(?![\s*_])([^\n|]{1,60}?)[ \t]*:?[ \t]*(?(3)\3)[ \t]*:?[ \t]*\|)[ \t]*"
)
_NO_HEAD = re.compile(rb"[|\s]+\n")
_BOLD = re.compile(rb"(\*\*|__)(?![\s*_])([^\n]{1,100}?)[ \t]{0,9}(:?)[ \t]{0,9}\1[ \t]*+(:?)[ \t]*+")
_LONGEST_LABEL = 64  # bytes of words that are a paragraph of their own
_MOST_BARS = 3  # of a row of two cells
_LABELS = 20_000  # bytes of a list or table in which labels are looked for
_MARKS = (b"*", b"_")  # of bold words
_WIDEST = 200  # bytes beside a link in which what belongs to it may stand
_ATX = re.compile(rb" {0,3}#{1,6}(?:[ \t\n]|\Z)")
_LEVELS = {f"H{level}": level for level in range(1, 7)}
_SENTENCE = (".", "!", "?", ";", ",")
_LONGEST_HEADING = 120  # characters of a line over a rule: more is a paragraph that lacks a blank line


IsTitle = Callable[[str, bool | None], bool]
"""Whether words head a part; the second value is True where they are bold and alone on their line, None where plain."""


def read(text: str, first_line: int = 1, is_title: IsTitle = lambda _, __: False) -> Outline:
    """The outline of a Markdown text whose first line is line `first_line` of its file.

    Bold words that begin a paragraph, an item or a row head a part of their own where `is_title` says so.
    """
    return _Reader(text, first_line, is_title).read()


class _Reader:
    """One pass over the parser's events."""

    def __init__(self, text: str, first_line: int, is_title: IsTitle) -> None:
        self.text = text
        self.data = text.encode()
        self.admonitions: dict[int, Admonition] = {}
        if "!!!" in text or "???" in text:
            self.data, self.admonitions = admonitions.opened(self.data, is_title)
            self.text = self.data.decode()
        self.starts = [0, *accumulate(map(len, self.data.splitlines(keepends=True)))]
        self.first_line = first_line
        self.is_title = is_title
        self.parts: list[Part] = []
        self.heading: str | None = None
        self.level = self.start = self.body = 0
        self.by_words = self.in_row = False  # bold words, or the first cell of a row, head the part
        self.real_level = 0  # of the last heading that is one, not bold words
        self.until = 0  # where the text of the admonition that heads the part ends, else 0
        self.items: list[tuple[int, int]] = []
        self.links: list[Link] = []
        self.attributions: list[Attribution] = []
        self.blocks: list[tuple[str, int, int]] = []
        self.prose_start = -1  # of the paragraph or item being read
        self.under_quote = False  # that paragraph follows a quotation
        self.cued_line = (-1, False)  # where the line asked for last begins, and whether it is a cue
        self.url_end = 0  # of the last bare URL
        self.cued_list = False  # a line such as "Sources:" leads in the list being read

    def line_at(self, offset: int) -> int:
        return bisect_right(self.starts, offset) - 1 + self.first_line

    def read(self) -> Outline:
        self.walk(pyromark.events_with_range(self.text, options=OPTIONS))
        self.close(len(self.data))
        definitions: tuple[tuple[str, str, str], ...] = ()
        if "]:" in self.text:
            found = pyromark.reference_definitions(self.text, options=OPTIONS)
            definitions = tuple((label, link["dest"], link["title"] or "") for label, link in found.items())
        return Outline(self.parts, definitions, self.data, self.starts, self.first_line)

    def close(self, end: int) -> None:
        """Ends the part being read; apart from an admonition that heads it, what follows that."""
        if 0 < self.until < end:
            self.leave()
        text = self.data[self.body : end].decode().rstrip()
        if self.until:
            text = admonitions.unindented(text)
        if text:
            first = self.line_at(self.start)
            body_line = self.line_at(self.body)
            if text[0].isspace():
                lead = len(text) - len(text.lstrip())
                body_line += text.count("\n", 0, lead)
                text = text[text.rfind("\n", 0, lead) + 1 :]
            last = body_line + text.count("\n")
            if self.heading is None:
                first = body_line
        elif self.heading is None:
            self.start = end
            return
        else:
            first = self.line_at(self.start)
            last = body_line = first + self.data[self.start : self.body].rstrip().count(b"\n")
        self.parts.append(
            Part(
                self.heading,
                self.level,
                first,
                last,
                text,
                body_line,
                self.items,
                self.links,
                self.attributions,
                self.blocks,
                self.in_row,
            )
        )
        self.items, self.links, self.attributions, self.blocks = [], [], [], []

    def open(self, heading: str | None, level: int, start: int, body: int, by_words: bool = False) -> None:
        """Begins a part at byte `start`, whose body begins at `body`; `by_words`: bold words head it, not a heading."""
        self.heading, self.level, self.start, self.body, self.by_words = heading, level, start, body, by_words
        self.until = 0
        self.in_row = by_words and self.data[start : start + 1] == b"|"

    def admonish(self, found: Admonition, at: int) -> None:
        """Begins a part that an admonition heads."""
        kind, _, end = self.blocks.pop()  # the line of its title
        self.close(at)
        self.open(found.title, min(self.real_level + 1, 7), at, found.start, by_words=True)
        self.until = found.end
        if found.start < end:
            self.blocks.append((kind, found.start, end))

    def leave(self) -> None:
        """Ends the part that an admonition heads where its text does; what follows goes on without a heading."""
        until = self.until
        line = self.line_at(until)
        items, links, attributions, blocks = self.items, self.links, self.attributions, self.blocks
        self.items = [one for one in items if one[0] < until]
        self.links = [one for one in links if one.start < until]
        self.attributions = [one for one in attributions if one.line < line]
        self.blocks = [one for one in blocks if one[1] < until]
        level = self.level if self.real_level else 0
        self.close(until)
        self.open(None, level, until, until)
        self.items = [one for one in items if one[0] >= until]
        self.links = [one for one in links if one.start >= until]
        self.attributions = [one for one in attributions if one.line >= line]
        self.blocks = [one for one in blocks if one[1] >= until]

    def bold(self, at: int) -> None:
        """Begins a part where bold words at a line's start head one: alone on it, or with a colon."""
        match = _BOLD.match(self.data, at)
        if match is None:
            return
        alone = self.data[match.end() : match.end() + 1] in (b"\n", b"")
        if not (alone or match[3] or match[4]):
            return
        title = match[2].decode()
        # Where bold words head the part above, they may head a single value too.
        if self.is_title(title, alone or self.by_words):
            self.close(at)
            self.open(title, min(self.real_level + 1, 7), at, match.end(), by_words=True)

    def lone(self, at: int, end: int) -> None:
        """Begins a part where words with a colon, alone in their paragraph, head one as they would before a text."""
        words = self.data[at:end].decode().rstrip()
        if words.endswith(":") and "\n" not in words and self.is_title(words[:-1].rstrip(), None):
            self.close(at)
            self.open(words[:-1].rstrip(), min(self.real_level + 1, 7), at, end, by_words=True)

    def label(self, at: int, among_others: bool = False) -> tuple[str, int] | None:
        """The words that begin an item or a row where they head a part, and where they end."""
        match = _LABELLED.match(self.data, at)
        if match is None:
            return None
        words = (match[2] or match[4]).decode(errors="ignore")
        return (words, match.end()) if self.is_title(words, among_others) else None

    def are_labelled(self, start: int, end: int) -> bool:
        """True for a list or table of which several items or rows begin with words that head a part."""
        found, at = 0, start
        if self.data.find(b"**", start, end) < 0 and self.data.find(b"__", start, end) < 0 and self.data[start] != 124:
            return False
        if self.data[start : start + 1] == b"|" and self.label(start) is None and not _NO_HEAD.match(self.data, start):
            return False  # a table's head says what else its rows are
        bars = self.data.count(b"|", start, self.line_range(start)[1]) if self.data[start] == 124 else 0
        if bars > _MOST_BARS and not _NO_HEAD.match(self.data, start):
            return False  # a row of more than two cells is no label with its text
        while 0 <= at < min(end, start + _LABELS) and found < 2:
            found += self.label(at) is not None
            at = self.data.find(b"\n", at, end) + 1 or -1
        return found > 1

    def labelled(self, at: int) -> bool:
        """Begins a part at an item or a row whose first words head one; False elsewhere."""
        label = self.label(at, among_others=True)
        if label is None:
            return False
        start = self.line_range(at)[0]
        self.close(at if self.data[start:at].strip() else start)
        self.open(label[0], min(self.real_level + 1, 7), start, label[1], by_words=True)
        return True

    def walk(self, events: Iterable[tuple[Any, Any]]) -> None:  # noqa: C901 - one pass, one state
        data = self.data
        sink: list[str] | None = None  # gathers the words of a heading or link
        in_heading = False
        depth = lists = quiet = 0  # containers; lists; code blocks and pictures
        item_start = item_depth = 0
        link: tuple[str, int, int] | None = None
        html_start = -1
        after_quote = False
        paragraph = 0
        in_labelled = False  # a list or table whose items or rows are parts
        detail: Any  # of what starts, in a mapping
        for event, where in events:
            if event.__class__ is str:
                if sink is not None:
                    sink.append(" ")
                elif event == "Rule":
                    if not depth:
                        self.blocks.append(("r", where["start"], where["end"]))
                elif not depth and data[where["end"] : where["end"] + 1] in _MARKS:
                    self.bold(where["end"])
                continue
            name, value = event.popitem()
            if name == "Text":
                if sink is not None:
                    sink.append(value)
                    if link is None and "://" in value and not quiet:
                        self.bare_urls(where["start"], where["end"], True, lists > 0)
                elif ":" in value and not quiet:
                    if "://" in value:
                        self.bare_urls(where["start"], where["end"], in_heading, lists > 0)
                    self.attribution(value, where["start"])
            elif name == "Start":
                kind, detail = (value, None) if value.__class__ is str else value.popitem()
                if kind == "Paragraph":
                    paragraph = self.prose_start = where["start"]
                    self.under_quote = after_quote
                    if not depth:
                        self.blocks.append(("p", paragraph, where["end"]))
                        if data[paragraph] in b"*_":
                            self.bold(paragraph)
                        elif paragraph in self.admonitions:
                            self.admonish(self.admonitions[paragraph], paragraph)
                        elif where["end"] - paragraph < _LONGEST_LABEL and data.find(b":", paragraph, where["end"]) > 0:
                            self.lone(paragraph, where["end"])
                elif kind == "Link":
                    if sink is None:
                        sink = []
                    link = (detail["dest_url"], where["start"], len(sink))
                elif kind == "Item":
                    depth += 1
                    self.prose_start = where["start"]
                    if lists == 1 and depth == 1:
                        item_start, item_depth = self.prose_start, depth
                        if in_labelled and self.labelled(item_start):
                            item_depth = 0
                elif kind == "List":
                    if not depth:
                        self.blocks.append(("l", where["start"], where["end"]))
                        self.cued_list = _CUE_ALONE.fullmatch(data, paragraph, where["start"]) is not None
                        in_labelled = self.are_labelled(where["start"], where["end"])
                    lists += 1
                    after_quote = False
                elif kind == "Heading":
                    if not depth and self.is_heading(where["start"], where["end"]):
                        self.close(where["start"])
                        self.open("", _LEVELS[detail["level"]], where["start"], where["end"])
                        self.real_level = self.level
                        after_quote = False
                        sink, in_heading = [], True
                    else:
                        self.prose_start = where["start"]
                        if not depth:  # the paragraph and the rule under it
                            rule = data.rfind(b"\n", 0, where["end"] - 1) + 1
                            self.blocks += (("p", where["start"], rule), ("r", rule, where["end"]))
                elif kind in ("BlockQuote", "FootnoteDefinition"):
                    if not depth:
                        self.blocks.append(("q", where["start"], where["end"]))
                    depth += 1
                elif kind in ("CodeBlock", "Image"):
                    quiet += 1
                    if kind == "CodeBlock" and not depth:
                        self.blocks.append(("c", where["start"], where["end"]))
                elif kind == "HtmlBlock":
                    html_start = where["start"]
                    if not depth:
                        self.blocks.append(("h", where["start"], where["end"]))
                elif kind == "Table" and not depth:
                    self.blocks.append(("t", where["start"], where["end"]))
                    in_labelled = self.are_labelled(where["start"], where["end"])
                elif kind in ("TableRow", "TableHead") and in_labelled and not depth:
                    self.labelled(where["start"])
            elif name == "End":
                kind = value if value.__class__ is str else value.popitem()[0]
                if kind == "Paragraph":
                    after_quote = False
                elif kind == "Link" and link is not None and sink is not None:
                    href, at, mark = link
                    link = None
                    words = "".join(sink[mark:])
                    if not in_heading:
                        sink = None
                    self.links.append(self.link_at(href, words, at, where["end"], in_heading, lists > 0))
                elif kind == "Item":
                    if lists == 1 and depth == item_depth == 1:
                        self.items.append((item_start, where["end"]))
                    depth -= 1
                elif kind == "Heading":
                    if in_heading and sink is not None:
                        self.heading = " ".join("".join(sink).split())
                        sink, in_heading = None, False
                elif kind == "List":
                    lists -= 1
                    if not lists:
                        self.cued_list = False
                        in_labelled = in_labelled and self.go_on(where["end"])
                elif kind == "Table":
                    in_labelled = in_labelled and self.go_on(where["end"])
                elif kind in ("BlockQuote", "FootnoteDefinition"):
                    depth -= 1
                    after_quote = kind == "BlockQuote"
                elif kind in ("CodeBlock", "Image"):
                    quiet -= 1
                elif kind == "HtmlBlock":
                    self.anchors(html_start, where["end"])
            elif name == "Code":
                if sink is not None:
                    sink.append(value)
            elif name == "InlineHtml" and sink is not None and is_type(value) and sink[-1:] and sink[-1][-1:].isalnum():
                sink.append(value)
            elif name == "InlineHtml" and value[:2].lower() == "<a":
                self.inline_anchor(value, where["start"], where["end"], in_heading)

    def go_on(self, at: int) -> bool:
        """Ends what a labelled item or row heads, so that what follows goes on without a heading; gives False."""
        if self.data[at:].strip()[:1] not in (b"", b"#"):
            self.close(at)
            self.open(None, self.real_level, at, at)
        return False

    def is_heading(self, start: int, end: int) -> bool:
        """False for a paragraph over a rule without a blank line between: no one meant it as a heading."""
        if _ATX.match(self.data, start):
            return True
        lines = self.data[start:end].decode().rstrip().split("\n")[:-1]
        text = " ".join(lines).strip()
        return len(lines) == 1 and len(text) <= _LONGEST_HEADING and not text.endswith(_SENTENCE)

    def line_range(self, offset: int) -> tuple[int, int]:
        """The bytes of the line in which one stands, without its end."""
        index = bisect_right(self.starts, offset)
        return self.starts[index - 1], self.starts[index] - 1 if index < len(self.starts) - 1 else len(self.data)

    def link_at(
        self, href: str, text: str, start: int, end: int, heading: bool, item: bool, html: bool = False
    ) -> Link:
        data = self.data
        index = bisect_right(self.starts, start) - 1
        line = index + self.first_line
        end_line = line + data.count(b"\n", start, end)
        cued = attribution = False
        if not (heading or html):
            line_start = self.starts[index]
            before = max(line_start, start - _WIDEST)
            cued = item and self.cued_list
            if not cued and data.find(b":", line_start, min(start, line_start + _WIDEST)) >= 0:
                cued = self.is_cued(line_start)
            if not cued and data.find(b":", before, start) >= 0:
                cued = _CUE_BEFORE.search(data, before, start) is not None
            if not item and before == line_start and _BEFORE.fullmatch(data, line_start, start):
                line_end = self.line_range(end - 1)[1]
                attribution = (
                    line_end - end <= _WIDEST
                    and _AFTER.fullmatch(data, end, line_end) is not None
                    and (self.under_quote or self.ends_above(line_start))
                )
        return Link(href, " ".join(text.split()), line, end_line, start, end, cued, attribution)

    def ends_above(self, line_start: int) -> bool:
        """True where the line above, of the same paragraph, ends a sentence, a quotation, or itself."""
        if not 0 <= self.prose_start < line_start:
            return False
        above = self.data[max(self.prose_start, line_start - 40) : line_start].decode(errors="ignore")
        return _ENDED.search(above) is not None

    def is_cued(self, line_start: int) -> bool:
        """True for a line that begins with "Source:" or the like."""
        if self.cued_line[0] != line_start:
            self.cued_line = (line_start, _CUE.match(self.data, line_start, line_start + _WIDEST) is not None)
        return self.cued_line[1]

    def bare_urls(self, start: int, end: int, heading: bool, item: bool) -> None:
        """URLs in running text; the parser may have split one, so each is read to its end in the source."""
        for match in _BARE_URL.finditer(self.data, max(start, self.url_end), end + _LONGEST_URL):
            if match.start() >= end:
                break
            url = match[0].decode(errors="ignore").rstrip(".,;:!?'*_~|")
            unopened = url.count(")") - url.count("(")
            while unopened > 0 and url.endswith(")"):
                url = url[:-1].rstrip(".,;:!?'*_~|")
                unopened -= 1
            self.url_end = match.start() + len(url.encode())
            self.links.append(self.link_at(url, url, match.start(), self.url_end, heading, item))

    def attribution(self, text: str, offset: int) -> None:
        if _SOURCE_CUE.match(text) is None:
            return
        start, end = self.line_range(offset)
        if offset - start > _WIDEST or self.data[start:offset].strip(b" \t>*_-\xe2\x80\x93\x94"):
            return
        rest = self.data[offset:end].decode(errors="ignore").rstrip()
        named = _SOURCE_CUE.match(rest)
        if named and "](" not in rest and "://" not in rest and "][" not in rest and "<" not in rest:
            words = named[1].strip(" \t*_")
            if words and not (words[0] == "[" and words[-1] == "]"):
                self.attributions.append(Attribution(words, self.line_at(offset)))

    def anchors(self, start: int, end: int) -> None:
        """Links in an HTML block."""
        html = self.data[start:end].decode()
        if "<a" not in html and "<A" not in html:
            return
        html = _COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), html)
        line, at = self.line_at(start), 0
        for match in _ANCHOR.finditer(html):
            href = match[1] or match[2] or match[3] or ""
            line += html.count("\n", at, match.start())
            at = match.start()
            words = " ".join(_TAG.sub(" ", match[4]).split())
            self.links.append(Link(href, words, line, line + match[0].count("\n"), start, end))

    def inline_anchor(self, tag: str, start: int, end: int, heading: bool) -> None:
        match = _OPEN_ANCHOR.match(tag)
        if match is None:
            return
        stop = _ANCHOR_END.search(self.data, end, end + _LONGEST_URL)
        after = self.data[end : stop.start() if stop else end + _LONGEST_URL].decode(errors="ignore")
        words = _TAG.sub(" ", after)
        href = match[1] or match[2] or match[3] or ""
        self.links.append(self.link_at(href, words, start, end, heading, False, html=True))
