"""Reads and joins whatever bytes a fuzzer that is guided by coverage makes: `scripts/fuzz [SECONDS] [FILE]`."""

import argparse
import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["kg"]):
    from kg.catalogue import Catalogue
    from kg.configuration import CatalogueSettings
    from kg.model import Document, Text
    from kg.reading import document
    from kg.text import to_html, to_plain

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / ".fuzz"
SEEDS = (ROOT / "principles", ROOT / "tests" / "kg" / "reading" / "cases", ROOT / "docs" / "decisions")
OTHER = document.read("docs/other.md", b"# Other\n\n## Status\n\nAccepted\n\n## Decision\n\nOther.\n")
LARGEST = 16_384  # bytes of an input
SLOWEST = 10  # seconds that one may take


def texts(read: Document) -> Iterable[Text]:
    """All texts of a document."""
    for section in read.sections:
        yield section.body
    for entry in read.principles:
        yield from (section.body for section in entry.sections)
        yield from filter(None, (entry.context, entry.justification, entry.consequences, entry.decision))
        yield from (option.reason for option in entry.options if option.reason is not None)


def test(data: bytes) -> None:
    """Everything that is done with a file's bytes before anyone asks for them."""
    read = document.read("docs/adr/0001-fuzz.md", data)
    catalogue = Catalogue((read, OTHER), CatalogueSettings())
    for principle in catalogue.principles:
        assert catalogue.principle(principle.slug) is principle
        for edge in catalogue.rejections(principle):
            assert catalogue.node(f"alternative/{edge.alternative.slug}") is edge.alternative
        for citation in catalogue.citations_by(principle):
            assert catalogue.node(f"source/{citation.source.key}") is citation.source
    for text in texts(read):
        to_html(text)
        to_plain(text)


def seed(folder: Path) -> None:
    """Copies the documents to begin with into a folder."""
    corpora = os.environ.get("PRINCIPLE_CORPORA")
    roots = (*SEEDS, Path(corpora)) if corpora else SEEDS
    paths = sorted(path for root in roots for path in root.rglob("*.md") if path.stat().st_size <= LARGEST)
    for number, path in enumerate(paths):
        shutil.copyfile(path, folder / f"seed-{number:04}")


def main() -> None:
    """Fuzzes for some seconds, or runs the one file given."""
    parser = argparse.ArgumentParser(prog="scripts/fuzz", description=__doc__)
    parser.add_argument("seconds", nargs="?", type=int, default=60)
    parser.add_argument("file", nargs="?", type=Path, help="a crash that an earlier run wrote")
    arguments = parser.parse_args()
    corpus = WORK / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    options = [str(arguments.file)] if arguments.file else [str(corpus)]
    if not arguments.file:
        seed(corpus)
        options += [
            f"-max_total_time={arguments.seconds}",
            f"-max_len={LARGEST}",
            f"-timeout={SLOWEST}",
            f"-artifact_prefix={WORK}/",
            f"-dict={ROOT / 'scripts' / 'fuzz.dict'}",
            "-print_final_stats=1",
            "-rss_limit_mb=3000",
        ]
    atheris.Setup([sys.argv[0], *options], test)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
