"""A progress bar for reading that takes longer than a second, on a terminal alone."""

import sys
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress

_PATIENCE = 1.0  # seconds


class ReadingProgress:
    """Told how many documents of how many were read, it shows a bar on standard error."""

    def __init__(self) -> None:
        self._began = monotonic()
        self._bar: Progress | None = None
        self._terminal = sys.stderr.isatty()

    def __call__(self, done: int, total: int) -> None:
        """Takes note of `done` documents of `total`."""
        if not self._terminal or (self._bar is None and monotonic() - self._began < _PATIENCE):
            return
        if self._bar is None:
            self._bar = self._start(total)
        self._bar.update(self._bar.task_ids[0], completed=done)
        if done == total:
            self._bar.stop()

    @staticmethod
    def _start(total: int) -> "Progress":
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (TextColumn("Reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        bar = Progress(*columns, console=Console(stderr=True), transient=True)
        bar.add_task("reading", total=total)
        bar.start()
        return bar
