import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from rdflib.compare import isomorphic

from kg import folder
from kg.catalogue import Catalogue
from kg.errors import PrincipleGraphError
from kg.rdf import terms
from kg.rdf.export import FORMATS, serialise, to_rdf, triple_count
from tests.conftest import installed

OXIGRAPH = {
    "turtle": pyoxigraph.RdfFormat.TURTLE,
    "ntriples": pyoxigraph.RdfFormat.N_TRIPLES,
    "json-ld": pyoxigraph.RdfFormat.JSON_LD,
}
RDFLIB = {"turtle": "turtle", "ntriples": "nt", "json-ld": "json-ld"}


def canonical(data: bytes, name: str) -> list[str]:
    """The canonical N-Quads (RDFC-1.0) of a text, as Oxigraph reads it."""
    dataset = pyoxigraph.Dataset(pyoxigraph.parse(data, format=OXIGRAPH[name]))
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(map(str, dataset))


def read(data: bytes, name: str) -> rdflib.Graph:
    """The graph of a text, as rdflib reads it."""
    return rdflib.Graph(bind_namespaces="none").parse(data=data, format=RDFLIB[name])


def stated_count(graph: rdflib.Graph, catalogue: Catalogue) -> int:
    """What the dataset header says of the number of triples."""
    return int(graph.value(rdflib.URIRef(catalogue.base), rdflib.URIRef(terms.TRIPLES)))  # type: ignore[arg-type]


@pytest.mark.parametrize("places", [False, True])
@pytest.mark.parametrize("name", FORMATS)
def test_others_read_the_same_graph(catalogue: Catalogue, name: str, places: bool) -> None:
    """rdflib and Oxigraph read as many triples from every format as `void:triples` says, and the same ones."""
    data = serialise(catalogue, name, places)
    graph = read(data, name)
    assert len(graph) == len(canonical(data, name)) == stated_count(graph, catalogue)
    assert canonical(data, name) == canonical(serialise(catalogue, "turtle", places), "turtle")
    assert isomorphic(graph, to_rdf(catalogue, places))


@pytest.mark.parametrize(("name", "syntax"), [("turtle", "turtle"), ("ntriples", "ntriples")])
def test_raptor_reads_every_triple(catalogue: Catalogue, tmp_path: Path, name: str, syntax: str) -> None:
    """Raptor's `rapper` reads Turtle and N-Triples without a complaint."""
    rapper = installed("rapper")
    file = tmp_path / f"graph{FORMATS[name].suffix}"
    file.write_bytes(serialise(catalogue, name))
    done = subprocess.run([rapper, "-i", syntax, "-c", file], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert f"returned {triple_count(catalogue)} triples" in done.stderr
    assert "Error" not in done.stderr


@pytest.mark.parametrize("places", [False, True])
def test_no_blank_nodes(catalogue: Catalogue, places: bool) -> None:
    """Every subject and object is an IRI or a literal."""
    graph = to_rdf(catalogue, places)
    assert not [node for triple in graph for node in triple if isinstance(node, rdflib.BNode)]


def test_no_language_tags(catalogue: Catalogue) -> None:
    """Texts are plain strings: no document says what language it is in."""
    assert not [value for value in to_rdf(catalogue).objects() if getattr(value, "language", None)]


@pytest.mark.parametrize("name", FORMATS)
def test_same_bytes_in_every_process(catalogue: Catalogue, tmp_path: Path, name: str) -> None:
    """The same folder gives the same bytes, whatever the seed of Python's hashes."""
    for index in range(3):
        text = f"---\ntitle: Page {index}\nkeywords: b, a\n---\n\n## Defining it\n\n[x](https://x.org/{index})\n"
        (tmp_path / f"page-{index}.md").write_text(text, encoding="utf-8")
    code = (
        "import sys; from kg import folder; from kg.rdf.export import serialise;"
        "sys.stdout.buffer.write(serialise(folder.load(sys.argv[1]), sys.argv[2], True))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code, tmp_path, name],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[3],
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "77")
    }
    assert len(outputs) == 1
    assert outputs == {serialise(folder.load(tmp_path), name, places=True)}


def test_unknown_format(catalogue: Catalogue) -> None:
    """An unknown format is refused in a sentence that names the known ones."""
    with pytest.raises(PrincipleGraphError, match=r"no format “rtf”.*turtle, ntriples, json-ld"):
        serialise(catalogue, "rtf")


def test_triple_count(catalogue: Catalogue) -> None:
    """The count of triples is that of the graph without places."""
    assert triple_count(catalogue) == len(to_rdf(catalogue)) < len(to_rdf(catalogue, places=True))


def test_graph_is_the_callers(catalogue: Catalogue) -> None:
    """A graph may be changed without changing the next one."""
    to_rdf(catalogue).remove((None, None, None))
    assert len(to_rdf(catalogue)) == triple_count(catalogue)


def test_prefixes_bound(catalogue: Catalogue) -> None:
    """A graph binds the prefixes that the exports use, and no others."""
    bound = dict(to_rdf(catalogue).namespaces())
    assert bound == {
        **{prefix: rdflib.URIRef(iri) for prefix, iri in terms.PREFIXES.items()},
        **{kind: rdflib.URIRef(f"{catalogue.base}{kind}/") for kind in ("alternative", "principle", "source", "theme")},
    }


def _published(corpora: Path) -> Iterator[Path]:
    return (path for path in sorted(corpora.iterdir()) if path.is_dir())


def test_published_documents(corpora: Path) -> None:
    """Every folder of published documents gives the same graph in every format, places included."""
    for path in _published(corpora):
        catalogue = folder.load(path)
        for places in (False, True):
            graphs = {name: canonical(serialise(catalogue, name, places), name) for name in FORMATS}
            turtle = read(serialise(catalogue, "turtle", places), "turtle")
            assert len(turtle) == stated_count(turtle, catalogue) == len(graphs["turtle"]), path.name
            assert graphs["turtle"] == graphs["ntriples"] == graphs["json-ld"], path.name


def test_shipped_catalogue(shipped: Path) -> None:
    """The catalogue that ships gives the same graph in every format, and for rdflib."""
    catalogue = folder.load(shipped)
    triples = set(to_rdf(catalogue))
    for name in FORMATS:
        data = serialise(catalogue, name)
        assert canonical(data, name) == canonical(serialise(catalogue, "ntriples"), "ntriples")
        assert set(read(data, name)) == triples
