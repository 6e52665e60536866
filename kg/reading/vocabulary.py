"""Words as templates write them: folded texts, sets of phrases, and the data of `templates.toml`."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from msgspec import Struct

_WORDS = re.compile(r"[^\W_]+")
_ASCII_WORDS = re.compile(r"[a-z0-9]+")
# Casefolding leaves a dot of a dotted capital İ, and makes a dotted i of the capital of a dotless ı.
_DOTS = str.maketrans({"\u0307": None, "ı": "i"})


def fold(text: str) -> str:
    """The words of a text in lower case, one blank apart: what is compared."""
    if text.isascii():
        return " ".join(_ASCII_WORDS.findall(text.lower()))
    return " ".join(_WORDS.findall(fold_word(text)))


def fold_word(word: str) -> str:
    """The same for a single word."""
    return word.lower() if word.isascii() else word.casefold().translate(_DOTS)


key = lru_cache(maxsize=4096)(fold)
"""The same for the keys and headings that documents share, remembered."""


class Phrases(Struct, frozen=True):
    """A set of phrases, in which `*` stands for any words; `in` asks of a folded text."""

    whole: frozenset[str]
    open: re.Pattern[str] | None

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Phrases":
        """The phrases of these texts."""
        whole, patterns = set(), []
        for text in texts:
            if "*" not in text:
                whole.add(fold(text))
                continue
            first, *others = map(fold, text.split("*"))
            pattern = re.escape(first)
            for other in others:
                pattern += r"(?:.*\b)?" if not pattern else r"(?: .*)?"
                pattern += f" {re.escape(other)}" if other and pattern != r"(?:.*\b)?" else re.escape(other)
            patterns.append(pattern)
        return cls(frozenset(whole), re.compile("|".join(patterns), re.DOTALL) if patterns else None)

    def __contains__(self, folded: str) -> bool:
        """True for a folded text that is one of the phrases."""
        return folded in self.whole or (self.open is not None and self.open.fullmatch(folded) is not None)


def alternation(texts: Iterable[str]) -> str:
    """A pattern for any of these texts in running text: longest first, any blanks between words, any apostrophe."""
    ordered = sorted(set(texts), key=lambda text: (-len(text), text))
    return "|".join(r"\s+".join(map(re.escape, text.split())).replace("'", "['’]") for text in ordered)


@cache
def data() -> dict[str, Any]:
    """The tables of `templates.toml`."""
    return tomllib.loads(resources.files("kg.reading").joinpath("templates.toml").read_text(encoding="utf-8"))


def words(table: str, name: str) -> list[str]:
    """One list of `templates.toml`."""
    texts: list[str] = data()[table][name]
    return texts
