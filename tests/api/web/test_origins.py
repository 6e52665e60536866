from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from kg.catalogue import Catalogue
from tests.api.web.test_errors import fail

APP, OTHER = "https://app.example.org", "https://other.example.org"
ADDRESSES = (
    "/graphql?query={__typename}",
    "/graph.ttl",
    "/schema.graphql",
    "/healthz",
    "/",
    "/nothing",
    "/graph",
    "/principle/one",
)
PREFLIGHT = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type, x-client-name"}


def served(catalogue: Catalogue, *origins: str) -> TestClient:
    """A client of a server that pages of some origins may ask."""
    app = create_app(Settings(origins=origins), catalogue)
    app.router.add_route("/fail", fail)
    return TestClient(app, headers={"X-Request-Id": "test"}, raise_server_exceptions=False)


@pytest.fixture
def named(catalogue: Catalogue) -> Iterator[TestClient]:
    """A client of a server that pages of one origin may ask."""
    with served(catalogue, APP) as client:
        yield client


@pytest.mark.parametrize("path", [*ADDRESSES, "/fail"])
def test_a_named_origin_may_read(named: TestClient, path: str) -> None:
    """A page of a named origin may read every answer, a refusal and a failure too, with its tag and links."""
    headers = named.get(path, headers={"Origin": APP}).headers
    assert headers["Access-Control-Allow-Origin"] == APP
    assert headers["Access-Control-Expose-Headers"] == "ETag, Link, Content-Location, Retry-After, X-Request-Id"
    assert "Access-Control-Allow-Credentials" not in headers


@pytest.mark.parametrize("path", ADDRESSES)
@pytest.mark.parametrize("origin", [OTHER, APP + ".evil.example", "null", APP.upper(), None])
def test_no_other_may_read(named: TestClient, path: str, origin: str | None) -> None:
    """A page of another origin may read nothing, and caches are told that the answer depends on the origin."""
    headers = named.get(path, headers={"Origin": origin} if origin else {}).headers
    assert "Access-Control-Allow-Origin" not in headers
    assert "Origin" in headers["Vary"].split(", ")


def test_every_origin_may_read(catalogue: Catalogue) -> None:
    """With `*` a page of any origin may read, and caches still tell those who name an origin from those who don't."""
    client = served(catalogue, "*")
    for path in ADDRESSES:
        headers = client.get(path, headers={"Origin": OTHER}).headers
        assert headers["Access-Control-Allow-Origin"] == "*"
        assert "Origin" in client.get(path).headers["Vary"].split(", ")


def test_without_origins_no_page_elsewhere_may_ask(client: TestClient) -> None:
    """Where no origin is set, nothing is said of origins, and asking for leave is 405."""
    for path in ADDRESSES:
        headers = client.get(path, headers={"Origin": APP}).headers
        assert not [name for name in headers if name.startswith("access-control")]
        assert "Origin" not in headers.get("Vary", "")
    assert client.options("/graphql", headers={"Origin": APP, **PREFLIGHT}).status_code == 405


@pytest.mark.parametrize("origins", [(APP,), ("*",), (OTHER, APP)])
def test_preflight(catalogue: Catalogue, origins: tuple[str, ...]) -> None:
    """A browser that asks for leave to POST JSON, with headers of any name, gets it."""
    answer = served(catalogue, *origins).options("/graphql", headers={"Origin": APP, **PREFLIGHT})
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == (APP if APP in origins else "*")
    assert answer.headers["Access-Control-Allow-Methods"] == "GET, HEAD, POST"
    assert answer.headers["Access-Control-Allow-Headers"] == PREFLIGHT["Access-Control-Request-Headers"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("origin", "method", "message"),
    [
        (OTHER, "POST", f"Pages of {OTHER} may not ask. Whoever runs this server can name them in PRINCIPLE_ORIGINS."),
        (APP, "DELETE", "Pages elsewhere ask by GET, HEAD, POST alone. Use one of them."),
    ],
)
def test_preflight_refused(named: TestClient, origin: str, method: str, message: str) -> None:
    """A browser that gets no leave is told why in a sentence with a code, which no cache keeps."""
    answer = named.options("/graphql", headers={"Origin": origin, "Access-Control-Request-Method": method})
    assert answer.status_code == 400
    assert answer.json() == {"errors": [{"message": message, "extensions": {"code": "BAD_USER_INPUT"}}]}
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Origin" in answer.headers["Vary"].split(", ")
    assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize(
    ("path", "accept", "vary"),
    [
        ("/graphql?query={__typename}", "application/json", "Accept, Accept-Encoding, Origin"),
        ("/graphql", "text/html", "Accept, Origin"),
        ("/graph.ttl", "*/*", "Accept-Encoding, Origin"),
        ("/schema.graphql", "*/*", "Accept-Encoding, Origin"),
        ("/", "text/html", "Accept, Accept-Encoding, Origin"),
        ("/nothing", "*/*", "Accept, Origin"),
        ("/graph", "*/*", "Accept, Accept-Encoding, Origin"),
        ("/principle/one.ttl", "*/*", "Accept-Encoding, Origin"),
    ],
)
def test_vary_names_what_an_answer_depends_on(named: TestClient, path: str, accept: str, vary: str) -> None:
    """Vary has each header that the answer depends on, and no other; so has the answer to one who holds it."""
    answer = named.get(path, headers={"Accept": accept, "Origin": APP})
    assert answer.headers["Vary"] == vary
    if "ETag" in answer.headers:
        held = named.get(path, headers={"Accept": accept, "If-None-Match": answer.headers["ETag"]})
        assert held.status_code == 304
        assert set(vary.split(", ")) <= set(held.headers["Vary"].split(", "))


@pytest.mark.parametrize("origins", [(), (APP,), ("*",)])
@pytest.mark.parametrize("path", ["/vocabulary", "/vocabulary.jsonld", "/shapes", "/shapes.ttl", "/context.jsonld"])
def test_what_is_the_same_everywhere_is_for_all(catalogue: Catalogue, path: str, origins: tuple[str, ...]) -> None:
    """A page of any origin gets leave to ask for vocabulary, shapes and context, and one answer is right for all."""
    client = served(catalogue, *origins)
    asks = {"Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "accept, if-none-match"}
    for origin in (APP, OTHER, "null"):
        leave = client.options(path, headers={"Origin": origin, **asks})
        assert (leave.status_code, leave.headers["Access-Control-Allow-Origin"]) == (200, "*")
        assert leave.headers["Access-Control-Allow-Headers"] == asks["Access-Control-Request-Headers"]
        answer = client.get(path, headers={"Origin": origin})
        assert answer.headers.get_list("Access-Control-Allow-Origin") == ["*"]
        assert "Link" in answer.headers["Access-Control-Expose-Headers"]
        assert answer.headers == client.get(path).headers
