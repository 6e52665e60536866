"""What is read again of a folder, and what is not."""

import json
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from kg import folder
from kg.formats import FORMATS
from kg.known import Known
from kg.model import Document
from kg.reading import document
from kg.reading.templates import Templates
from tests.kg.pages import page

TOML = '[headings]\njustification = ["Grounds"]\n'


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths that are read, one after another."""
    paths: list[str] = []

    def read_all(files: Sequence[tuple[str, bytes]], by: Templates) -> list[Document]:
        paths.extend(path for path, _ in files)
        return document.read_all(files, by)

    class Reader:
        """The reader of documents, overheard."""

    monkeypatch.setattr(Reader, "read_all", staticmethod(read_all), raising=False)
    monkeypatch.setattr(folder, "document", Reader)
    return paths


def test_only_what_is_new_is_read(tmp_path: Path, read: list[str]) -> None:
    """Of a folder that was loaded before only those files are read whose bytes are others, whatever their dates say."""
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.md").write_text(page(name.upper()))
    known = Known()
    first = folder.load(tmp_path, known=known)
    assert read == ["a.md", "b.md", "c.md"]
    read.clear()
    before = (tmp_path / "a.md").stat()
    (tmp_path / "a.md").write_text(page("Z"))
    os.utime(tmp_path / "a.md", ns=(before.st_atime_ns, before.st_mtime_ns))
    (tmp_path / "b.md").touch()
    (tmp_path / "c.md").rename(tmp_path / "d.md")
    second = folder.load(tmp_path, known=known)
    assert read == ["a.md", "d.md"]
    assert [one.title for one in second.principles] == ["Z", "B", "C"]
    assert second.document("b.md") is first.document("b.md")


def test_other_templates_read_all_again(tmp_path: Path, read: list[str]) -> None:
    """Where `catalogue.toml` changes how documents are read, all are read again."""
    (tmp_path / "a.md").write_text(page("A"))
    known = Known()
    folder.load(tmp_path, known=known)
    (tmp_path / "catalogue.toml").write_text(TOML)
    folder.load(tmp_path, known=known)
    assert read == ["a.md", "a.md"]


def test_a_catalogue_read_again_is_the_same_to_the_byte(tmp_path: Path) -> None:
    """What is made of known documents is what is made of all of them: with slugs told apart, and RDF beside them."""
    known = Known()
    (tmp_path / "x").mkdir()
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/one.md").write_text(page("One", rejects=("Two",)))
    (tmp_path / "one.md").write_text(page("Another", body="See [one](docs/one.md)."))
    folder.load(tmp_path, known=known)
    (tmp_path / "x/two.md").write_text(page("Two", body="See [one](../one.md)."))
    (tmp_path / "g.ttl").write_bytes(b"".join(FORMATS["turtle"].write(folder.load(tmp_path))))
    again, anew = folder.load(tmp_path, known=known), folder.load(tmp_path)
    assert again.version == anew.version
    assert json.loads(b"".join(FORMATS["json"].write(again))) == json.loads(b"".join(FORMATS["json"].write(anew)))
