import json
from collections.abc import Iterator
from urllib.parse import quote, urlencode

import pytest
import rdflib
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from kg.catalogue import Catalogue
from kg.sparql.results import GRAPHS, TABLES

TITLES = "SELECT ?title { ?entry a pv:Principle ; skos:prefLabel ?title } ORDER BY ?title"
THINGS = "CONSTRUCT { ?entry skos:prefLabel ?title } WHERE { ?entry a pv:Principle ; skos:prefLabel ?title }"
COUNT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
LONG = ", ".join(["STR(?a)"] * 40)
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
JSON = "application/sparql-results+json"
SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
SMALL = Settings(sparql_seconds=1, sparql_rows=50, sparql_bytes=20_000, sparql_length=2000, sparql_queries=2)


@pytest.fixture(scope="module")
def endpoint(catalogue: Catalogue) -> Iterator[TestClient]:
    """A client of a server with small limits."""
    with TestClient(create_app(SMALL, catalogue), raise_server_exceptions=False) as client:
        client.headers["X-Request-Id"] = "test"
        yield client


def titles(body: bytes) -> list[str]:
    """The titles in an answer as JSON."""
    return [row["title"]["value"] for row in json.loads(body)["results"]["bindings"]]


def message(body: bytes) -> str:
    """The sentence of a refusal."""
    (error,) = json.loads(body)["errors"]
    return str(error["message"])


def test_three_ways_to_ask(endpoint: TestClient) -> None:
    """A query by GET, in a form and as a body of its own, with a byte order mark too, has the same answer."""
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    direct = {"Content-Type": "application/sparql-query; charset=UTF-8"}
    answers = [
        endpoint.get("/sparql", params={"query": TITLES}),
        endpoint.post("/sparql", content=urlencode({"query": TITLES}), headers=form),
        endpoint.post("/sparql", content=TITLES, headers=direct),
        endpoint.post("/sparql", content=TITLES.encode("utf-8-sig"), headers=direct),
    ]
    for answer in answers:
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, JSON)
        assert titles(answer.content) == ["One", "Two"]
        assert "Accept" in answer.headers["Vary"].split(", ")


@pytest.mark.parametrize(
    ("accept", "query", "media_type"),
    [
        *[(one, TITLES, one) for one in TABLES],
        *[(one, "ASK { }", one) for one in TABLES],
        *[(one, THINGS, one) for one in GRAPHS],
        *[(one, "DESCRIBE ?e { ?e a pv:Principle }", one) for one in GRAPHS],
        ("*/*", TITLES, JSON),
        ("*/*", THINGS, "text/turtle"),
        ("text/*", TITLES, "text/csv"),
        ("application/*;q=0.5, text/tab-separated-values", TITLES, "text/tab-separated-values"),
        ("text/csv;q=0.2, application/sparql-results+xml;q=0.9", TITLES, "application/sparql-results+xml"),
        ("text/csv, text/turtle;q=0.1", THINGS, "text/turtle"),
        ("application/sparql-results+json;q=0, */*", TITLES, "application/sparql-results+xml"),
        ("text/html;q=0.1, text/csv", TITLES, "text/csv"),
    ],
)
def test_answers_are_negotiated(endpoint: TestClient, accept: str, query: str, media_type: str) -> None:
    """Each form of query is answered in the format that Accept likes best of those that it has."""
    answer = endpoint.get("/sparql", params={"query": query}, headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].split(";")[0] == media_type
    assert answer.content


@pytest.mark.parametrize(
    ("accept", "query", "offered"),
    [
        ("image/png", TITLES, [*list(TABLES)[:4], *list(GRAPHS)[:4]]),
        ("text/turtle", TITLES, list(TABLES)[:4]),
        ("text/csv", THINGS, list(GRAPHS)[:4]),
    ],
)
def test_what_is_not_acceptable(endpoint: TestClient, accept: str, query: str, offered: list[str]) -> None:
    """Who takes nothing that the form of query has is told what there is."""
    answer = endpoint.get("/sparql", params={"query": query}, headers={"Accept": accept})
    assert (answer.status_code, answer.headers["Vary"]) == (406, "Accept")
    assert all(one in message(answer.content) for one in offered)


