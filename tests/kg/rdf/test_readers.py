"""What is exported, as others read it: by Oxigraph, rdflib, Raptor, N3.js and jsonld.js, compared by RDFC-1.0."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import Dataset, DefaultGraph, Literal, NamedNode, Quad

from kg import folder
from kg.catalogue import Catalogue
from kg.rdf.export import FORMATS, serialise
from kg.rdf.statements import describe_graphs
from tests.conftest import npm_installed
from tests.kg.rdf import hostile
from tests.kg.rdf.readings import NPM, RAPTOR, by_npm, by_oxigraph, by_raptor, by_rdflib, digest, merged

NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
WHICH = [("everything", False), ("everything", True), ("hostile", False), ("hostile", True), ("shipped", True)]


def stated(catalogue: Catalogue, places: bool) -> Dataset:
    """What the catalogue states, without a text between."""

    def node(value: object) -> NamedNode | Literal:
        if isinstance(value, str):
            return NamedNode(value)
        return Literal(value.text, datatype=NamedNode(value.datatype))  # type: ignore[attr-defined]

    return Dataset(
        Quad(
            NamedNode(subject), NamedNode(predicate), node(value), DefaultGraph() if graph is None else NamedNode(graph)
        )
        for graph, descriptions in describe_graphs(catalogue, places)
        for subject, description in descriptions
        for predicate, value in description
    )


def as_xml_holds_it(dataset: Dataset) -> Dataset:
    """The same with U+FFFD for what XML 1.0 can't hold."""

    def held(value: NamedNode | pyoxigraph.BlankNode | Literal | pyoxigraph.Triple) -> object:
        if not isinstance(value, Literal):
            return value
        return Literal(NOT_IN_XML.sub("\ufffd", value.value), datatype=value.datatype)

    return Dataset(Quad(quad.subject, quad.predicate, held(quad.object)) for quad in dataset)  # type: ignore[arg-type]


def expected(catalogue: Catalogue, places: bool) -> Mapping[str, str]:
    """The digest of what each format should hold."""
    quads = stated(catalogue, places)
    one = merged(quads)
    triples, in_xml = digest(one), digest(as_xml_holds_it(one))
    named = digest(quads)
    return {
        name: named if form.write_graphs else in_xml if name == "rdf-xml" else triples for name, form in FORMATS.items()
    }


@pytest.fixture(scope="module")
def catalogues(
    catalogue: Catalogue, shipped: Path, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, Catalogue]:
    """One with every kind of node, one of hostile documents, and the one that ships."""
    hard = hostile.write(tmp_path_factory.mktemp("hostile"))
    return {"everything": catalogue, "hostile": folder.load(hard), "shipped": folder.load(shipped)}


@pytest.fixture(scope="module")
def exported(catalogues: Mapping[str, Catalogue], tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """The file of each export."""
    out = tmp_path_factory.mktemp("exports")

    def file(kind: str, places: bool, name: str) -> Path:
        return out / f"{kind}-{places}{FORMATS[name].suffix}"

    for kind, places in WHICH:
        for name in FORMATS:
            file(kind, places, name).write_bytes(serialise(catalogues[kind], name, places))
    return file


@pytest.fixture(scope="module")
def readers() -> Path:
    """The folder of the readers from npm, installed as their lock says."""
    return npm_installed(Path(__file__).parent / "readers")


@pytest.fixture(scope="module")
def read_by_npm(exported: Callable[..., Path], readers: Path) -> Mapping[Path, Dataset]:
    """What N3.js and jsonld.js read from all exports."""
    return by_npm([exported(kind, places, name) for kind, places in WHICH for name in NPM], readers)


@pytest.mark.parametrize(("kind", "places"), WHICH)
def test_all_read_the_same(
    catalogues: Mapping[str, Catalogue],
    exported: Callable[..., Path],
    read_by_npm: Mapping[Path, Dataset],
    kind: str,
    places: bool,
) -> None:
    """Every reader reads from every format that it knows just what the catalogue states, graph by graph."""
    for name, wanted in expected(catalogues[kind], places).items():
        file = exported(kind, places, name)
        data = file.read_bytes()
        found = {"Oxigraph": by_oxigraph(data, name), "rdflib": by_rdflib(data, name)}
        if name in RAPTOR:
            found["Raptor"] = by_raptor(file, name)
        if name in NPM:
            found["npm"] = read_by_npm[file]
        assert {reader: digest(dataset) for reader, dataset in found.items()} == dict.fromkeys(found, wanted), name


def test_published_documents(corpora: Path, readers: Path, tmp_path: Path) -> None:
    """Oxigraph, Raptor, N3.js and jsonld.js read the same from every folder of published documents, places included."""
    wanted: dict[Path, tuple[str, str]] = {}
    for path in sorted(path for path in corpora.iterdir() if path.is_dir()):
        catalogue = folder.load(path)
        for name, graph in expected(catalogue, True).items():
            file = tmp_path / f"{path.name}{FORMATS[name].suffix}"
            file.write_bytes(serialise(catalogue, name, True))
            wanted[file] = name, graph
    for file, dataset in by_npm(wanted, readers).items():
        assert digest(dataset) == wanted[file][1], file.name
    for file, (name, graph) in wanted.items():
        assert digest(by_oxigraph(file.read_bytes(), name)) == graph, file.name
        if name in RAPTOR:
            assert digest(by_raptor(file, name)) == graph, file.name


def test_what_xml_cannot_hold_is_counted(catalogues: Mapping[str, Catalogue]) -> None:
    """RDF/XML says at its top how many characters it had to replace, and says nothing where there is none."""
    said = "Characters that XML 1.0 can't hold, written as U+FFFD here: "
    data = serialise(catalogues["hostile"], "rdf-xml").decode()
    texts = [
        quad.object.value for quad in merged(stated(catalogues["hostile"], False)) if isinstance(quad.object, Literal)
    ]
    count = sum(len(NOT_IN_XML.findall(text)) for text in texts)
    assert count > 0
    assert f"{said}{count}." in data
    assert said not in serialise(catalogues["shipped"], "rdf-xml").decode()
