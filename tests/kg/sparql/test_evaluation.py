import io
import json

import pyoxigraph
import pytest
import rdflib

from kg.sparql.evaluation import evaluate, load
from kg.sparql.question import Limits, Question, Reason, RefusedError
from kg.sparql.results import GRAPHS, TABLES
from tests.kg.sparql.conftest import QUADS

PREFIXES = {"x": "http://x.example/", "y": "http://y.example/"}
SAYS = "SELECT ?text { ?s x:says ?text } ORDER BY ?text"
NAMED = "SELECT ?text { GRAPH ?g { ?s x:says ?text } } ORDER BY ?g ?text"
G, H = "http://x.example/g", "http://x.example/h"


@pytest.fixture(scope="module")
def store() -> pyoxigraph.Store:
    """Four quads; one triple is in two named graphs."""
    return load(io.BytesIO(QUADS), "application/n-quads")


def texts(store: pyoxigraph.Store, query: str, **dataset: tuple[str, ...]) -> list[str]:
    """The texts that a query finds."""
    answer = evaluate(store, Question(query, **dataset), PREFIXES, Limits())  # type: ignore[arg-type]
    return [row["text"]["value"] for row in json.loads(answer.body)["results"]["bindings"]]


def test_default_graph_is_the_union(store: pyoxigraph.Store) -> None:
    """The default graph has the triples of all graphs, each once, and GRAPH sees those of the named ones."""
    assert texts(store, SAYS) == ["one", "three", "two"]
    assert texts(store, NAMED) == ["two", "three", "two"]


def test_from_chooses_the_dataset(store: pyoxigraph.Store) -> None:
    """FROM and FROM NAMED choose graphs; one that is not there is empty and is not fetched."""
    assert texts(store, f"SELECT ?text FROM <{G}> {{ ?s x:says ?text }}") == ["two"]
    assert texts(store, f"SELECT ?text FROM NAMED <{G}> {{ ?s x:says ?text }}") == []
    assert texts(store, f"SELECT ?text FROM NAMED <{G}> {{ GRAPH ?g {{ ?s x:says ?text }} }}") == ["two"]
    assert texts(store, "SELECT ?text FROM <http://127.0.0.1:1/> { ?s x:says ?text }") == []


def test_dataset_of_the_request_wins(store: pyoxigraph.Store) -> None:
    """A dataset that the request names stands for that of the query; what it leaves out is empty."""
    assert texts(store, SAYS, default_graphs=(H,)) == ["three", "two"]
    assert texts(store, SAYS, named_graphs=(H,)) == []
    assert texts(store, NAMED, default_graphs=(H,)) == []
    assert texts(store, NAMED, named_graphs=(H,)) == ["three", "two"]
    asked = f"SELECT ?text FROM <{H}> {{ ?s x:says ?text }}"
    assert texts(store, asked, default_graphs=(G,)) == ["two"]


def test_plain_texts_stay_plain(store: pyoxigraph.Store) -> None:
    """A literal without a datatype has none in the answer."""
    answer = evaluate(store, Question(SAYS), PREFIXES, Limits())
    assert json.loads(answer.body)["results"]["bindings"][0]["text"] == {"type": "literal", "value": "one"}


@pytest.mark.parametrize("media_type", TABLES)
def test_tables_are_written_in_each_format(store: pyoxigraph.Store, media_type: str) -> None:
    """SELECT is answered in each format, in the media type that was chosen."""
    answer = evaluate(store, Question(SAYS, table=media_type, graph=None), PREFIXES, Limits())
    assert answer.media_type == media_type
    form = pyoxigraph.QueryResultsFormat.from_media_type(media_type)
    assert form is not None
    found = pyoxigraph.parse_query_results(answer.body, form) if "csv" not in media_type else None
    if isinstance(found, pyoxigraph.QuerySolutions):
        assert [row["text"].value for row in found] == ["one", "three", "two"]
    else:
        assert answer.body == b"text\r\none\r\nthree\r\ntwo\r\n"