@pytest.mark.parametrize(
    ("method", "path", "content", "kind", "status", "said"),
    [
        ("GET", "?query=", "", "", 400, "There is no `query`."),
        ("GET", "?other=1", "", "", 400, "There is no `query`."),
        ("GET", "?query=ASK%7B%7D&query=ASK%7B%7D", "", "", 400, "There are 2 queries."),
        ("GET", "?query=%C3%28", "", "", 400, "The address is not in UTF-8."),
        ("GET", f"?query={quote('SELECT * {')}", "", "", 400, "The query is no SPARQL at line 1, column 11"),
        ("GET", f"?query={'a' * 2001}", "", "", 414, "The query is longer than 2000 bytes."),
        ("GET", "?query=ASK%7B%7D&default-graph-uri=x", "", "", 400, "The query can't be answered: "),
        ("GET", f"?query={quote('CLEAR ALL')}", "", "", 403, "This server only answers questions"),
        ("GET", f"?query={quote('ASK{SERVICE<x:a>{}}')}", "", "", 403, "SERVICE is not answered"),
        ("GET", "?" + "a=1&" * 1001, "", "", 400, "The address has more than 1,000 parameters."),
        ("POST", "", "query=ASK%7B%7D", "", 415, "A request body is application/sparql-query or"),
        ("POST", "", "ASK{}", "text/plain", 415, "A request body is application/sparql-query or"),
        ("POST", "", "ASK{}", "application/sparql-query;charset=utf-16", 415, "A request body is"),
        ("POST", "", b"\xff", "application/sparql-query", 400, "The body is not in UTF-8."),
        ("POST", "", "", "application/sparql-query", 400, "There is no `query`."),
        ("POST", "?query=ASK%7B%7D", "ASK{}", "application/sparql-query", 400, "There are 2 queries."),
        ("POST", "", "#" * 2001, "application/sparql-query", 413, "The query is longer than 2000 bytes."),
        ("POST", "", " " * 1_000_001, "application/sparql-query", 413, "The body is larger than 1000000 bytes."),
        ("POST", "", "CLEAR ALL", "application/sparql-update", 403, "This server only answers questions"),
        ("POST", "", "update=CLEAR+ALL", "application/x-www-form-urlencoded", 403, "This server only answers"),
    ],
)
def test_what_is_refused(
    endpoint: TestClient, method: str, path: str, content: str | bytes, kind: str, status: int, said: str
) -> None:
    """A request that asks nothing that can be answered is refused with its status and a sentence."""
    headers = {"Content-Type": kind} if kind else {}
    answer = endpoint.request(method, f"/sparql{path}", content=content or None, headers=headers)
    assert answer.status_code == status
    assert message(answer.content).startswith(said)
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_other_methods(endpoint: TestClient, method: str) -> None:
    """Other methods are refused, and told which there are."""
    answer = endpoint.request(method, "/sparql")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, POST")


def test_dataset_of_the_request(endpoint: TestClient) -> None:
    """`default-graph-uri` and `named-graph-uri` choose the dataset, in the address of a POST too; FROM yields to it."""
    nowhere = {"default-graph-uri": "http://x.example/none"}
    for answer in (
        endpoint.get("/sparql", params={"query": TITLES, **nowhere}),
        endpoint.get("/sparql", params={"query": TITLES, "named-graph-uri": "http://x.example/none"}),
        endpoint.post("/sparql", data={"query": TITLES, **nowhere}),
        endpoint.post("/sparql", params=nowhere, content=TITLES, headers={"Content-Type": "application/sparql-query"}),
    ):
        assert titles(answer.content) == []


def test_head_is_get_without_the_body(endpoint: TestClient) -> None:
    """HEAD has the headers of GET, the length among them."""
    got, head = (endpoint.request(method, "/sparql", params={"query": TITLES}) for method in ("GET", "HEAD"))
    assert (head.status_code, head.content, head.headers) == (200, b"", got.headers)
    assert int(head.headers["Content-Length"]) == len(got.content)


def test_answers_are_not_sent_twice(endpoint: TestClient) -> None:
    """Who holds the answer is told so before anything runs; another query, format or dataset has another tag."""
    got = endpoint.get("/sparql", params={"query": TITLES})
    tag = got.headers["ETag"]
    held = endpoint.get("/sparql", params={"query": TITLES}, headers={"If-None-Match": f'"x", {tag}'})
    assert (held.status_code, held.content, held.headers["ETag"]) == (304, b"", tag)
    assert (held.headers["Vary"], held.headers["Cache-Control"]) == ("Accept, Accept-Encoding", "no-cache")
    others = [
        endpoint.get("/sparql", params={"query": TITLES + " "}),
        endpoint.get("/sparql", params={"query": TITLES}, headers={"Accept": "text/csv"}),
        endpoint.get("/sparql", params={"query": TITLES, "default-graph-uri": "x:a"}),
        endpoint.get("/sparql", params={"query": TITLES, "named-graph-uri": "x:a"}),
    ]
    assert len({tag, *(other.headers["ETag"] for other in others)}) == 5


