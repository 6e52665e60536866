"""The words of texts as the engine stores them: as written, and as stems of the languages they are in."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from kg.catalogue import Catalogue
from kg.model import Principle
from kg.search.languages import Guess, commonest, stated
from kg.search.passages import Passages, of_principle
from kg.search.stems import Folds, Stems
from kg.search.words import joined, mixed, words

ZONES = NAME, LEAD, BODY, REST = "name", "lead", "body", "rest"
STEMMED = "_stems"
EXTRA = "extra"
_SAMPLE = 2000


class Analysed(Struct, frozen=True, gc=False):
    """The words of a resource: the values of fields, and the stems of words with accents by the word without them.

    Of an entry, `entry` is what they were made of, and `guessed` the language that its words tell.
    """

    fields: tuple[tuple[str, str], ...]
    accented: tuple[tuple[str, str], ...]
    languages: tuple[str, ...]
    entry: Principle | None = None
    guessed: str | None = None

    @property
    def size(self) -> int:
        """How many signs it holds."""
        return sum(len(value) for _, value in self.fields)


class Analysis:
    """Texts to their words; what was worked out for one text serves the others."""

    def __init__(self) -> None:
        self._folds = Folds()
        self._stems: dict[str, Stems] = {}

    def analysed(
        self, texts: Passages, languages: tuple[str, ...], entry: Principle | None = None, guessed: str | None = None
    ) -> Analysed:
        """The words of texts in some languages."""
        stems = [self._stems.setdefault(one, Stems(one)) for one in languages]
        fields: list[tuple[str, str]] = []
        accented: set[tuple[str, str]] = set()
        extra: list[str] = []
        for zone, given in zip(ZONES, (texts.name, texts.lead, texts.body, texts.rest), strict=True):
            for text in given:
                found = words(text)
                fields.append((zone, self._folded(found)))
                fields += [(zone + STEMMED, _joined(found, stem)) for stem in stems]
                if not text.isascii():
                    accented.update(self._accents(found, stems))
                extra += [word for _, _, word in (*joined(text), *mixed(text))]
            if zone == NAME and extra:
                fields.append((LEAD, self._folded(extra)))
        if extra:
            fields += [(EXTRA, self._folded(extra)), *((EXTRA, _joined(extra, stem)) for stem in stems)]
        return Analysed(tuple(fields), tuple(sorted(accented)), languages, entry, guessed)

    def _folded(self, found: Sequence[str]) -> str:
        return " ".join(map(self._folds.__getitem__, found))

    def _accents(self, found: Sequence[str], stems: Sequence[Stems]) -> Iterator[tuple[str, str]]:
        for word in found:
            if not word.isascii():
                for stem in stems:
                    yield self._folds[word], stem[word]


class Entries:
    """The entries of a catalogue with their languages; what an earlier version says of equal entries is taken again."""

    def __init__(self, catalogue: Catalogue, earlier: Mapping[str, Analysed]) -> None:
        self._principles = catalogue.principles
        self._known = {
            one.slug: known for one in self._principles if (known := earlier.get(one.slug)) and known.entry == one
        }
        self._texts = {one.slug: of_principle(one) for one in self._principles if one.slug not in self._known}
        guess = Guess()
        self._guessed = {slug: guess.language(words(_sample(text))) for slug, text in self._texts.items()}
        self._guessed |= {slug: known.guessed for slug, known in self._known.items()}
        told = {one.slug: stated(catalogue.document_of(one)) or self._guessed[one.slug] for one in self._principles}
        self.usual = commonest(told.values())
        self._languages = {slug: language or self.usual for slug, language in told.items()}

    def language(self, entry: Principle) -> str:
        """The language of an entry."""
        return self._languages[entry.slug]

    def languages(self) -> list[tuple[str, ...]]:
        """Those of all entries, in the order of the catalogue."""
        return [(self.language(entry),) for entry in self._principles]

    def analysed(self, analysis: Analysis, entry: Principle) -> Analysed:
        """The words of an entry."""
        known, languages = self._known.get(entry.slug), (self.language(entry),)
        if known is not None and known.languages == languages:
            # What is kept holds nothing of the earlier version.
            return known if known.entry is entry else replace(known, entry=entry)
        text = self._texts.get(entry.slug) or of_principle(entry)
        return analysis.analysed(text, languages, entry, self._guessed[entry.slug])


def _joined(found: Sequence[str], stems: Stems) -> str:
    return " ".join(map(stems.__getitem__, found))


def _sample(text: Passages) -> str:
    """As much of a text as tells its language."""
    return "\n".join((*text.name, *text.lead, *text.body))[:_SAMPLE]
