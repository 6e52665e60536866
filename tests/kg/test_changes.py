"""What differs between two catalogues."""

from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kg.catalogue import Catalogue
from kg.changes import Change, between
from kg.configuration import CatalogueSettings, ThemeSettings
from kg.identity import Node, opaque_id
from kg.reading import document
from tests.kg.pages import page

Join = Callable[..., Catalogue]
_IDS = st.frozensets(st.sampled_from("abcdef"))


def ids(nodes: Iterable[Node | None]) -> list[str]:
    """The ids of nodes, in the order of changes."""
    return sorted(opaque_id(node) for node in nodes if node is not None)


def made(pages: dict[str, str], **settings: object) -> Catalogue:
    """The catalogue of some pages."""
    read = [document.read(f"{name}.md", text.encode()) for name, text in pages.items()]
    return Catalogue(read, CatalogueSettings(**settings))  # type: ignore[arg-type]


def all_ids(catalogue: Catalogue) -> set[str]:
    """The id of every node."""
    kinds = (
        catalogue.principles,
        catalogue.alternatives,
        catalogue.sources,
        catalogue.themes,
        catalogue.documents,
    )
    return {opaque_id(node) for kind in kinds for node in kind}


def test_nothing_has_changed() -> None:
    """Between two readings of the same documents nothing has changed."""
    pages = {"a": page("A", rejects=("X",)), "b": page("B", rejects=("x",), body="[A](a.md)")}
    new = made(pages)
    assert between(made(pages), new) == Change(new.version)


def test_a_document_comes_and_goes() -> None:
    """What comes with a document is added, what it says of others' nodes changes those, and the way back removes it."""
    pages = {"a": page("A", rejects=("Shared",), body="Source: [One](https://one.example.org)")}
    more = page("B", rejects=("shared", "Own"), body="Source: [Two](https://two.example.org)")
    old, new = made(pages), made({**pages, "b": more})
    change = between(old, new)
    added = [new.principle("b"), new.document("b.md"), new.alternative("own"), new.source("two.example.org")]
    assert change == Change(new.version, tuple(ids(added)), tuple(ids([new.alternative("shared")])))
    back = between(new, old)
    assert (back.version, back.removed, back.changed, back.added) == (old.version, change.added, change.changed, ())


def test_a_link_changes_both_ends() -> None:
    """A new relation changes the entry that states it and the one that it leads to, and no third one."""
    pages = {"a": page("A"), "b": page("B"), "c": page("C")}
    old, new = made(pages), made({**pages, "b": page("B", body="See [A](a.md).")})
    assert between(old, new).changed == tuple(ids([new.principle("a"), new.principle("b"), new.document("b.md")]))


def test_a_title_is_a_change_of_its_own_node() -> None:
    """Another title changes its entry, and where the name joins it to an option, that option; not who links to it."""
    pages = {"a": page("A"), "b": page("B", body="See [A](a.md)."), "c": page("C", rejects=("Alpha",))}
    old, new = made(pages), made({**pages, "a": page("Alpha")})
    # C now rejects a principle in force, which is a conflict of both and a finding in C's document.
    named = [
        new.principle("a"),
        new.document("a.md"),
        new.alternative("alpha"),
        new.principle("c"),
        new.document("c.md"),
    ]
    assert between(old, new).changed == tuple(ids(named))


def test_themes_and_base() -> None:
    """A theme changes with its members, and these with it; another base changes everything."""
    pages = {"a": page("A"), "b": page("B")}
    first = made(pages, themes=(ThemeSettings("T", ("a",)),))
    second = made(pages, themes=(ThemeSettings("T", ("a", "b")),))
    assert between(first, second).changed == tuple(ids([second.theme("t"), second.principle("b")]))
    moved = made(pages, themes=(ThemeSettings("T", ("a", "b")),), base="https://elsewhere.example.org/")
    assert set(between(second, moved).changed) == all_ids(moved)


def test_a_title_of_the_catalogue_changes_no_node() -> None:
    """What is said of the catalogue as a whole makes a version, and no node of it another one."""
    old, new = made({"a": page("A")}, title="One"), made({"a": page("A")}, title="Two")
    assert old.version != new.version
    assert between(old, new) == Change(new.version)


@given(_IDS, _IDS, _IDS, _IDS, _IDS)
def test_changes_make_one(
    start: frozenset[str], middle: frozenset[str], end: frozenset[str], first: frozenset[str], second: frozenset[str]
) -> None:
    """Two changes as one lead to the same ids as both in turn; what either says of a node that stays is not lost."""

    def change(old: frozenset[str], new: frozenset[str], touched: frozenset[str], version: str) -> Change:
        lists = (new - old, old & new & touched, old - new)
        return Change(version, *(tuple(sorted(one)) for one in lists))

    one, two = change(start, middle, first, "1"), change(middle, end, second, "2")
    both = one.then(two)
    assert both.version == "2"
    assert set(both.added) == end - start
    assert set(both.removed) == start - end
    stays = start & end
    assert set(both.changed) == (stays - middle) | (stays & middle & (first | second))
    assert all(list(ids) == sorted(ids) for ids in (both.added, both.changed, both.removed))


_TITLES = ("Alpha", "Beta", "Gamma")
_PAGES = st.dictionaries(
    st.sampled_from("abc"),
    st.builds(
        lambda title, rejects, body: page(title, rejects=tuple(rejects), body="\n\n".join(body)),
        st.sampled_from(_TITLES),
        st.lists(st.sampled_from((*_TITLES, "alpha", "Other - because", "Do nothing")), max_size=2, unique=True),
        st.lists(
            st.sampled_from(
                (
                    "See [that](b.md).",
                    "This supersedes [that](c.md).",
                    "Source: [One](https://one.example.org)",
                    "Source: [Eins](https://one.example.org)",
                    "[Two](https://two.example.org)",
                    "[gone](nowhere.md)",
                )
            ),
            max_size=2,
            unique=True,
        ),
    ),
    max_size=3,
)


@given(st.lists(_PAGES, min_size=2, max_size=4))
def test_a_chain_of_changes_gives_the_catalogue(versions: list[dict[str, str]]) -> None:
    """Who applies each change to the ids that he holds, holds those of the catalogue; so does who gets them as one."""
    catalogues = [made(pages) for pages in versions]
    held, merged = all_ids(catalogues[0]), Change(catalogues[0].version)
    for old, new in pairwise(catalogues):
        change = between(old, new)
        assert held.isdisjoint(change.added)
        assert held.issuperset((*change.removed, *change.changed))
        held = held.difference(change.removed).union(change.added)
        assert held == all_ids(new)
        merged = merged.then(change)
    whole = between(catalogues[0], catalogues[-1])
    assert (merged.version, merged.added, merged.removed) == (whole.version, whole.added, whole.removed)
    assert set(merged.changed) >= set(whole.changed)


def test_published_documents(corpora: Path) -> None:
    """Taking a document of a published catalogue away and putting it back are the same change, seen from both ends."""
    from kg.folder import load

    whole = load(corpora / "govuk-aws")
    some = Catalogue(whole.documents[1:], whole.settings)
    there, back = between(some, whole), between(whole, some)
    assert there.added == back.removed
    assert there.removed == back.added == ()
    assert there.changed == back.changed
