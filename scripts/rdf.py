"""What the RDF view costs beside other libraries: `scripts/bench rdf [N]`."""

import tempfile
import tracemalloc
from collections.abc import Callable, Iterator
from functools import cached_property, partial
from pathlib import Path

import pyoxigraph
import rdflib
from pyoxigraph import DefaultGraph, RdfFormat

from kg.catalogue import Catalogue
from kg.folder import load, uncollected
from kg.identity import DEFAULT_BASE
from kg.rdf import kept
from kg.rdf.export import serialise, to_rdf, triple_count
from kg.rdf.jsonld import context
from kg.rdf.reading import folder as back
from kg.rdf.statements import describe
from kg.rdf.turtle import prefixes
from scripts import ways, writing
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


Wanted = Callable[[str], bool]


class Loaded:
    """One catalogue, and the same graph as others hold it, made when first asked for."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    @cached_property
    def store(self) -> pyoxigraph.Store:
        """Oxigraph's store of the named graphs."""
        store = pyoxigraph.Store()
        store.bulk_load(serialise(self.catalogue, "nquads"), format=RdfFormat.N_QUADS)
        return store

    @cached_property
    def triples(self) -> pyoxigraph.Store:
        """Oxigraph's store of everything in one graph."""
        store = pyoxigraph.Store()
        store.bulk_load(serialise(self.catalogue, "ntriples"), format=RdfFormat.N_TRIPLES)
        return store

    @cached_property
    def quads(self) -> list[pyoxigraph.Quad]:
        """Every quad as Oxigraph holds it."""
        return list(self.store)

    @cached_property
    def graph(self) -> rdflib.Graph:
        """rdflib's graph."""
        return to_rdf(self.catalogue)

    @cached_property
    def dataset(self) -> rdflib.Dataset:
        """rdflib's dataset of the named graphs."""
        dataset = rdflib.Dataset()
        dataset.parse(data=serialise(self.catalogue, "nquads"), format="nquads")
        return dataset

    def ours(self, name: str) -> Work:
        """Our own writing of a format."""
        return lambda: serialise(self.catalogue, name)

    def anew(self, name: str) -> Work:
        """The same, with no text kept from an earlier export."""

        def work() -> bytes:
            kept.forget()
            return serialise(self.catalogue, name)

        return work

    def dumped(self, name: str) -> Work:
        """Oxigraph's writing from a store."""
        form, bound = _OXIGRAPH[name], prefixes(self.catalogue.base)
        if name in ("trig", "nquads"):
            store = self.store
            return lambda: store.dump(format=form, prefixes=bound)
        triples = self.triples
        return lambda: triples.dump(format=form, prefixes=bound, from_graph=DefaultGraph())

    def listed(self, name: str) -> Work:
        """Oxigraph's writing from a list."""
        quads, bound = self.quads, prefixes(self.catalogue.base)
        return lambda: pyoxigraph.serialize(quads, format=_OXIGRAPH[name], prefixes=bound)

    def written(self, format: str, **more: object) -> Work:
        """rdflib's writing, in a format as rdflib calls it."""
        graph = self.dataset if format in ("trig", "nquads") else self.graph
        return lambda: graph.serialize(format=format, **more)


def exports(loaded: Loaded, wanted: Wanted) -> Iterator[Race]:
    """Writing each format, beside what others need to write the same from what they hold."""
    third = {"rdflib": 1 / 3, "Oxigraph, dump of a store": 1 / 3, "Oxigraph, a list of quads": 1 / 3}
    if wanted("Turtle, written"):
        others = {
            "ours, with nothing kept": loaded.anew("turtle"),
            "Oxigraph, dump of a store": loaded.dumped("turtle"),
        }
        if len(loaded.catalogue.documents) <= _MEASURED:
            # Its time grows faster than the graph: 10,000 documents take it more than a quarter of an hour.
            others |= {"rdflib, turtle": loaded.written("turtle"), "rdflib, longturtle": loaded.written("longturtle")}
        bounds = {"rdflib, turtle": 40, "Oxigraph, dump of a store": 1 / 3}
        yield Race("Turtle, written", loaded.ours("turtle"), others, bounds)
    for name, theirs, title in (("ntriples", "nt", "N-Triples, written"), ("rdf-xml", "xml", "RDF/XML, written")):
        if wanted(title):
            others = {"rdflib": loaded.written(theirs), "Oxigraph, dump of a store": loaded.dumped(name)}
            yield Race(title, loaded.ours(name), others, third)
    if wanted("JSON-LD, written"):
        # Without a context they write expanded JSON-LD, which is less work and a longer text.
        others = {
            "rdflib": loaded.written("json-ld"),
            "rdflib, with our context": loaded.written("json-ld", context=context()),
            "Oxigraph, dump of a store": loaded.dumped("json-ld"),
        }
        yield Race("JSON-LD, written", loaded.ours("json-ld"), others, third)
    for name, title in (("trig", "TriG, written"), ("nquads", "N-Quads, written")):
        if wanted(title):
            others = {
                "rdflib": loaded.written(name),
                "Oxigraph, dump of a store": loaded.dumped(name),
                "Oxigraph, a list of quads": loaded.listed(name),
            }
            yield Race(title, loaded.ours(name), others, third)


def reading(loaded: Loaded, wanted: Wanted) -> Iterator[Race]:
    """Reading Turtle back: ours to documents, the others' to no more than triples."""
    if not wanted("Turtle, read back"):
        return
    for title, data in (
        ("Turtle, read back", serialise(loaded.catalogue, "turtle")),
        ("Turtle, read back with places", serialise(loaded.catalogue, "turtle", places=True)),
    ):
        others = {
            "rdflib": partial(_parsed, data),
            "Oxigraph": partial(_quads, data),
        }
        yield Race(title, partial(_read, data), others, {"rdflib": 10})


def _read(data: bytes) -> object:
    with uncollected():  # as a folder is read
        return back.read([("graph.ttl", data)], DEFAULT_BASE)


def _parsed(data: bytes) -> rdflib.Graph:
    return rdflib.Graph().parse(data=data, format="turtle")


def _quads(data: bytes) -> list[pyoxigraph.Quad]:
    return list(pyoxigraph.parse(data, format=RdfFormat.TURTLE))


def views(loaded: Loaded, wanted: Wanted) -> Iterator[Race]:
    """Writing the formats that are not RDF, beside the fastest library for each."""
    for name, (called, other) in writing.OTHERS.items():
        if wanted(f"{name}, written"):
            ours = partial(writing.drained, loaded.catalogue, name)
            yield Race(f"{name}, written", ours, {called: partial(other, loaded.catalogue)}, {called: 1 / 3})


RACES: tuple[Callable[[Loaded, Wanted], Iterator[Race]], ...] = (exports, reading, views)
"""What is measured; whatever gives the races for a loaded catalogue whose names are wanted can be added."""


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
            for race in races(loaded, lambda title: only is None or only.casefold() in title.casefold()):
                met = run(race) and met
        if only is None or only in "network":
            ways.measure(loaded.catalogue)
        return met
