import gc
import weakref
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.catalogue import Catalogue
from kg.folder import load
from kg.identity import local_name
from kg.search import index as module
from kg.search.highlight import highlight
from kg.search.index import index_of
from kg.search.results import search
from tests.kg.conftest import Join
from tests.kg.search.conftest import entry

TITLES = st.dictionaries(
    st.sampled_from(["a", "b", "c", "d"]),
    st.sampled_from(["Queue", "Kuyruk için bir karar ve daha", "Événements", "Queue events", "The wombat"]),
    min_size=1,
)
TEXTS = ("queue", "karar", "evenement", "wombat OR event*", "it is so", "the")


def told(catalogue: Catalogue) -> list[list[tuple[str, float, str]]]:
    """What some searches give of a catalogue."""
    return [
        [(local_name(hit.node), hit.score, highlight(catalogue, hit).html) for hit in search(catalogue, text).hits]
        for text in TEXTS
    ]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TITLES, TITLES)
def test_another_version_is_as_new(tmp_path: Path, before: dict[str, str], after: dict[str, str]) -> None:
    """An index that takes unchanged entries over from the version before is the one that is made without it."""

    def version(titles: dict[str, str]) -> Catalogue:
        for path in tmp_path.glob("*.md"):
            path.unlink()
        for name, title in titles.items():
            (tmp_path / f"{name}.md").write_text(entry(title), encoding="utf-8")
        return load(tmp_path)

    earlier = version(before)
    first = told(earlier)
    later, alone = version(after), version(after)
    second = told(later)
    module._latest = lambda: None
    assert told(alone) == second
    assert told(earlier) == first


def test_entries_are_taken_over(join: Join) -> None:
    """What was worked out for an entry serves the next version, and holds nothing of the version before."""
    one = join(a=entry("Queue"), b=entry("Wombat"))
    before = index_of(one).entries
    two = join(b=entry("Wombat, changed"))
    after = index_of(two).entries
    assert after["a"].fields is before["a"].fields
    assert after["a"].entry is two.principle("a")
    assert after["b"].fields != before["b"].fields


def test_it_goes_with_its_catalogue(join: Join) -> None:
    """When nobody holds a catalogue any more its index is let go of, and so is that of each version before."""
    watched = []
    for number in range(3):
        catalogue = join(a=entry(f"Queue {number}"))
        watched += [weakref.ref(catalogue), weakref.ref(index_of(catalogue))]
        search(catalogue, "queue")
    del catalogue
    gc.collect()
    assert [one() for one in watched] == [None] * 6
    assert module._latest() is None


def test_threads(mixed: Catalogue) -> None:
    """Threads that ask at once get one index and the answers that each would get alone."""
    with ThreadPoolExecutor(8) as pool:
        indexes = list(pool.map(index_of, [mixed] * 8))
        assert len(set(map(id, indexes))) == 1
        alone = told(mixed)
        assert all(one == alone for one in pool.map(told, [mixed] * 40))


def test_hits_are_of_the_version_asked(join: Join) -> None:
    """While versions follow each other, every answer is of the version that was asked."""
    versions = [join(a=entry(f"Queue {number}")) for number in range(6)]

    def ask(number: int) -> str:
        (hit,) = search(versions[number], "queue ").hits
        assert hit.node is versions[number].principles[0]
        return hit.node.title

    with ThreadPoolExecutor(6) as pool:
        for _ in range(5):
            assert list(pool.map(ask, range(6))) == [f"Queue {number}" for number in range(6)]
