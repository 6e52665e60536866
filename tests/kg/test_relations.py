"""How documents stand to each other."""

from collections.abc import Callable

from kg.catalogue import Catalogue
from kg.configuration import CatalogueSettings
from kg.model import Document, Finding, Kind, Link, Location, Principle, RelationType, Severity, Status
from tests.kg.pages import page

Join = Callable[..., Catalogue]
Stated = tuple[RelationType, str]


def _record(name: str, *stated: Stated, status: Status | None = None) -> Document:
    path = f"{name}.md"
    links = tuple(
        Link(kind, f"{other}.md", None, Location(path, number, number))
        for number, (kind, other) in enumerate(stated, 5)
    )
    entry = Principle(name, Kind.DECISION, name.upper(), Location(path, 1, 9), status=status, links=links)
    return Document(path, name, "", "", names=(name,), principles=(entry,))


def _catalogue(*documents: Document) -> Catalogue:
    return Catalogue(documents, CatalogueSettings())


def _told(*documents: Document) -> list[Finding]:
    return list(_catalogue(*documents).findings)


def _relations(catalogue: Catalogue, slug: str) -> list[tuple[RelationType, bool]]:
    principle = catalogue.principle(slug)
    assert principle is not None
    return [(row.type, row.derived) for row in catalogue.relations(principle)]


def test_supersession_stated_at_one_end() -> None:
    """A supersession that the other end says nothing of is a warning where it is stated, with the other's path."""
    for kind, words in (
        (RelationType.SUPERSEDES, "supersedes"),
        (RelationType.SUPERSEDED_BY, "is superseded by"),
    ):
        (told,) = _told(_record("a", (kind, "b")), _record("b"))
        assert (told.code, told.severity) == ("one-sided-supersession", Severity.WARNING)
        assert (told.location.path, told.location.line) == ("a.md", 5)
        assert told.message.startswith(f"“A” {words} “B” (b.md), which says nothing of it.")


def test_supersession_stated_at_both_ends() -> None:
    """Where the other end says it too, or is superseded by its own status, nothing is told."""
    back = (RelationType.SUPERSEDED_BY, "a")
    assert not _told(_record("a", (RelationType.SUPERSEDES, "b")), _record("b", back))
    assert not _told(_record("a", (RelationType.SUPERSEDES, "b")), _record("b", status=Status.SUPERSEDED))
    assert not _told(_record("a", (RelationType.AMENDS, "b")), _record("b"))


def test_relying_on_what_is_out_of_force() -> None:
    """An entry in force that links one which is superseded, deprecated or rejected gets a note at the link."""
    link = (RelationType.RELATES_TO, "b")
    for status in (Status.SUPERSEDED, Status.DEPRECATED, Status.REJECTED):
        (told,) = _told(_record("a", link), _record("b", status=status))
        assert (told.code, told.severity) == ("relies-on-superseded", Severity.NOTE)
        assert (told.location.path, told.location.line) == ("a.md", 5)
        assert f"“B” (b.md), which is {status.value}." in told.message
        assert not _told(_record("a", link, status=Status.REJECTED), _record("b", status=status))
    assert not _told(_record("a", link), _record("b", status=Status.PROPOSED))


def test_a_successor_may_link_what_it_supersedes() -> None:
    """A plain link to what says that it is superseded stays one, beside the derived supersession, which is no fault."""
    old = _record("b", (RelationType.SUPERSEDED_BY, "a"), status=Status.SUPERSEDED)
    plain = _catalogue(_record("a", (RelationType.RELATES_TO, "b")), old)
    assert _relations(plain, "a") == [(RelationType.RELATES_TO, False), (RelationType.SUPERSEDES, True)]
    assert _relations(plain, "b") == [(RelationType.SUPERSEDED_BY, False)]
    assert [told.code for told in plain.findings] == ["one-sided-supersession"]
    both = _catalogue(_record("a", (RelationType.RELATES_TO, "b"), (RelationType.SUPERSEDES, "b")), old)
    assert _relations(both, "a") == [(RelationType.SUPERSEDES, False)]
    assert not both.findings


def test_old_names_are_followed(join: Join) -> None:
    """A link by an old permalink or a file's name is a relation like any other."""
    moved = page("B").replace("title: B", "title: B\npermalink: new.html\nredirect_from: /old.html")
    catalogue = join(
        {"a.md": page("A", body="[x](old.html)"), "c.md": page("C", body="[x](bee.md)"), "x/bee.md": moved}
    )
    assert [_relations(catalogue, name) for name in "ac"] == [[(RelationType.RELATES_TO, False)]] * 2
    assert "dangling-relation" not in {told.code for told in catalogue.findings}


def test_other_files_are_no_relations(join: Join) -> None:
    """A link to a file or folder that is no document is no relation and no finding, and the version knows of it."""
    first = join({"a.md": page("A", body="[x](bee/)"), "pages/bee.md": page("B")})
    assert _relations(first, "a") == [(RelationType.RELATES_TO, False)]
    second = join({"bee/code.py": ""})
    assert _relations(second, "a") == []
    assert "dangling-relation" not in {told.code for told in second.findings}
    assert first.version != second.version
