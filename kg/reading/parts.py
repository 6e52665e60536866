"""What a Markdown text is made of: parts with their items, links and blocks, each with its place."""

import re
from bisect import bisect_right
from collections.abc import Iterable

from msgspec import Struct

_MARKER = re.compile(r"(?:[-*+]|\d{1,9}[.)])(?:\s+\[[ xX]\])?[ \t]*")


class Link(Struct, frozen=True, gc=False):
    """A link as written, with its lines, and the bytes where it stands.

    `cued`: "Source:" or the like stands before it on its line. `attribution`: it is alone on its line, under a text.
    """

    href: str
    text: str
    line: int
    end_line: int
    start: int
    end: int
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

    `items` are the byte ranges of list items, for `Outline.items`; `blocks` the first byte of each block outside
    others with its kind: "p"aragraph, "l"ist, "q"uotation, "t"able, "r"ule, "c"ode or "h"tml.
    """

    heading: str | None
    level: int
    line: int
    end_line: int
    body: str
    body_line: int
    items: list[tuple[int, int]]
    links: list[Link]
    attributions: list[Attribution]
    blocks: list[tuple[str, int, int]]
    in_row: bool = False

    @property
    def runs_in(self) -> bool:
        """True where the text begins on the line of the words that head it."""
        return self.heading is not None and self.body_line == self.line and bool(self.body)

    @property
    def prose(self) -> str:
        """The body; of a part that the first cell of a table's row heads, what stands in the next one."""
        return self.body.partition("\n")[0].rstrip("| \t") if self.in_row else self.body


class Outline(Struct):
    """The parts of a text in order, and its link reference definitions (label, URL, title)."""

    parts: list[Part]
    definitions: tuple[tuple[str, str, str], ...]
    data: bytes
    starts: list[int]
    first_line: int

    def items(self, part: Part) -> list[Item]:
        """The items of a part's lists, without those of lists inside them."""
        return self.items_at(part.items)

    def items_at(self, ranges: Iterable[tuple[int, int]]) -> list[Item]:
        """The items between these bytes."""
        return [self._item(start, end) for start, end in ranges]

    def _item(self, start: int, end: int) -> Item:
        raw = self.data[start:end].decode().rstrip()
        marker = _MARKER.match(raw)
        line = self.line_at(start)
        return Item(raw[marker.end() :] if marker else raw, line, line + raw.count("\n"))

    def line_at(self, offset: int) -> int:
        """The line of the file in which a byte stands."""
        return bisect_right(self.starts, offset) - 1 + self.first_line

    def line(self, number: int) -> str:
        """The text of a line of the file."""
        index = number - self.first_line
        return self.text(self.starts[index], self.starts[index + 1]).rstrip("\n")

    def text(self, start: int, end: int) -> str:
        """The Markdown between two bytes."""
        return self.data[start:end].decode(errors="ignore")
