"""What was written of documents, kept for the next export: most documents are the same in the next version."""

from collections.abc import Hashable, Iterator

from msgspec import Struct

from kg.catalogue import Catalogue
from kg.model import Document, Principle
from kg.rdf.blocks import Blocks
from kg.rdf.statements import Describing
from kg.rdf.turtle import TurtleBlocks

_LIMIT = 1 << 26


class _Written(Struct, frozen=True):
    """The blocks of a document, how many triples they hold, and what they were made of."""

    document: Document
    joined: Hashable
    triples: int
    blocks: dict[str, bytes]


_last: tuple[Hashable, dict[str, _Written]] = (None, {})


def turtle(catalogue: Catalogue, places: bool) -> Iterator[bytes]:
    """The catalogue as Turtle, as `kg.rdf.turtle` writes it.

    What the last export of this base wrote of an equal document is taken again; up to 64 MB are kept.
    """
    global _last
    base = catalogue.iris.base
    key = base, places
    # Other threads put theirs in its place at any time, so it's looked at once.
    made_for, last = _last
    known = last if made_for == key else {}
    writer, blocks, describing = TurtleBlocks(base), Blocks(), Describing(catalogue, places)
    kept: dict[str, _Written] = {}
    size = 0
    for document in catalogue.documents:
        joined = _joined(catalogue, document)
        written = known.get(document.path)
        if written is None or written.joined != joined or written.document != document:
            described = describing.document(document)
            triples = sum(len(description) for _, description in described)
            own = {subject: writer.block(subject, description) for subject, description in described}
            written = _Written(document, joined, triples, own)
        else:
            describing.count += written.triples
        size += sum(map(len, written.blocks.values()))
        if size <= _LIMIT:
            kept[document.path] = written
        for subject, block in written.blocks.items():
            blocks.add(subject, block)
    for subject, description in describing.shared():
        blocks.add(subject, writer.block(subject, description))
    _last = key, kept
    yield writer.head()
    yield from blocks.in_order(first=base)


def forget() -> None:
    """Lets go of what was kept."""
    global _last
    _last = (None, {})


def _joined(catalogue: Catalogue, document: Document) -> Hashable:
    """All that is said of a document's entries and does not follow from the document alone."""
    return tuple(_of(catalogue, entry) for entry in document.principles)


def _of(catalogue: Catalogue, entry: Principle) -> Hashable:
    same = catalogue.same_option(entry)
    ends = []
    for link in entry.links:
        document = catalogue.paths.find(link)
        end = catalogue.paths.entry(document, link.href) if document else None
        ends.append((document and document.path, end and end.slug, catalogue.paths.file(link)))
    return (
        same and same.slug,
        tuple(ends),
        tuple(
            (row.type, row.derived, row.document.path, row.target and row.target.slug)
            for row in catalogue.relations(entry)
        ),
        tuple((one.principle.slug, one.other.slug) for one in catalogue.conflicts_of(entry)),
    )