def test_a_tag_is_for_answers_that_stay(endpoint: TestClient) -> None:
    """What a query makes up anew has no tag, nor has a refusal or an answer by POST; `*` holds for answers alone."""
    for query in ("SELECT (NOW() AS ?now) {}", "SELECT (uuid () AS ?id) {}", "SELECT * {"):
        assert "ETag" not in endpoint.get("/sparql", params={"query": query}).headers
    assert "ETag" not in endpoint.post("/sparql", data={"query": TITLES}).headers
    anything = {"If-None-Match": "*"}
    assert endpoint.get("/sparql", params={"query": TITLES}, headers=anything).status_code == 304
    assert endpoint.get("/sparql", params={"query": "SELECT * {"}, headers=anything).status_code == 400


@pytest.mark.parametrize(
    ("query", "said"),
    [
        (COUNT, "The query was stopped after 1 seconds."),
        ("SELECT ?a { ?a ?b ?c }", "The answer has more than 50 rows."),
        (f"SELECT (CONCAT({LONG}) AS ?long) {{ ?a ?b ?c }} LIMIT 50", "The answer is larger than 20,000 bytes."),
    ],
)
def test_limits_hold(endpoint: TestClient, query: str, said: str) -> None:
    """A query past a limit is refused as a whole, with a sentence and a status, and never answered in part."""
    answer = endpoint.post("/sparql", data={"query": query})
    assert answer.status_code == 422
    assert message(answer.content).startswith(said)
    assert json.loads(answer.content)["errors"][0]["extensions"]["code"] == "LIMIT_EXCEEDED"


def test_service_is_described(endpoint: TestClient, catalogue: Catalogue) -> None:
    """Without a query a program gets the description of the service, in each format of the exports."""
    for accept in ("*/*", "text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml"):
        answer = endpoint.get("/sparql", headers={"Accept": accept, "Host": "graph.example.org"})
        known = rdflib.Graph().parse(data=answer.content, format=answer.headers["Content-Type"].split(";")[0])
        here = rdflib.URIRef("http://graph.example.org/sparql")
        (service,) = known.subjects(SD.endpoint, here)
        assert (service, rdflib.RDF.type, SD.Service) in known
        assert set(known.objects(service, SD.supportedLanguage)) == {SD.SPARQL11Query}
        assert SD.UnionDefaultGraph in set(known.objects(service, SD.feature))
        assert len(set(known.objects(service, SD.resultFormat))) == 8
        (dataset,) = known.objects(service, SD.defaultDataset)
        (union,) = known.objects(dataset, SD.defaultGraph)
        assert (union, rdflib.RDF.type, SD.Graph) in known
    tag = endpoint.get("/sparql").headers["ETag"]
    assert endpoint.get("/sparql", headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("host", ['a> . <b"', "ex%ample", "a b", "x/y", ""])
@pytest.mark.parametrize("accept", ["text/turtle", "application/rdf+xml"])
def test_description_of_an_odd_host(endpoint: TestClient, host: str, accept: str) -> None:
    """A Host header that is none gets into no IRI."""
    answer = endpoint.get("/sparql", headers={"Host": host, "Accept": accept})
    assert answer.status_code == 200
    known = rdflib.Graph().parse(data=answer.content, format=accept)
    assert [str(one) for one in known.objects(None, SD.endpoint)] == ["http://localhost/sparql"]


def test_without_a_query_programs_are_told(endpoint: TestClient) -> None:
    """Who takes results alone is told that there is no query, who takes nothing of it what there is."""
    answer = endpoint.get("/sparql", headers={"Accept": JSON})
    assert (answer.status_code, message(answer.content)[:22]) == (400, "There is no `query`. G")
    assert endpoint.get("/sparql", headers={"Accept": "image/png"}).status_code == 406


def test_browser_gets_a_page(endpoint: TestClient) -> None:
    """A browser gets the page with the query of its address as text, or else one to try."""
    page = endpoint.get("/sparql", headers={"Accept": BROWSER})
    assert page.headers["Content-Type"].startswith("text/html")
    assert "Accept" in page.headers["Vary"].split(", ")
    assert "pv:rejectedBy" in page.text
    asked = endpoint.get("/sparql", params={"query": "</textarea><b>"}, headers={"Accept": BROWSER})
    assert "&lt;/textarea&gt;&lt;b&gt;" in asked.text
    assert "</textarea><b>" not in asked.text


def test_too_many_at_once(catalogue: Catalogue) -> None:
    """Past the queries that may run or wait, a client is told when to ask again."""
    app = create_app(Settings(sparql_queries=1, sparql_seconds=1), catalogue)
    with TestClient(app) as client:
        from kg.sparql.dataset import graph
        from kg.sparql.question import Question

        running = app.state.sparql.submit(graph(catalogue), Question(COUNT))
        answer = client.get("/sparql", params={"query": TITLES})
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "1")
        assert json.loads(answer.content)["errors"][0]["extensions"]["code"] == "UNAVAILABLE"
        assert running.future.exception() is not None
        assert client.get("/sparql", params={"query": TITLES}).status_code == 200


