"""Which language a text is in: what its document says, or else what its smallest words say."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from kg.model import Document
from kg.search.stems import LANGUAGES

if TYPE_CHECKING:
    from tantivy import TextAnalyzer

_SAMPLE = 300
_LEAST, _CLEARLY = 3.0, 1.5
_STATED = re.compile(
    r"\A---[ \t]*\n(?:(?!---)[^\n]*\n)*?(?:lang|language|locale)[ \t]*:[ \t]*[\"']?([A-Za-z]+)", re.IGNORECASE
)
# Of the languages that the engine has no list of such words for.
_SMALL = {
    "ar": "في من على إلى أن إن هذا هذه التي الذي كان لا ما مع عن أو كل بين بعد قبل عند هو هي لم قد",
    "el": "και το η ο της του να με για στο στη την τα των που από είναι σε δεν θα τις τους ως αυτό ή",
    "ro": "și în la cu pe din nu este sunt pentru că un o care mai sau se să au fi de a al ale prin după acest",
    "ta": "ஒரு மற்றும் இந்த என்று அது என இது அந்த உள்ள என்ற இருந்து போன்ற கொண்டு வேண்டும் ஆனால்",
    "tr": "ve bir bu için ile olarak da de olan daha çok gibi ancak veya ya ki ne her kadar sonra değil var ise en",
}
_TAGS = {name: tag for tag, name in LANGUAGES.items()} | {"nb": "no", "nn": "no"}


def stated(document: Document) -> str | None:
    """The language that the front matter of a document names as `lang`, `language` or `locale`, if it can be stemmed.

    It is named by a tag (BCP 47), of which the region does not count, or in English.
    """
    found = _STATED.match(document.markdown)
    tag = found[1].lower() if found else ""
    return tag if tag in LANGUAGES else _TAGS.get(tag)


class Guess:
    """Tells the language of a text by the words that every text in a language has: the, het, der, que, ve."""

    def __init__(self) -> None:
        self._seen: set[str] = set()
        self._small: dict[str, tuple[str, ...]] = {}

    def language(self, words: Sequence[str]) -> str | None:
        """The language of a text given by its words; None where they don't tell."""
        counts = Counter(" ".join(words[:_SAMPLE]).lower().split())
        self._look_up(counts.keys() - self._seen)
        weights: dict[str, float] = defaultdict(float)
        for word in sorted(counts.keys() & self._small.keys()):
            for language in self._small[word]:
                weights[language] += counts[word] / len(self._small[word])
        best = sorted(weights, key=lambda one: (-weights[one], one))[:2]
        if not best or weights[best[0]] < max(_LEAST, _CLEARLY * sum(weights[other] for other in best[1:])):
            return None
        return best[0]

    def _look_up(self, words: set[str]) -> None:
        if not words:
            return
        self._seen |= words
        given = "\n".join(words)
        small: dict[str, list[str]] = defaultdict(list)
        for language in LANGUAGES:
            if language in _SMALL:
                found = words.intersection(_SMALL[language].split())
            else:
                found = words.difference(_without_small(language).analyze(given))
            for word in found:
                small[word].append(language)
        self._small |= {word: tuple(languages) for word, languages in small.items()}


def commonest(languages: Iterable[str | None]) -> str:
    """The language of most of these, the first of its letters on a tie; English where none is known."""
    counts: dict[str, int] = defaultdict(int)
    for language in languages:
        if language:
            counts[language] += 1
    return min(counts, key=lambda language: (-counts[language], language), default="en")


@cache
def _without_small(language: str) -> "TextAnalyzer":
    from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

    return TextAnalyzerBuilder(Tokenizer.whitespace()).filter(Filter.stopword(LANGUAGES[language])).build()
