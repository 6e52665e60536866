"""Texts in XML 1.0 (fifth edition): what a document can't hold becomes U+FFFD."""

import re

# Outside of `Char`; the carriage return, which a parser would read as a line feed; and what marks up.
_CONTENT = re.compile("[&<>\r\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ATTRIBUTE = re.compile('[&<>"\t\n\r\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]')
_ESCAPES = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "\t": "&#9;",
    "\n": "&#10;",
    "\r": "&#13;",
}
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def _escape(found: re.Match[str]) -> str:
    return _ESCAPES.get(found[0], "\ufffd")


def content(text: str) -> str:
    """A text as the content of an element: a parser reads the same characters."""
    return _CONTENT.sub(_escape, text)


def attribute(text: str) -> str:
    """A text as the inside of an attribute's double quotes: a parser reads the same characters."""
    return _ATTRIBUTE.sub(_escape, text)
