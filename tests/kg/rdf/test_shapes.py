"""The shapes, by two engines that others wrote: pyshacl and the npm package rdf-validate-shacl."""

import json
import random
import subprocess
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyshacl
import pytest
import rdflib
from rdflib import RDF, Literal, URIRef
from rdflib.namespace import SH

from kg import folder
from kg.catalogue import Catalogue
from kg.finding import SEVERITIES
from kg.rdf import terms
from kg.rdf.conformance import SHAPES
from kg.rdf.export import to_rdf
from kg.reading import templates
from tests.conftest import installed

CLIENTS = Path(__file__).parent / "clients"
NAMESPACE = "https://principle-graph.example/shapes#"
GRAPH = rdflib.Graph(bind_namespaces="none").parse(SHAPES, format="turtle")
NODE_SHAPES = sorted(GRAPH.subjects(SH.property, None, unique=True))
TOLD = set(GRAPH.subjects(SH.message))
SEVERITY = {"error": SH.Violation, "warning": SH.Warning, "note": SH.Info}

Result = tuple[str, str | None, str | None, str]
"""Focus node, shape, path and severity; a node that is no IRI is `_:`, and a path that is none is None."""

# Nodes that break what no single property of the fixture can break, and the shapes that say so.
BROKEN = """
e:both a skos:Concept, pv:Principle, pv:Decision .
e:unlike a pv:Principle .
e:orphan a skos:Concept, pv:Alternative ; skos:prefLabel "x" ; skos:altLabel "x" .
e:uncited a dcterms:BibliographicResource ; dcterms:title "y" ; dcterms:alternative "y" .
e:header a dcat:Dataset ; dcat:version "1" ; owl:versionInfo "2" .
e:one pv:conflictsWith e:two .
[] a pv:Fact .
e:file a pv:Document ; pv:template "principle-page" .
e:bare a pv:Principle ; prov:wasDerivedFrom e:file .
e:table a pv:Document ; pv:template "madr" .
e:undecided a pv:Decision ; prov:wasDerivedFrom e:table ; pv:rejects e:other .
e:left a pv:Decision ; adms:status pv:status-superseded .
e:held a pv:Decision ; pv:statusText "on hold" .
e:proof a pv:Decision ; cito:citesAsEvidence e:uncited .
e:link a pv:Relation ; pv:relationFrom e:held ; pv:relationType skos:related ; pv:relationTo e:left .
e:astray a pv:Relation .
e:lines dcterms:isPartOf e:file .
"""
BREAKS = {
    ("both", "Principle"), ("both", "Decision"), ("unlike", "entry-concept"), ("orphan", "is-rejected"),
    ("orphan", "spelling"), ("uncited", "is-cited"), ("uncited", "other-title"), ("header", "catalogue-scheme"),
    ("header", "catalogue-void"), ("header", "version-info"), ("one", "conflict-back"), ("", "named"),
    ("file", "document-entity"), ("bare", "no-justification"), ("bare", "no-alternatives"), ("bare", "no-source"),
    ("undecided", "no-choice"), ("left", "no-successor"), ("left", "says-deprecated"), ("held", "unreadable-status"),
    ("proof", "evidence"), ("link", "relies-on-superseded"), ("astray", "dangling-relation"), ("lines", "place-lines"),
    ("lines", "place-entity"),
}  # fmt: skip


@pytest.fixture(scope="session")
def engine() -> Path:
    """The npm engine, installed as its lock says; nothing is done where it is."""
    npm, lock, done = installed("npm"), CLIENTS / "package-lock.json", CLIENTS / "node_modules/.locked.json"
    if not done.exists() or done.read_bytes() != lock.read_bytes():
        npm_ci = subprocess.run([npm, "ci"], cwd=CLIENTS, capture_output=True, text=True, check=False)
        assert npm_ci.returncode == 0, npm_ci.stderr
        done.write_bytes(lock.read_bytes())
    return CLIENTS / "validate.mjs"


