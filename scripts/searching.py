"""What a search costs, beside SQLite's full text and a scan of all texts, and what the index costs."""

import gc
import random
import sqlite3
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from api.execution import execute
from api.settings import Settings
from kg.catalogue import Catalogue
from kg.folder import load
from kg.search.highlight import highlight
from kg.search.index import index_of
from kg.search.passages import Passages, passages
from kg.search.results import search
from kg.search.words import words
from scripts.corpus import WORDS

ROUNDS, QUERIES, FIRST = 3, 200, 10
_GRAPHQL = "query Q($text: String!) { search(text: $text) { totalCount nodes { score highlight node { label } } } }"


def bench(folder: Path) -> None:
    """Prints what building takes, and median and 99th percentile of many different queries, in turns."""
    catalogue = load(folder)
    gc.collect()
    before, began = _memory(), perf_counter()
    index = index_of(catalogue)
    built = perf_counter() - began
    print(f"{len(catalogue.documents)} documents, {len(index.nodes)} resources")
    print(f"index built in {built:.2f} s, {_memory() - before:.0f} MB more than before")
    began = perf_counter()
    database = _sqlite(catalogue)
    print(f"SQLite FTS5 of the same texts in {perf_counter() - began:.2f} s")
    texts = [(" ".join(made.name), " ".join((*made.lead, *made.body)).casefold()) for made in _all(catalogue)]
    queries = _queries(catalogue)
    contenders: dict[str, Callable[[str], object]] = {
        "search, ten hits": lambda text: search(catalogue, text, None, FIRST),
        "search, ten hits with highlights": lambda text: _highlighted(catalogue, text),
        "the same over GraphQL": lambda text: execute(catalogue, _GRAPHQL, {"text": text}, None, Settings()),
        "SQLite FTS5, ten rows with snippets": lambda text: _asked(database, text),
        "scan of all texts, ten best": lambda text: _scanned(texts, text),
    }
    times: dict[str, list[float]] = {name: [float("inf")] * len(queries) for name in contenders}
    for _ in range(ROUNDS):
        for at, text in enumerate(queries):
            for name, ask in contenders.items():
                if name.startswith("scan") and at % 10:
                    continue
                began = perf_counter()
                ask(text)
                times[name][at] = min(times[name][at], perf_counter() - began)
    print(f"{len(queries)} different queries, best of {ROUNDS} rounds in turns")
    for name, taken in times.items():
        known = [one * 1000 for one in taken if one != float("inf")]
        print(f"{name:38}median {median(known):8.2f} ms   99 % under {quantiles(known, n=100)[-1]:8.2f} ms")


def _queries(catalogue: Catalogue) -> list[str]:
    """Words, titles, phrases, beginnings, exclusions and labels, as people type them."""
    chance = random.Random(11)  # noqa: S311 - no secret: the same queries each time
    made = []
    for number in range(QUERIES):
        one, other, third = chance.sample(WORDS, 3)
        made.append(
            (
                f"{one} {other} {number}",
                f"{one} {other} {third}",
                f'"{one} {other}"',
                f"{one} {other[:3]}",
                f"{one} -{other}",
                f"{one} OR {other}",
                chance.choice(catalogue.principles).title,
                chance.choice(catalogue.alternatives).label,
                chance.choice(catalogue.sources).url or one,
                one,
            )[number % 10]
        )
    return list(dict.fromkeys(made))


def _highlighted(catalogue: Catalogue, text: str) -> list[str]:
    return [highlight(catalogue, hit).html for hit in search(catalogue, text, None, FIRST).hits]


def _all(catalogue: Catalogue) -> list[Passages]:
    nodes = (*catalogue.principles, *catalogue.themes, *catalogue.alternatives, *catalogue.sources)
    return [passages(catalogue, node) for node in nodes]


def _sqlite(catalogue: Catalogue) -> sqlite3.Connection:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE found USING fts5(name, lead, body, rest, tokenize='porter unicode61')")
    rows = ([" ".join(zone) for zone in (made.name, made.lead, made.body, made.rest)] for made in _all(catalogue))
    database.executemany("INSERT INTO found VALUES (?, ?, ?, ?)", rows)
    database.commit()
    return database


def _asked(database: sqlite3.Connection, text: str) -> list[object]:
    """Any of the words, which is the nearest that it has; what it takes for syntax is left out."""
    query = " OR ".join(f'"{word}"' for word in words(text))
    return database.execute(
        "SELECT rowid, snippet(found, -1, '<mark>', '</mark>', '', 30), bm25(found, 4, 2, 1, 0.3) AS score"
        " FROM found WHERE found MATCH ? ORDER BY score LIMIT ?",
        (query, FIRST),
    ).fetchall()


def _scanned(texts: list[tuple[str, str]], text: str) -> list[int]:
    sought = text.casefold().split()
    scored = [(-sum(body.count(word) for word in sought), at) for at, (_, body) in enumerate(texts)]
    return [at for count, at in sorted(scored)[:FIRST] if count]


def _memory() -> float:
    """The memory of this process in MB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024
