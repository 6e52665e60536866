from collections.abc import Iterator

import pytest

from kg.sparql.engine import Engine, Graph
from kg.sparql.question import Limits

QUADS = b"""
<http://x.example/a> <http://x.example/says> "one" .
<http://x.example/b> <http://x.example/says> "two" <http://x.example/g> .
<http://x.example/b> <http://x.example/says> "two" <http://x.example/h> .
<http://x.example/c> <http://x.example/says> "three" <http://x.example/h> .
"""
NUMBERS = b"".join(b'<http://x.example/%d> <http://x.example/is> "%d" .\n' % (n, n) for n in range(2000))
JOIN = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
SMALL = Limits(seconds=1, rows=1000, bytes=200_000, memory=100_000_000, workers=4, queries=6)


def graph(data: bytes, media_type: str = "application/n-quads", version: str = "1") -> Graph:
    """A graph of some bytes."""
    return Graph(version, media_type, lambda: [data], {"x": "http://x.example/"})


@pytest.fixture(scope="session")
def numbers() -> Graph:
    """A graph of 2,000 triples: joined with itself three times it has more rows than can be counted."""
    return graph(NUMBERS)


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """An engine with small limits."""
    made = Engine(SMALL)
    yield made
    made.close()
