from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import folder
from kg.catalogue import Catalogue
from kg.configuration import CatalogueSettings
from kg.formats.drawing import draw, line
from kg.formats.mermaid import MOST_ARROWS, MOST_CHARACTERS, mermaid, remark
from kg.model import CitationRole, Document, Kind, Location, Option, Principle, Reference
from tests.kg.formats.catalogues import TEXTS, catalogues
from tests.kg.formats.conftest import Draw


def text(catalogue: Catalogue) -> str:
    """The drawing of a catalogue."""
    return b"".join(mermaid(catalogue)).decode()


def label(text: str) -> str:
    """A label as it is shown: in one line, and without the two pairs of signs that Mermaid can't show."""
    return line(text, 60).replace("ﬂ°", "fl°").replace("¶ß", "¶ss")


def entry(number: int, options: int, sources: int = 0) -> Document:
    """A document of one entry with as many options and sources, all its own."""
    place = Location(f"{number}.md", 1, 1)
    rejected = tuple(Option(f"Way {number} {way}", place) for way in range(options))
    cited = tuple(
        Reference(CitationRole.EVIDENCE, f"Page {number} {page}", f"https://x.org/{number}/{page}", place)
        for page in range(sources)
    )
    made = Principle(f"p{number}", Kind.PRINCIPLE, f"Entry {number}", place, options=rejected, references=cited)
    return Document(place.path, made.slug, "", "", principles=(made,))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(catalogues())
def test_mermaid_shows_each_label_as_it_is(mermaid_draws: Draw, catalogue: Catalogue) -> None:
    """Mermaid draws any catalogue, and shows each label as it stands: no sign in it marks up or ends anything."""
    shown = mermaid_draws(text(catalogue))
    assert not [one for one in shown if one["markup"]]
    whole = draw(catalogue)
    cited = [arrow.end for arrow in whole.arrows if arrow.type == "cites"]
    nodes = [node for name, node in whole.nodes.items() if node.kind != "source" or cited.count(name) > 1]
    expected = sorted(label(node.label) for node in nodes)
    assert sorted(one["text"] for one in shown if one["kind"] == "node") == expected
    themes = sorted(label(group.theme.label) for group in whole.groups)
    assert sorted(one["text"] for one in shown if one["kind"] == "group") == themes


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TEXTS, min_size=10, max_size=20))
def test_labels(mermaid_draws: Draw, labels: list[str]) -> None:
    """Many labels beside each other are shown as they are too."""
    place = Location("a.md", 1, 1)
    entries = tuple(Principle(f"p{number}", Kind.DECISION, title, place) for number, title in enumerate(labels))
    catalogue = Catalogue([Document("a.md", "a", "", "", principles=entries)], CatalogueSettings())
    shown = mermaid_draws(text(catalogue))
    assert sorted(one["text"] for one in shown) == sorted(label(node.label) for node in draw(catalogue).nodes.values())


def test_shipped_catalogue(shipped: Path, mermaid_draws: Draw) -> None:
    """The drawing of the catalogue that ships has each entry, a group a theme, and an arrow for each two joined."""
    catalogue = folder.load(shipped)
    shown = mermaid_draws(text(catalogue))
    labels = {one["text"] for one in shown if one["kind"] == "node"}
    assert {principle.title for principle in catalogue.principles} <= labels
    assert {alternative.label for alternative in catalogue.alternatives} <= labels
    assert {one["text"] for one in shown if one["kind"] == "group"} == {theme.label for theme in catalogue.themes}
    assert len([one for one in shown if one["kind"] == "arrow"]) > 150


def test_published_documents(corpora: Path, mermaid_draws: Draw) -> None:
    """Mermaid draws each folder of published documents, each entry with its title."""
    for path in (path for path in sorted(corpora.iterdir()) if path.is_dir()):
        catalogue = folder.load(path)
        shown = [one["text"] for one in mermaid_draws(text(catalogue)) if one["kind"] == "node"]
        assert {label(principle.title) for principle in catalogue.principles} <= set(shown), path.name


