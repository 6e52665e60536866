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


def plain(value: Any, places: bool) -> Any:
    """A value as nested dictionaries and lists; without places, what is about them is left out."""
    if isinstance(value, Location) and not places:
        return value.path
    if isinstance(value, msgspec.Struct):
        fields = {name: getattr(value, name) for name in value.__struct_fields__}
        return {name: plain(one, places) for name, one in fields.items() if places or name not in ("facts", "findings")}
    return [plain(one, places) for one in value] if isinstance(value, tuple) else value


def joined(catalogue: Catalogue, places: bool) -> Any:
    """What the catalogue makes of its documents: themes, order, edges, conflicts."""
    entries = catalogue.principles
    return [
        [catalogue.title, catalogue.base, catalogue.licence],
        [one.slug for one in entries],
        plain(tuple(themes(catalogue)), True),
        [plain(edges(one), places) for one in entries for edges in (catalogue.rejections, catalogue.citations_by)],
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


def assert_same(catalogue: Catalogue, again: Catalogue, places: bool) -> None:
    """Both hold the same; with places, they also stand at the same lines, with the same findings."""
    assert plain(again.documents, places) == plain(catalogue.documents, places)
    assert joined(again, places) == joined(catalogue, places)
    if places:
        assert again.findings == tuple(one for one in catalogue.findings if catalogue.document(one.location.path))


@pytest.mark.parametrize("places", [False, True])
@pytest.mark.parametrize("name", FORMATS)
def test_everything_comes_back(catalogue: Catalogue, back: Back, name: str, places: bool) -> None:
    """Everything that the model can hold comes back from every format; places do where they are exported."""
    assert_same(catalogue, back(catalogue, name, places), places)


@pytest.mark.parametrize("places", [False, True])
@pytest.mark.parametrize("name", FORMATS)
def test_documents_that_ship_come_back(shipped: Path, back: Back, name: str, places: bool) -> None:
    """The catalogue that ships, and the project's own decisions, come back from every format."""
    for path in (shipped, ROOT / "docs/decisions"):
        catalogue = folder.load(path)
        assert_same(catalogue, back(catalogue, name, places), places)


@pytest.mark.parametrize("name", FORMATS)
def test_published_documents_come_back(corpora: Path, back: Back, name: str) -> None:
    """Every folder of published documents comes back from every format, with and without places."""
    for path in (path for path in sorted(corpora.iterdir()) if path.is_dir()):
        catalogue = folder.load(path)
        for places in (False, True):
            assert_same(catalogue, back(catalogue, name, places), places)


@pytest.mark.parametrize("name", FORMATS)
def test_export_of_what_came_back(catalogue: Catalogue, back: Back, name: str) -> None:
    """What came back is exported to the same bytes, but for the version of the catalogue."""
    again = back(catalogue, name, True)
    versions = {catalogue.version.encode(): b"", again.version.encode(): b""}
    first, second = (serialise(one, name, True) for one in (catalogue, again))
    for version, nothing in versions.items():
        first, second = first.replace(version, nothing), second.replace(version, nothing)
    assert first == second
