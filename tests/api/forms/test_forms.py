"""Answers in the forms of RDF, held against the graph by jsonld.js, rdflib and Oxigraph, whatever is asked."""

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from api.execution import Patience, execute, prepare
from api.execution.process import OutOfTime
from api.forms import FORMS, Told, tell
from api.settings import Settings
from kg import folder
from kg.catalogue import Catalogue
from kg.identity import opaque_id
from kg.rdf.export import serialise
from tests.api.forms.operations import operations
from tests.conftest import installed, npm_installed
from tests.kg.rdf.conftest import everything

ROOT = Path(__file__).parents[3]
READERS = ROOT / "tests/kg/rdf/readers"
LD, TURTLE = "application/ld+json", "text/turtle"
CATALOGUES = (everything(), folder.load(ROOT / "tests/kg/reading/cases"))
GRAPHS = [set(ox.parse(serialise(one, "ntriples"), ox.RdfFormat.N_TRIPLES)) for one in CATALOGUES]
Triples = set[ox.Quad]
# An operation of random choices can't be made small in a short time.
QUICK = (Phase.explicit, Phase.reuse, Phase.generate)


def names(catalogue: Catalogue) -> dict[str, list[str]]:
    """Arguments that find something, and one each that finds nothing."""
    nodes = (*catalogue.principles[:3], *catalogue.alternatives[:3], *catalogue.sources[:3], *catalogue.themes[:1])
    ids = [opaque_id(one) for one in (*nodes, *catalogue.documents[:2])]
    return {
        "id": [*ids, "gone"],
        "ids": ids,
        "from": ids,
        "to": ids,
        "iri": [*(catalogue.iris.of(one) for one in nodes), "gone"],
        "slug": [*(one.slug for one in catalogue.principles[:5]), "gone"],
        "label": [*(one.slug for one in catalogue.alternatives[:5]), "gone"],
        "url": [*(one.url for one in catalogue.sources[:5] if one.url), "gone"],
        "path": [*(one.path for one in catalogue.documents[:5]), "gone"],
        "text": ["queue", "gone"],
    }


def told(query: str, media_type: str, catalogue: Catalogue, **variables: Any) -> Told:
    """The answer in a form."""
    return tell(FORMS[media_type], prepare(query, Settings()), catalogue, variables, None, Settings())


def body(query: str, media_type: str, catalogue: Catalogue) -> bytes:
    """The bytes of an answer without errors."""
    answer = told(query, media_type, catalogue)
    assert answer.beside == {}
    assert answer.body is not None
    return answer.body


def triples(data: bytes, form: ox.RdfFormat = ox.RdfFormat.TURTLE) -> Triples:
    """The triples of a text, as Oxigraph reads them."""
    return set(ox.parse(data, form))


def plain(value: Any) -> Any:
    """A JSON-LD answer without what only JSON-LD has."""
    if isinstance(value, list):
        return list(map(plain, value))
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items() if not key.startswith("@") and ":" not in key}
    return value


