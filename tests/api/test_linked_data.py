"""Linked data as other programs see it: real servers on loopback, real clients."""

import gzip
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import sleep
from urllib.parse import urljoin, urlsplit
from urllib.request import Request, urlopen

import pytest
import rdflib

from api.web.graph import PIECE
from api.web.offers import RDF
from kg.folder import load, shipped
from kg.rdf.export import serialise, to_rdf
from scripts.bench import write_corpus
from tests.api.conftest import serving

DOCUMENTS = 400


def asked(address: str, **headers: str) -> tuple[bytes, dict[str, str], str]:
    """Body, headers and final address of a resource."""
    with urlopen(Request(address, headers=headers)) as answer:
        return answer.read(), {name.lower(): value for name, value in answer.headers.items()}, answer.url


def test_a_crawler_finds_the_whole_graph(address: str) -> None:
    """Following IRIs from the base, by rdflib's own requests, one finds every node, and all of the graph."""
    catalogue = load(shipped())
    base, whole = catalogue.iris.base, to_rdf(catalogue)
    found, waiting, seen = rdflib.Graph(), [base], set[str]()
    while waiting:
        iri = waiting.pop()
        if iri in seen:
            continue
        seen.add(iri)
        body, headers, where = asked(address + iri.removeprefix(base), Accept="text/turtle")
        while True:
            part = rdflib.Graph().parse(data=body, format="turtle", publicID=where)
            found += part
            waiting += [str(one) for one in part.all_nodes() if isinstance(one, rdflib.URIRef) and one.startswith(base)]
            more = re.search(r'<([^>]+)>; rel="next"', headers["link"])
            if more is None:
                break
            body, headers, where = asked(urljoin(address, more[1]))
        # What is the same for every catalogue is no part of this one's graph, though it lies under the same base.
        waiting = [one for one in waiting if not one.startswith((f"{base}vocabulary", f"{base}shapes"))]
    assert seen == {str(subject) for subject in whole.subjects()}
    assert set(found) == set(whole)


@pytest.mark.parametrize("format", [None, "turtle", "nt", "json-ld", "xml"])
def test_rdflib_loads_a_node(address: str, format: str | None) -> None:
    """rdflib loads a node from its address with and without being told a format."""
    if format == "xml" and "application/rdf+xml" not in {offer.media_type for offer in RDF}:
        format = "turtle"
    graph = rdflib.Graph().parse(f"{address}principle/loose-coupling", format=format)
    title = rdflib.URIRef("http://www.w3.org/2004/02/skos/core#prefLabel")
    slug = rdflib.URIRef("https://principle-graph.example/principle/loose-coupling")
    assert str(graph.value(slug, title)) == "Loose coupling"


def test_a_raw_path_is_not_decoded_twice(address: str) -> None:
    """Bytes that are no ASCII, dots and odd escapes in a request line are 404 or 400, and the server goes on."""
    where = urlsplit(address)
    for path in (b"/principle/../principle/x", b"/%", b"/principle/%25", b"/\xc3\xa9", b"/principle/\xff", b"/a b"):
        with socket.create_connection((where.hostname or "", where.port or 0), timeout=5) as client:
            client.sendall(b"GET " + path + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            status = client.makefile("rb").readline()
        assert re.match(rb"HTTP/1.1 40[04] ", status), (path, status)
    assert asked(f"{address}healthz")[0]


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, int, bytes]]:
    """A server of many documents: its address, its process, and its graph as N-Triples."""
    folder: Path = tmp_path_factory.mktemp("large")
    write_corpus(folder, DOCUMENTS)
    with serving(str(folder)) as (address, process):
        yield address, process, serialise(load(folder), "ntriples")


def resident(process: int) -> int:
    """The memory of a process in bytes."""
    for line in Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) * 1024
    raise AssertionError(process)


def test_the_graph_comes_whole(large: tuple[str, int, bytes]) -> None:
    """A large graph comes with its length, to the byte as the export writes it, packed too."""
    address, _, whole = large
    body, headers, _ = asked(f"{address}graph.nt")
    assert (body, headers["content-length"]) == (whole, str(len(whole)))
    packed, headers, _ = asked(f"{address}graph.nt", **{"Accept-Encoding": "gzip"})
    assert (gzip.decompress(packed), headers["content-length"]) == (whole, str(len(packed)))
    assert headers["content-encoding"] == "gzip"
    assert len(packed) < len(whole) / 3
    negotiated, headers, _ = asked(f"{address}graph", Accept="application/n-triples")
    assert (negotiated, headers["content-location"]) == (whole, "/graph.nt")


@pytest.mark.skipif(sys.platform != "linux", reason="reads the memory of a process from /proc")
def test_slow_readers_cost_no_copy_of_the_graph(large: tuple[str, int, bytes]) -> None:
    """Many who read slowly, and go away, cost a fraction of the body each, and others are served meanwhile."""
    address, process, whole = large
    asked(f"{address}graph.nt")
    where, before = urlsplit(address), resident(process)
    readers = []
    for _ in range(30):
        reader = socket.create_connection((where.hostname or "", where.port or 0))
        reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        reader.sendall(b"GET /graph.nt HTTP/1.1\r\nHost: x\r\n\r\n")
        assert reader.recv(15) == b"HTTP/1.1 200 OK"
        readers.append(reader)
    sleep(0.5)
    held = resident(process) - before
    assert asked(f"{address}healthz")[0]
    for reader in readers:
        reader.close()
    assert held < len(readers) * 8 * PIECE < len(readers) * len(whole) / 5
    assert asked(f"{address}graph.nt")[0] == whole


def test_curl_follows_to_turtle(address: str) -> None:
    """curl, told nothing but to follow, gets Turtle."""
    command = ["curl", "-sSfL", f"{address}alternative/apache-kafka"]
    answer = subprocess.run(command, capture_output=True, check=True)
    assert len(rdflib.Graph().parse(data=answer.stdout, format="turtle")) > 3
