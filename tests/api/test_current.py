"""The catalogue that a server answers from."""

import gc
import weakref
from concurrent.futures import ThreadPoolExecutor

import pytest

from api import current
from api.current import Current, UnknownVersionError
from kg.catalogue import Catalogue
from kg.changes import between
from kg.configuration import CatalogueSettings
from kg.identity import opaque_id
from kg.reading import document
from tests.kg.pages import page


def made(*names: str) -> Catalogue:
    """A catalogue of some pages."""
    read = [document.read(f"{name}.md", page(name, rejects=("X",)).encode()) for name in names]
    return Catalogue(read, CatalogueSettings())


def test_replaced() -> None:
    """A new catalogue is served from then on, whoever listens is told of it, and what changed is given back."""
    old, new = made("a"), made("a", "b")
    served, told = Current(old), []
    end = served.listen(told.append)
    assert served.replace(new) == between(old, new)
    assert served.catalogue is new
    assert told == [new]
    end()
    end()
    served.replace(old)
    assert told == [new]


def test_the_same_version_replaces_nothing() -> None:
    """A catalogue of the same version leaves the snapshot in place and tells nobody."""
    old = made("a")
    served = Current(old)
    served.listen(pytest.fail)
    assert served.replace(made("a")) is None
    assert served.catalogue is old


def test_what_changed_since_a_version() -> None:
    """The way from an earlier version is one change; from the current one, and from one equal to it, there is none."""
    a, ab, abc = made("a"), made("a", "b"), made("a", "b", "c")
    served = Current(a)
    number, version = served.found(None)
    assert (version, served.after(number)) == (a.version, (number, None))
    served.replace(ab)
    served.replace(abc)
    newest, change = served.after(served.found(a.version)[0])
    assert change == between(a, ab).then(between(ab, abc))
    assert served.after(newest) == (newest, None)
    assert served.after(served.found(ab.version)[0])[1] == between(ab, abc)
    served.replace(a)
    assert served.after(number) == (newest + 1, None)
    assert served.found(a.version) == (newest + 1, a.version)


def test_versions_are_remembered_up_to_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    """A version before the last few, one whose changes are too many, and one that never was are unknown."""
    versions = [made("a"), made("b"), made("c"), made("d")]
    served = Current(versions[0], remembered=2)
    for one in versions[1:]:
        served.replace(one)
    assert [served.found(one.version)[0] for one in versions[1:]] == [1, 2, 3]
    for asked in (lambda: served.found(versions[0].version), lambda: served.found("x"), lambda: served.after(0)):
        with pytest.raises(UnknownVersionError) as unknown:
            asked()
        assert unknown.value.current == versions[-1].version
    monkeypatch.setattr(current, "_MOST_IDS", 1)
    served.replace(versions[0])
    assert served.found(versions[3].version)[0] == 3
    with pytest.raises(UnknownVersionError):
        served.found(versions[2].version)


def test_many_threads_replace_and_ask() -> None:
    """Whoever replaces and asks at the same time, the changes a reader is given lead from version to version."""
    versions = [made("a"), made("b"), made("a", "b"), made("c")]
    served = Current(versions[0], remembered=200)
    number, _ = served.found(None)
    held = _ids(versions[0])
    with ThreadPoolExecutor(4) as threads:
        running = [threads.submit(served.replace, versions[turn % 4]) for turn in range(200)]
        last = False
        while not last:
            last = all(one.done() for one in running)
            number, change = served.after(number)
            if change is not None:
                held = held.difference(change.removed).union(change.added)
    assert held == _ids(served.catalogue)


def _ids(catalogue: Catalogue) -> set[str]:
    return {opaque_id(one) for one in (*catalogue.principles, *catalogue.alternatives, *catalogue.documents)}


def test_old_catalogues_are_let_go() -> None:
    """A server's memory of versions holds none of their catalogues."""
    old = made("a")
    served, rest = Current(old), weakref.ref(old)
    del old
    served.replace(made("b"))
    gc.collect()
    assert rest() is None