def test_ids_tell_what_they_name(shipped: Path) -> None:
    """A node is written by its local name, where that holds letters, digits and hyphens alone."""
    assert '    principle_boring_technology("Boring technology by default"):::principle\n' in text(folder.load(shipped))


def test_names_that_look_alike_are_apart() -> None:
    """Slugs that differ in signs that no id holds are different ids."""
    place = Location("a.md", 1, 1)
    slugs = ("a-b", "a/b", "ab", "原則", "則原", "a" * 99 + "b", "a" * 99 + "c")
    entries = tuple(Principle(slug, Kind.PRINCIPLE, "Same", place) for slug in slugs)
    drawn = text(Catalogue([Document("a.md", "a", "", "", principles=entries)], CatalogueSettings()))
    ids = [row.strip().split("(")[0] for row in drawn.splitlines() if '("Same")' in row]
    assert len(set(ids)) == len(slugs)
    assert all(one.isascii() and one.replace("_", "").isalnum() for one in ids)


def test_sources_of_one_entry_are_left_out() -> None:
    """A source that one entry alone cites joins nothing: it is left out, and the drawing and `remark` say so."""
    catalogue = Catalogue([entry(1, 1, sources=2)], CatalogueSettings())
    told = (
        "Left out, since what one entry alone cites joins nothing: 2 sources of 4 nodes. The format dot draws them all."
    )
    assert remark(catalogue) == told
    assert f"  %% {told}\n" in text(catalogue)
    assert "Page" not in text(catalogue)
    assert remark(Catalogue([entry(1, 1)], CatalogueSettings())) is None


@pytest.mark.parametrize(("entries", "options"), [(20, 30), (700, 1), (2000, 0)])
def test_limits(entries: int, options: int, mermaid_draws: Draw) -> None:
    """Of a large catalogue is drawn what Mermaid doesn't refuse; the drawing says how much is left out and why."""
    catalogue = Catalogue([entry(number, options) for number in range(entries)], CatalogueSettings())
    drawn = text(catalogue)
    arrows = len(draw(catalogue).arrows)
    assert arrows == entries * options
    assert len(drawn) <= MOST_CHARACTERS
    assert drawn.count("--x") <= MOST_ARROWS
    told = remark(catalogue)
    assert told is not None
    assert told.startswith(
        f"Left out, since Mermaid draws at most {MOST_ARROWS} arrows and {MOST_CHARACTERS} characters: "
    )
    assert f"  %% {told}\n" in drawn
    if entries < 100:
        assert len(mermaid_draws(drawn)) == entries


def test_just_as_many_as_mermaid_draws(mermaid_draws: Draw) -> None:
    """500 arrows are drawn, and of one more something is left out."""

    def catalogue(*counts: int) -> Catalogue:
        documents = []
        for number, count in enumerate(counts):
            place = Location(f"{number}.md", 1, 1)
            options = tuple(Option(f"Way {way}", place) for way in range(count))
            made = Principle(f"p{number}", Kind.PRINCIPLE, f"Entry {number}", place, options=options)
            documents.append(Document(place.path, made.slug, "", "", principles=(made,)))
        return Catalogue(documents, CatalogueSettings())

    most = catalogue(*[20] * 25)
    assert remark(most) is None
    assert len([one for one in mermaid_draws(text(most)) if one["kind"] == "arrow"]) == MOST_ARROWS
    assert remark(catalogue(*[20] * 25, 1)) is not None


def test_characters_are_counted_as_mermaid_does() -> None:
    """A sign outside of the Basic Multilingual Plane counts as two, as it does in JavaScript."""
    place = Location("a.md", 1, 1)
    entries = tuple(Principle(f"p{number}", Kind.PRINCIPLE, "🚦" * 60, place) for number in range(400))
    drawn = text(Catalogue([Document("a.md", "a", "", "", principles=entries)], CatalogueSettings()))
    assert MOST_CHARACTERS * 0.7 < len(drawn.encode("utf-16-le")) // 2 <= MOST_CHARACTERS


def test_nothing(mermaid_draws: Draw) -> None:
    """A catalogue without documents is an empty drawing."""
    assert mermaid_draws(text(Catalogue((), CatalogueSettings()))) == []
