import re
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from kg.catalogue import Catalogue
from kg.folder import load
from tests.api.conftest import PAGES

HTML = {"Accept": "text/html"}
LINKED = re.compile(r'(?:href|src|action)="(/[^"]*)"')
PATHS = ("/", "/graphql", "/sparql", "/vocabulary", "/principle/one.html", "/catalogue.html", "/nothing")


def served(catalogue: Catalogue, client: str = "testclient", **told: Any) -> TestClient:
    """A client, at an address, of a server that is told something."""
    app = create_app(Settings(**told), catalogue)
    return TestClient(app, raise_server_exceptions=False, client=(client, 1), follow_redirects=False)


@pytest.mark.parametrize("taken", ["", "/kg"], ids=["stripped", "whole"])
@pytest.mark.parametrize("path", PATHS)
def test_pages_under_a_path(catalogue: Catalogue, path: str, taken: str) -> None:
    """Every link, form and asset of every page lies under the root path, and is there, whatever the proxy sends on."""
    client = served(catalogue, root_path="/kg")
    page = client.get(taken + path, headers=HTML)
    links = set(LINKED.findall(page.text))
    assert links
    for link in links:
        assert link.startswith("/kg/")
        assert client.get(link.removeprefix("" if taken else "/kg"), headers=HTML).status_code in (200, 303)


@pytest.mark.parametrize("taken", ["", "/kg"], ids=["stripped", "whole"])
def test_headers_under_a_path(catalogue: Catalogue, taken: str) -> None:
    """Location, Content-Location and Link lie under the root path; the canonical address is the IRI's own."""
    client = served(catalogue, root_path="/kg")
    seen = client.get(f"{taken}/principle/one", headers={"Accept": "text/turtle"})
    assert (seen.status_code, seen.headers["Location"]) == (303, "/kg/principle/one.ttl")
    for path in ("/principle/one", "/principle/one.ttl", "/graph", "/vocabulary", "/"):
        links = re.findall(r'<([^>]+)>; rel="(\w+)', client.get(taken + path).headers["Link"])
        assert links
        for address, relation in links:
            if relation == "canonical":
                assert address == "https://principles.example/principle/one.ttl"
            elif relation != "describes":
                assert address.startswith("/kg/"), relation
    assert client.get(f"{taken}/graph").headers["Content-Location"].startswith("/kg/graph")
    assert client.get(f"{taken}/vocabulary").headers["Content-Location"].startswith("/kg/vocabulary")
    assert client.get(f"{taken}/healthz/").headers["Location"].endswith("/kg/healthz")
    assert "<http://testserver/kg/graph.nt>" in client.get(f"{taken}/.well-known/void").text
    described = client.get(f"{taken}/sparql", headers={"Accept": "application/n-triples"}).text
    assert "<http://testserver/kg/sparql#service>" in described


def test_the_path_itself(catalogue: Catalogue) -> None:
    """The root path without a slash is the start page too; what only begins like it is another path."""
    client = served(catalogue, root_path="/graph")
    assert "<h1>" in client.get("/graph", headers=HTML).text
    assert client.get("/graph.ttl").headers["Content-Type"].startswith("text/turtle")
    assert client.get("/graphql", params={"query": "{__typename}"}).json() == {"data": {"__typename": "Query"}}


def test_a_base_under_the_path(tmp_path: Path) -> None:
    """IRIs whose base begins with the root path are answered at just their path."""
    (tmp_path / "catalogue.toml").write_text('base = "https://example.org/kg/"\n')
    (tmp_path / "one.md").write_text(PAGES["one.md"])
    client = served(load(tmp_path), root_path="/kg")
    for path in ("/kg/principle/one", "/principle/one"):
        assert client.get(path).headers["Location"] == "/kg/principle/one.ttl"
    assert "<https://example.org/kg/principle/one>" in client.get("/kg/principle/one.nt").text
    assert 'href="/kg/principle/one"' in client.get("/kg/", headers=HTML).text


@pytest.mark.parametrize(
    ("hosts", "asked", "status"),
    [
        (("*",), "anything.example", 200),
        (("a.example",), "a.example", 200),
        (("a.example",), "A.Example.:8000", 200),
        (("a.example",), "b.example", 421),
        (("a.example",), "x.a.example", 421),
        (("*.a.example",), "x.y.a.example", 200),
        (("*.a.example",), "a.example", 421),
        (("*.a.example",), "xa.example", 421),
        (("[::1]",), "[::1]:8000", 200),
        (("a.example",), "", 421),
    ],
)
def test_hosts(catalogue: Catalogue, hosts: tuple[str, ...], asked: str, status: int) -> None:
    """A request for a host that the server has no name of is refused, and probes are answered for any."""
    client = served(catalogue, hosts=hosts)
    answer = client.get("/schema.graphql", headers={"Host": asked})
    assert answer.status_code == status
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert client.get("/livez", headers={"Host": asked}).status_code == 200


def test_hsts(catalogue: Catalogue) -> None:
    """Who came by HTTPS is told to come so again, where the setting says so; others are not."""
    name = "Strict-Transport-Security"
    for scheme, hsts, given in (("https", 60, "max-age=60"), ("http", 60, None), ("https", None, None)):
        client = served(catalogue, hsts=hsts, proxies=("*",))
        assert client.get("/livez", headers={"X-Forwarded-Proto": scheme}).headers.get(name) == given