def by_npm(engine: Path, graphs: Iterable[rdflib.Graph], folder: Path) -> list[set[Result]]:
    """What the npm engine finds in each graph."""
    files = [folder / f"{number}.nt" for number, _ in enumerate(graphs)]
    for file, graph in zip(files, graphs, strict=True):
        graph.serialize(file, format="nt", encoding="utf-8")
    command = [installed("node"), engine, SHAPES, *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(lines) == len(files)
    return [{(focus or "_:", shape, path, severity) for focus, shape, path, severity in line} for line in lines]


def by_pyshacl(graph: rdflib.Graph) -> set[Result]:
    """What pyshacl finds in a graph."""
    _, report, _ = pyshacl.validate(graph, shacl_graph=GRAPH, inplace=True)
    assert isinstance(report, rdflib.Graph)

    def iri(result: rdflib.term.Node, name: URIRef) -> str | None:
        value = report.value(result, name)
        return str(value) if isinstance(value, URIRef) else None

    return {
        (
            iri(result, SH.focusNode) or "_:",
            iri(result, SH.sourceShape),
            iri(result, SH.resultPath),
            str(iri(result, SH.resultSeverity)),
        )
        for result in report.subjects(RDF.type, SH.ValidationResult)
    }


def names(results: set[Result]) -> set[str]:
    """The names of the shapes that something breaks."""
    assert all(shape is not None and shape.startswith(NAMESPACE) for _, shape, _, _ in results)
    return {str(shape).removeprefix(NAMESPACE) for _, shape, _, _ in results}


def focus(graph: rdflib.Graph, shape: rdflib.term.Node) -> rdflib.term.Node:
    """The first node that a shape looks at."""
    for kind in sorted(GRAPH.objects(shape, SH.targetClass)):
        for node in sorted(graph.subjects(RDF.type, kind)):
            return node
    (predicate,) = GRAPH.objects(shape, SH.targetSubjectsOf)
    return min(graph.subjects(predicate))


def paths(shape: rdflib.term.Node) -> Iterator[URIRef]:
    """The properties, but for types, that a shape speaks of."""
    for one in GRAPH.objects(shape, SH.property):
        path = GRAPH.value(one, SH.path)
        if isinstance(path, URIRef) and path != RDF.type:
            yield path


def damaged(catalogue: Catalogue, values: tuple[rdflib.term.Node, ...] | None) -> rdflib.Graph:
    """The graph where a node of every shape has other values for each property, or none."""
    graph = to_rdf(catalogue, places=True)
    for shape in NODE_SHAPES:
        node = focus(graph, shape)
        for path in paths(shape):
            graph.remove((node, path, None))
            for value in values or ():
                graph.add((node, path, value))
    return graph


def broken(catalogue: Catalogue) -> rdflib.Graph:
    """The graph and the broken nodes."""
    graph = to_rdf(catalogue, places=True)
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in {**terms.PREFIXES, "e": "http://e.org/"}.items())
    return graph.parse(data=prefixes + BROKEN, format="turtle")


