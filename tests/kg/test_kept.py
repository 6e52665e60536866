import gc
import weakref
from threading import Barrier, Lock, Thread
from time import sleep

from kg import patience
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


def test_turns_are_passed_on() -> None:
    """Of threads that take turns, whoever waits for what another one makes leaves its turn to that one."""
    turn, both = Lock(), Barrier(2)
    found: list[object] = []

    class Turns:
        def check(self) -> None:
            self.rest()

        def rest(self) -> None:
            turn.release()
            sleep(0.002)
            turn.acquire()

        def begin(self) -> None:
            pass

    @kept
    def made(thing: Thing) -> Thing:
        for _ in range(5):
            patience.check()
        return Thing()

    thing = Thing()

    def ask() -> None:
        both.wait()
        with turn, patience.watched(Turns()):
            found.append(made(thing))

    threads = [Thread(target=ask, daemon=True) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(5)
    assert len(found) == 2
    assert found[0] is found[1]


def test_let_go() -> None:
    """A value that nobody else holds is let go, and what was made of it too."""
    made = kept(lambda _: Thing())
    thing = Thing()
    rests = [weakref.ref(thing), weakref.ref(made(thing))]
    del thing
    gc.collect()
    assert [rest() for rest in rests] == [None, None]
