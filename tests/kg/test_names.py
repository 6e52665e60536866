from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import folder
from kg.catalogue import Catalogue
from kg.model import Alternative, Principle, Source, Theme
from kg.names import handle, label, named, near_names


@pytest.fixture(scope="module")
def catalogue(shipped: Path) -> Catalogue:
    """The catalogue that ships."""
    return folder.load(shipped)


def test_every_name_of_a_resource_finds_it(catalogue: Catalogue) -> None:
    """Each resource is found by its IRI, by its local name and by its shortest name."""
    for node in (*catalogue.principles, *catalogue.alternatives, *catalogue.sources, *catalogue.themes):
        assert named(catalogue, catalogue.iris.of(node)) == (node,)
        assert named(catalogue, handle(node)) == (node,)
        found = named(catalogue, label(node))
        assert node in found or all(label(one).casefold() == label(node).casefold() for one in found)


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("loose-coupling", Principle, "Loose coupling"),
        ("  «LOOSE coupling» ", Principle, "Loose coupling"),
        ("loose-coupling.html", Principle, "Loose coupling"),
        ("loose-coupling.md", Principle, "Loose coupling"),
        ("“big design up front”", Alternative, "Big design up front"),
        ("the big design up front", Alternative, "Big design up front"),
        ("teams and ownership", Theme, "Teams and ownership"),
        ("teams-and-ownership", Theme, "Teams and ownership"),
        ("http://www.teamtopologies.com/key-concepts", Source, "Team Topologies: key concepts"),
        ("teamtopologies.com/key-concepts/", Source, "Team Topologies: key concepts"),
        ("team topologies: key concepts", Source, "Team Topologies: key concepts"),
    ],
)
def test_spellings(catalogue: Catalogue, text: str, kind: type, name: str) -> None:
    """Slugs, permalinks, file names, titles, labels and addresses find a resource in any spelling."""
    (found,) = named(catalogue, text)
    assert isinstance(found, kind)
    assert label(found) == name


def test_several_of_one_page(catalogue: Catalogue) -> None:
    """The path of a page with several entries names all of them."""
    found = named(catalogue, "platform-choices.md")
    assert len(found) > 1
    assert {one.path for one in found} == {"platform-choices.md"}


def test_a_principle_comes_before_an_alternative_of_its_name(catalogue: Catalogue) -> None:
    """A title that is an alternative's label too names the principle; the alternative keeps its local name."""
    (found,) = named(catalogue, "Build what differentiates us")
    assert isinstance(found, Principle)
    (other,) = named(catalogue, "alternative/build-what-differentiates-us")
    assert isinstance(other, Alternative)


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """Numbered records in two folders, one with the title of another one, and one with a date for a number."""
    place = tmp_path_factory.mktemp("records")
    for name, title in (
        ("0003-use-x.md", "3. Use X"),
        ("adr-012-use-y.md", "ADR-012: Use Y"),
        ("sub/0004-use-x.md", "4. Use X"),
        ("2024-01-02-use-z.md", "Use Z"),
    ):
        (place / name).parent.mkdir(exist_ok=True)
        (place / name).write_text(f"# {title}\n\n## Status\n\nAccepted\n\n## Decision\n\nWe do.\n", encoding="utf-8")
    return folder.load(place)


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("3", ["0003-use-x"]),
        ("0003", ["0003-use-x"]),
        ("ADR-0003", ["0003-use-x"]),
        ("adr 12", ["adr-012-use-y"]),
        ("#12", ["adr-012-use-y"]),
        ("ADR-012: use y", ["adr-012-use-y"]),
        ("4. Use X", ["sub/0004-use-x"]),
        ("use x", ["0003-use-x", "sub/0004-use-x"]),
        ("9. Use X", ["0003-use-x", "sub/0004-use-x"]),
        ("2024", []),
        ("1", []),
        ("30", []),
    ],
)
def test_numbers_of_records(records: Catalogue, text: str, slugs: list[str]) -> None:
    """A record is found by the number of its file, however it is written, and by its title after a number."""
    assert [handle(one) for one in named(records, text)] == slugs


def test_near_names(catalogue: Catalogue) -> None:
    """What is spelt nearly so, or holds the text, is near, the likest first; what is quite unlike is not."""
    assert label(near_names(catalogue, "lose cuopling")[0]) == "Loose coupling"
    assert "Respect the bounded context" in map(label, near_names(catalogue, "bounded context", catalogue.principles))
    assert near_names(catalogue, "zzzzqqqq") == ()
    assert {one.host for one in near_names(catalogue, "MartinFowler.com") if isinstance(one, Source)} == {
        "martinfowler.com"
    }
    assert len(near_names(catalogue, "a", most=2)) <= 2


@settings(max_examples=40)
@given(st.text())
def test_any_text(catalogue: Catalogue, text: str) -> None:
    """No text makes a look-up fail."""
    named(catalogue, text)
    near_names(catalogue, text)
