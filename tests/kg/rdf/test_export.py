import os
import subprocess
import sys
from pathlib import Path

import pytest
import rdflib

from kg import folder
from kg.catalogue import Catalogue
from kg.errors import PrincipleGraphError
from kg.rdf import terms
from kg.rdf.export import FORMATS, serialise, stream, to_rdf, triple_count


@pytest.mark.parametrize("places", [False, True])
def test_no_blank_nodes(catalogue: Catalogue, places: bool) -> None:
    """Every subject and object is an IRI or a literal."""
    graph = to_rdf(catalogue, places)
    assert not [node for triple in graph for node in triple if isinstance(node, rdflib.BNode)]


def test_no_language_tags(catalogue: Catalogue) -> None:
    """Texts are plain strings: no document says what language it is in."""
    assert not [value for value in to_rdf(catalogue).objects() if getattr(value, "language", None)]


def test_same_bytes_in_every_process(tmp_path: Path) -> None:
    """The same folder gives the same bytes in every format, whatever the seed of Python's hashes."""
    for index in range(3):
        text = f"---\ntitle: Page {index}\nkeywords: b, a\n---\n\n## Defining it\n\n[x](https://x.org/{index})\n"
        (tmp_path / f"page-{index}.md").write_text(text, encoding="utf-8")
    code = (
        "import sys; from kg import folder; from kg.rdf.export import FORMATS, serialise;"
        "sys.stdout.buffer.write(b''.join(serialise(folder.load(sys.argv[1]), name, True) for name in FORMATS))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code, tmp_path],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[3],
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "77")
    }
    assert outputs == {b"".join(serialise(folder.load(tmp_path), name, places=True) for name in FORMATS)}


def test_unknown_format(catalogue: Catalogue) -> None:
    """An unknown format is refused in a sentence that names the known ones."""
    with pytest.raises(PrincipleGraphError, match=r"no format “rtf”.*turtle, ntriples, json-ld, rdf-xml, trig, nquads"):
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


@pytest.mark.parametrize("places", [False, True])
def test_rdflib_graph_is_the_exported_one(catalogue: Catalogue, places: bool) -> None:
    """The graph for rdflib holds the exported triples, as many as the dataset header says where places are none."""
    graph = to_rdf(catalogue, places)
    read = rdflib.Graph(bind_namespaces="none").parse(data=serialise(catalogue, "turtle", places), format="turtle")
    assert set(read) == set(graph)
    assert len(graph) == int(graph.value(rdflib.URIRef(catalogue.base), rdflib.URIRef(terms.TRIPLES)))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", FORMATS)
def test_pieces_are_small(tmp_path: Path, name: str) -> None:
    """A stream comes in pieces, each not much larger than 64 KB, and joined they are the export."""
    for index in range(60):
        text = f"---\ntitle: Page {index}\n---\n\n## Defining it\n{'Words about it. ' * 600}\n"
        (tmp_path / f"page-{index}.md").write_text(text, encoding="utf-8")
    catalogue = folder.load(tmp_path)
    pieces = list(stream(catalogue, name))
    assert b"".join(pieces) == serialise(catalogue, name)
    assert max(map(len, pieces)) < 128_000
    assert len(pieces) > 5
