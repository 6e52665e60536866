"""A running server reads its folder again."""

from __future__ import annotations

import logging
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

from api.current import Current
from kg.changes import Change
from kg.errors import PrincipleGraphError
from kg.folder import load
from kg.known import Known

_log = logging.getLogger(__name__)
Say = Callable[[str], None]


class Reload:
    """Reads a folder again when asked, in a thread of its own, and replaces what is served.

    What can't be read leaves the last good graph in place. `known` has what the first loading read.
    """

    def __init__(self, folder: Path, current: Current, known: Known, say: Say) -> None:
        self._folder, self._current, self._known, self._say = folder, current, known, say
        # A signal handler may run while this thread's own code holds a lock: such a queue is safe even then.
        self._asked: SimpleQueue[None] = SimpleQueue()
        Thread(target=self._run, name="reload", daemon=True).start()

    def ask(self) -> None:
        """Has the folder read soon; whoever asks again before that begins is served by the same reading."""
        self._asked.put(None)

    def _run(self) -> None:
        while True:
            self._asked.get()
            while not self._asked.empty():
                self._asked.get()
            try:
                self._say(self.now())
            except Exception:  # noqa: BLE001 - what fails here must not end reloading
                _log.exception("The folder could not be read again; the last good graph stays.")

    def now(self) -> str:
        """Reads the folder and serves it; says in a sentence what came of it."""
        try:
            catalogue = load(self._folder, known=self._known)
            if self._current.catalogue.documents and not catalogue.documents:
                raise PrincipleGraphError(f"No document of {self._folder} can be read any more.")
            change = self._current.replace(catalogue)
        except (PrincipleGraphError, OSError) as error:
            return f"The last good graph stays: {error}"
        return "Read again: nothing has changed." if change is None else _told(change, len(catalogue.documents))


def _told(change: Change, documents: int) -> str:
    added, changed, removed = len(change.added), len(change.changed), len(change.removed)
    return (
        f"Read again: {documents} documents; {added} nodes came, {changed} changed, {removed} went."
        f" Version {change.version}."
    )


def on_hangup(ask: Callable[[], None]) -> None:
    """Asks at each SIGHUP, where the system has that; but where the terminal is gone, this process ends as before."""
    if not hasattr(signal, "SIGHUP"):
        return
    before = _has_terminal()

    def heard(*_: object) -> None:
        if before and not _has_terminal():
            os.kill(os.getpid(), signal.SIGTERM)
        else:
            ask()

    signal.signal(signal.SIGHUP, heard)


def _has_terminal() -> bool:
    """Whether a terminal controls this process."""
    try:
        os.close(os.open("/dev/tty", os.O_RDONLY | os.O_NOCTTY))
    except OSError:
        return False
    return True


def to_stderr(said: str) -> None:
    """Tells whoever looks after the server."""
    print(said, file=sys.stderr, flush=True)  # noqa: T201
