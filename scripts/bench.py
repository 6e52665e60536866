"""What things cost here, side by side with what others cost: `scripts/bench import [N]`, `scripts/bench growth`."""

import argparse
import random
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

import yaml
from markdown_it import MarkdownIt

from kg.folder import load
from scripts import asking, growth

WORDS = """
    team product project service owner data contract change cost risk release deploy measure build buy learn write
    decide reverse couple bound context event queue store read share keep break mend test small large early late
""".split()  # noqa: SIM905 - read as prose
ROUNDS = 3


def sentence(chance: random.Random, length: int = 14) -> str:
    """Some words with a full stop."""
    return " ".join(chance.choices(WORDS, k=length)).capitalize() + "."


def paragraph(chance: random.Random) -> str:
    """Five sentences."""
    return " ".join(sentence(chance) for _ in range(5))


def write_corpus(folder: Path, count: int) -> int:
    """Writes principle pages of about 2.5 KB with shared pools of alternatives and sources; gives the bytes."""
    chance = random.Random(7)  # noqa: S311 - no secret: the same corpus each time
    options = [f"{a.capitalize()} {b} {c}" for a, b, c in (chance.choices(WORDS, k=3) for _ in range(count // 4 + 8))]
    sources = [f"https://example.org/{'/'.join(chance.choices(WORDS, k=3))}/{n}" for n in range(count // 3 + 8)]
    size = 0
    for number in range(count):
        picked = chance.sample(sources, 4)
        text = "\n".join(
            (
                "---",
                f"title: Principle {number} of {' '.join(chance.choices(WORDS, k=3))}",
                f"keywords: {', '.join(chance.sample(WORDS, 3))}",
                f"permalink: principle-{number}.html",
                f"summary: {sentence(chance)}",
                "---",
                f"\n## Defining Principle {number}\n{paragraph(chance)}\n\n{paragraph(chance)}",
                f"See [another](principle-{chance.randrange(count)}.html).\n\nSource: [One]({picked[0]})",
                f"\n## Justification Of The Choices Made\n{paragraph(chance)}\n\n> {paragraph(chance)}\n",
                f"Source: [Two]({picked[1]})\n\n## The Other Alternatives That Were Not Chosen",
                *(f"* {option} - {sentence(chance, 8)}" for option in chance.sample(options, 3)),
                f"\n## Further Reading\n* [Three]({picked[2]})\n* [Four]({picked[3]})\n",
            )
        )
        (folder / f"principle-{number}.md").write_text(text, encoding="utf-8")
        size += len(text)
    return size


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
    sparql = benches.add_parser("sparql", help="a SPARQL query over the endpoint, beside engines in one process")
    sparql.add_argument("count", nargs="?", type=int, default=1000)
    arguments = parser.parse_args()
    if arguments.bench == "import":
        bench_import(arguments.count)
    elif arguments.bench == "sparql":
        with tempfile.TemporaryDirectory() as name:
            write_corpus(Path(name), arguments.count)
            asking.bench(Path(name))
    elif not growth.bench(*_GROWING[arguments.what]):
        sys.exit(1)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
