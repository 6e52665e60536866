import json
import re

import pytest
import rdflib
from pyoxigraph import RdfFormat, parse, serialize
from rdflib import RDF as RDFS_TYPE
from rdflib import RDFS, URIRef
from starlette.routing import Route
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from api.web import published as web
from api.web.offers import PAGE, RDF, Offer
from kg.catalogue import Catalogue
from kg.rdf import published, terms
from kg.rdf.jsonld import CONTEXT
from kg.rdf.statements import describe
from tests.api.web.test_offers import BROWSERS

VOID = rdflib.Namespace(terms.VOID)
PATHS = ("/vocabulary", "/shapes") if published.published(published.SHAPES) else ("/vocabulary",)


def read(data: bytes, offer: Offer) -> rdflib.Graph:
    """A body, read by pyoxigraph, as one graph for rdflib."""
    quads = parse(data, RdfFormat.from_media_type(offer.media_type))
    triples = serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES)
    return rdflib.Graph().parse(data=triples or b"", format="nt")


@pytest.mark.parametrize("offer", RDF, ids=lambda offer: offer.name)
@pytest.mark.parametrize("path", PATHS)
def test_each_format_says_the_same(client: TestClient, path: str, offer: Offer) -> None:
    """The vocabulary and the shapes say the same in every format, by Accept and by suffix, to any page."""
    negotiated = client.get(path, headers={"Accept": offer.media_type})
    fixed = client.get(path + offer.suffix, headers={"Accept": "image/png"})
    whole = read(client.get(f"{path}.ttl").content, RDF[0])
    for answer in (negotiated, fixed):
        assert answer.status_code == 200
        assert answer.headers["Content-Type"].split(";")[0] == offer.media_type
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert len(read(answer.content, offer)) == len(whole)
    assert negotiated.headers["Content-Location"] == path + offer.suffix
    assert "Accept" in negotiated.headers["Vary"].split(", ")
    assert fixed.headers["Vary"] == "Accept-Encoding"


def test_the_vocabulary_is_the_file(client: TestClient) -> None:
    """Turtle is the file as it ships, and JSON-LD is compacted with the prefixes."""
    assert client.get("/vocabulary.ttl").content == published.published(published.VOCABULARY)
    nodes = json.loads(client.get("/vocabulary.jsonld").content)
    assert nodes["@context"]["pv"] == terms.PV
    assert any("rdfs:label" in node for node in nodes["@graph"])


@pytest.mark.parametrize("accept", BROWSERS.values(), ids=BROWSERS)
def test_every_term_has_its_place_on_the_page(client: TestClient, accept: str) -> None:
    """A browser gets a page where each of our terms has an anchor of its name, with its label and comment."""
    page = client.get("/vocabulary", headers={"Accept": accept})
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    anchors = re.findall(r'<section class="card" id="([^"]+)"', page.text)
    vocabulary = rdflib.Graph().parse(data=client.get("/vocabulary.ttl").content, format="turtle")
    ours = {str(term) for term in vocabulary.subjects() if str(term).startswith(terms.PV)}
    assert sorted(anchors) == sorted(term.removeprefix(terms.PV) for term in ours)
    for term in ours:
        assert str(vocabulary.value(URIRef(term), RDFS.label)) in page.text
    assert set(re.findall(r'href="#([^"]+)"', page.text)) <= set(anchors)


def test_what_takes_neither_is_told(client: TestClient) -> None:
    """406 lists what there is."""
    for path in (*PATHS, "/graph", "/.well-known/void"):
        answer = client.get(path, headers={"Accept": "image/png"})
        assert answer.status_code == 406
        assert all(offer.media_type in answer.text for offer in RDF)


