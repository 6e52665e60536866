"""Admonitions (Python-Markdown, MkDocs): a line such as `!!! note "Title"` over an indented text."""

import re
from collections.abc import Callable

from msgspec import Struct

_BLOCK = re.compile(
    rb"^(?:!!!|\?\?\?\+?)[ \t]+(?P<type>[\w-]+)(?:[ \t]+[\w-]+)*(?:[ \t]+\"(?P<title>[^\"\n]+)\")?[ \t]*\n"
    rb"(?P<text>(?:(?: {4}|\t)[^\n]*(?:\n|\Z)|[ \t]*\n)+)",
    re.MULTILINE,
)
_INDENT = re.compile(rb"^(?: ( {3})|\t)([^\n]*)", re.MULTILINE)
_LEFT = re.compile(r"^ {1,3}| $", re.MULTILINE)


class Admonition(Struct, frozen=True, gc=False):
    """Its title, and the bytes between which its text stands."""

    title: str
    start: int
    end: int


def opened(data: bytes, is_title: Callable[[str, bool | None], bool]) -> tuple[bytes, dict[int, Admonition]]:
    """A text in which the admonitions that `is_title` names stand out of their indents, and these by their first byte.

    No line gets longer or shorter: a blank goes from its beginning to its end.
    """
    found: dict[int, Admonition] = {}
    pieces: list[bytes] = []
    at = 0
    for block in _BLOCK.finditer(data):
        title = (block["title"] or block["type"]).decode().rstrip(": \t")
        if is_title(title, True):
            start, end = block.span("text")
            found[block.start()] = Admonition(title, start, end)
            pieces += (data[at:start], _INDENT.sub(rb"\1\2 ", block["text"]))
            at = end
    return b"".join((*pieces, data[at:])), found


def unindented(text: str) -> str:
    """The text of an admonition that was opened, without what is left of its indents."""
    return _LEFT.sub("", text)