def test_pages_elsewhere_may_ask(catalogue: Catalogue) -> None:
    """Where their origin is named, pages of other servers read answers and refusals, and may ask by each way."""
    app = create_app(Settings(origins=("https://app.example.org",)), catalogue)
    there = {"Origin": "https://app.example.org"}
    with TestClient(app) as client:
        for query in (TITLES, "SELECT"):
            answer = client.get("/sparql", params={"query": query}, headers=there)
            assert answer.headers["Access-Control-Allow-Origin"] == "https://app.example.org"
        may = {**there, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
        assert client.options("/sparql", headers=may).status_code == 200


def test_another_catalogue_is_another_graph(catalogue: Catalogue) -> None:
    """When the catalogue is swapped, the next query is answered from the new one."""
    app = create_app(Settings(), catalogue)
    with TestClient(app) as client:
        assert titles(client.get("/sparql", params={"query": TITLES}).content) == ["One", "Two"]
        app.state.catalogue = Catalogue(catalogue.documents[:2], catalogue.settings)
        assert titles(client.get("/sparql", params={"query": TITLES}).content) == ["One"]


HEADERS = st.dictionaries(
    st.sampled_from(["Accept", "Content-Type", "If-None-Match", "Accept-Encoding", "Origin", "Host"]),
    st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"), max_size=30)
    | st.sampled_from([*TABLES, *GRAPHS, "*/*;q=x", "application/sparql-query", "application/x-www-form-urlencoded"]),
)
VOCABULARY = (
    "SELECT ASK CONSTRUCT DESCRIBE * WHERE { } ( ) ?a ?b . ; , a pv:rejects <x:a> 'x' 1 FILTER OPTIONAL UNION GRAPH"
    " SERVICE VALUES UNDEF BIND AS COUNT DISTINCT ORDER BY LIMIT 3 FROM NAMED PREFIX BASE x: \\u0041 / ^ + ! = <"
    " # \" ''' \n \x00 LOAD INSERT DATA"
)
WORDS = st.lists(st.sampled_from(VOCABULARY.split(" ")), max_size=14).map(" ".join)


@hypothesis_settings(max_examples=100)
@given(
    method=st.sampled_from(["GET", "HEAD", "POST"]),
    query=WORDS | st.text(max_size=30) | st.just(TITLES),
    raw=st.binary(max_size=20),
    headers=HEADERS,
)
def test_nothing_makes_it_fail(
    endpoint: TestClient, method: str, query: str, raw: bytes, headers: dict[str, str]
) -> None:
    """No query, body or header gives a failure of the server or no answer."""
    encoded = {name: value.encode("latin-1") for name, value in headers.items()}
    path = f"/sparql?query={quote(query.encode('utf-8', 'surrogatepass'))}"
    answers = [endpoint.request(method, path, headers=encoded)]
    answers += [
        endpoint.post("/sparql", content=body, headers=encoded)
        for body in (query.encode("utf-8", "surrogatepass"), raw)
    ]
    for answer in answers:
        assert answer.status_code in (200, 304, 400, 403, 404, 406, 413, 415, 422)
        if answer.status_code >= 400 and method != "HEAD" and answer.content:
            assert message(answer.content)


def test_no_process_before_a_query(catalogue: Catalogue) -> None:
    """A server that is asked no SPARQL runs no process for it, and its description needs none."""
    app = create_app(Settings(), catalogue)
    with TestClient(app) as client:
        client.get("/sparql")
        assert app.state.sparql._crew is None
