import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kg import folder
from kg.catalogue import Catalogue
from kg.rdf import kept, turtle
from kg.rdf.export import serialise
from kg.rdf.statements import describe


def anew(catalogue: Catalogue, places: bool) -> bytes:
    """The Turtle of a catalogue, with nothing kept."""
    return b"".join(turtle.turtle(describe(catalogue, places), catalogue.base))


@given(st.data(), st.booleans())
def test_what_is_kept_is_what_would_be_written(catalogue: Catalogue, data: st.DataObject, places: bool) -> None:
    """Whatever documents come and go between exports, each is what it would be if nothing were kept."""
    for _ in range(3):
        documents = data.draw(st.lists(st.sampled_from(catalogue.documents), unique_by=lambda one: one.path))
        version = Catalogue(documents, catalogue.settings)
        assert serialise(version, "turtle", places) == anew(version, places)


def test_threads_export_at_once(catalogue: Catalogue) -> None:
    """Several threads that export at once, under other bases, with and without places, each get what is theirs."""
    elsewhere = replace(catalogue.settings, base="https://elsewhere.example/")
    both = [catalogue, Catalogue(catalogue.documents, elsewhere)]
    asked = [(one, places) for one in both for places in (False, True)] * 4
    expected = [anew(*one) for one in asked]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as threads:
            for _ in range(3):
                assert list(threads.map(lambda one: serialise(one[0], "turtle", one[1]), asked)) == expected
    finally:
        sys.setswitchinterval(interval)


def test_other_files_count(tmp_path: Path) -> None:
    """A link to a file that is there is told from one to a file that is not."""
    page = tmp_path / "page.md"
    page.write_text("---\ntitle: Page\n---\n\n## Defining it\n\nSee [it](picture.png).\n")
    assert serialise(folder.load(tmp_path), "turtle") == anew(folder.load(tmp_path), False)
    (tmp_path / "picture.png").write_bytes(b"")
    assert serialise(folder.load(tmp_path), "turtle") == anew(folder.load(tmp_path), False)


def test_what_is_kept_is_bounded(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the limit nothing is kept, and the export is the same."""
    serialise(catalogue, "turtle")
    first, *others = kept._last[1]
    assert others
    monkeypatch.setattr(kept, "_LIMIT", sum(map(len, kept._last[1][first].blocks.values())))
    for _ in range(2):
        assert serialise(catalogue, "turtle") == anew(catalogue, False)
        assert list(kept._last[1]) == [first]
