import re
from collections.abc import Iterator
from urllib.parse import quote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, parse
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from api.web import linked
from api.web.offers import ALL, PAGE, RDF, Offer
from kg.catalogue import Catalogue
from kg.configuration import CatalogueSettings
from kg.model import Document, Kind, Location, Principle
from kg.rdf.statements import describe, statements
from tests.api.web.test_offers import BROWSERS


def served(catalogue: Catalogue) -> TestClient:
    """A client of a server of a catalogue, that follows no redirect and is told of failures as 500."""
    client = TestClient(create_app(Settings(), catalogue), raise_server_exceptions=False, follow_redirects=False)
    client.headers["X-Request-Id"] = "test"
    return client


def entry(slug: str, path: str) -> Document:
    """A document with one principle."""
    return Document(path, slug, "", "0" * 64, principles=(Principle(slug, Kind.PRINCIPLE, slug, Location(path, 1, 1)),))


def graph(data: bytes, offer: Offer) -> set[tuple[str, str, str]]:
    """What a body says, read by pyoxigraph."""
    form = RdfFormat.from_media_type(offer.media_type)
    return {(one.subject.value, one.predicate.value, one.object.value) for one in parse(data, form)}


ODD = [
    entry("größe/数", "a%20b?.md"),
    entry("x.ttl", "docs/x.md"),
    entry("x", "docs/x.md.ttl"),
    entry("x~2", "docs/..x.md"),
    entry("مبدأ", "ورق/مبدأ.md"),
    entry("a//b", 'q"<>.md'),
]


@pytest.fixture(scope="module", params=["https://x.example/", "https://x.example/my%20kg/é/"])
def odd(request: pytest.FixtureRequest) -> Catalogue:
    """Documents and principles of odd names, under a base with and without a path."""
    return Catalogue(ODD, CatalogueSettings(base=request.param))


@pytest.fixture
def client(catalogue: Catalogue) -> Iterator[TestClient]:
    """A client of a small catalogue, that follows no redirect."""
    with served(catalogue) as client:
        yield client


def path_of(iri: str) -> str:
    """The path of an IRI as a client sends it."""
    return quote(urlsplit(iri).path, safe="/%")


def test_every_iri_leads_to_its_description(odd: Catalogue) -> None:
    """Each IRI is 303 to a document in the format asked for, and that says all that the node says."""
    client = served(odd)
    for iri, said in describe(odd):
        for offer in RDF:
            answer = client.get(path_of(iri), headers={"Accept": offer.media_type})
            assert answer.status_code == 303, iri
            assert answer.headers["Vary"] == "Accept"
            found = client.get(answer.headers["Location"])
            assert found.status_code == 200, (iri, answer.headers["Location"])
            assert found.headers["Content-Type"].split(";")[0] == offer.media_type
            own = {pair[1:] for pair in graph(found.content, offer) if pair[0] == iri}
            assert own == {(p, o if isinstance(o, str) else o.text) for p, o in said}


def test_every_iri_has_a_page(odd: Catalogue) -> None:
    """Each IRI is 303 to a page for browsers, and every link of that page on this server leads somewhere."""
    client, known = served(odd), set[str]()
    for iri, _ in describe(odd):
        answer = client.get(path_of(iri), headers={"Accept": BROWSERS["firefox"]}, follow_redirects=True)
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
        known |= set(re.findall(r'href="(/[^"#]*)', answer.text))
    assert len(known) > 10
    for link in known:
        answer = client.get(link.replace("&amp;", "&"), headers={"Accept": "text/html"}, follow_redirects=True)
        assert answer.status_code == 200, link


def test_a_name_that_ends_like_a_format_is_a_name(odd: Catalogue) -> None:
    """What a node is called wins over what a suffix means; the format of the other is then asked for by name."""
    client, base = served(odd), path_of(odd.iris.base)
    assert client.get(f"{base}principle/x.ttl").status_code == 303
    asked = client.get(f"{base}principle/x", headers={"Accept": "text/turtle"})
    assert asked.headers["Location"] == f"{base}principle/x?format=turtle"
    for path, name in (("principle/x?format=turtle", "x"), ("principle/x.ttl.ttl", "x.ttl"), ("principle/x.nt", "x")):
        answer = client.get(base + path)
        assert answer.status_code == 200
        assert f'"{name}"' in answer.text
    # A document's own suffix is no format.
    assert client.get(f"{base}document/docs/x.md").status_code == 303
    assert client.get(f"{base}document/docs/x.md.ttl").status_code == 303
    assert client.get(f"{base}document/docs/x.md.nt").status_code == 200


