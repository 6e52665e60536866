"""What still waits to be written: texts that templates leave where words of a document's own should stand."""

import re
from functools import cache

from kg.model import Text
from kg.reading.vocabulary import Phrases, fold, fold_word, words
from kg.text import to_plain

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_MASK = re.compile(r"\{\{?[^{}]*\}?\}|\[[^\[\]]*\](?![(\[:])|<(?!https?:|mailto:)[A-Za-z][^<>\n]*>")
_WORD = re.compile(r"[^\W_]")
_LEADING = re.compile(r"[\W_]*([^\W_]\w*)")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_DEFINITION = re.compile(r"^ {0,3}\[[^\[\]]+\]:", re.MULTILINE)
_LONG = 32  # characters: a longer text needs more than a word or two to be a placeholder
_FAR = 4000  # characters of a text that are looked at


@cache
def _beginnings() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(fold(text)) for text in words("placeholders", "beginnings")))


@cache
def _instructions() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(fold(text)) for text in words("placeholders", "instructions")))


@cache
def _whole() -> frozenset[str]:
    return frozenset(map(fold, words("placeholders", "whole")))


@cache
def _stock() -> frozenset[str]:
    return frozenset(words("placeholders", "stock"))


@cache
def _names() -> frozenset[str]:
    return frozenset(words("placeholders", "names"))


@cache
def _titles() -> Phrases:
    return Phrases.of(words("placeholders", "titles"))


@cache
def _stems() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(words('placeholders', 'stems'))})(?![^\W_])", re.IGNORECASE)


@cache
def _firsts() -> frozenset[str]:
    """The first word of each text that is a template's own."""
    texts = (*words("placeholders", "beginnings"), *words("placeholders", "instructions"))
    return frozenset(fold(text).split()[0] for text in texts)


@cache
def _begun() -> frozenset[str]:
    """The same with the words that templates leave around brackets."""
    return _firsts() | _stock()


@cache
def _short_firsts() -> frozenset[str]:
    """The same with those of texts that are placeholders as a whole; and ""."""
    return _firsts().union((text.split()[0] for text in _whole()), ("",))


def is_placeholder(markdown: str) -> bool:
    """True for a text that is empty, stands in brackets throughout, or is a template's own."""
    if not _is_suspect(markdown):
        return False
    text = _COMMENT.sub(" ", markdown[:_FAR]) if "<!--" in markdown else markdown[:_FAR]
    if "<" in text or "![" in text:
        plain = to_plain(Text(text))
        if not plain:
            return True
        text = text if "{" in text or "[" in text else plain
    if _is_masked(text):
        return True
    if len(text) <= _LONG and (not _WORD.search(text) or fold(text) in _whole()):
        return True
    return _beginnings().match(fold(text[:120])) is not None or not filled(text)


def filled(markdown: str) -> str:
    """A text without the paragraphs at its head that are a template's own; "" where no other is there."""
    text = markdown
    while (word := _LEADING.match(text)) and fold_word(word[1]) in _firsts():
        if not _instructions().match(fold(text[:120])):
            break
        text = text.partition("\n\n")[2].lstrip("\n")
    return text


def _is_suspect(text: str) -> bool:
    """True for a text that needs a closer look: for its brackets, HTML, pictures, or first word."""
    if "<" in text or "{" in text:
        return True
    plain = text[:_LONG].partition(" ")[0]
    if not (plain.isalpha() and plain.isascii()):  # else it is a word as it stands
        plain = ""
    if len(text) <= _LONG:
        return "[" in text or (plain.lower() or fold(text).partition(" ")[0]) in _short_firsts()
    first, start = plain.lower(), 0
    if not plain:
        word = _LEADING.match(text)
        if word is None:
            return True
        first, start = fold_word(word[1]), word.start(1)
    if first not in _begun():
        if not start or text.find("[", 0, start) < 0:
            return False  # a word of the document's own comes first: brackets do not hold all words
    elif first in _firsts():
        return True
    return text.count("[") != text.count("](") or "![" in text


def _is_masked(text: str) -> bool:
    """True where all words stand in brackets, but for those that a template leaves around them."""
    if "{" not in text and "[" not in text and "<" not in text:
        return False
    masked = _MASK.sub(" ", text)
    if masked == text or _DEFINITION.search(text):
        return False
    return _stock().issuperset(fold(masked).split())


def is_title(title: str) -> bool:
    """True for a title that a template left, such as "{TITLE}" or "Principle title"."""
    masked = _MASK.sub(" ", title)
    return (masked != title and not _LETTERS.search(masked.replace("ADR", " "))) or fold(masked) in _titles()


def is_template(stem: str) -> bool:
    """True for the name of a template's file, such as `adr-template`, but not for that of a record about one."""
    if _stems().search(stem) is None:
        return False
    left = [word for word in fold(stem).split() if word.strip("0123456789xyn")]
    return not stem[:1].isdigit() or _names().issuperset(left)
