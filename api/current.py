"""The catalogue that a server answers from: the current version, what changed before it, and who wants to be told."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from threading import Lock

from kg import changes
from kg.catalogue import Catalogue
from kg.changes import Change

Listener = Callable[[Catalogue], None]
_MOST_IDS = 500_000
"""As many ids as all changes that are remembered name; the last change is, however large it is."""


class UnknownVersionError(Exception):
    """A version that never was, or is no longer remembered; `current` is the one that is served."""

    def __init__(self, current: str) -> None:
        super().__init__(current)
        self.current = current


class Current:
    """One snapshot after another. Any thread may replace it and ask; a reader keeps the snapshot it began with.

    Each version has a number; the way from one of the last `remembered` to the current one is known.
    """

    def __init__(self, catalogue: Catalogue, remembered: int = 100) -> None:
        self.catalogue = catalogue
        self._remembered = remembered
        self._number = 0
        self._versions = deque([catalogue.version])  # the last one is the current one
        self._changes: deque[Change] = deque()  # each leads from the version beside it to the next one
        self._listeners: dict[object, Listener] = {}
        self._replacing, self._lock = Lock(), Lock()

    def replace(self, catalogue: Catalogue) -> Change | None:
        """Serves another catalogue from now on and tells all who listen; gives what changed.

        None where its version is the current one: the snapshot then stays, as one version has one answer.
        """
        with self._replacing:
            if catalogue.version == self.catalogue.version:
                return None
            change = changes.between(self.catalogue, catalogue)
            with self._lock:
                self.catalogue = catalogue
                self._number += 1
                self._versions.append(catalogue.version)
                self._changes.append(change)
                self._forget()
                listeners = list(self._listeners.values())
            for tell in listeners:
                tell(catalogue)
            return change

    def _forget(self) -> None:
        while len(self._changes) > self._remembered or (len(self._changes) > 1 and self._ids() > _MOST_IDS):
            self._versions.popleft()
            self._changes.popleft()

    def _ids(self) -> int:
        return sum(len(one.added) + len(one.changed) + len(one.removed) for one in self._changes)

    def listen(self, tell: Listener) -> Callable[[], None]:
        """Tells of each new catalogue, in the thread that brings it; what is given back ends that."""
        key = object()
        with self._lock:
            self._listeners[key] = tell

        def end() -> None:
            with self._lock:
                self._listeners.pop(key, None)

        return end

    def found(self, version: str | None) -> tuple[int, str]:
        """The number of a version, the latest where it was there several times, and the version; None: the current.

        Raises `UnknownVersionError`.
        """
        with self._lock:
            for back, known in enumerate(reversed(self._versions)):
                if version in (None, known):
                    return self._number - back, known
            raise UnknownVersionError(self.catalogue.version)

    def after(self, number: int) -> tuple[int, Change | None]:
        """What changed after the version of a number, as one change, and the number of the current version.

        None where nothing did. Raises `UnknownVersionError` where that version is no longer remembered.
        """
        with self._lock:
            late = self._number - number
            if late > len(self._changes):
                raise UnknownVersionError(self.catalogue.version)
            if self._versions[-1 - late] == self.catalogue.version:
                return self._number, None
            steps = list(self._changes)[len(self._changes) - late :]
            current = self._number
        change = steps[0]
        for step in steps[1:]:
            change = change.then(step)
        return current, change