@pytest.fixture(scope="module")
def jsonld() -> Iterator[Callable[[bytes], Triples]]:
    """Reads JSON-LD with jsonld.js."""
    command = [installed("node"), npm_installed(READERS) / "expand.mjs"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None

        def read(document: bytes) -> Triples:
            process.stdin.write(document.replace(b"\n", b" ") + b"\n")
            process.stdin.flush()
            line = process.stdout.readline()
            assert "quads" in json.loads(line), line
            return triples(json.loads(line)["quads"].encode(), ox.RdfFormat.N_QUADS)

        yield read
        process.stdin.close()


def rdflib_read(document: bytes) -> Triples:
    """Reads JSON-LD with rdflib."""
    graph = rdflib.Graph().parse(data=document, format="json-ld")
    return triples(graph.serialize(format="nt").encode(), ox.RdfFormat.N_TRIPLES)


def any_of(aliases: bool) -> st.SearchStrategy[tuple[int, str]]:
    """One of the catalogues by number, and an operation for it."""
    return st.one_of(
        [st.tuples(st.just(at), operations(names(one), aliases)) for at, one in enumerate(CATALOGUES)]
    ).filter(lambda pair: not prepare(pair[1], Settings()).errors)


@settings(max_examples=60, phases=QUICK, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(any_of(aliases=True))
def test_every_triple_is_in_the_graph(jsonld: Callable[[bytes], Triples], case: tuple[int, str]) -> None:
    """Whatever is asked, under any aliases, the answer is read as triples of the graph; as JSON it is GraphQL's."""
    at, query = case
    catalogue = CATALOGUES[at]
    answer = execute(catalogue, query, {}, None, Settings())
    assume("errors" not in answer)
    document = body(query, LD, catalogue)
    assert plain(json.loads(document)["data"]) == answer["data"]
    stated = triples(body(query, TURTLE, catalogue))
    assert stated <= GRAPHS[at]
    assert jsonld(document) == stated


@settings(max_examples=25, phases=QUICK, suppress_health_check=[HealthCheck.too_slow])
@given(any_of(aliases=False))
def test_rdflib_reads_the_same(jsonld: Callable[[bytes], Triples], case: tuple[int, str]) -> None:
    """rdflib and jsonld.js read the same triples where fields have their names."""
    at, query = case
    assume("errors" not in execute(CATALOGUES[at], query, {}, None, Settings()))
    document = body(query, LD, CATALOGUES[at])
    read = rdflib_read(document)
    assert read <= GRAPHS[at]
    assert read == jsonld(document)


PAGE = "{ principles(last: 2) { nodes { name: title date alternatives { label } } totalCount } }"


def test_oxigraph_reads_the_same() -> None:
    """Oxigraph reads an answer as the same triples, where pages of lists stand at the root."""
    document = body(PAGE, LD, CATALOGUES[0])
    assert triples(document, ox.RdfFormat.JSON_LD) == triples(body(PAGE, TURTLE, CATALOGUES[0]))


def test_each_form_tells_the_same() -> None:
    """Every form of RDF holds the same triples."""
    stated = triples(body(PAGE, TURTLE, CATALOGUES[0]))
    assert len(stated) > 5
    for media_type, form in FORMS.items():
        found = ox.RdfFormat.from_media_type(media_type)
        assert found is not None, form.name
        assert triples(body(PAGE, media_type, CATALOGUES[0]), found) == stated


def test_the_same_question_has_the_same_bytes() -> None:
    """The same operation on equal catalogues gives the same bytes in every form."""
    for media_type in FORMS:
        assert body(PAGE, media_type, CATALOGUES[0]) == body(PAGE, media_type, everything())


def test_aliases_are_the_keys() -> None:
    """The answer has the operation's keys, each node its IRI and class, and the context says what the keys mean."""
    answer = json.loads(body('{ it: principle(slug: "queue") { name: title when: date } }', LD, CATALOGUES[0]))
    assert answer["data"] == {
        "it": {
            "@id": "https://example.org/flow/principle/queue",
            "@type": "Decision",
            "name": CATALOGUES[0].principle("queue").title,  # type: ignore[union-attr]
            "when": "2024-02-29",
        }
    }
    when = {"@id": "dcterms:date", "@type": "xsd:date"}
    assert answer["@context"]["Decision"] == {
        "@id": "pv:Decision",
        "@context": {"name": "skos:prefLabel", "when": when},
    }


def test_one_key_of_two_meanings(jsonld: Callable[[bytes], Triples]) -> None:
    """Where a key means one thing here and another there, there are two terms for the class."""
    query = '{ a: principle(slug: "queue") { x: title } b: principle(slug: "table") { x: slug } }'
    document = body(query, LD, CATALOGUES[0])
    assert jsonld(document) == triples(body(query, TURTLE, CATALOGUES[0]))
    assert {"Decision", "Decision2"} <= set(json.loads(document)["@context"])


def test_what_is_partly_told_is_true() -> None:
    """A date that is a year is no `xsd:date`, a relation that is not partial says nothing of it, HTML is no literal."""
    query = '{ principle(slug: "table") { date relations { partial derived target { title } } context { html } } }'
    stated = triples(body(query, TURTLE, CATALOGUES[0]))
    assert stated
    assert stated <= GRAPHS[0]


def test_a_relation_without_a_node_is_none(jsonld: Callable[[bytes], Triples]) -> None:
    """A relation that only the other document states is passed through: no blank node comes of it."""
    query = "{ principles { nodes { title relations { derived type target { title } } } } }"
    answer = execute(CATALOGUES[0], query, {}, None, Settings())["data"]["principles"]["nodes"]
    assert {one["derived"] for node in answer for one in node["relations"]} == {True, False}
    document = body(query, LD, CATALOGUES[0])
    assert b"_:" not in document
    assert jsonld(document) == triples(body(query, TURTLE, CATALOGUES[0])) <= GRAPHS[0]


def test_both_lists_of_a_page_are_told(jsonld: Callable[[bytes], Triples]) -> None:
    """Where a page is asked for its edges and its nodes, both are joined to what the page is of."""
    query = """{
      alternatives { nodes { rejectedBy { nodes { title } edges { node { slug } } } } }
      themes { principles { a: nodes { title } b: nodes { slug } totalCount } }
    }"""
    document = body(query, LD, CATALOGUES[0])
    stated = triples(body(query, TURTLE, CATALOGUES[0]))
    assert jsonld(document) == stated == rdflib_read(document)
    assert stated <= GRAPHS[0]


def test_errors_stand_beside_data() -> None:
    """JSON-LD tells errors beside its data, as GraphQL does; triples have no place for them, so there are none."""
    query = '{ principle(slug: "queue") { title related(first: -1) { score } } catalogue { title } }'
    nullable = '{ path(from: "x", to: "y") { length } source(url: "gone") { label } catalogue { title } }'
    assert told(nullable, TURTLE, CATALOGUES[0]).body
    for media_type in FORMS:
        answer = told(query, media_type, CATALOGUES[0])
        assert answer.beside["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
        assert (answer.body is not None) is (media_type == LD)
    document = json.loads(told(query, LD, CATALOGUES[0]).body or b"")
    assert document["data"]["principle"] is None
    assert document["errors"][0]["path"] == ["principle", "related"]
    assert document["data"]["catalogue"]["title"]


@pytest.mark.parametrize("query", ["{", "{ nothing }", "query A { themes { label } } query B { themes { label } }"])
@pytest.mark.parametrize("media_type", FORMS)
def test_what_can_not_run_is_told_by_errors(query: str, media_type: str) -> None:
    """A query that can't run has no bytes in any form, and says why."""
    answer = told(query, media_type, CATALOGUES[0])
    assert answer.body is None
    assert set(answer.beside) == {"errors"}


def test_introspection_says_nothing(jsonld: Callable[[bytes], Triples]) -> None:
    """What is asked of the schema is no part of the graph."""
    document = body("{ __schema { queryType { name } } __typename }", LD, CATALOGUES[0])
    assert jsonld(document) == set()
    assert json.loads(document)["data"]["__schema"] == {"queryType": {"name": "Query"}}


def test_reading_an_answer_counts_as_time() -> None:
    """The time limit holds for making the form as well."""

    class Spent(Patience):
        """Runs out once the operation itself has run."""

        __slots__ = ("checks",)

        def check(self) -> None:
            self.checks = getattr(self, "checks", 0) + 1
            if self.checks > 3:
                raise OutOfTime

    asked = prepare("{ principles { nodes { title sections { heading } } } }", Settings())
    late = tell(FORMS[LD], asked, CATALOGUES[1], {}, None, Settings(), patience=Spent())
    assert late.body is None
    assert late.beside["errors"][0]["extensions"]["code"] == "TIMEOUT"
