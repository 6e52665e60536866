"""SPARQL clients that others wrote, against a real server."""

import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import (
    CSV,
    GET,
    JSON,
    JSONLD,
    N3,
    POST,
    POSTDIRECTLY,
    RDFXML,
    TSV,
    TURTLE,
    URLENCODED,
    XML,
    SPARQLWrapper,
)
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from kg.folder import load, shipped
from kg.model import Kind
from kg.rdf.export import to_rdf
from tests.api.conftest import serving
from tests.conftest import installed

PREFIXES = """
PREFIX pv: <https://principle-graph.example/vocabulary#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
TITLES = PREFIXES + "SELECT ?title { ?entry a pv:Principle ; skos:prefLabel ?title } ORDER BY ?title"
THINGS = PREFIXES + "CONSTRUCT { ?entry skos:prefLabel ?title } WHERE { ?entry a pv:Principle ; skos:prefLabel ?title }"
JOIN = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
COUNT = "query { principles { totalCount } }"


@pytest.fixture(scope="module")
def titles() -> list[str]:
    """The titles of the principles of the shipped catalogue."""
    return sorted(one.title for one in load(shipped()).principles if one.kind is Kind.PRINCIPLE)


@pytest.fixture
def wrapper(address: str) -> SPARQLWrapper:
    """SPARQLWrapper for the server."""
    return SPARQLWrapper(f"{address}sparql")


@pytest.mark.parametrize(("method", "way"), [(GET, URLENCODED), (POST, URLENCODED), (POST, POSTDIRECTLY)])
@pytest.mark.parametrize("form", [JSON, XML, CSV, TSV])
def test_sparqlwrapper_reads_tables(
    wrapper: SPARQLWrapper, titles: list[str], method: str, way: str, form: str
) -> None:
    """SPARQLWrapper gets a table in each of its formats by each of its methods."""
    wrapper.setMethod(method)
    wrapper.setRequestMethod(way)
    wrapper.setReturnFormat(form)
    wrapper.setQuery(TITLES)
    found: Any = wrapper.query().convert()
    if form == JSON:
        assert [row["title"]["value"] for row in found["results"]["bindings"]] == titles
    elif form == XML:
        assert [one.firstChild.data for one in found.getElementsByTagName("literal")] == titles
    else:
        first, *rows = found.decode().splitlines()
        assert first.endswith("title")
        assert [row.strip('"') for row in rows] == titles


# SPARQLWrapper itself uses what rdflib has deprecated.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.parametrize("form", [TURTLE, N3, RDFXML, JSONLD, XML])
def test_sparqlwrapper_reads_graphs(wrapper: SPARQLWrapper, titles: list[str], form: str) -> None:
    """SPARQLWrapper gets the triples of CONSTRUCT in each of its formats that the server has."""
    wrapper.setReturnFormat(form)
    wrapper.setQuery(THINGS)
    found: Any = wrapper.query().convert()
    graph = found if isinstance(found, rdflib.Graph) else rdflib.Graph().parse(data=found, format="turtle")
    assert sorted(str(title) for title in graph.objects()) == titles


def test_sparqlwrapper_is_told_of_mistakes(wrapper: SPARQLWrapper) -> None:
    """SPARQLWrapper knows a mistake in a query as such; a dataset that is not there is empty."""
    wrapper.setQuery("SELECT * {")
    with pytest.raises(QueryBadFormed, match="no SPARQL at line 1, column 11"):
        wrapper.query()
    wrapper.setQuery(TITLES)
    wrapper.addDefaultGraph("http://x.example/none")
    wrapper.setReturnFormat(JSON)
    found: Any = wrapper.queryAndConvert()
    assert found["results"]["bindings"] == []


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_store(address: str, titles: list[str], method: Any) -> None:
    """rdflib takes the endpoint for a graph: queries, patterns and length."""
    graph = rdflib.Graph(SPARQLStore(f"{address}sparql", method=method))
    assert [str(row[0]) for row in graph.query(TITLES)] == titles  # type: ignore[index]
    concept = rdflib.URIRef("http://www.w3.org/2004/02/skos/core#Concept")
    assert len(list(graph.subjects(rdflib.RDF.type, concept))) > len(titles)
    assert len(graph) == len(to_rdf(load(shipped())))


def test_rdflib_calls_it_by_service(address: str, titles: list[str]) -> None:
    """A query of rdflib elsewhere joins its own graph with this one by SERVICE."""
    mine = rdflib.Graph()
    mine.add((rdflib.URIRef("http://x.example/note"), rdflib.RDFS.label, rdflib.Literal(titles[0])))
    query = f"""{PREFIXES} SELECT ?note ?entry {{
        ?note <{rdflib.RDFS.label}> ?title
        SERVICE <{address}sparql> {{ ?entry a pv:Principle ; skos:prefLabel ?title }}
    }}"""
    (row,) = mine.query(query)
    assert "/principle/" in str(row[1])  # type: ignore[index]


def curl(*arguments: str) -> tuple[int, str, bytes]:
    """Status, content type and body that curl gets."""
    command = [installed("curl"), "-sS", "--max-time", "30", "-w", "%{stderr}%{http_code} %{content_type}", *arguments]
    ended = subprocess.run(command, capture_output=True, check=True)
    status, _, kind = ended.stderr.decode().partition(" ")
    return int(status), kind, ended.stdout


def test_curl(address: str, titles: list[str]) -> None:
    """curl asks in each of the three ways, with a file for the query, and sees refusals for what they are."""
    endpoint = f"{address}sparql"
    for arguments in (
        ("-G", "--data-urlencode", f"query={TITLES}"),
        ("--data-urlencode", f"query={TITLES}"),
        ("-H", "Content-Type: application/sparql-query", "--data-binary", TITLES),
        ("--compressed", "-G", "--data-urlencode", f"query={TITLES}"),
    ):
        status, kind, body = curl(*arguments, endpoint)
        assert (status, kind) == (200, "application/sparql-results+json")
        assert [row["title"]["value"] for row in json.loads(body)["results"]["bindings"]] == titles
    assert curl("-H", "Accept: text/csv", "--data-urlencode", f"query={TITLES}", endpoint)[1].startswith("text/csv")
    assert curl("-X", "PUT", endpoint)[0] == 405
    assert curl("-d", "update=CLEAR ALL", endpoint)[0] == 403
    assert curl("-d", "x", "-H", "Content-Type: text/plain", endpoint)[0] == 415
    status, kind, body = curl(endpoint)
    assert (status, kind.split(";")[0], b"sd:Service" in body) == (200, "text/turtle", True)


@pytest.fixture(scope="module")
def hasty() -> Iterator[str]:
    """The address of a server whose queries may run for a second."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PRINCIPLE_SPARQL_SECONDS", "1")
        with serving() as (found, _):
            yield found


