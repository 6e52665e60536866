"""What the RDF view costs beside other libraries: `scripts/bench rdf [N]`."""

import tempfile
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph
import rdflib
from pyoxigraph import DefaultGraph, RdfFormat

from kg.catalogue import Catalogue
from kg.folder import load
from kg.rdf.export import serialise, to_rdf, triple_count
from kg.rdf.jsonld import context
from kg.rdf.statements import describe
from kg.rdf.turtle import prefixes
from scripts.corpus import write_corpus
from scripts.race import Race, Work, run

_MEASURED = 1000
_OXIGRAPH = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "json-ld": RdfFormat.JSON_LD,
    "rdf-xml": RdfFormat.RDF_XML,
    "trig": RdfFormat.TRIG,
    "nquads": RdfFormat.N_QUADS,
}
_RDFLIB = {"ntriples": "nt", "json-ld": "json-ld", "rdf-xml": "xml", "trig": "trig", "nquads": "nquads"}


class Loaded:
    """One catalogue, and the same graph as others hold it."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.store = pyoxigraph.Store()
        self.store.bulk_load(serialise(catalogue, "nquads"), format=RdfFormat.N_QUADS)
        self.triples = pyoxigraph.Store()
        self.triples.bulk_load(serialise(catalogue, "turtle"), format=RdfFormat.TURTLE)
        self.quads = list(self.store)
        self.graph = to_rdf(catalogue)
        self.dataset = rdflib.Dataset()
        self.dataset.parse(data=serialise(catalogue, "nquads"), format="nquads")


def exports(loaded: Loaded) -> Iterator[Race]:
    """Writing each format, beside what others need to write the same from what they hold."""
    catalogue, bound = loaded.catalogue, prefixes(loaded.catalogue.base)

    def ours(name: str) -> Work:
        return lambda: serialise(catalogue, name)

    def dumped(name: str) -> Work:
        form = _OXIGRAPH[name]
        if name in ("trig", "nquads"):
            return lambda: loaded.store.dump(format=form, prefixes=bound)
        return lambda: loaded.triples.dump(format=form, prefixes=bound, from_graph=DefaultGraph())

    def written(name: str) -> Work:
        return lambda: loaded.graph.serialize(format=_RDFLIB[name])

    yield Race(
        "Turtle, written",
        ours("turtle"),
        {
            "rdflib, turtle": lambda: loaded.graph.serialize(format="turtle"),
            "rdflib, longturtle": lambda: loaded.graph.serialize(format="longturtle"),
            "Oxigraph, dump of a store": dumped("turtle"),
        },
        {"rdflib, turtle": 40, "Oxigraph, dump of a store": 1 / 3},
    )
    third = {"rdflib": 1 / 3, "Oxigraph, dump of a store": 1 / 3}
    for name, title in (("ntriples", "N-Triples"), ("rdf-xml", "RDF/XML")):
        others = {"rdflib": written(name), "Oxigraph, dump of a store": dumped(name)}
        yield Race(f"{title}, written", ours(name), others, third)
    # Neither compacts: what they write is expanded, and longer.
    others = {
        "rdflib": written("json-ld"),
        "rdflib, with our context": lambda: loaded.graph.serialize(format="json-ld", context=context()),
        "Oxigraph, dump of a store": dumped("json-ld"),
    }
    yield Race("JSON-LD, written", ours("json-ld"), others, third)
    for name, title in (("trig", "TriG"), ("nquads", "N-Quads")):
        others = {
            "rdflib": lambda name=name: loaded.dataset.serialize(format=_RDFLIB[name]),  # type: ignore[misc]
            "Oxigraph, dump of a store": dumped(name),
            "Oxigraph, a list of quads": lambda name=name: pyoxigraph.serialize(  # type: ignore[misc]
                loaded.quads, format=_OXIGRAPH[name], prefixes=bound
            ),
        }
        yield Race(f"{title}, written", ours(name), others, {**third, "Oxigraph, a list of quads": 1 / 3})


RACES: tuple[Callable[[Loaded], Iterator[Race]], ...] = (exports,)
"""What is measured; whatever gives races for a loaded catalogue can be added."""


def held(make: Callable[[], object]) -> int:
    """How many bytes are held by what is made, as Python's allocator counts them."""
    tracemalloc.start()
    try:
        made = make()
        size, _ = tracemalloc.get_traced_memory()
        del made
        return size
    finally:
        tracemalloc.stop()


def memory(folder: Path) -> bool:
    """Prints the bytes a triple that the graph needs in memory; True where ours are fewer than rdflib's.

    Ours is the catalogue, from which every statement is made when asked for: documents with their Markdown, what they
    share, and all indexes. rdflib's is a `Graph` in its memory store, read from our Turtle.
    """
    catalogue = load(folder)
    data, count = serialise(catalogue, "turtle"), triple_count(catalogue)
    sizes = {
        "our catalogue, all of it": held(lambda: load(folder)),
        "rdflib's memory store": held(lambda: rdflib.Graph(bind_namespaces="none").parse(data=data, format="turtle")),
        "our statements as a list, besides": held(lambda: list(describe(catalogue))),
    }
    print(f"\nMemory of {count} triples")
    for name, size in sizes.items():
        print(f"  {name:34}{size / count:11.1f} bytes a triple")
    ours, theirs, _ = sizes.values()
    print(f"  rdflib holds {theirs / ours:.2f} times as much; at least 1.00: {'yes' if theirs > ours else 'NO'}")
    return theirs > ours


def bench(count: int, only: str | None = None) -> bool:
    """Runs every race, or those with a word in their name, on a corpus; True where all bounds are met."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        met = True
        if only is None or only in "memory":
            write_corpus(folder, min(count, _MEASURED))
            met = memory(folder)
        write_corpus(folder, count)
        loaded = Loaded(load(folder))
        print(f"\n{count} documents, {triple_count(loaded.catalogue)} triples; best of several rounds in turns")
        for races in RACES:
            for race in races(loaded):
                if only is None or only.casefold() in race.name.casefold():
                    met = run(race) and met
        return met