@pytest.mark.parametrize("media_type", GRAPHS)
def test_graphs_are_written_in_each_format(store: pyoxigraph.Store, media_type: str) -> None:
    """CONSTRUCT is answered in each format, each triple once, with just the prefixes that it needs."""
    question = Question("CONSTRUCT { ?s x:says ?o } { { ?s ?p ?o } UNION { ?s ?p ?o } }", table=None, graph=media_type)
    answer = evaluate(store, question, PREFIXES, Limits())
    assert answer.media_type == media_type
    known = {"JSON_LD": "json-ld", "RDF_XML": "xml", "TURTLE": "turtle", "N_TRIPLES": "nt"}[GRAPHS[media_type]]
    assert len(rdflib.Graph().parse(data=answer.body, format=known)) == 3
    assert b"y.example" not in answer.body
    again = evaluate(store, Question("DESCRIBE x:b", graph="application/n-triples"), PREFIXES, Limits())
    assert again.body == b'<http://x.example/b> <http://x.example/says> "two" .\n'


@pytest.mark.parametrize(
    ("query", "reason", "said"),
    [
        ("SELECT * { ?a ?b ?c", Reason.MALFORMED, 'no SPARQL at line 1, column 20: expected one of ",", ".", ";"'),
        ("SELECT *\n{ ?a ?b }", Reason.MALFORMED, "at line 2, column 10: this is no part of a pattern"),
        ("SELECT * { ?a who:says ?c }", Reason.MALFORMED, "prefix `who:` has no PREFIX line"),
        ("SELECT * { ?a ?b 'who:says' ", Reason.MALFORMED, "at line 1, column 29"),
        ("", Reason.MALFORMED, "at line 1, column 1"),
        ("SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o }", Reason.MALFORMED, "a variable that is unbound"),
        ("SELECT (x:f(1) AS ?y) {}", Reason.MALFORMED, "custom function <http://x.example/f> is not supported."),
        ("INSERT DATA { x:a x:b x:c }", Reason.FORBIDDEN, "runs no SPARQL Update"),
        ("PREFIX z: <http://z.example/> # CLEAR\nload <file:///etc/passwd>", Reason.FORBIDDEN, "no SPARQL Update"),
        ("SELECT * { SERVICE x:a { } }", Reason.FORBIDDEN, "SERVICE is not answered"),
    ],
)
def test_what_is_not_answered(store: pyoxigraph.Store, query: str, reason: Reason, said: str) -> None:
    """What is no query is refused with line and column, and an update or a call as what it is."""
    with pytest.raises(RefusedError) as refused:
        evaluate(store, Question(query), PREFIXES, Limits())
    assert refused.value.reason is reason
    assert said in refused.value.message
    assert "\n" not in refused.value.message
    assert refused.value.message.endswith((".", "?"))


def test_formats_must_fit_the_form_of_the_query(store: pyoxigraph.Store) -> None:
    """SELECT has no answer for who takes triples alone, nor CONSTRUCT for who takes tables alone."""
    for question in (Question(SAYS, table=None), Question("DESCRIBE x:a", graph=None)):
        with pytest.raises(RefusedError) as refused:
            evaluate(store, question, PREFIXES, Limits())
        assert refused.value.reason is Reason.NOT_ACCEPTABLE


def test_triples_are_counted_too(store: pyoxigraph.Store) -> None:
    """CONSTRUCT and DESCRIBE have the limits of SELECT."""
    everything = Question("CONSTRUCT WHERE { ?s ?p ?o }")
    assert evaluate(store, everything, PREFIXES, Limits(rows=3)).body
    with pytest.raises(RefusedError, match="more than 2 rows"):
        evaluate(store, everything, PREFIXES, Limits(rows=2))
    with pytest.raises(RefusedError, match="larger than 20 bytes"):
        evaluate(store, everything, PREFIXES, Limits(bytes=20))
