"""The engine's answers beside those of rdflib, over the catalogue that ships."""

import json
from collections import Counter
from collections.abc import Iterator

import pyoxigraph
import pytest
import rdflib

from kg.folder import load, shipped
from kg.rdf.export import to_rdf
from kg.sparql.dataset import graph
from kg.sparql.engine import Engine, Graph
from kg.sparql.question import Limits, Question

TABLES = (
    "SELECT * { ?entry a pv:Principle ; skos:prefLabel ?title }",
    "SELECT ?e ?option ?why { ?r pv:rejectedBy ?e ; pv:rejected ?option OPTIONAL { ?r pv:reason ?why } }",
    "SELECT DISTINCT ?type { ?node a ?type }",
    "SELECT ?source (COUNT(DISTINCT ?entry) AS ?n) { ?entry cito:citesAsEvidence ?source } GROUP BY ?source",
    "SELECT ?one ?other { ?one pv:conflictsWith ?other FILTER (STR(?one) < STR(?other)) }",
    "SELECT ?title { ?entry skos:prefLabel ?title FILTER NOT EXISTS { ?entry pv:rejects ?any } }",
    "SELECT ?title { ?entry skos:prefLabel ?title MINUS { ?entry a pv:Alternative } }",
    "SELECT ?a ?b { VALUES ?a { 'Loose coupling' 'Data has one owner' 'No' } ?b skos:prefLabel ?a }",
    "SELECT ?title { ?entry skos:prefLabel ?title FILTER (REGEX(?title, '^the', 'i') && STRLEN(?title) > 10) }",
    "SELECT (SUM(?level) AS ?sum) (MAX(?level) AS ?most) (COUNT(*) AS ?n) { ?section pv:level ?level }",
    "SELECT ?title { { ?entry a pv:Decision } UNION { ?entry a pv:Principle } ?entry skos:prefLabel ?title }",
    "SELECT DISTINCT ?near { ?entry dcterms:replaces|skos:related|^skos:related ?near }",
    "SELECT ?far { ?theme skos:member/(pv:rejects/skos:exactMatch)* ?far }",
    "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p HAVING (COUNT(*) > 20)",
    "SELECT ?title (STRAFTER(STR(?entry), 'principle/') AS ?slug) { ?entry a pv:Principle ; skos:prefLabel ?title }",
    "SELECT ?title { ?e a pv:Principle ; skos:prefLabel ?title } ORDER BY DESC(?title) LIMIT 5 OFFSET 2",
)
GRAPHS = (
    "CONSTRUCT { ?option skos:note ?title } { ?entry pv:rejects ?option ; skos:prefLabel ?title }",
    "CONSTRUCT WHERE { ?entry a pv:Decision ; ?p ?o }",
)
ASKS = ("ASK { ?one pv:conflictsWith ?one }", "ASK { ?one pv:conflictsWith ?other }")


@pytest.fixture(scope="module")
def rdf() -> rdflib.Graph:
    """The graph of the shipped catalogue in rdflib."""
    return to_rdf(load(shipped()))


@pytest.fixture(scope="module")
def asked() -> Graph:
    """The same graph for the engine."""
    return graph(load(shipped()))


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """An engine with the limits of a server."""
    made = Engine(Limits())
    yield made
    made.close()


def row(terms: dict[str, tuple[str, str | None]]) -> frozenset[tuple[str, tuple[str, str | None]]]:
    """A row that can be counted."""
    return frozenset(terms.items())


def of_rdflib(term: rdflib.term.Node) -> tuple[str, str | None]:
    """A term's text and datatype."""
    if isinstance(term, rdflib.Literal):
        return str(term), str(term.datatype or rdflib.XSD.string)
    return str(term), None


def of_json(term: dict[str, str]) -> tuple[str, str | None]:
    """The same of a term in an answer."""
    if term["type"] == "literal":
        return term["value"], term.get("datatype", str(rdflib.XSD.string))
    return term["value"], None


@pytest.mark.parametrize("query", TABLES)
def test_tables_agree(engine: Engine, asked: Graph, rdf: rdflib.Graph, query: str) -> None:
    """A table has the rows that rdflib finds, each as often and with the same terms."""
    answer = json.loads(engine.ask(asked, Question(query)).body)["results"]["bindings"]
    mine = Counter(row({name: of_json(term) for name, term in one.items()}) for one in answer)
    theirs = Counter(
        row({str(name): of_rdflib(term) for name, term in one.asdict().items()})  # type: ignore[union-attr]
        for one in rdf.query(query)
    )
    assert mine
    assert mine == theirs


@pytest.mark.parametrize("query", GRAPHS)
def test_graphs_agree(engine: Engine, asked: Graph, rdf: rdflib.Graph, query: str) -> None:
    """CONSTRUCT gives the triples that rdflib gives."""
    form = pyoxigraph.RdfFormat.N_TRIPLES
    body = engine.ask(asked, Question(query, graph=form.media_type)).body
    theirs = rdf.query(query).serialize(format="nt")
    assert theirs is not None
    assert {quad.triple for quad in pyoxigraph.parse(body, form)} == {
        quad.triple for quad in pyoxigraph.parse(theirs, form)
    }


@pytest.mark.parametrize("query", ASKS)
def test_asks_agree(engine: Engine, asked: Graph, rdf: rdflib.Graph, query: str) -> None:
    """ASK says what rdflib says."""
    assert json.loads(engine.ask(asked, Question(query)).body)["boolean"] is rdf.query(query).askAnswer


def test_all_triples_are_there(engine: Engine, asked: Graph, rdf: rdflib.Graph) -> None:
    """The default graph has every triple of the export, once."""
    body = engine.ask(asked, Question("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")).body
    assert json.loads(body)["results"]["bindings"][0]["n"]["value"] == str(len(rdf))
