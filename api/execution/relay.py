"""Threads that take turns: of many that reckon one does, and whoever waits longest is next."""

from collections import deque
from threading import Lock


class Relay:
    """A lock that is handed on in order.

    Python runs one thread at a time anyway. Where all who reckon compete for that, whoever else needs it for a moment
    must wait for each of them; where one does, for that one.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._waiting: deque[Lock] = deque()
        self._is_held = False

    def take(self) -> None:
        """Waits for the turn."""
        with self._lock:
            if not self._is_held:
                self._is_held = True
                return
            mine = Lock()
            mine.acquire()
            self._waiting.append(mine)
        mine.acquire()

    def give(self) -> None:
        """Hands the turn to whoever waits longest."""
        with self._lock:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._is_held = False

    def pass_on(self) -> None:
        """Lets whoever waits have a turn first."""
        if self._waiting:
            self.give()
            self.take()
