"""What joins documents."""

from collections.abc import Callable

from kg.catalogue import Catalogue
from kg.configuration import CatalogueSettings
from kg.model import ConflictKind, Document, Kind, Location, Principle, RelationType, Severity
from tests.kg.pages import page

Join = Callable[..., Catalogue]


def test_one_option_many_spellings(join: Join) -> None:
    """An option that two documents spell differently is one node with two rejections, each with its place."""
    catalogue = join(a=page("A", rejects=("Shared database - slow",)), b=page("B", rejects=('The "shared Database"',)))
    (alternative,) = catalogue.alternatives
    assert alternative.label == "Shared database"
    assert len(alternative.labels) == 2
    edges = catalogue.rejections_of(alternative)
    assert [(edge.principle.title, edge.option.location.path, edge.option.location.line) for edge in edges] == [
        ("A", "a.md", 10),
        ("B", "b.md", 10),
    ]
    assert catalogue.alternative("a SHARED database!") is alternative


def test_generic_options_are_not_shared(join: Join) -> None:
    """ "Do nothing" belongs to the principle that rejects it."""
    catalogue = join(a=page("A", rejects=("Do nothing",)), b=page("B", rejects=("do nothing",)))
    assert [alternative.slug for alternative in catalogue.alternatives] == ["a/do-nothing", "b/do-nothing"]
    assert not catalogue.conflicts


def test_one_source_many_spellings(join: Join) -> None:
    """A source is one node; its URL and title are those that most documents use."""
    catalogue = join(
        a=page("A", body="Source: [Site](http://www.example.org/x/)"),
        b=page("B", body="Source: [Page](https://example.org/x)"),
        c=page("C", body="[Page](https://example.org/x#part) and [Page](https://example.org/x)"),
    )
    (source,) = catalogue.sources
    assert (source.title, source.url, source.host) == ("Page", "https://example.org/x", "example.org")
    assert source.urls == ("http://www.example.org/x/", "https://example.org/x", "https://example.org/x#part")
    assert [citation.principle.title for citation in catalogue.citations_of(source)] == ["A", "B", "C", "C"]
    assert catalogue.source("example.org/x/?utm_source=mail") is source


def test_ties_go_to_the_first_path(join: Join) -> None:
    """Of spellings that equally many use, the first in path order is shown."""
    catalogue = join(b=page("B", rejects=("MONOLITHS",)), a=page("A", rejects=("Monoliths",)))
    assert [alternative.label for alternative in catalogue.alternatives] == ["Monoliths"]


def test_option_that_is_a_principle(join: Join) -> None:
    """An alternative that is a principle elsewhere is joined to it, and both in force are a conflict."""
    catalogue = join(empathy=page("EMPATHY"), passion=page("Passion", rejects=("Empathy",)))
    alternative = catalogue.alternative("empathy")
    empathy = catalogue.principle("empathy")
    assert alternative is not None
    assert empathy is not None
    assert catalogue.same_as(alternative) is empathy
    assert catalogue.same_option(empathy) is alternative
    (conflict,) = catalogue.conflicts
    assert conflict.kind is ConflictKind.PRINCIPLE
    assert (conflict.principle.slug, conflict.other.slug) == ("passion", "empathy")
    assert catalogue.conflicts_of(empathy) == (conflict,)
    (found,) = (one for one in catalogue.findings if one.code == "conflict")
    assert (found.location.path, found.location.line, found.severity) == ("passion.md", 10, Severity.WARNING)


def test_option_chosen_elsewhere(join: Join) -> None:
    """A rejected option that a decision in force chose is a conflict of kind OPTION, told as a note."""
    catalogue = join(
        a=page("A", rejects=("gRPC",)),
        b="## Choice GRPC\nFast.\n\n## Justification Of The Choice Made\nFast.\n",
    )
    (conflict,) = catalogue.conflicts
    assert conflict.kind is ConflictKind.OPTION
    assert [one.slug for one in catalogue.chosen_by(catalogue.alternatives[0])] == ["b/grpc"]
    assert [one.severity for one in catalogue.findings if one.code == "conflict"] == [Severity.NOTE]


def test_no_conflict_within_a_document(join: Join) -> None:
    """What one page chooses and rejects by itself is no conflict."""
    block = "## Choice {}\nWords.\n\n## The Other Alternatives That Were Not Chosen\n* {}\n\n"
    assert not join(a=block.format("X", "Y") + block.format("Y", "X")).conflicts


def test_relations_by_permalink(join: Join) -> None:
    """A link to another page's permalink, path or choice is a relation; the other side's is derived."""
    catalogue = join(
        {
            "x/a.md": page(
                "A", body="[b](bee.html), [again](../b.md#part), [c](/choices.html#choice-x), [gone](gone.html)"
            ),
            "b.md": page("B").replace("title: B", "title: B\npermalink: bee.html"),
            "choices.md": "## Choice X\nWords.\n\n## Justification\nWords.\n\n## Choice Y\nWords.\n",
        }
    )
    a, b = catalogue.principle("x/a"), catalogue.principle("bee")
    assert a is not None
    assert b is not None
    assert [(one.type, one.document.path, one.target and one.target.slug) for one in catalogue.relations(a)] == [
        (RelationType.RELATES_TO, "b.md", "bee"),
        (RelationType.RELATES_TO, "choices.md", "choices/x"),
    ]
    (back,) = catalogue.relations(b)
    assert (back.derived, back.target, back.location.path) == (True, a, "x/a.md")
    assert [one.location.line for one in catalogue.findings if one.code == "dangling-relation"] == [7]


