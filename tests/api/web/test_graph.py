import io
from concurrent.futures import ThreadPoolExecutor

import pytest
import rdflib
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from api.web import graph
from api.web.offers import GRAPH, Offer
from kg.catalogue import Catalogue
from kg.formats import FORMATS
from kg.rdf.export import serialise


def test_turtle_is_what_the_export_writes(client: TestClient, catalogue: Catalogue) -> None:
    """/graph.ttl is the graph of the export, to the byte, as Turtle in UTF-8."""
    answer = client.get("/graph.ttl")
    assert answer.headers["Content-Type"] == "text/turtle; charset=utf-8"
    assert answer.content == serialise(catalogue, "turtle")
    assert len(rdflib.Graph().parse(data=answer.content, format="turtle")) > 0


def test_turtle_is_not_sent_twice(client: TestClient) -> None:
    """Who holds the graph of this version is answered 304 with the headers that caches need."""
    tag = client.get("/graph.ttl").headers["ETag"]
    assert tag.startswith('W/"')
    held = client.get("/graph.ttl", headers={"If-None-Match": tag})
    assert (held.status_code, held.content, held.headers["ETag"]) == (304, b"", tag)
    assert held.headers["Cache-Control"] == "no-cache"
    assert held.headers["Vary"] == "Accept-Encoding"


def test_head_of_the_graph(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """HEAD has the headers of GET, the length among them, and reads nothing of the graph."""
    got = client.get("/graph.ttl")
    monkeypatch.setattr(graph.Body, "pieces", lambda _: pytest.fail("It is read."))
    head = client.head("/graph.ttl")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers == got.headers
    assert "Content-Length" in head.headers


def test_turtle_is_compressed(client: TestClient) -> None:
    """Who takes gzip gets it, and caches are told that it depends."""
    answer = client.get("/graph.ttl", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert "Content-Encoding" not in client.get("/graph.ttl", headers={"Accept-Encoding": "identity"}).headers


def test_another_version_is_another_graph(client: TestClient, catalogue: Catalogue) -> None:
    """A catalogue without the documents has another tag and another graph."""
    other = TestClient(create_app(Settings(), Catalogue((), catalogue.settings))).get("/graph.ttl")
    mine = client.get("/graph.ttl")
    assert other.headers["ETag"] != mine.headers["ETag"]
    assert other.content != mine.content


def test_all_who_ask_at_once_are_answered(catalogue: Catalogue) -> None:
    """Those who ask for a new version at the same time get the same graph."""
    fresh = Catalogue(catalogue.documents, catalogue.settings)
    with TestClient(create_app(Settings(), fresh)) as client, ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: client.get("/graph.ttl").content, range(16)))
    assert set(answers) == {serialise(fresh, "turtle")}


@pytest.mark.parametrize("offer", GRAPH, ids=lambda offer: offer.name)
def test_every_format_of_the_graph(client: TestClient, catalogue: Catalogue, offer: Offer) -> None:
    """The graph is to be had in each format, by Accept and by suffix, to the byte as the export writes it."""
    written = b"".join(FORMATS[offer.name].write(catalogue))
    fixed = client.get(f"/graph{offer.suffix}", headers={"Accept": "image/png"})
    assert fixed.content == written
    assert fixed.headers["Content-Type"] == offer.content_type
    assert f'filename="graph{offer.suffix}"' in fixed.headers["Content-Disposition"]
    assert all(f'</graph{other.suffix}>; rel="alternate"' in fixed.headers["Link"] for other in GRAPH)
    chosen = client.get("/graph", headers={"Accept": offer.media_type})
    assert chosen.headers["Vary"] == "Accept, Accept-Encoding"
    if offer.name == "csv-nodes":  # text/csv alone means the edges
        assert chosen.headers["Content-Location"] == "/graph.edges.csv"
        return
    assert chosen.headers["Content-Location"] == f"/graph{offer.suffix}"
    assert chosen.content == written
    held = client.get("/graph", headers={"Accept": offer.media_type, "If-None-Match": fixed.headers["ETag"]})
    assert (held.status_code, held.headers["Vary"]) == (304, "Accept, Accept-Encoding")


def test_a_machine_without_a_place_for_files(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no file can be made, or it can't be filled, the graph is sent from memory."""

    class Full(io.BytesIO):
        def writelines(self, _: object) -> None:
            raise OSError(28, "No space left on device")

    def none() -> object:
        raise FileNotFoundError("No usable temporary directory found")

    for make in (Full, none):
        monkeypatch.setattr(graph.tempfile, "TemporaryFile", make)
        fresh = Catalogue(catalogue.documents, catalogue.settings)
        assert TestClient(create_app(Settings(), fresh)).get("/graph.nt").content == serialise(fresh, "ntriples")
