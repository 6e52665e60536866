import time

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.sparql.question import Reason, RefusedError
from kg.sparql.service import refuse_service, without_service

PREFIXES = {"": "http://x.example/", "x": "http://x.example/"}


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://x.example/> { ?a ?b ?c } }",
        "SELECT * { service silent ?a { ?a ?b ?c } }",
        "SELECT * { SERVICE:a { ?a ?b ?c } }",
        "SELECT * { SERVICEx:a { ?a ?b ?c } }",
        "SELECT * { SeRvIcE # <a>\n x:a { } }",
        "SELECT * { ?a ?b ?c FILTER(?a<?b)SERVICE#>\n x:a { } }",
        "ASK { FILTER EXISTS { { SELECT * { GRAPH ?g { SERVICE x:a { } } } } } }",
        "#service\nSELECT ?service { ?service x:service 'service' . SERVICE x:service { } }",
        "SELECT * { OPTIONAL { ?a ?b ?c MINUS { SERVICE\t<http://x.example/> { } } } }",
        "PREFIX SERVICE: <http://x.example/> SELECT * { SERVICE SERVICE:a { } }",
        "CONSTRUCT { ?a ?b ?c } WHERE { ?a ?b ?c. SERVICE x:a { } }",
    ],
)
def test_service_is_refused(query: str) -> None:
    """A query that has the keyword SERVICE is refused, however it is spelt and wherever it hides."""
    with pytest.raises(RefusedError) as refused:
        refuse_service(query, PREFIXES)
    assert refused.value.reason is Reason.FORBIDDEN
    assert "SERVICE is not answered" in refused.value.message


@pytest.mark.parametrize(
    "query",
    [
        "# SERVICE <http://x.example/> { }\nSELECT * { ?a ?b ?c }",
        "SELECT ?service { ?service ?b ?c }",
        "SELECT * { ?a x:service 'SERVICE x:a { }' }",
        'SELECT * { ?a ?b """\n"SERVICE" <http://x.example/> { }\n""" }',
        "PREFIX service: <http://x.example/SERVICE> SELECT * { ?a service:service service:a }",
        "PREFIX service: <http://x.example/> SELECT * { GRAPH service:g { ?a ?b <http://x.example/#service> } }",
        "PREFIX Service: <http://x.example/> PREFIX SERVICE: <http://y.example/> DESCRIBE SERVICE:a Service:a",
        "SELECT * { ?a ?b 'a'@service }",
        "SELECT * { _:service ?b ?c }",
        "SELECT * { ?a ?b <http://x.example/(a)SERVICE> }",
    ],
)
def test_the_word_alone_is_no_service(query: str) -> None:
    """The word in a comment, text, IRI, tag or name is none, and the query is answered."""
    refuse_service(query, PREFIXES)
    pyoxigraph.Store().query(query, prefixes=PREFIXES)


def test_what_the_parser_misreads_is_refused() -> None:
    """Where the parser can't say that SERVICE is what it stumbled over, the query is refused all the same."""
    with pytest.raises(SyntaxError):
        refuse_service("SELECT * { VALUES ?a {'''a' } SERVICE x:a { } }", PREFIXES)


@given(
    st.lists(st.sampled_from(["SERVICE", "service", "<", ">", "#", "\n", "'", '"', "{", "}", "?a", "x:a", " ", ")"]))
)
def test_what_passes_can_call_nobody(parts: list[str]) -> None:
    """Whatever follows: a query that is let pass parses in the engine with another word for each SERVICE."""
    query = "SELECT * { ?a ?b ?c . " + "".join(parts) + " }"
    try:
        refuse_service(query, PREFIXES)
    except (RefusedError, SyntaxError):
        return
    if "service" in query.lower():
        pyoxigraph.Store().query(without_service(query), prefixes=PREFIXES)


def test_other_mistakes_are_told_as_such() -> None:
    """A mistake elsewhere in a query with the word is not taken for SERVICE."""
    with pytest.raises(SyntaxError):
        refuse_service("# service\nSELECT * { ?a ?b }", PREFIXES)


@pytest.mark.parametrize("between", ["#" * 5000 + "\n}", "# " * 3000 + "\n { }", "x#" * 3000 + "\n}"])
def test_long_comments_take_no_time(between: str) -> None:
    """A query with the word and a long comment after it is read as fast as any other."""
    began = time.monotonic()
    with pytest.raises((RefusedError, SyntaxError)):
        refuse_service(f"SELECT * {{ SERVICE {between} ( }}", PREFIXES)
    assert time.monotonic() - began < 1
