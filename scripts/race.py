"""One thing that several do, measured side by side."""

import gc
from collections.abc import Callable, Mapping
from time import process_time
from typing import NamedTuple

Work = Callable[[], object]
ROUNDS = 5
_PATIENCE = 60.0


class Race(NamedTuple):
    """What is done, how we do it, and how others do; `bounds` says how many times as fast as each we must be."""

    name: str
    ours: Work
    others: Mapping[str, Work]
    bounds: Mapping[str, float]


def timed(work: Work) -> float:
    """Seconds of processor time, which other programs disturb least, that the work takes once.

    What it made is thrown away when the clock has stopped.
    """
    gc.collect()
    began = process_time()
    made = work()
    seconds = process_time() - began
    del made
    return seconds


def run(race: Race) -> bool:
    """Prints the best of several rounds, run in turns, and ours of the first; True where all bounds are met.

    Who takes long runs fewer rounds, but at least one.
    """
    first = timed(race.ours)
    best = {"ours": first, **{name: timed(work) for name, work in race.others.items()}}
    for _ in range(ROUNDS - 1):
        for name, work in {"ours": race.ours, **race.others}.items():
            if best[name] * ROUNDS < _PATIENCE:
                best[name] = min(best[name], timed(work))
    print(f"\n{race.name}\n  {'ours':34}{best['ours'] * 1000:11.1f} ms, the first time {first * 1000:.1f} ms")
    met = True
    for name in race.others:
        ratio = best[name] / best["ours"]
        line = (
            f"  {name:34}{best[name] * 1000:11.1f} ms, {ratio:.2f} times ours, {best[name] / first:.2f} the first time"
        )
        if name in race.bounds:
            enough = ratio >= race.bounds[name]
            line += f"; at least {race.bounds[name]:.2f}: {'yes' if enough else 'NO'}"
            met = met and enough
        print(line)
    return met
