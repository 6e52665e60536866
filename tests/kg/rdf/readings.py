"""What others read from an export: each reader gives an Oxigraph dataset, to be compared by RDFC-1.0."""

import hashlib
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

import pyoxigraph
import rdflib
from pyoxigraph import BlankNode, Dataset, DefaultGraph, Literal, NamedNode, Quad, RdfFormat

from kg.rdf.export import FORMATS
from tests.conftest import installed

OXIGRAPH = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "json-ld": RdfFormat.JSON_LD,
    "rdf-xml": RdfFormat.RDF_XML,
    "trig": RdfFormat.TRIG,
    "nquads": RdfFormat.N_QUADS,
}
RDFLIB = {
    "turtle": "turtle",
    "ntriples": "nt",
    "json-ld": "json-ld",
    "rdf-xml": "xml",
    "trig": "trig",
    "nquads": "nquads",
}
RAPTOR = {"turtle": "turtle", "ntriples": "ntriples", "rdf-xml": "rdfxml", "trig": "trig", "nquads": "nquads"}
NPM = ("turtle", "ntriples", "json-ld", "trig", "nquads")
"""The formats that each reader knows, by the name it has for them; N3.js has those of Turtle, jsonld.js JSON-LD."""


def by_oxigraph(data: bytes, name: str) -> Dataset:
    """What Oxigraph reads."""
    return Dataset(pyoxigraph.parse(data, format=OXIGRAPH[name]))


def by_rdflib(data: bytes, name: str) -> Dataset:
    """What rdflib reads."""
    if FORMATS[name].write_graphs is None:
        read = rdflib.Graph(bind_namespaces="none").parse(data=data, format=RDFLIB[name])
        return Dataset(Quad(*_triple(triple)) for triple in read)
    graphs = rdflib.Dataset()
    graphs.parse(data=data, format=RDFLIB[name])
    default = graphs.default_graph.identifier
    return Dataset(
        Quad(*_triple(triple), DefaultGraph() if graph in (None, default) else NamedNode(str(graph)))
        for *triple, graph in graphs.quads()
    )


def _triple(triple: Iterable[object]) -> tuple[NamedNode | BlankNode, NamedNode, NamedNode | BlankNode | Literal]:
    subject, predicate, value = triple
    return _node(subject), NamedNode(str(predicate)), _term(value)


def _node(term: object) -> NamedNode | BlankNode:
    return BlankNode(str(term)) if isinstance(term, rdflib.BNode) else NamedNode(str(term))


def _term(term: object) -> NamedNode | BlankNode | Literal:
    if not isinstance(term, rdflib.Literal):
        return _node(term)
    if term.language:
        return Literal(str(term), language=term.language)
    return Literal(str(term), datatype=NamedNode(str(term.datatype or rdflib.XSD.string)))


def by_raptor(file: Path, name: str) -> Dataset:
    """What Raptor's `rapper` reads, without a complaint."""
    command = [installed("rapper"), "-q", "-i", RAPTOR[name], "-o", "nquads", file]
    done = subprocess.run(command, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b""), file
    return Dataset(pyoxigraph.parse(done.stdout, format=RdfFormat.N_QUADS))


def by_npm(files: Iterable[Path], readers: Path) -> Mapping[Path, Dataset]:
    """What N3.js and jsonld.js read from many files, all in one process."""
    known = {FORMATS[name].suffix for name in NPM}
    taken = [file for file in files if file.suffix in known]
    command = [installed("node"), readers / "read.mjs", *taken]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return {file: Dataset(pyoxigraph.parse(path=f"{file}.js.nq", format=RdfFormat.N_QUADS)) for file in taken}


def canonical(dataset: Dataset) -> list[str]:
    """The canonical N-Quads (RDFC-1.0) of what was read."""
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(map(str, dataset))


def digest(dataset: Dataset) -> str:
    """The SHA-256 of the canonical N-Quads."""
    return hashlib.sha256("\n".join(canonical(dataset)).encode()).hexdigest()


def merged(dataset: Dataset) -> Dataset:
    """The union of all graphs, as one."""
    return Dataset(Quad(quad.subject, quad.predicate, quad.object) for quad in dataset)
