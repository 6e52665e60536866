"""Processes that share work: this one and its children, on Linux."""

import fcntl
import os
import pickle
import select
import signal
import struct
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Generic, NoReturn, TypeVar

_Thing = TypeVar("_Thing")
_Result = TypeVar("_Result")

_BATCHES = 1024  # their numbers fit into one page of a pipe
_PIPE = 1 << 20  # bytes: as much as anybody may ask for
_TICKET, _HEAD = struct.Struct("=H"), struct.Struct("=II")
# Where this process waits for a processor for a fourth of such a while, its children run in its place, not beside it.
_FOURTH, _WHILE = 0.25, 0.02  # seconds
_STOPS = (signal.SIGINT, signal.SIGTERM)


def share(
    work: Callable[[Sequence[_Thing]], list[_Result]],
    things: Sequence[_Thing],
    first: int,
    several: int,
    most: int,
    take: Callable[[Iterable[int], list[_Result]], None],
) -> None:
    """Does the things from `first` on in several processes, `most` at once; `take` gets results with their numbers.

    What a child draws and doesn't bring, because it was killed or failed, is not taken. Where there can't be so many
    processes, fewer share.
    """
    batches = list(_batches(first, len(things), several, most))
    try:
        crew = _Crew(lambda batch: work(things[batch.start : batch.stop]), batches, take)
    except OSError:
        return
    try:
        with suppress(OSError):
            for _ in range(several - 1):
                crew.start()
        crew.work()
    finally:
        crew.end()


def _batches(first: int, end: int, several: int, most: int) -> Iterator[range]:
    """Large ones first, then ever smaller ones, so that all processes end at nearly the same time."""
    least = -(-(end - first) // _BATCHES)
    while first < end:
        size = max(1, least, min(most, (end - first) // (2 * several)))
        yield range(first, min(first + size, end))
        first += size


class _Crew(Generic[_Result]):
    """Each process takes the next batch as soon as it is done with one.

    The numbers of batches lie as tickets in one pipe that all draw from; a child's results come through a pipe of its
    own.
    """

    def __init__(
        self,
        work: Callable[[range], list[_Result]],
        batches: Sequence[range],
        take: Callable[[Iterable[int], list[_Result]], None],
    ) -> None:
        self._work, self._batches, self._take = work, batches, take
        self._children: dict[int, int] = {}  # by the pipe that each writes to
        self._arrived: dict[int, bytearray] = {}
        self._poll = select.poll()
        self._tickets, put = os.pipe()
        os.write(put, b"".join(map(_TICKET.pack, range(len(batches)))))
        os.close(put)

    def start(self) -> None:
        """Starts a child."""
        pipe, end = os.pipe()
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, ())
        try:
            with suppress(OSError):  # else the child waits more often until the parent has taken in what it wrote
                fcntl.fcntl(end, fcntl.F_SETPIPE_SZ, _PIPE)
            # Blocked, so that a child never handles what is meant to stop its parent.
            signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)
            child = os.fork()
            if child == 0:
                self._serve(end, (pipe, *self._children), mask)
            self._arrived[pipe] = bytearray()
            self._poll.register(pipe, select.POLLIN)
            self._children[pipe] = child
        except OSError:
            os.close(pipe)
            raise
        finally:
            os.close(end)
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)

    def work(self) -> None:
        """Works beside the children and takes in what they bring, until all is done; alone where all is busy."""
        began, waited = time.perf_counter(), _waited()
        for batch in self._drawn():
            self._take(batch, self._work(batch))
            self._collect(0)
            passed = time.perf_counter() - began
            if self._children and passed > _WHILE:
                if _waited() - waited > _FOURTH * passed:
                    self._part_all()
                began, waited = time.perf_counter(), _waited()
        while self._children:
            self._collect(None)

    def end(self) -> None:
        """Ends what is still running."""
        os.close(self._tickets)
        self._part_all()

    def _drawn(self) -> Iterator[range]:
        while ticket := os.read(self._tickets, _TICKET.size):
            yield self._batches[_TICKET.unpack(ticket)[0]]

    def _serve(self, end: int, others: Sequence[int], mask: set[int | signal.Signals]) -> NoReturn:
        """The life of a child: it draws, works and writes, and leaves without what a process does at its end."""
        try:
            for stop in _STOPS:
                if signal.getsignal(stop) is not signal.SIG_IGN:
                    signal.signal(stop, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
            for pipe in others:  # so that writing fails where the parent is gone
                os.close(pipe)
            with open(end, "wb", closefd=False) as file:
                for batch in self._drawn():
                    data = pickle.dumps(self._work(batch), pickle.HIGHEST_PROTOCOL)
                    file.write(_HEAD.pack(batch.start, len(data)))
                    file.write(data)
                    file.flush()
        finally:
            os._exit(0)

    def _collect(self, patience: int | None) -> None:
        """Takes in what children have written; waits for some where `patience` is None."""
        for pipe, _ in self._poll.poll(patience):
            data = os.read(pipe, _PIPE)
            if not data:
                self._part(pipe)
                continue
            arrived = self._arrived[pipe]
            arrived += data
            while len(arrived) >= _HEAD.size:
                start, length = _HEAD.unpack_from(arrived)
                whole = _HEAD.size + length
                if len(arrived) < whole:
                    break
                with memoryview(arrived) as view:
                    results = pickle.loads(view[_HEAD.size : whole])  # noqa: S301 - our own child wrote it
                del arrived[:whole]
                self._take(range(start, start + len(results)), results)

    def _part_all(self) -> None:
        for pipe in [*self._children]:
            self._part(pipe)

    def _part(self, pipe: int) -> None:
        child = self._children.pop(pipe)
        self._poll.unregister(pipe)
        os.close(pipe)
        # Where somebody ignores SIGCHLD, the child is gone already.
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(child, 0)


def _waited() -> float:
    """The seconds that this process was ready to run and had no processor; 0 where the system doesn't tell."""
    try:
        with open("/proc/self/schedstat", "rb", buffering=0) as file:  # noqa: PTH123 - read every few milliseconds
            return int(file.read().split()[1]) / 1e9
    except (OSError, ValueError, IndexError):
        return 0.0
