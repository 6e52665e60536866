from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.catalogue import Catalogue
from kg.model import Document, Kind, Location, Principle
from kg.selection import edges, lists, orders
from kg.selection.filters import PrincipleFilter, TextFilter
from kg.selection.listing import Listing
from tests.kg.selection.shelves import catalogue, shelves

Make = Callable[[Catalogue], Listing]


def _of_edges(name: str, items: Callable[[Catalogue], Sequence[Any]]) -> Make:
    return lambda whole: getattr(edges, name)("some", whole, items(whole))


LISTS: dict[str, Make] = {
    **{f"principles {one}": lambda whole, by=one: lists.principles(whole, None, by) for one in orders.PRINCIPLES},
    **{f"alternatives {one}": lambda whole, by=one: lists.alternatives(whole, None, by) for one in orders.ALTERNATIVES},
    **{f"sources {one}": lambda whole, by=one: lists.sources(whole, None, by) for one in orders.SOURCES},
    "documents": lambda whole: lists.documents(whole, None, "PATH"),
    "rejections": _of_edges(
        "rejections", lambda whole: [edge for one in whole.principles for edge in whole.rejections(one)]
    ),
    "citations": _of_edges("citations", lambda whole: whole.citations),
    "conflicts": _of_edges("conflicts", lambda whole: whole.conflicts),
    "findings": _of_edges("findings", lambda whole: whole.findings),
    "principles of themes": _of_edges(
        "principles", lambda whole: [one for theme in whole.themes for one in theme.principles]
    ),
}  # fmt: skip


def pages(catalogues: Iterator[Catalogue], make: Make, sizes: Sequence[int], forward: bool) -> list[tuple[Any, ...]]:
    """The keys of a list as it is followed page by page, each page in the next catalogue."""
    found: list[tuple[Any, ...]] = []
    mark = None
    for at, whole in enumerate(catalogues):
        listing, size = make(whole), sizes[at % len(sizes)]
        start, stop = 0, len(listing.items)
        if forward:
            start = 0 if mark is None else listing.after(mark)
            stop = min(stop, start + size)
        else:
            stop = stop if mark is None else listing.at(mark)
            start = max(0, stop - size)
        page = [listing.mark(at) for at in range(start, stop)]
        found += page if forward else reversed(page)
        if not page:
            break
        mark = page[-1] if forward else page[0]
    return found


@pytest.mark.parametrize("name", LISTS)
@settings(max_examples=10)
@given(documents=shelves(6))
def test_sorted_by_key(name: str, documents: list[Document]) -> None:
    """Every list is sorted by its keys, which fit its shape; each mark is of its own item."""
    listing = LISTS[name](catalogue(documents))
    keys = [listing.key(one) for one in listing.items]
    assert all(one <= other for one, other in pairwise(keys))
    for at in range(len(keys)):
        mark = listing.mark(at)
        assert listing.fits(mark)
        assert (listing.at(mark), listing.after(mark)) == (at, at + 1)


@pytest.mark.parametrize("name", LISTS)
@settings(max_examples=10)
@given(documents=shelves(6), sizes=st.lists(st.integers(1, 4), min_size=1), forward=st.booleans())
def test_pages_join_to_the_whole(name: str, documents: list[Document], sizes: list[int], forward: bool) -> None:
    """Pages of any sizes, forwards or backwards, give each item once and in order."""
    whole = catalogue(documents)
    listing = LISTS[name](whole)
    every = [listing.mark(at) for at in range(len(listing.items))]
    found = pages(iter([whole] * (len(every) + 2)), LISTS[name], sizes, forward)
    assert found == (every if forward else every[::-1])


@pytest.mark.parametrize("name", LISTS)
@settings(max_examples=25)
@given(
    documents=shelves(6),
    presence=st.lists(st.sets(st.integers(0, 5)), min_size=2, max_size=8),
    sizes=st.lists(st.integers(1, 3), min_size=1),
    forward=st.booleans(),
)
def test_pages_while_documents_come_and_go(
    name: str, documents: list[Document], presence: list[set[int]], sizes: list[int], forward: bool
) -> None:
    """What is there throughout, in one place of the order, comes exactly once while other documents come and go."""
    whole = [catalogue([documents[at] for at in sorted(there)]) for there in presence]
    versions = whole + [whole[-1]] * 200
    found = pages(iter(versions), LISTS[name], sizes, forward)
    seen: list[set[tuple[Any, ...]]] = []
    for version in whole:
        listing = LISTS[name](version)
        seen.append({listing.mark(at) for at in range(len(listing.items))})
    for mark in set.intersection(*seen):
        assert found.count(mark) == 1
    assert len(found) == len(set(found))


def test_shapes_tell_marks_apart() -> None:
    """A mark of another shape fits no list, whatever it holds."""
    listing = lists.principles(catalogue([]), None, "TITLE")
    assert listing.fits([0, "a", 1, 2, 3, "b", 4])
    for mark in ([], [0], [0, "a"], [0, 1, 1, 2, 3, "b", 4], [True, "a", 1, 2, 3, "b", 4], [0, "a", 1, 2, 3, None, 4]):
        assert not listing.fits(mark)


def test_narrowed_lists_are_kept_but_not_for_ever() -> None:
    """A list that was narrowed is kept for further pages, until many others were asked for."""
    entry = Principle("a", Kind.PRINCIPLE, "A", Location("a.md", 1, 1))
    whole = catalogue([Document("a.md", "a", "", "", principles=(entry,))])

    def asked(text: str) -> Sequence[Any]:
        return lists.principles(whole, PrincipleFilter(title=TextFilter(in_=("a", text))), "TITLE").items

    first = asked("b")
    assert first == (entry,)
    assert asked("b") is first
    for number in range(100):
        assert asked(str(number)) == first
    assert asked("b") is not first
