"""What a text shows but does not say, or does not show at all: code and comments, blanked out."""

import re

_COMMENT = r"<!--.*?(?:-->|\Z)"
_FENCED = r"^ {0,3}(?P<fence>`{3,}|~{3,})[^\n]*(?:\n.*?(?:^ {0,3}(?P=fence)[`~]*[ \t]*$|\Z)|\Z)"
_COMMENTS = re.compile(_COMMENT, re.DOTALL)
_BOTH = re.compile(f"{_COMMENT}|{_FENCED}", re.DOTALL | re.MULTILINE)
_SIGN = re.compile(r"[^\n]")
GAP = " " * 7
"""Blanks as long as the shortest comment: what stands after them is not what stood before."""


def uncommented(markdown: str) -> str:
    """The text with blanks for its comments: as long, with the same lines."""
    return _COMMENTS.sub(_blank, markdown) if "<!--" in markdown else markdown


def spoken(markdown: str) -> str:
    """The text with blanks for its comments and fenced code: as long, with the same lines."""
    if "```" not in markdown and "~~~" not in markdown:
        return uncommented(markdown)
    return _BOTH.sub(_blank, markdown)


def _blank(match: re.Match[str]) -> str:
    return _SIGN.sub(" ", match[0])