def test_two_documents_one_slug(join: Join) -> None:
    """Two documents with one slug are both served: the later in path order gets `~2`, and both get a finding."""
    catalogue = join({"docs/x.md": page("One"), "x.md": page("Two")})
    assert [(one.slug, one.title) for one in catalogue.principles] == [("x", "One"), ("x~2", "Two")]
    errors = [one for one in catalogue.findings if one.severity is Severity.ERROR]
    assert [(one.code, one.location.path) for one in errors] == [
        ("duplicate-slug", "docs/x.md"),
        ("duplicate-slug", "x.md"),
    ]


def test_found_by_other_names(join: Join) -> None:
    """A principle is found by its slug, its file's name, its path and its old permalinks."""
    text = page("A").replace("title: A", "title: A\npermalink: new.html\nredirect_from: [old.html]")
    catalogue = join({"docs/File Name.md": text})
    for name in ("new", "NEW.html", "file-name", "old", "old.html", "/new.html"):
        found = catalogue.principle(name)
        assert found is not None, name
        assert found.title == "A"
    assert catalogue.principle("none") is None


def test_themes_give_the_order(join: Join) -> None:
    """Principles come theme by theme in the order of `catalogue.toml`, then by path."""
    toml = (
        '[[themes]]\nlabel = "Second"\nprinciples = ["c", "unknown"]\n'
        '[[themes]]\nlabel = "First"\nprinciples = ["b", "c"]\n'
    )
    catalogue = join({"catalogue.toml": toml, "a.md": page("A"), "b.md": page("B"), "c.md": page("C")})
    assert [one.slug for one in catalogue.principles] == ["c", "b", "a"]
    assert [(one.slug, one.position, [p.slug for p in one.principles]) for one in catalogue.themes] == [
        ("second", 1, ["c"]),
        ("first", 2, ["b"]),
    ]
    theme = catalogue.theme_of(catalogue.principles[0])
    assert theme is not None
    assert theme.label == "Second"


def test_version_follows_the_content(join: Join) -> None:
    """The version stays while the content stays and changes when a document or a setting does."""
    first = join(a=page("A"))
    assert join().version == first.version
    second = join(a=page("B"))
    third = join({"catalogue.toml": 'title = "Other"\n'})
    assert len({first.version, second.version, third.version}) == 3


def test_nodes_by_name(join: Join) -> None:
    """Every node is found by its local name and by its IRI, and unknown names give None."""
    catalogue = join(a=page("A", rejects=("B",), body="Source: [x](https://example.org/)"))
    nodes = (*catalogue.principles, *catalogue.alternatives, *catalogue.sources, *catalogue.documents)
    assert len(nodes) == 4
    for node in nodes:
        local = catalogue.iris.local(catalogue.iris.of(node))
        assert local is not None
        assert catalogue.node(local) is node
    for name in ("", "principle", "principle/x", "nothing/a", "theme/"):
        assert catalogue.node(name) is None


def _stated(path: str, slug: str, *entries: str) -> Document:
    made = tuple(Principle(one, Kind.PRINCIPLE, one, Location(path, 1, 1)) for one in entries)
    return Document(path, slug, "", "", principles=made)


def test_entries_of_graphs_are_told_apart() -> None:
    """Entries of one slug are told apart wherever they come from; a file of RDF may share the stem of its name."""
    documents = [_stated("a.ttl", "a", "x", "x", "a"), _stated("a.nt", "a", "y"), _stated("x.md", "x", "x")]
    catalogue = Catalogue(documents, CatalogueSettings())
    assert sorted(one.slug for one in catalogue.principles) == ["a", "x", "x~2", "x~3", "y"]
    assert [one.location.path for one in catalogue.findings] == ["a.ttl", "x.md"]
    assert all(one.code == "duplicate-slug" for one in catalogue.findings)


def test_slugs_that_were_told_apart_stay() -> None:
    """What an export told apart keeps its slugs, and both still get the finding."""
    documents = [_stated("a.md", "x", "x", "x/y"), _stated("b.md", "x~2", "x~2", "x~2/y")]
    catalogue = Catalogue(documents, CatalogueSettings())
    assert [one.slug for one in catalogue.principles] == ["x", "x/y", "x~2", "x~2/y"]
    assert [(one.code, one.location.path) for one in catalogue.findings] == [
        ("duplicate-slug", "a.md"),
        ("duplicate-slug", "b.md"),
    ]
    assert Catalogue(documents[1:], CatalogueSettings()).findings == ()
