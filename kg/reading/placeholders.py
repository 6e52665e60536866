"""What still waits to be written: texts that templates leave where words of a document's own should stand."""

import re
from functools import cache

from kg.model import Text
from kg.reading.vocabulary import Phrases, fold, words
from kg.text import to_plain

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_MASK = re.compile(r"\{\{?[^{}]*\}?\}|\[[^\[\]]*\](?![(\[:])|<(?!https?:|mailto:)[A-Za-z][^<>\n]*>")
_WORD = re.compile(r"[^\W_]")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_LONG = 80  # characters of prose that are no placeholder by themselves


@cache
def _beginnings() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(fold(text)) for text in words("placeholders", "beginnings")))


@cache
def _whole() -> frozenset[str]:
    return frozenset(map(fold, words("placeholders", "whole")))


@cache
def _stock() -> frozenset[str]:
    return frozenset(words("placeholders", "stock"))


@cache
def _titles() -> Phrases:
    return Phrases.of(words("placeholders", "titles"))


@cache
def _stems() -> frozenset[str]:
    return frozenset(words("placeholders", "stems"))


def is_placeholder(markdown: str) -> bool:
    """True for a text that is empty, stands in brackets throughout, or is a template's own."""
    text = _COMMENT.sub(" ", markdown) if "<!--" in markdown else markdown
    if "<" in text or "![" in text:
        plain = to_plain(Text(text))
        if not plain:
            return True
        text = text if "{" in text or "[" in text else plain
    if "{" in text or "[" in text or "<" in text:
        masked = _MASK.sub(" ", text)
        if masked != text:
            left = set(fold(masked).split())
            if not left - _stock() and not any("\n[" in f"\n{line}" and "]:" in line for line in text.split("\n")):
                return True
    head = text[:_LONG]
    if len(text) <= _LONG and (not _WORD.search(text) or fold(text) in _whole()):
        return True
    return _beginnings().match(fold(head)) is not None


def is_title(title: str) -> bool:
    """True for a title that a template left, such as "{TITLE}" or "Principle title"."""
    masked = _MASK.sub(" ", title)
    return (masked != title and not _LETTERS.search(masked.replace("ADR", " "))) or fold(masked) in _titles()


def is_template(stem: str) -> bool:
    """True for the file name of a template, such as `adr-template`, but not for a numbered record about one."""
    return not stem[:1].isdigit() and not _stems().isdisjoint(fold(stem).split())
