"""The index of one catalogue: its words in memory, in an engine in native code (tantivy)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING
from weakref import ref

from kg.catalogue import Catalogue
from kg.identity import label_key, url_key
from kg.kept import kept
from kg.model import Alternative, Principle, Resource, ResourceKind, Source, Theme
from kg.names import label, record_number
from kg.reading.title import bare
from kg.search.analysis import EXTRA, STEMMED, ZONES, Analysed, Analysis, Entries
from kg.search.passages import passages

if TYPE_CHECKING:
    from tantivy import Query, Schema, SearchResult

KEY, KIND, ROW = "key", "kind", "row"
_MEMORY = 1_000_000_000
"""The most that the engine takes while it builds, in bytes: one piece of index, not many, comes of so much."""
_KEPT = 1 << 26
_latest: Callable[[], "Index | None"] = lambda: None  # noqa: E731


class Index:
    """The resources of a catalogue, by number, and the engine that finds the numbers.

    Nothing of it changes once it is made, so any number of threads may ask it at once.
    """

    def __init__(self, nodes: Sequence[Resource], languages: Sequence[tuple[str, ...]]) -> None:
        self.nodes, self.languages = nodes, languages
        self.known = tuple(sorted({one for spoken in languages for one in spoken}))
        self.accented: dict[str, set[str]] = {}
        self.schema = _schema()
        self.principles = sum(isinstance(node, Principle) for node in nodes)
        self.entries: dict[str, Analysed] = {}
        """The words of entries, for the index of the next version: most entries are the same there."""

    def fill(self, catalogue: Catalogue, analysed: Iterable[Analysed]) -> None:
        """Puts in the words of the nodes, in their order."""
        from tantivy import Document, TextAnalyzerBuilder, Tokenizer
        from tantivy import Index as Engine

        engine = Engine(self.schema)
        engine.register_tokenizer("words", TextAnalyzerBuilder(Tokenizer.whitespace()).build())
        # One thread, so that the same catalogue gives the same index.
        writer = engine.writer(heap_size=_MEMORY, num_threads=1)
        for row, (node, words) in enumerate(zip(self.nodes, analysed, strict=True)):
            document = Document()
            for field, value in words.fields:
                document.add_text(field, value)
            for plain, stem in words.accented:
                self.accented.setdefault(plain, set()).add(stem)
            for key in _keys(catalogue, node):
                document.add_text(KEY, key.encode("utf-8", "ignore").decode())
            document.add_text(KIND, kind_of(node).value)
            document.add_unsigned(ROW, row)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        engine.reload()
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
    global _latest
    latest = _latest()
    entries = Entries(catalogue, latest.entries if latest else {})
    others: list[Resource] = [*catalogue.themes, *catalogue.alternatives, *catalogue.sources]
    spoken = [_languages(catalogue, node, entries) for node in others]
    index = Index([*catalogue.principles, *others], [*entries.languages(), *spoken])
    analysis = Analysis()
    own = [entries.analysed(analysis, one) for one in catalogue.principles]
    rest = (analysis.analysed(passages(catalogue, node), said) for node, said in zip(others, spoken, strict=True))
    index.fill(catalogue, (*own, *rest))
    if sum(one.size for one in own) <= _KEPT:
        index.entries = {one.slug: words for one, words in zip(catalogue.principles, own, strict=True)}
    _latest = ref(index)
    return index


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


def _languages(catalogue: Catalogue, node: Resource, entries: Entries) -> tuple[str, ...]:
    """The languages of the entries that a node is of."""
    match node:
        case Alternative():
            owners = [edge.principle for edge in catalogue.rejections_of(node)]
        case Source():
            owners = [edge.principle for edge in catalogue.citations_of(node)]
        case Theme():
            owners = list(node.principles)
        case Principle():
            owners = [node]
    return tuple(sorted({entries.language(one) for one in owners})) or (entries.usual,)


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
        yield label_key(node.slug)
        yield label_key(node.slug.rpartition("/")[2])
    if isinstance(node, Principle) and (found := record_number(catalogue.document_of(node))):
        yield numbered(found)


def numbered(number: str) -> str:
    """The key of a record by its number."""
    return f"№{number}"


def _total(found: "SearchResult") -> int:
    return int(found.count)  # type: ignore[attr-defined]  # its stubs don't tell of it


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
