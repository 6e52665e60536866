"""What a SPARQL query costs over the endpoint, beside pyoxigraph and rdflib in one process; and what a worker holds."""

import http.client
import io
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from urllib.parse import urlencode, urlsplit

import pyoxigraph
import rdflib

from kg.folder import load
from kg.rdf.export import to_rdf
from kg.sparql import evaluation
from kg.sparql.dataset import graph
from kg.sparql.engine import Engine, Graph
from kg.sparql.question import Limits, Question

ROUNDS = 3
QUERIES = {
    "one entry": "SELECT ?p ?o { ?entry skos:notation 'principle-7' ; ?p ?o }",
    "three steps": "SELECT ?other { ?e skos:notation 'principle-7' ; pv:rejects/^pv:rejects/skos:prefLabel ?other }",
    "count of all": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
}


def _best(work: Callable[[], object], times: int) -> float:
    work()
    began = perf_counter()
    for _ in range(times):
        work()
    return (perf_counter() - began) / times


def _memory(process: int) -> dict[str, float]:
    """Megabytes of a process: all that it has, and what is its own alone."""
    text = Path(f"/proc/{process}/smaps_rollup").read_text()
    sizes = {name: int(size) / 1000 for name, size in re.findall(r"^(\w+): +(\d+) kB", text, re.MULTILINE)}
    return {"resident": sizes["Rss"], "its own": sizes["Private_Clean"] + sizes["Private_Dirty"]}


def _serve(folder: Path) -> tuple[subprocess.Popen[str], http.client.HTTPConnection]:
    command = [sys.executable, "-c", "from api.cli import run; run()", "serve", str(folder), "--port", "0"]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)  # noqa: S603 - a temporary folder
    assert server.stderr is not None
    address = next(found[0] for line in server.stderr if (found := re.search(r"http://\S+/", line)))
    return server, http.client.HTTPConnection(urlsplit(address).netloc)


def bench(folder: Path) -> None:
    """Prints the best of some rounds, in turns, and the memory of keeper and workers."""
    catalogue = load(folder)
    asked = graph(catalogue)
    engine = Engine(Limits(seconds=120))
    began = perf_counter()
    engine.ask(asked, Question("ASK {}"))
    print(f"first query, start and loading included: {perf_counter() - began:.2f} s")
    began = perf_counter()
    store = evaluation.load(io.BytesIO(b"".join(asked.pieces())), asked.media_type)
    print(f"of that writing the graph and loading it: {perf_counter() - began:.2f} s, {len(store)} triples")
    known = to_rdf(catalogue)
    server, connection = _serve(folder)
    try:
        _compare(connection, engine, asked, store, known)
    finally:
        server.terminate()
        engine.close()


def _compare(
    connection: http.client.HTTPConnection, engine: Engine, asked: Graph, store: pyoxigraph.Store, known: rdflib.Graph
) -> None:
    def over_http(query: str) -> bytes:
        connection.request("GET", f"/sparql?{urlencode({'query': query})}")
        try:
            return connection.getresponse().read()
        except http.client.RemoteDisconnected:  # idle for long, while rdflib was at work
            connection.close()
            return over_http(query)

    print(
        f"{'microseconds a query, best of ' + str(ROUNDS):32}{'pyoxigraph':>12}{'worker':>10}{'HTTP':>10}{'rdflib':>12}"
    )
    for name, query in QUERIES.items():
        ways: tuple[tuple[Callable[[], object], int], ...] = (
            (lambda q=query: evaluation.evaluate(store, Question(q), asked.prefixes, Limits()), 50),
            (lambda q=query: engine.ask(asked, Question(q)), 50),
            (lambda q=query: over_http(q), 50),
            (lambda q=query: list(known.query(q)), 1),
        )
        rounds = [[_best(work, times) for work, times in ways] for _ in range(ROUNDS)]
        best = [min(column) * 1e6 for column in zip(*rounds, strict=True)]
        print(f"{name:32}{best[0]:12.0f}{best[1]:10.0f}{best[2]:10.0f}{best[3]:12.0f}")
    crew = engine._crew
    if crew is not None and sys.platform == "linux":
        for name, process in (("keeper", crew.keeper.process), *(("worker", one.process) for one in crew.idle)):
            print(name, ", ".join(f"{size:.0f} MB {what}" for what, size in _memory(process).items()))
    print(f"this process, with catalogue, store and rdflib: {_memory(os.getpid())['resident']:.0f} MB")