@pytest.mark.parametrize("offer", ALL, ids=lambda offer: offer.name)
def test_suffixes_settle_the_format(client: TestClient, offer: Offer) -> None:
    """A suffix gives its format whatever Accept says, and the answer does not vary by it."""
    answer = client.get(f"/principle/one{offer.suffix}", headers={"Accept": "image/png"})
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].split(";")[0] == offer.media_type
    assert answer.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    "path",
    [
        "/principle/one",
        "/principle/%6Fne",
        "/%70rinciple/%6f%6E%65",
        "/principle%2Fone",
    ],
)
def test_any_spelling_of_a_path(client: TestClient, path: str) -> None:
    """Percent-encoding that need not be makes no difference."""
    answer = client.get(path, headers={"Accept": "text/turtle"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/principle/one.ttl")


@pytest.mark.parametrize(
    "path",
    [
        "/principle",
        "/principle/",
        "/principle/one/",
        "//principle/one",
        "/principle//one",
        "/principle/..%2fone",
        "/document/../../etc/passwd",
        "/document/%2e%2e/one.md",
        "/principle/one%00",
        "/principle/one.ttl.ttl",
        "/.ttl",
        "/principle/.ttl",
        "/principle/%ff",
        "/principle/%",
        "/principle/one;x",
        "/principle/" + "a" * 10_000,
        "/principle/one.ttl?page=0",
        "/principle/one.ttl?page=2",
        "/principle/one.ttl?page=x",
        "/principle/one.ttl?page=-1",
        "/principle/one.ttl?page=²",
        "/principle/one.ttl?page=" + "9" * 5_000,
    ],
)
def test_what_is_no_node_is_not_found(client: TestClient, path: str) -> None:
    """A path that is no IRI's, and a page that is not there, are 404 with a sentence and a code."""
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.json()["errors"][0]["extensions"]["code"] == "NOT_FOUND"


STARTS = ("/", "/principle/", "/principle/one", "/document/", "/graph", "/vocabulary")


@given(st.sampled_from(STARTS), st.text(), st.text())
def test_no_path_or_header_makes_it_fail(catalogue: Catalogue, start: str, path: str, accept: str) -> None:
    """Whatever path and Accept header come, the server does not fail."""
    address = start + quote(path.encode("utf-8", "surrogatepass"))
    taken = accept.encode("latin-1", "ignore").replace(b"\n", b"").replace(b"\r", b"")
    assert served(catalogue).get(address, headers=[(b"Accept", taken)]).status_code < 500


def test_what_a_client_takes_not_is_listed(client: TestClient) -> None:
    """406 names every media type and suffix, and links to each document."""
    answer = client.get("/principle/one", headers={"Accept": "image/png"})
    assert answer.status_code == 406
    message = answer.json()["errors"][0]["message"]
    for offer in ALL:
        assert offer.media_type in message
        assert offer.suffix in message
        assert f'</principle/one{offer.suffix}>; rel="describedby"' in answer.headers["Link"]
    assert answer.headers["Vary"] == "Accept"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_nodes_are_read_only(client: TestClient, method: str) -> None:
    """Another method than GET and HEAD is 405 with Allow at a node, and 404 where there is none."""
    for path in ("/principle/one", "/principle/one.ttl", "/graph", "/vocabulary", "/.well-known/void"):
        answer = client.request(method, path)
        assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD")
    assert client.request(method, "/principle/nothing").status_code == 404


def test_the_catalogue_for_people_and_programs(client: TestClient) -> None:
    """At / browsers and those who take anything get the start page; who speaks of RDF is sent to the description."""
    for accept in (*BROWSERS.values(), "*/*", None):
        answer = client.get("/", headers={"Accept": accept} if accept else {})
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
        assert "Accept" in answer.headers["Vary"].split(", ")
        assert '</catalogue.ttl>; rel="alternate"' in answer.headers["Link"]
    for offer in RDF:
        answer = client.get("/", headers={"Accept": offer.media_type})
        assert (answer.status_code, answer.headers["Location"]) == (303, f"/catalogue{offer.suffix}")
        assert client.get(f"/catalogue{offer.suffix}").status_code == 200


def test_a_base_with_a_path(catalogue: Catalogue) -> None:
    """Under a base with a path its IRIs are answered there and nowhere else, and / is still the start page."""
    client = served(Catalogue(catalogue.documents, CatalogueSettings(base="https://x.example/kg/")))
    assert client.get("/kg/principle/one.ttl").status_code == 200
    assert client.get("/principle/one").status_code == 404
    assert client.get("/kg").status_code == 404
    for path in ("/", "/kg/"):
        assert "<h1>" in client.get(path, headers={"Accept": BROWSERS["chrome"]}).text
        turtle = client.get(path, headers={"Accept": "text/turtle"})
        assert (turtle.status_code, turtle.headers["Location"]) == (303, "/kg/catalogue.ttl")
    assert client.post("/kg/").status_code in (404, 405)


@pytest.mark.parametrize("base", ["https://x.example", "urn:x:", "https://x.example/kg", "https://x.example/a%2Fb/"])
def test_any_base(catalogue: Catalogue, base: str) -> None:
    """Whatever the base looks like, every IRI under it is found by a path."""
    odd = Catalogue(catalogue.documents, CatalogueSettings(base=base))
    client = served(odd)
    answer = client.get("/", headers={"Accept": "text/turtle"}, follow_redirects=True)
    assert answer.status_code == 200
    assert odd.iris.base in answer.text


@pytest.mark.parametrize("path", ["/graph/", "/sparql/", "/vocabulary/", "/graph.ttl/", "/.well-known/void/"])
def test_a_base_that_looks_like_a_route(catalogue: Catalogue, path: str) -> None:
    """Where the base is the path of a route and a slash, the IRIs under it and the route are answered."""
    odd = Catalogue(catalogue.documents, CatalogueSettings(base=f"https://x.example{path}"))
    client = served(odd)
    answer = client.get(path, headers={"Accept": "text/turtle"})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{path}catalogue.ttl")
    assert f"<{odd.iris.base}>" in client.get(f"{path}catalogue.ttl").text
    assert client.get(f"{path}principle/one.ttl").status_code == 200
    assert client.get(path.rstrip("/")).status_code == 200


@pytest.mark.parametrize("page", ["0", "2", "x", "-1", "\N{ARABIC-INDIC DIGIT ONE}"])
def test_a_page_that_is_not_there(client: TestClient, page: str) -> None:
    """Who asks for a page past the last, or for none that is a number, is told so, and not that nothing is there."""
    for offer in ALL:
        answer = client.get(f"/principle/one{offer.suffix}", params={"page": page})
        assert answer.status_code == 404
        assert "There is no such page of this document." in answer.text


def test_documents_say_what_they_describe(client: TestClient, catalogue: Catalogue) -> None:
    """A document names the IRI that it describes, its own address, and its other formats."""
    for offer in ALL:
        links = client.get(f"/principle/one{offer.suffix}").headers["Link"]
        assert f'<{catalogue.iris.base}principle/one>; rel="describes"' in links
        assert f'<{catalogue.iris.base}principle/one{offer.suffix}>; rel="canonical"' in links
        for other in ALL:
            named = f'</principle/one{other.suffix}>; rel="alternate"; type="{other.media_type}"'
            assert (named in links) == (other is not offer)


@pytest.mark.parametrize("offer", ALL, ids=lambda offer: offer.name)
def test_what_a_client_holds_is_not_sent_again(client: TestClient, offer: Offer, catalogue: Catalogue) -> None:
    """A tag is weak, of one document and version; who holds it is answered 304 without a body."""
    path = f"/principle/one{offer.suffix}"
    answer = client.get(path)
    tag = answer.headers["ETag"]
    assert tag.startswith('W/"')
    held = client.get(path, headers={"If-None-Match": f'"x", {tag}'})
    assert (held.status_code, held.content, held.headers["ETag"]) == (304, b"", tag)
    assert held.headers["Cache-Control"] == answer.headers["Cache-Control"] == "no-cache"
    assert client.get(f"/principle/two{offer.suffix}").headers["ETag"] != tag
    other = served(Catalogue(catalogue.documents[:2], catalogue.settings))
    assert other.get(path).headers["ETag"] != tag


def test_nothing_is_made_for_who_holds_it(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """A body is not written to answer 304."""
    tag = client.get("/principle/one.ttl").headers["ETag"]

    def fail(*_: object) -> bytes:
        raise AssertionError("written")

    monkeypatch.setattr(linked, "_body", fail)
    assert client.get("/principle/one.ttl", headers={"If-None-Match": tag}).status_code == 304
    assert client.get("/principle/one.ttl").status_code == 500


def test_head_is_get_without_a_body(client: TestClient) -> None:
    """HEAD has the status and headers of GET, of a node and of each of its documents."""
    for path in ("/principle/one", "/", *(f"/principle/one{offer.suffix}" for offer in ALL)):
        got, head = client.get(path), client.head(path)
        assert (head.status_code, head.headers, head.content) == (got.status_code, got.headers, b"")


def test_a_hub_is_told_in_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """What many point at is told in pages with links to the next, and the pages together tell all."""
    monkeypatch.setattr(linked, "RDF_SIZE", 3)
    monkeypatch.setattr(linked, "PAGE_SIZE", 3)
    many = Catalogue([entry(f"p{number}", f"p{number}.md") for number in range(10)], CatalogueSettings())
    client = served(many)
    for offer in ALL:
        path, texts = f"/catalogue{offer.suffix}", []
        while path:
            answer = client.get(path)
            texts.append(answer.text)
            found = re.search(r'<([^>]+)>; rel="next"', answer.headers["Link"])
            path = found[1] if found else ""
        assert len(texts) == 4
        assert all(f"principle/p{number}" in "".join(texts) or f"p{number}" in "".join(texts) for number in range(10))
        assert all(text.count("principle/p") <= 3 * 8 for text in texts) or offer is not PAGE
    assert 'aria-label="Pages of this list"' in client.get("/catalogue.html").text


def test_descriptions_together_are_the_graph(catalogue: Catalogue) -> None:
    """The union of all descriptions, in any format, is the whole graph and nothing else."""
    client = served(catalogue)
    whole = {(s, p, o if isinstance(o, str) else o.text) for s, p, o in statements(catalogue)}
    for offer in RDF:
        union = set()
        for iri, _ in describe(catalogue):
            local = "catalogue" if iri == catalogue.iris.base else quote(catalogue.iris.local(iri) or "")
            union |= graph(client.get(f"/{local}{offer.suffix}").content, offer)
        assert union == whole
