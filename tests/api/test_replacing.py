"""What a server has made of a catalogue is let go with it."""

import gc
import threading
import weakref
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from api.web.offers import GRAPH
from kg.catalogue import Catalogue
from kg.folder import load
from kg.known import Known
from tests.kg.pages import page

QUERIES = (
    "{ principles(orderBy: CENTRALITY) { nodes { related { score } findings { code } } } suggestedThemes { label } }",
    '{ principles(orderBy: TITLE, filter: {title: {contains: "a"}}) { nodes { title } } catalogue { triples } }',
    '{ path(from: "cHJpbmNpcGxlL2E", to: "cHJpbmNpcGxlL2I") { length } }',
    "{ alternatives(orderBy: MOST_REJECTED) { totalCount } sources(orderBy: MOST_CITED) { totalCount } }",
)
"""They make all that is made of a catalogue once."""


def use(client: TestClient) -> None:
    """Asks in every way, so that everything is made that is kept with a catalogue."""
    for query in QUERIES:
        for _ in range(2):
            assert "errors" not in client.post("/graphql", json={"query": query}).json()
            assert client.get("/graphql", params={"query": query}).status_code == 200
    for offer in GRAPH:
        for coding in ("identity", "gzip", "br", "zstd"):
            assert client.get(f"/graph{offer.suffix}", headers={"Accept-Encoding": coding}).status_code == 200
    for path in ("/", "/principle/a", "/principle/a.ttl", "/alternative/shared", "/.well-known/void", "/healthz"):
        assert client.get(path, headers={"Accept": "text/html, */*"}).status_code == 200
    answer = client.get("/sparql", params={"query": "ASK { ?a ?b ?c }"}, headers={"Accept": "application/json"})
    assert answer.json()["boolean"] is True


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two pages that are joined."""
    (tmp_path / "a.md").write_text(page("A", rejects=("Shared",), body="Source: [One](https://one.example.org)"))
    (tmp_path / "b.md").write_text(page("B", rejects=("shared",), body="See [A](a.md)."))
    return tmp_path


def test_old_catalogues_are_let_go(folder: Path) -> None:
    """When a catalogue has been replaced nothing holds it, however it was used; its SPARQL processes end."""
    known = Known()
    catalogue = load(folder, known=known)
    rest: list[weakref.ref[Catalogue]] = []
    with TestClient(create_app(Settings(), catalogue)) as client:
        state = client.app.state  # type: ignore[attr-defined]
        for number in range(3):
            use(client)
            rest.append(weakref.ref(catalogue))
            keeper = state.sparql._crew.keeper
            (folder / f"new{number}.md").write_text(page(f"New {number}"))
            catalogue = load(folder, known=known)
            assert state.current.replace(catalogue) is not None
            assert not keeper.alive
            assert state.catalogue is catalogue
            del keeper
        client.get("/healthz")  # a server that is asked nothing more keeps its last answer's request
        gc.collect()
        assert [one() for one in rest] == [None] * 3


def test_subscriptions_hold_no_catalogue(folder: Path) -> None:
    """A subscription that goes on holds none of the catalogues that it has seen."""
    known = Known()
    catalogue = load(folder, known=known)
    asked = {"id": "1", "type": "subscribe", "payload": {"query": "subscription { catalogueChanged { version } }"}}
    with (
        TestClient(create_app(Settings(), catalogue)) as client,
        client.websocket_connect("/graphql", subprotocols=["graphql-transport-ws"]) as socket,
    ):
        socket.send_json({"type": "connection_init"})
        socket.send_json(asked)
        socket.send_json({"id": "2", "type": "subscribe", "payload": {"query": "{ __typename }"}})
        assert [socket.receive_json()["type"] for _ in range(3)] == ["connection_ack", "next", "complete"]
        rest = []
        for number in range(3):
            rest.append(weakref.ref(catalogue))
            (folder / f"new{number}.md").write_text(page(f"New {number}"))
            catalogue = load(folder, known=known)
            client.app.state.current.replace(catalogue)  # type: ignore[attr-defined]
            assert socket.receive_json()["payload"]["data"]["catalogueChanged"]["version"] == catalogue.version
        for thread in threading.enumerate():
            if thread.name == "warm":  # it has the first one as long as it makes what that needs
                thread.join(30)
        gc.collect()
        assert [one() for one in rest] == [None] * 3


def test_the_way_of_addresses_follows_the_base(folder: Path) -> None:
    """Another base decides anew which addresses with a slash at their end are IRIs of the graph."""
    catalogue = load(folder)
    with TestClient(create_app(Settings(), catalogue), follow_redirects=False) as client:
        assert client.get("/graph/").status_code == 307
        (folder / "catalogue.toml").write_text('base = "https://a.example.org/graph/"\n')
        client.app.state.current.replace(load(folder))  # type: ignore[attr-defined]
        assert client.get("/graph/").status_code == 200
