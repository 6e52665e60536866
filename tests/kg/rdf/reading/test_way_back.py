import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kg import folder
from kg.catalogue import Catalogue
from kg.model import Location
from kg.rdf.export import FORMATS, serialise

ROOT = Path(__file__).parents[4]
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
Back = Callable[[Catalogue, str, bool], Catalogue]


@pytest.fixture
def back(tmp_path: Path) -> Back:
    """What a folder gives that holds nothing but the graph of a catalogue."""

    def written_and_read(catalogue: Catalogue, name: str, places: bool) -> Catalogue:
        for path in tmp_path.iterdir():
            path.unlink()
        (tmp_path / f"graph{FORMATS[name].suffix}").write_bytes(serialise(catalogue, name, places))
        return folder.load(tmp_path)

    return written_and_read


def plain(value: Any, places: bool, name: str) -> Any:
    """A value as nested dictionaries and lists, as a format can hold it; without places, without what is about them."""
    if isinstance(value, Location) and not places:
        return value.path
    if isinstance(value, msgspec.Struct):
        fields = {field: getattr(value, field) for field in value.__struct_fields__}
        return {
            field: plain(one, places, name)
            for field, one in fields.items()
            if places or field not in ("facts", "findings")
        }
    if isinstance(value, str) and name == "rdf-xml":
        return NOT_IN_XML.sub("\ufffd", value)
    return [plain(one, places, name) for one in value] if isinstance(value, tuple) else value


def joined(catalogue: Catalogue, places: bool, name: str) -> Any:
    """What the catalogue makes of its documents: themes, order, edges, conflicts."""
    entries = catalogue.principles
    return [
        [catalogue.title, catalogue.base, catalogue.licence],
        [one.slug for one in entries],
        themes(catalogue),
        [
            plain(edges(one), places, name)
            for one in entries
            for edges in (catalogue.rejections, catalogue.citations_by)
        ],
        [[*map(relation, catalogue.relations(one))] for one in entries],
        [one.explanation for one in catalogue.conflicts],
    ]


def themes(catalogue: Catalogue) -> list[Any]:
    """Each theme with the slugs of its members, in order."""
    return [
        (one.slug, one.label, one.position, tuple(each.slug for each in one.principles)) for one in catalogue.themes
    ]


def relation(edge: Any) -> list[Any]:
    """A relation by its ends."""
    return [edge.type, edge.document.path, edge.target and edge.target.slug, edge.text, edge.partial, edge.derived]


def assert_same(catalogue: Catalogue, again: Catalogue, places: bool, name: str) -> None:
    """Both hold the same; with places, they also stand at the same lines, with the same findings."""
    assert plain(again.documents, places, name) == plain(catalogue.documents, places, name)
    assert joined(again, places, name) == joined(catalogue, places, name)
    if places:
        assert again.findings == tuple(one for one in catalogue.findings if catalogue.document(one.location.path))


@pytest.mark.parametrize("places", [False, True])
@pytest.mark.parametrize("name", FORMATS)
def test_everything_comes_back(catalogue: Catalogue, back: Back, name: str, places: bool) -> None:
    """Everything that the model can hold comes back from every format; places do where they are exported."""
    assert_same(catalogue, back(catalogue, name, places), places, name)


@pytest.mark.parametrize("places", [False, True])
@pytest.mark.parametrize("name", FORMATS)
def test_documents_that_ship_come_back(shipped: Path, back: Back, name: str, places: bool) -> None:
    """The catalogue that ships, and the project's own decisions, come back from every format."""
    for path in (shipped, ROOT / "docs/decisions"):
        catalogue = folder.load(path)
        assert_same(catalogue, back(catalogue, name, places), places, name)


@pytest.mark.parametrize("name", FORMATS)
def test_published_documents_come_back(corpora: Path, back: Back, name: str) -> None:
    """Every folder of published documents comes back from every format, with and without places."""
    for path in (path for path in sorted(corpora.iterdir()) if path.is_dir()):
        catalogue = folder.load(path)
        for places in (False, True):
            assert_same(catalogue, back(catalogue, name, places), places, name)


@pytest.mark.parametrize("name", FORMATS)
def test_export_of_what_came_back(catalogue: Catalogue, back: Back, name: str) -> None:
    """What came back is exported to the same bytes, but for the version of the catalogue."""
    again = back(catalogue, name, True)
    versions = {catalogue.version.encode(): b"", again.version.encode(): b""}
    first, second = (serialise(one, name, True) for one in (catalogue, again))
    for version, nothing in versions.items():
        first, second = first.replace(version, nothing), second.replace(version, nothing)
    # RDF/XML has a comment that counts what it can't hold; what came back holds nothing of the kind.
    first, second = (re.sub(rb"<!-- Characters .*? -->\n", b"", one) for one in (first, second))
    assert first == second
