"""The link reference definitions (CommonMark 4.7) of a document as one text, a line each."""

import re
from collections.abc import Iterator

from kg.model import Document, Text

Definitions = tuple[tuple[str, str, str], ...]
"""Label, URL and title of each."""

_LINE = re.compile(r'\[((?:[^\\\[\]]|\\.)*)\]: <((?:[^\\<>]|\\.)*)>(?: "((?:[^\\"]|\\.)*)")?')
_AMBIGUOUS = re.compile("&(?=amp;|#10;|#13;)")
_ENTITY = re.compile("&(amp|#10|#13);")
_SIGNS = {"amp": "&", "#10": "\n", "#13": "\r"}
_ESCAPE = re.compile(r"\\([\\<>\"])")


def of(document: Document) -> Definitions:
    """The definitions that the texts of a document use."""
    return next((text.definitions for text in _texts(document) if text.definitions), ())


def written(definitions: Definitions) -> str:
    """The definitions as Markdown, a line each."""
    return "\n".join(_line(*one) for one in definitions)


def read(text: str) -> Definitions:
    """The definitions of such a text; lines that are none are passed over."""
    found = (_LINE.fullmatch(line) for line in text.split("\n"))
    return tuple(
        (_plain(line[1]), _unescaped(line[2]), _unescaped(line[3] or "")) for line in found if line is not None
    )


def _texts(document: Document) -> Iterator[Text]:
    yield from (section.body for section in document.sections)
    for entry in document.principles:
        yield from (section.body for section in entry.sections)
        texts = (entry.context, entry.justification, entry.consequences, entry.decision)
        yield from (text for text in (*texts, *(option.reason for option in entry.options)) if text is not None)


def _line(label: str, url: str, title: str) -> str:
    return f"[{_held(label)}]: <{_escaped(url, '<>')}>" + (f' "{_escaped(title, chr(34))}"' if title else "")


def _held(text: str) -> str:
    """A text on one line."""
    return _AMBIGUOUS.sub("&amp;", text).replace("\n", "&#10;").replace("\r", "&#13;")


def _escaped(text: str, signs: str) -> str:
    text = _held(text).replace("\\", "\\\\")
    for sign in signs:
        text = text.replace(sign, f"\\{sign}")
    return text


def _plain(text: str) -> str:
    return _ENTITY.sub(lambda entity: _SIGNS[entity[1]], text)


def _unescaped(text: str) -> str:
    return _plain(_ESCAPE.sub(r"\1", text))
