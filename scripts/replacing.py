"""A catalogue replaced again and again: how long it takes, and whether memory stays level."""

import gc
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

from api.app import create_app
from api.execution import execute
from api.settings import Settings
from kg.changes import between
from kg.folder import load
from kg.known import Known
from scripts.corpus import write_corpus

TIMES = 50
_QUERY = "{ principles(first: 100, orderBy: CENTRALITY) { nodes { title related { score } } } catalogue { triples } }"


def resident() -> float:
    """What this process holds in memory, in MB (Linux)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 1e6


def bench(count: int) -> None:
    """Prints what reading again and comparing cost beside a first reading, and the memory after every ten times."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_corpus(folder, count)
        known = Known()
        began = perf_counter()
        catalogue = load(folder, known=known)
        first = perf_counter() - began
        app = create_app(Settings(), catalogue)
        readings, comparisons, memory = [], [], []
        for turn in range(1, TIMES + 1):
            page = folder / f"principle-{turn % count}.md"
            page.write_text(page.read_text(encoding="utf-8") + f"\nOnce more, the {turn}th time.\n", encoding="utf-8")
            began = perf_counter()
            new = load(folder, known=known)
            readings.append(perf_counter() - began)
            began = perf_counter()
            change = between(catalogue, new)
            comparisons.append(perf_counter() - began)
            assert change.changed
            app.state.current.replace(new)
            catalogue = new
            del new
            assert "errors" not in execute(catalogue, _QUERY, {}, None, Settings())
            if turn % 10 == 0:
                gc.collect()
                memory.append(f"{resident():.0f}")
    print(f"{count} documents, one of them changed {TIMES} times; medians")
    print(f"{'first reading':24}{first:8.3f} s")
    print(f"{'reading again':24}{median(readings):8.3f} s   ratio {first / median(readings):.1f}")
    print(f"{'what changed':24}{median(comparisons):8.3f} s   ratio {first / median(comparisons):.1f}")
    print(f"MB after each ten times: {', '.join(memory)}")