def asked(address: str, query: str) -> int:
    """The status of the answer to a query."""
    try:
        with urlopen(f"{address}sparql?{urlencode({'query': query})}") as answer:
            answer.read()
            return int(answer.status)
    except HTTPError as error:
        with error:
            return error.code


def test_server_goes_on_serving(hasty: str) -> None:
    """While three joins of the whole graph run until they are cut off, GraphQL and other SPARQL are answered soon."""
    body = json.dumps({"query": COUNT}).encode()
    graphql = Request(f"{hasty}graphql", body, {"Content-Type": "application/json"})
    assert asked(hasty, TITLES) == 200
    with ThreadPoolExecutor(3) as threads:
        joins = [threads.submit(asked, hasty, JOIN) for _ in range(3)]
        waits = []
        while not all(join.done() for join in joins):
            began = time.monotonic()
            with urlopen(graphql) as answer:
                assert "data" in json.load(answer)
            assert asked(hasty, TITLES) == 200
            waits.append(time.monotonic() - began)
        assert [join.result() for join in joins] == [422] * 3
    assert len(waits) > 5
    assert sorted(waits)[len(waits) // 2] < 0.25
    assert asked(hasty, TITLES) == 200


def test_interrupted_server_ends_its_queries() -> None:
    """Ctrl+C ends the server without waiting for the SPARQL queries that run; who asked is told."""
    command = [sys.executable, "-c", "from api.cli import run; run()", "serve", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server, ThreadPoolExecutor(1) as threads:
        assert server.stderr is not None
        found = next(found[0] for line in server.stderr if (found := re.search(r"http://\S+/", line)))
        assert asked(found, "ASK {}") == 200
        join = threads.submit(asked, found, JOIN)
        time.sleep(0.5)
        began = time.monotonic()
        server.send_signal(signal.SIGINT)
        assert server.wait(timeout=20) is not None
        assert time.monotonic() - began < 5
        assert join.result() == 503
