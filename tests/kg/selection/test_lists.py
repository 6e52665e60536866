import gc
import weakref

import pytest

from kg import patience
from kg.model import Document, Kind, Location, Principle
from kg.network import centrality
from kg.selection import lists
from kg.selection.filters import PrincipleFilter, TextFilter
from tests.kg.selection.shelves import catalogue

ENTRY = Principle("a", Kind.PRINCIPLE, "A", Location("a.md", 1, 1))
NARROW = PrincipleFilter(not_=PrincipleFilter(title=TextFilter(eq="b")))


def test_prepared(monkeypatch: pytest.MonkeyPatch) -> None:
    """After it was prepared, the order by centrality is there without being reckoned."""
    whole = catalogue([Document("a.md", "a", "", "", principles=(ENTRY,))])
    lists.prepare(whole)

    def fail(*_: object) -> None:
        pytest.fail("It was reckoned again.")

    monkeypatch.setattr(centrality, "walk", fail)
    assert lists.principles(whole, NARROW, "CENTRALITY").items == (ENTRY,)


def test_lists_let_the_catalogue_go() -> None:
    """What is kept of a catalogue's lists does not keep the catalogue."""
    whole = catalogue([Document("a.md", "a", "", "", principles=(ENTRY,))])
    for order in ("CATALOGUE", "TITLE", "CENTRALITY"):
        assert lists.principles(whole, NARROW, order).items
    gone = weakref.ref(whole)
    del whole
    gc.collect()
    assert gone() is None


def test_long_work_can_be_ended() -> None:
    """Whoever has had enough ends a filter between two conditions, and centrality between two rounds."""

    class EnoughError(Exception):
        pass

    class Enough:
        def check(self) -> None:
            raise EnoughError

        rest = begin = check

    whole = catalogue([Document("a.md", "a", "", "", principles=(ENTRY,))])
    for wanted, order in ((NARROW, "CATALOGUE"), (None, "CENTRALITY")):
        with patience.watched(Enough()), pytest.raises(EnoughError):
            lists.principles(whole, wanted, order)
        assert lists.principles(whole, wanted, order).items == (ENTRY,)
