"""Several processes that answer on one socket, forked from one that has read the catalogue: they share its memory."""

import gc
import os
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import NoReturn

FIRST_PAUSE, LONGEST_PAUSE, SOUND = 0.1, 10.0, 10.0
"""Seconds before a worker that died is followed by another one, doubled each time up to the second of these; a worker
that lived for the third was sound."""
_TAKEN = (signal.SIGCHLD, signal.SIGTERM, signal.SIGINT, signal.SIGHUP) if hasattr(signal, "SIGCHLD") else ()


class Workers:
    """Forks workers, watches them, and passes on what it is told.

    `answer` is what a worker does; it is given a file that ends with this process, and whether a SIGHUP came before.
    `patience` is how many seconds they have when they are to end, and `leave` gives up the socket then, so that nobody
    waits for an answer in vain. `ended` is told of each that ended.
    """

    def __init__(
        self,
        answer: Callable[[int, bool], None],
        number: int,
        patience: float,
        leave: Callable[[], None],
        ended: Callable[[int], None],
    ) -> None:
        self._answer, self._number, self._patience, self._leave, self._ended = answer, number, patience, leave, ended
        self._began: dict[int, float] = {}
        self._pause, self._next = FIRST_PAUSE, 0.0
        self._signals: list[int] = []
        self._ending: int | None = None
        self._hung_up = False
        self._last = float("inf")
        # The first is read by workers and ends with this process; the second wakes it.
        self._alive, self._wake = os.pipe(), os.pipe()

    def run(self) -> None:
        """Returns when SIGTERM was taken and all workers have ended; SIGINT raises `KeyboardInterrupt` then."""
        for end in self._wake:
            os.set_blocking(end, False)
        before = {number: signal.signal(number, self._take) for number in _TAKEN}
        signal.set_wakeup_fd(self._wake[1], warn_on_full_buffer=False)
        try:
            # A collection would write to what is shared, and so copy it.
            gc.collect()
            gc.freeze()
            while self._ending is None or self._began:
                self._step()
        finally:
            signal.set_wakeup_fd(-1)
            for number, handler in before.items():
                signal.signal(number, handler)
        if self._ending == signal.SIGINT:
            raise KeyboardInterrupt

    def _step(self) -> None:
        now = time.monotonic()
        if self._ending is None and now >= self._next:
            while len(self._began) < self._number:
                self._fork()
        if now >= self._last:
            self._tell(signal.SIGKILL)
        wait = self._last - now if self._ending is not None else max(0.0, self._next - now)
        missing = self._ending is None and len(self._began) < self._number
        select.select([self._wake[0]], [], [], wait if missing or self._ending is not None else None)
        with suppress(BlockingIOError):
            os.read(self._wake[0], 4096)
        self._reap()
        while self._signals:
            self._told(self._signals.pop(0))

    def _fork(self) -> None:
        child = os.fork()
        if child == 0:
            self._work()
        self._began[child] = time.monotonic()

    def _work(self) -> NoReturn:
        code = 1
        try:
            signal.set_wakeup_fd(-1)
            for number in _TAKEN:
                signal.signal(number, signal.SIG_DFL)
            # A terminal sends it to all; the parent tells when to end.
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            for end in (self._alive[1], *self._wake):
                os.close(end)
            self._answer(self._alive[0], self._hung_up)
            code = 0
        except BaseException:  # noqa: BLE001 - it is told, and goes no further
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)

    def _reap(self) -> None:
        for child in list(self._began):
            done, status = os.waitpid(child, os.WNOHANG)
            if not done:
                continue
            self._ended(child)
            lived = time.monotonic() - self._began.pop(child)
            if self._ending is None:
                code = os.waitstatus_to_exitcode(status)
                how = f"by signal {-code}" if code < 0 else f"with exit code {code}"
                self._pause = FIRST_PAUSE if lived >= SOUND else min(2 * self._pause, LONGEST_PAUSE)
                self._next = time.monotonic() + self._pause
                said = f"Worker {child} ended {how}; another one is started in {self._pause:g} seconds."
                print(said, file=sys.stderr, flush=True)  # noqa: T201

    def _take(self, number: int, _: FrameType | None) -> None:
        self._signals.append(number)

    def _told(self, number: int) -> None:
        if number == signal.SIGHUP:
            self._hung_up = True
            self._tell(signal.SIGHUP)
        elif number in (signal.SIGTERM, signal.SIGINT):
            if self._ending is None:
                self._ending, self._last = number, time.monotonic() + self._patience
                self._leave()
                self._tell(signal.SIGTERM)
            else:
                self._last = 0.0

    def _tell(self, number: int) -> None:
        for child in self._began:
            with suppress(ProcessLookupError):
                os.kill(child, number)
