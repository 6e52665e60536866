"""What reading Turtle back costs, beside rdflib's parser on the same bytes."""

import gc
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from kg.folder import load
from kg.identity import DEFAULT_BASE
from kg.rdf.export import serialise

ROUNDS = 3


def reading_back(folder: Path, rounds: int = ROUNDS) -> tuple[float, float]:
    """The best seconds of our reader (bytes to documents) and of rdflib's parser, in turns, on a folder's Turtle."""
    import rdflib

    from kg.rdf.reading import folder as back

    data = serialise(load(folder), "turtle")
    ours, theirs = [], []
    for _ in range(rounds):
        ours.append(_timed(lambda: back.read([("graph.ttl", data)], DEFAULT_BASE)))
        theirs.append(_timed(lambda: rdflib.Graph().parse(data=data, format="turtle")))
    return min(ours), min(theirs)


def _timed(work: Callable[[], object]) -> float:
    """Seconds that the work takes, without the collector, which a folder is read without as well."""
    gc.collect()
    gc.disable()
    began = perf_counter()
    made = work()
    seconds = perf_counter() - began
    gc.enable()
    del made
    return seconds
