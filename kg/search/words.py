"""The words of a text, and how they are compared: without case, accents and other signs."""

import re
import unicodedata
from collections.abc import Iterator

_MARKS = "".join(map(chr, (n for n in range(0x300, 0x3000) if unicodedata.category(chr(n))[0] == "M")))
# Scripts without blanks between words: each of their signs is a word, and what is asked in a row is a phrase.
_SINGLE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
# A soft hyphen, joiners, and the accents of letters that are written in two signs.
_INNER = f"{_MARKS}\ufe20-\ufe2f\u00ad\u200c\u200d\u2060"
_SIGNS = r"(?:\+\+|[+#](?![\w+#]))?"  # C++, C#, F#
_ASCII = re.compile(rf"[A-Za-z0-9]+{_SIGNS}")
_WORD = re.compile(rf"[{_SINGLE}]|[^\W_{_SINGLE}](?:[^\W_{_SINGLE}]|[{_INNER}])*{_SIGNS}")
_SEPARATOR = re.compile(r"[-_.\u2010\u2011](?=[^\W_])")
_CAPITAL = re.compile(r"[A-Z]")
_JOINED = re.compile(r"[^\W_]+(?:[-_.\u2010\u2011][^\W_]+)+")
_MIXED = re.compile(r"[^\W\d_]*[a-z][A-Z][^\W\d_]*")
_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_LETTERS = str.maketrans(
    {"ı": "i", "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ŧ": "t"}
)
_PART_OF_LETTER = (0, 7, 9)  # classes of marks that make another letter, as in Hindi
_LONGEST = 100
_LONGEST_JOINED = 40
_SHORTEST_PART = 3


def words(text: str) -> list[str]:
    """The words of a text as they are written, in order."""
    return (_ASCII if text.isascii() else _WORD).findall(text)


def places(text: str) -> Iterator[re.Match[str]]:
    """The words of a text with their places."""
    return (_ASCII if text.isascii() else _WORD).finditer(text)


def fold(word: str) -> str:
    """What two spellings of a word share: no case, no accents, ß as ss, œ as oe, ı as i; at most 100 signs."""
    word = word[:_LONGEST]
    if word.isascii():
        return word.lower()
    signs = unicodedata.normalize("NFKD", word.casefold())
    kept = (c for c in signs if unicodedata.combining(c) in _PART_OF_LETTER and unicodedata.category(c) != "Cf")
    folded = "".join("".join(kept).casefold().translate(_LETTERS).split())
    return unicodedata.normalize("NFC", folded)[:_LONGEST] or word


def joined(text: str) -> Iterator[tuple[int, int, str]]:
    """What is written with hyphens, dots or underlines, as one word: its places, and `microservices`."""
    # Looking for separators, which are few, is far quicker than looking for words that have one.
    end = 0
    for separator in _SEPARATOR.finditer(text):
        start = separator.start()
        while start > end and text[start - 1].isalnum():
            start -= 1
        if separator.start() > end and (match := _JOINED.match(text, start)):
            end = match.end()
            word = re.sub(r"[\W_]", "", match[0])
            if len(word) <= _LONGEST_JOINED and not word.isdecimal():
                yield start, end, word


def mixed(text: str) -> Iterator[tuple[int, int, str]]:
    """The words within the names that programs have, with their places: of `TypeManager` Type and Manager."""
    end = 0
    for capital in _CAPITAL.finditer(text):
        start = capital.start()
        if start <= end or not "a" <= text[start - 1] <= "z":
            continue
        while start > end and text[start - 1].isalpha():
            start -= 1
        if name := _MIXED.match(text, start):
            end = name.end()
            for part in _PART.finditer(text, start, end):
                if len(part[0]) >= _SHORTEST_PART:
                    yield part.start(), part.end(), part[0]


def parts(name: str) -> list[str]:
    """The words within a single such name, short ones left out."""
    return [word for _, _, word in mixed(name)] if _MIXED.fullmatch(name) else []
