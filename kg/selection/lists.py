"""The lists of a catalogue, narrowed by filters and in orders; what was made lately is kept."""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from hashlib import sha256
from threading import Lock
from typing import Any, Generic, TypeVar

from kg.catalogue import Catalogue
from kg.kept import kept
from kg.selection import alternatives as of_alternatives
from kg.selection import documents as of_documents
from kg.selection import orders
from kg.selection import principles as of_principles
from kg.selection import sources as of_sources
from kg.selection.filters import AlternativeFilter, DocumentFilter, PrincipleFilter, SourceFilter
from kg.selection.listing import Listing
from kg.selection.members import Members, picked
from kg.selection.places import Key

_KEPT = 64
"""How many narrowed lists of a catalogue are kept for further pages."""

_Filter = TypeVar("_Filter", PrincipleFilter, AlternativeFilter, SourceFilter, DocumentFilter)


class _Recent:
    """The lists made last, by what was asked."""

    def __init__(self) -> None:
        self._lists: OrderedDict[object, tuple[Any, ...]] = OrderedDict()
        self._lock = Lock()

    def get(self, asked: object, make: Callable[[], tuple[Any, ...]]) -> tuple[Any, ...]:
        """The list of what was asked, made where it was not lately."""
        with self._lock:
            found = self._lists.get(asked)
            if found is not None:
                self._lists.move_to_end(asked)
                return found
        found = make()
        with self._lock:
            self._lists[asked] = found
            while len(self._lists) > _KEPT:
                self._lists.popitem(last=False)
        return found


@kept
def _recent(_: Catalogue) -> _Recent:
    return _Recent()


class _List(Generic[_Filter]):
    """One of the catalogue's lists: what it holds, what a filter means of it, and its orders."""

    def __init__(
        self,
        name: str,
        things: Callable[[Catalogue], Sequence[Any]],
        meant: Callable[[Catalogue, _Filter], Members],
        by: Mapping[str, orders.Order],
    ) -> None:
        self._name, self._things, self._orders = name, things, by
        self._meant: Callable[[Catalogue, _Filter], Members] = meant
        self._ordered = {order: kept(partial(self._in_order, key=one.key)) for order, one in by.items()}

    def __call__(self, catalogue: Catalogue, wanted: _Filter | None, order: str) -> Listing:
        """What a filter means, all where there is none, in an order."""
        by = self._orders[order]
        items: Sequence[Any] = self._things(catalogue)
        numbers = None
        if not by.is_own:
            items, numbers = self._ordered[order](catalogue)
        if wanted is not None:
            everything = items
            items = _recent(catalogue).get(
                self._asked(wanted, order), lambda: picked(self._meant(catalogue, wanted), everything, numbers)
            )
        return Listing(f"{self._name} by {order}", items, lambda one: by.key(catalogue, one), by.shape)

    def _in_order(
        self, catalogue: Catalogue, key: Callable[[Catalogue, Any], Key]
    ) -> tuple[tuple[Any, ...], tuple[int, ...]]:
        """All things, and the number of each."""
        things = self._things(catalogue)
        keys = [key(catalogue, one) for one in things]
        numbers = tuple(sorted(range(len(things)), key=keys.__getitem__))
        return tuple(map(things.__getitem__, numbers)), numbers

    def _asked(self, wanted: _Filter, order: str) -> bytes:
        """What tells a question from others, however long it is."""
        return sha256(repr((self._name, order, wanted)).encode("utf-8", "surrogatepass")).digest()


principles = _List("principles", lambda catalogue: catalogue.principles, of_principles.meant, orders.PRINCIPLES)
alternatives = _List(
    "alternatives", lambda catalogue: catalogue.alternatives, of_alternatives.meant, orders.ALTERNATIVES
)
sources = _List("sources", lambda catalogue: catalogue.sources, of_sources.meant, orders.SOURCES)
documents = _List("documents", lambda catalogue: catalogue.documents, of_documents.meant, orders.DOCUMENTS)


def prepare(catalogue: Catalogue) -> None:
    """Makes what would keep the first who asks waiting: the order by centrality."""
    principles(catalogue, None, "CENTRALITY")
