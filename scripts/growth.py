"""How our time grows with the size of a document that strains a reader, beside the time of the parser alone."""

import gc
from collections.abc import Callable, Iterator
from time import process_time

import nh3
import pyromark
from msgspec import Struct

from kg.model import Text
from kg.reading import document
from kg.text import OPTIONS, is_deep, to_html, to_plain
from scripts.hostile import KINDS

Work = Callable[[str], None]

STEEPER = 4 / 3  # how much faster than the parser's our time may grow
LONGEST = 2.0  # seconds for the larger document


class Growth(Struct, frozen=True):
    """Our and the parser's seconds for a small and a large document of one kind, `ratio` times as large."""

    kind: str
    ratio: float
    small: float
    large: float
    parser_small: float
    parser_large: float

    @property
    def ours(self) -> float:
        """How many times as long the large one takes us."""
        return self.large / self.small

    @property
    def parser(self) -> float:
        """How many times as long the large one takes the parser."""
        return self.parser_large / self.parser_small

    def is_steep(self, factor: float = STEEPER) -> bool:
        """True where our time grows faster than size and the parser's time both, by more than a factor."""
        return self.ours > factor * max(self.parser, self.ratio)


def events(text: str) -> None:
    """The parser alone: its events, kept nowhere."""
    for _ in pyromark.events_with_range(text, options=OPTIONS):
        pass


def html(text: str) -> None:
    """The parser and the sanitiser alone; without the latter where it would take hours, for there we don't use it."""
    rendered = pyromark.html(text, options=OPTIONS)
    if not is_deep(rendered):
        nh3.clean(rendered)


def read(text: str) -> None:
    """The whole reading of one document."""
    document.read("docs/a.md", text.encode())


def render(text: str) -> None:
    """A text as sanitised HTML and as plain words."""
    whole = Text(text)
    to_html(whole)
    to_plain(whole)


def seconds(work: Work, text: str, rounds: int) -> float:
    """The shortest time of some rounds, of this process alone: others may be busy."""

    def once() -> float:
        began = process_time()
        work(text)
        return process_time() - began

    gc.disable()  # as the import of a folder does
    try:
        return min(once() for _ in range(rounds))
    finally:
        gc.enable()


def measure(kind: str, sizes: tuple[int, int], ours: Work, parser: Work, rounds: int = 3) -> Growth:
    """The growth of our time from one size to another, in characters, beside the parser's."""
    small, large = map(KINDS[kind], sizes)
    times = [seconds(work, text, rounds) for work in (ours, parser) for text in (small, large)]
    return Growth(kind, len(large.encode()) / len(small.encode()), *times)


def bench(ours: Work, parser: Work, sizes: tuple[int, int] = (100_000, 1_000_000)) -> bool:
    """Prints a row a kind; True where none is steep, and none takes too long."""
    ours("# Warm\n\n## Status\n\nAccepted on 2020-01-02 because.\n")
    print(f"{'':36}{'ours, ms':>20}{'parser, ms':>20}{'grows':>16}")
    failed = 0
    for row in rows(ours, parser, sizes):
        faults = [*(["steep"] if row.is_steep() else []), *(["slow"] if row.large > LONGEST else [])]
        failed += bool(faults)
        print(
            f"{row.kind:36}{row.small * 1e3:9.1f} {row.large * 1e3:10.1f}"
            f"{row.parser_small * 1e3:9.1f} {row.parser_large * 1e3:10.1f}"
            f"{row.ours:7.1f} {row.parser:7.1f}  {', '.join(faults) or 'ok'}",
            flush=True,
        )
    print(f"{len(KINDS)} kinds from {sizes[0]:,} to {sizes[1]:,} characters, {failed} failed")
    return not failed


def rows(ours: Work, parser: Work, sizes: tuple[int, int]) -> Iterator[Growth]:
    """The growth of each kind; one that seems steep is measured once more, for the machine may have been busy."""
    for kind in KINDS:
        row = measure(kind, sizes, ours, parser)
        yield measure(kind, sizes, ours, parser) if row.is_steep() or row.large > LONGEST else row