def shuffled(catalogue: Catalogue, seed: int) -> rdflib.Graph:
    """The graph, where some triples are lost and the values of some are exchanged."""
    graph, dice = to_rdf(catalogue, places=True), random.Random(seed)
    triples = sorted(graph)
    for subject, predicate, value in dice.sample(triples, len(triples) // 20):
        graph.remove((subject, predicate, value))
        if dice.random() < 0.5:
            graph.add((subject, predicate, dice.choice(triples)[2]))
    return graph


def test_engines_agree_on_damage(catalogue: Catalogue, engine: Path, tmp_path: Path) -> None:
    """Every shape with a message finds what it is for, and both engines find the same in every damaged graph."""
    alien = (URIRef("http://e.org/alien"),), (Literal(" ", datatype=RDF.HTML), Literal("7 ", datatype=RDF.HTML))
    text = (Literal("\ta b"), Literal("\tc d"))
    extra = to_rdf(catalogue, places=True)
    for shape in NODE_SHAPES:
        extra.add((focus(extra, shape), URIRef("http://e.org/own"), Literal("x")))
    graphs = [
        to_rdf(catalogue, places=True),
        broken(catalogue),
        extra,
        *(damaged(catalogue, values) for values in (None, *alien, text)),
        *(shuffled(catalogue, seed) for seed in range(8)),
    ]
    found = by_npm(engine, graphs, tmp_path)
    for graph, results in zip(graphs, found, strict=True):
        assert by_pyshacl(graph) == results
    assert not [result for result in found[0] if result[3] == str(SH.Violation)]
    pairs = {(node.removeprefix("http://e.org/").removeprefix("_:"), str(shape)) for node, shape, _, _ in found[1]}
    assert {(node, NAMESPACE + shape) for node, shape in BREAKS} <= pairs
    assert names(set().union(*found)) == {str(shape).removeprefix(NAMESPACE) for shape in TOLD}


def test_shipped_catalogue_conforms(shipped: Path, engine: Path, tmp_path: Path) -> None:
    """The catalogue that ships, and the project's own decisions, conform without a warning, with places and without."""
    folders = (shipped, shipped.parent / "docs/decisions")
    graphs = [to_rdf(folder.load(path), places) for path in folders for places in (False, True)]
    assert by_npm(engine, graphs, tmp_path) == [set()] * 4
    assert by_pyshacl(graphs[0]) == set()


def test_published_documents_conform(corpora: Path, engine: Path, tmp_path: Path) -> None:
    """Every folder of published documents conforms, and both engines warn of the same."""
    graphs = [to_rdf(folder.load(path), places=True) for path in sorted(corpora.iterdir()) if path.is_dir()]
    assert graphs
    for graph, results in zip(graphs, by_npm(engine, graphs, tmp_path), strict=True):
        assert by_pyshacl(graph) == results
        assert not [result for result in results if result[3] == str(SH.Violation)]


def test_shapes_are_shapes() -> None:
    """The shapes conform to the W3C's shapes of shapes."""
    options = {"shacl_graph": "http://www.w3.org/ns/shacl-shacl", "max_validation_depth": 40}
    assert pyshacl.validate(GRAPH, **options)[0]
    wrong = rdflib.Graph().add((URIRef(NAMESPACE + "x"), SH.maxCount, Literal("two")))
    assert not pyshacl.validate(wrong, **options)[0]


def test_every_shape_has_a_name() -> None:
    """Shapes are IRIs; blank nodes are lists and paths alone."""
    shapes = {
        *GRAPH.subjects(RDF.type, SH.NodeShape),
        *GRAPH.subjects(RDF.type, SH.PropertyShape),
        *GRAPH.subjects(SH.targetClass),
        *GRAPH.objects(None, SH.property),
    }
    assert shapes
    assert all(isinstance(shape, URIRef) and shape.startswith(NAMESPACE) for shape in shapes)
    assert {*GRAPH.subjects(SH.path), *GRAPH.subjects(SH.targetClass)} <= shapes


def test_shapes_say_what_is_wrong() -> None:
    """Every shape that finds something has a name and one message of sentences, in plain text."""
    targets = {*GRAPH.subjects(SH.targetClass), *GRAPH.subjects(SH.targetSubjectsOf)}
    for shape in {*targets, *GRAPH.objects(None, SH.property)}:
        assert GRAPH.value(shape, SH.name) is not None, shape
        assert shape in TOLD or GRAPH.value(shape, SH.property) is not None, shape
        for message in GRAPH.objects(shape, SH.message):
            assert isinstance(message, Literal)
            assert message.language is None
            assert str(message)[0].isalnum() or str(message)[0].islower()
            assert str(message).endswith((".", "”."))
    assert all(len(list(GRAPH.objects(shape, SH.message))) == 1 for shape in TOLD)


def test_rules_are_as_loud_as_findings() -> None:
    """A shape that bears the code of a finding has its severity."""
    shared = {code for code in SEVERITIES if URIRef(NAMESPACE + code) in TOLD}
    assert len(shared) >= 7
    for code in shared:
        assert GRAPH.value(URIRef(NAMESPACE + code), SH.severity) == SEVERITY[SEVERITIES[code].value], code


def test_rules_follow_the_layouts() -> None:
    """What an entry is expected to have depends on the layout, for shapes as for findings."""
    families = tomllib.loads(Path(templates.__file__).with_suffix(".toml").read_text(encoding="utf-8"))["families"]
    expecting: dict[str, set[str]] = {}
    for family in families:
        for name in family.get("expects", ()):
            expecting.setdefault(f"no-{name}", set()).add(family["name"])
    assert expecting
    for code, expected in expecting.items():
        (items,) = GRAPH.objects(URIRef(f"{NAMESPACE}{code}-layouts"), SH["in"])
        assert {str(item) for item in GRAPH.items(items)} == expected
