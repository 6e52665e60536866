import gc
import weakref
from threading import Barrier, Thread
from time import sleep

from kg.kept import kept


class Thing:
    """Something to make something of."""


def test_made_once() -> None:
    """What is made of a value is made once, whoever asks at the same time, and anew for another value."""
    calls = []
    ready = Barrier(8)

    @kept
    def made(thing: Thing) -> list[int]:
        sleep(0.02)  # or the first is done before the second asks
        calls.append(thing)
        return [len(calls)]

    thing = Thing()
    found: list[list[int]] = []

    def ask() -> None:
        ready.wait()
        found.append(made(thing))

    threads = [Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(calls) == 1
    assert all(one is found[0] for one in found)
    assert made(Thing()) == [2]


def test_let_go() -> None:
    """A value that nobody else holds is let go, and what was made of it too."""
    made = kept(lambda _: Thing())
    thing = Thing()
    rests = [weakref.ref(thing), weakref.ref(made(thing))]
    del thing
    gc.collect()
    assert [rest() for rest in rests] == [None, None]