def test_a_file_that_is_not_there(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """An edition without the shapes answers 404 there."""
    monkeypatch.setattr(web.published, "published", lambda _: None)
    assert client.get("/shapes").status_code == 404
    assert client.get("/shapes.ttl").status_code == 404


def test_the_context(client: TestClient) -> None:
    """The context is the one that exports use, for any page to read and to be kept for a day."""
    answer = client.get("/context.jsonld")
    assert answer.headers["Content-Type"] == "application/ld+json"
    assert answer.content == CONTEXT.read_bytes()
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cache-Control"] == "public, max-age=86400"
    held = client.get("/context.jsonld", headers={"If-None-Match": answer.headers["ETag"]})
    assert (held.status_code, held.content) == (304, b"")
    assert held.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("path", [*PATHS, "/.well-known/void", "/vocabulary.html", "/vocabulary.ttl"])
def test_what_a_client_holds(client: TestClient, path: str) -> None:
    """Who holds an answer is told so, with the headers that caches need; HEAD has those of GET."""
    answer = client.get(path, headers={"Accept": "text/turtle"})
    held = client.get(path, headers={"Accept": "text/turtle", "If-None-Match": answer.headers["ETag"]})
    assert (held.status_code, held.content) == (304, b"")
    assert set(answer.headers["Vary"].split(", ")) <= set(held.headers["Vary"].split(", "))
    assert client.head(path, headers={"Accept": "text/turtle"}).headers == answer.headers


@pytest.mark.parametrize("offer", RDF, ids=lambda offer: offer.name)
def test_void_says_where_all_is_to_be_had(client: TestClient, catalogue: Catalogue, offer: Offer) -> None:
    """The dataset's description has its header, and names dumps and examples that the server answers."""
    answer = client.get("/.well-known/void", headers={"Accept": offer.media_type})
    said = read(answer.content, offer)
    dataset = URIRef(catalogue.iris.catalogue)
    assert (URIRef("http://testserver/.well-known/void"), RDFS_TYPE.type, VOID.DatasetDescription) in said
    header = dict(describe(catalogue))[catalogue.iris.catalogue]
    assert {(str(p), str(o)) for p, o in said.predicate_objects(dataset)} >= {
        (predicate, value if isinstance(value, str) else value.text) for predicate, value in header
    }
    dumps = {str(one) for one in said.objects(dataset, VOID.dataDump)}
    assert dumps == {f"http://testserver/graph{one.suffix}" for one in RDF}
    assert all(client.get(dump).status_code == 200 for dump in dumps)
    examples = [str(one).removeprefix(catalogue.iris.base) for one in said.objects(dataset, VOID.exampleResource)]
    assert examples
    assert all(client.get(f"/{one}", follow_redirects=True).status_code == 200 for one in examples)
    assert (dataset, VOID.feature, URIRef("http://www.w3.org/ns/formats/Turtle")) in said


def test_void_names_the_sparql_endpoint_if_there_is_one(catalogue: Catalogue) -> None:
    """The endpoint is named where the server has one."""
    app = create_app(Settings(), catalogue)
    app.router.routes[:] = [route for route in app.router.routes if getattr(route, "path", "") != "/sparql"]
    client = TestClient(app)
    assert "sparqlEndpoint" not in client.get("/.well-known/void").text
    app.router.routes.append(Route("/sparql", web.context))
    answer = TestClient(app).get("/.well-known/void", headers={"Accept": "application/n-triples"})
    assert f"<{VOID.sparqlEndpoint}> <http://testserver/sparql>" in answer.text


@pytest.mark.parametrize("host", ["evil host", "a<b>", 'x"y', "é", "x/y", ""])
def test_a_host_that_is_none(client: TestClient, host: str) -> None:
    """A Host header that is no host is not repeated."""
    answer = client.get("/.well-known/void", headers={"Host": host.encode("latin-1")})  # type: ignore[dict-item]
    assert answer.status_code == 200
    assert rdflib.Graph().parse(data=answer.content, format="turtle")
    assert "http://localhost/graph.ttl" in answer.text


def test_there_is_a_page_only_where_one_makes_sense(client: TestClient) -> None:
    """The shapes and the graph have no page."""
    assert client.get(f"/graph{PAGE.suffix}").status_code == 404
    assert client.get(f"/shapes{PAGE.suffix}").status_code == 404
