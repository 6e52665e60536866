from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.catalogue import Catalogue
from kg.configuration import CatalogueSettings
from kg.model import Document
from kg.reading import document
from kg.text import to_html, to_plain
from tests.kg.reading.places import check, sections_of
from tests.kg.reading.texts import PATHS, damaged, documents, written

CASES = Path(__file__).parent / "cases"


@given(st.binary(max_size=400), PATHS)
def test_any_bytes_are_a_document(data: bytes, path: str) -> None:
    """Reading never raises, whatever the bytes."""
    check(document.read(path, data))


@settings(max_examples=600)
@given(written(), PATHS)
def test_written_documents_know_their_places(data: bytes, path: str) -> None:
    """Sections hold each line of the body once; facts, options, references, links and findings stand in their lines."""
    check(document.read(path, data))


@settings(max_examples=200)
@given(st.data())
def test_damaged_documents_know_their_places(shipped: Path, data: st.DataObject) -> None:
    """The same holds of a real document with lines and bytes taken away, doubled, swapped and strewn in."""
    paths = documents(shipped, CASES)
    check(document.read("docs/adr/0001-red.md", data.draw(damaged(paths))))


@settings(max_examples=200)
@given(st.data())
def test_damaged_published_documents_know_their_places(corpora: Path, data: st.DataObject) -> None:
    """The same holds of documents that others published."""
    check(document.read("docs/adr/0001-red.md", data.draw(damaged(documents(corpora)))))


def test_shipped_documents_know_their_places(shipped: Path) -> None:
    """The same holds of every document that ships, and of every case."""
    for path in documents(shipped, CASES):
        check(document.read(path.name, path.read_bytes()))


def test_published_documents_know_their_places(corpora: Path) -> None:
    """The same holds of every published document."""
    paths = documents(corpora)
    assert paths
    for path in paths:
        check(document.read(path.relative_to(corpora).as_posix(), path.read_bytes()))


@given(written(), PATHS)
def test_reading_is_repeatable(data: bytes, path: str) -> None:
    """The same bytes give the same document, and it survives encoding."""
    read = document.read(path, data)
    assert document.read(path, bytes(bytearray(data))) == read
    packed = msgspec.msgpack.encode(read)
    assert msgspec.msgpack.decode(packed, type=Document) == read
    assert msgspec.msgpack.encode(document.read(path, data)) == packed


@given(st.lists(st.tuples(PATHS, written()), max_size=4))
def test_documents_are_read_the_same_in_any_company(files: list[tuple[str, bytes]]) -> None:
    """Several files read together give what each gives alone, in order."""
    assert document.read_all(files) == [document.read(path, data) for path, data in files]


@given(written(), written())
def test_documents_join_whatever_they_hold(one: bytes, other: bytes) -> None:
    """Any two documents make a catalogue that finds what it holds, and their texts are rendered."""
    read = (document.read("docs/a.md", one), document.read("docs/b.md", other))
    catalogue = Catalogue(read, CatalogueSettings())
    for principle in catalogue.principles:
        assert catalogue.principle(principle.slug) is principle
        assert all(catalogue.alternative(edge.alternative.slug) for edge in catalogue.rejections(principle))
        assert all(catalogue.source_by_key(edge.source.key) for edge in catalogue.citations_by(principle))
    for text in (section.body for found in read for section in sections_of(found)):
        assert "<script" not in to_html(text)
        to_plain(text)


@pytest.mark.parametrize("text", ["", "\n", "# A\n", "Prose.\n", "# A\n\nThe Status of things.\n", "---\nx: y\n---\n"])
def test_nothing_is_stated_of_nothing(text: str) -> None:
    """A document without sections of a record or principle is prose: no entry, no status, a finding that says so."""
    read = document.read("docs/a.md", text.encode())
    assert read.principles == ()
    assert [found.code for found in read.findings] == ["no-entry"]


@given(written(), PATHS)
def test_a_status_needs_its_word(data: bytes, path: str) -> None:
    """Where neither a section nor a key nor a line names a status, none is stated."""
    text = data.decode("utf-8", errors="ignore")
    for word in ("Status", "status", "DURUM", "Durum"):
        text = text.replace(word, "Weather")
    for entry in document.read(path, text.encode()).principles:
        assert entry.status is None
        assert entry.status_text is None


def test_large_documents_are_prose() -> None:
    """A document over the limit is kept whole, in one section, with a finding; one at the limit is read."""
    text = b"# A\n\n## Status\n\nAccepted\n\n## Decision\n\nB.\n".ljust(document.LARGEST)
    assert [entry.title for entry in document.read("docs/a.md", text).principles] == ["A"]
    read = document.read("docs/a.md", text + b"\n")
    assert (read.principles, read.slug, read.markdown) == ((), "a", text.decode() + "\n")
    assert [found.code for found in read.findings] == ["large-document"]
    check(read)
