"""The stems of words (Snowball, in native code)."""

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from kg.search.words import fold

if TYPE_CHECKING:
    from tantivy import TextAnalyzer

LANGUAGES = {
    "ar": "arabic",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "it": "italian",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
}
"""The languages whose words are stemmed, by their tag (BCP 47)."""
_TURKISH = str.maketrans({"I": "ı", "İ": "i"})


def stem(language: str, word: str) -> str:
    """The stem of a word in a language, folded and marked as of that language: `decis~fr`."""
    word = unicodedata.normalize("NFC", word[:100])
    if language == "tr":
        word = word.translate(_TURKISH)
    found = _stemmer(language).analyze(word.lower())
    return f"{fold(found[0] if found else word)}~{language}"


class Stems(dict[str, str]):
    """The stems of one language, each worked out once."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __missing__(self, word: str) -> str:
        """Works a stem out."""
        made = self[word] = stem(self.language, word)
        return made


class Folds(dict[str, str]):
    """Folded words, each worked out once."""

    def __missing__(self, word: str) -> str:
        """Folds a word."""
        made = self[word] = fold(word)
        return made


@cache
def _stemmer(language: str) -> "TextAnalyzer":
    from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

    return TextAnalyzerBuilder(Tokenizer.raw()).filter(Filter.stemmer(LANGUAGES[language])).build()
