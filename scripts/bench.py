"""What things cost here, side by side with what others cost, a bench for each part."""

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

import yaml
from markdown_it import MarkdownIt

from kg.folder import load
from scripts import asking, growth, rdf, replacing, searching, serving, ways
from scripts.corpus import write_corpus

ROUNDS = 5


def tokens(folder: Path) -> None:
    """The baseline: PyYAML's C loader for the front matter and markdown-it-py's tokens for the rest, kept nowhere."""
    parser = MarkdownIt()
    for path in sorted(folder.glob("*.md")):
        _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
        yaml.load(front, yaml.CSafeLoader)
        parser.parse(body)


def timed(work: Callable[[], object]) -> float:
    """Seconds that the work takes once; what it made is thrown away when the clock has stopped."""
    began = perf_counter()
    made = work()
    seconds = perf_counter() - began
    del made
    return seconds


def bench_import(count: int) -> None:
    """Prints documents a second of the whole import beside those of the baseline, in turns."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        size = write_corpus(folder, count)
        print(f"{count} documents of {size / count / 1000:.1f} KB, median of {ROUNDS} rounds")
        rounds = [(timed(lambda: load(folder)), timed(lambda: tokens(folder))) for _ in range(ROUNDS)]
        ours, theirs = (median(column) for column in zip(*rounds, strict=True))
        for name, seconds in (
            ("whole import, joined catalogue included", ours),
            ("C loader + markdown-it-py tokens alone", theirs),
        ):
            print(f"{name:44}{count / seconds:9.0f} documents/s {seconds / count * 1e6:7.0f} µs each")
        print(f"ratio {theirs / ours:.2f}")


_GROWING = {"reading": (growth.read, growth.events), "rendering": (growth.render, growth.html)}


def _over(bench: Callable[[Path], object], count: int) -> None:
    """Runs a bench over a folder of documents."""
    with tempfile.TemporaryDirectory() as name:
        write_corpus(Path(name), count)
        bench(Path(name))


_Given = argparse.Namespace
_BENCHES: dict[str, tuple[str, int | None, bool, Callable[[_Given], object]]] = {
    "import": ("reading and joining, beside parsing alone", 1000, False, lambda given: bench_import(given.count)),
    "growth": (
        "documents that strain a reader, at 100 KB and 1 MB",
        None,
        False,
        lambda given: growth.bench(*_GROWING[given.what]),
    ),
    "rdf": (
        "exports, memory and look-ups beside those of other libraries",
        1000,
        True,
        lambda given: rdf.bench(given.count, given.only),
    ),
    "network": (
        "ways, nearness, centrality and groups, beside networkx",
        10_000,
        False,
        lambda given: ways.bench(given.count),
    ),
    "search": (
        "full text, beside SQLite's and a scan of all texts",
        10_000,
        False,
        lambda given: _over(searching.bench, given.count),
    ),
    "sparql": (
        "a SPARQL query over the endpoint, beside engines in one process",
        1000,
        False,
        lambda given: _over(asking.bench, given.count),
    ),
    "http": (
        "requests a second, beside a plain server of the same schema",
        1000,
        True,
        lambda given: serving.bench(given.count, given.only),
    ),
    "live": (
        "a catalogue replaced again and again: time and memory",
        10_000,
        False,
        lambda given: replacing.bench(given.count),
    ),
}
"""What each is, how many documents it takes unless told, whether rows may be chosen, and what it does.

What gives False has missed a bound.
"""


def main() -> None:
    """Runs the named bench."""
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    benches = parser.add_subparsers(dest="bench", required=True)
    for name, (help_, count, chosen, _) in _BENCHES.items():
        bench = benches.add_parser(name, help=help_)
        if count is not None:
            bench.add_argument("count", nargs="?", type=int, default=count)
        if chosen:
            bench.add_argument("--only", metavar="WORD", help="only rows with this word in their name")
        if name == "growth":
            bench.add_argument("what", nargs="?", choices=tuple(_GROWING), default="reading")
    given = parser.parse_args()
    missed = _BENCHES[given.bench][3](given) is False
    sys.stdout.flush()
    if missed:
        sys.exit(1)


if __name__ == "__main__":
    main()
