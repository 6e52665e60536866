"""The index of one catalogue: its words in memory, in an engine in native code (tantivy)."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from kg.catalogue import Catalogue
from kg.identity import label_key, url_key
from kg.kept import kept
from kg.model import Alternative, Principle, Resource, ResourceKind, Source, Theme
from kg.names import label, record_number
from kg.reading.title import bare
from kg.search.languages import Guess, commonest, stated
from kg.search.passages import Passages, of_principle, passages
from kg.search.stems import Folds, Stems
from kg.search.words import joined, mixed, words

if TYPE_CHECKING:
    from tantivy import Query, Schema, SearchResult

ZONES = NAME, LEAD, BODY, REST = "name", "lead", "body", "rest"
STEMMED = "_stems"
EXTRA, KEY, KIND, ROW = "extra", "key", "kind", "row"
_SAMPLE = 4000
_MEMORY = 1_000_000_000
"""The most that the engine takes while it builds, in bytes: one piece of index, not many, comes of so much."""


class Index:
    """The resources of a catalogue, by number, and the engine that finds the numbers.

    Nothing of it changes once it is made, so any number of threads may ask it at once.
    """

    def __init__(self, nodes: Sequence[Resource], languages: Sequence[tuple[str, ...]]) -> None:
        self.nodes, self.languages = nodes, languages
        self.known = tuple(sorted({one for spoken in languages for one in spoken}))
        self.accented: dict[str, set[str]] = {}
        self.schema = _schema()
        self.entries = sum(isinstance(node, Principle) for node in nodes)

    def fill(self, catalogue: Catalogue, texts: Iterable[Passages]) -> None:
        """Puts in the passages of the nodes, in their order."""
        from tantivy import Document, TextAnalyzerBuilder, Tokenizer
        from tantivy import Index as Engine

        engine = Engine(self.schema)
        engine.register_tokenizer("words", TextAnalyzerBuilder(Tokenizer.whitespace()).build())
        # One thread, so that the same catalogue gives the same index.
        writer = engine.writer(heap_size=_MEMORY, num_threads=1)
        analysis = _Analysis(self.known)
        for row, (node, spoken, text) in enumerate(zip(self.nodes, self.languages, texts, strict=True)):
            document = Document()
            for field, value in analysis.fields(text, spoken):
                document.add_text(field, value)
            for key in _keys(catalogue, node):
                document.add_text(KEY, key.encode("utf-8", "ignore").decode())
            document.add_text(KIND, kind_of(node).value)
            document.add_unsigned(ROW, row)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        engine.reload()
        self.accented = analysis.accented
        self.searcher = engine.searcher()

    def count(self, query: "Query") -> int:
        """How many nodes a query matches."""
        return _total(self.searcher.search(query, 1))

    def best(self, query: "Query", most: int) -> tuple[list[tuple[int, float]], int]:
        """The numbers and scores of the best nodes, the first number first on a tie, and how many there are in all."""
        if not self.nodes:
            return [], 0
        found = self.searcher.search(query, max(1, min(most, len(self.nodes))))
        rows = self.searcher.fast_field_values(ROW, [address for _, address in found.hits])
        scored = zip(rows, (score for score, _ in found.hits), strict=True)
        return [(int(row), float(score)) for row, score in scored if row is not None], _total(found)


@kept
def index_of(catalogue: Catalogue) -> Index:
    """The index of a catalogue, made when it is first asked for; other threads wait for the same one."""
    entries = [of_principle(one) for one in catalogue.principles]
    guess = Guess()
    guessed = [
        stated(catalogue.document_of(one)) or guess.language(words(_sample(text)))
        for one, text in zip(catalogue.principles, entries, strict=True)
    ]
    usual = commonest(guessed)
    spoken = {one.slug: language or usual for one, language in zip(catalogue.principles, guessed, strict=True)}
    others: list[Resource] = [*catalogue.themes, *catalogue.alternatives, *catalogue.sources]
    index = Index(
        [*catalogue.principles, *others],
        [
            *((spoken[one.slug],) for one in catalogue.principles),
            *(_languages(catalogue, node, spoken, usual) for node in others),
        ],
    )
    index.fill(catalogue, (*entries, *(passages(catalogue, node) for node in others)))
    return index


def _sample(text: Passages) -> str:
    """As much of a text as tells its language."""
    return "\n".join((*text.name, *text.lead, *text.body))[:_SAMPLE]


def kind_of(node: Resource) -> ResourceKind:
    """What a resource is."""
    match node:
        case Principle():
            return ResourceKind.PRINCIPLE
        case Alternative():
            return ResourceKind.ALTERNATIVE
        case Source():
            return ResourceKind.SOURCE
        case Theme():
            return ResourceKind.THEME


def _languages(catalogue: Catalogue, node: Resource, spoken: dict[str, str], usual: str) -> tuple[str, ...]:
    """The languages of the entries that a node is of."""
    match node:
        case Alternative():
            entries = [edge.principle for edge in catalogue.rejections_of(node)]
        case Source():
            entries = [edge.principle for edge in catalogue.citations_of(node)]
        case Theme():
            entries = list(node.principles)
        case Principle():
            entries = [node]
    return tuple(sorted({spoken[one.slug] for one in entries})) or (usual,)


def _keys(catalogue: Catalogue, node: Resource) -> Iterator[str]:
    """What names a node as a whole."""
    names = node.titles if isinstance(node, Source) else node.labels if isinstance(node, Alternative) else ()
    for name in dict.fromkeys((label(node), *names)):
        yield label_key(name)
        yield label_key(bare(name))
    if isinstance(node, Source):
        for url in dict.fromkeys((node.url, *node.urls)):
            if url:
                yield url_key(url) or url
    else:
        yield label_key(node.slug.rpartition("/")[2])
    if isinstance(node, Principle) and (found := record_number(catalogue.document_of(node))):
        yield numbered(found)


def numbered(number: str) -> str:
    """The key of a record by its number."""
    return f"№{number}"


def _total(found: "SearchResult") -> int:
    return int(found.count)  # type: ignore[attr-defined]  # its stubs don't tell of it


class _Analysis:
    """Texts to words as the engine stores them; what was worked out for one text serves the others."""

    def __init__(self, languages: Sequence[str]) -> None:
        self._folds = Folds()
        self._stems = {language: Stems(language) for language in languages}
        self.accented: dict[str, set[str]] = {}
        """The stems of words that are written with accents, by the word without them."""

    def fields(self, texts: Passages, languages: Sequence[str]) -> Iterator[tuple[str, str]]:
        """The values of a document's fields."""
        extra: list[str] = []
        for zone, given in zip(ZONES, (texts.name, texts.lead, texts.body, texts.rest), strict=True):
            for text in given:
                found = words(text)
                folded = list(map(self._folds.__getitem__, found))
                yield zone, " ".join(folded)
                for language in languages:
                    stems = list(map(self._stems[language].__getitem__, found))
                    yield zone + STEMMED, " ".join(stems)
                    if not text.isascii():
                        self._accents(found, folded, stems)
                extra.extend(word for _, _, word in joined(text))
                extra.extend(word for _, _, word in mixed(text))
            if zone == NAME and extra:
                yield LEAD, " ".join(map(self._folds.__getitem__, extra))
        yield EXTRA, " ".join(map(self._folds.__getitem__, extra))
        for language in languages:
            yield EXTRA, " ".join(map(self._stems[language].__getitem__, extra))

    def _accents(self, found: Sequence[str], folded: Sequence[str], stems: Sequence[str]) -> None:
        for word, plain, stem in zip(found, folded, stems, strict=True):
            if not word.isascii():
                self.accented.setdefault(plain, set()).add(stem)


def _schema() -> "Schema":
    from tantivy import SchemaBuilder

    builder = SchemaBuilder()
    for zone in ZONES:
        builder.add_text_field(zone, tokenizer_name="words")
        builder.add_text_field(zone + STEMMED, tokenizer_name="words", index_option="freq")
    builder.add_text_field(EXTRA, tokenizer_name="words", index_option="freq")
    builder.add_text_field(KEY, tokenizer_name="raw", index_option="basic")
    builder.add_text_field(KIND, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field(ROW, fast=True)
    return builder.build()
