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
from scripts import asking, growth, rdf, serving, ways
from scripts.corpus import write_corpus

ROUNDS = 3


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


def main() -> None:
    """Runs the named bench."""
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    benches = parser.add_subparsers(dest="bench", required=True)
    importing = benches.add_parser("import", help="reading and joining, beside parsing alone")
    importing.add_argument("count", nargs="?", type=int, default=1000)
    growing = benches.add_parser("growth", help="documents that strain a reader, at 100 KB and 1 MB")
    growing.add_argument("what", nargs="?", choices=("reading", "rendering"), default="reading")
    writing = benches.add_parser("rdf", help="exports, memory and look-ups beside those of other libraries")
    writing.add_argument("count", nargs="?", type=int, default=1000)
    writing.add_argument("--only", metavar="WORD", help="only races with this word in their name")
    network = benches.add_parser("network", help="ways, nearness, centrality and groups, beside networkx")
    network.add_argument("count", nargs="?", type=int, default=10_000)
    sparql = benches.add_parser("sparql", help="a SPARQL query over the endpoint, beside engines in one process")
    sparql.add_argument("count", nargs="?", type=int, default=1000)
    http = benches.add_parser("http", help="requests a second, beside a plain server of the same schema")
    http.add_argument("count", nargs="?", type=int, default=1000)
    arguments = parser.parse_args()
    if arguments.bench == "import":
        bench_import(arguments.count)
    elif arguments.bench == "network":
        ways.bench(arguments.count)
    elif arguments.bench == "rdf":
        if not rdf.bench(arguments.count, arguments.only):
            sys.exit(1)
    elif arguments.bench == "sparql":
        with tempfile.TemporaryDirectory() as name:
            write_corpus(Path(name), arguments.count)
            asking.bench(Path(name))
    elif arguments.bench == "http":
        if not serving.bench(arguments.count):
            sys.exit(1)
    elif not growth.bench(*_GROWING[arguments.what]):
        sys.exit(1)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
