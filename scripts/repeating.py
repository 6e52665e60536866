"""Rows of `scripts/bench http` about one request that comes again and again, beside a bare Starlette route."""

from collections.abc import Mapping
from urllib.parse import urlencode

import orjson

from scripts.bare import VARIABLES
from scripts.load import fetch, get, post
from scripts.serving import PAGE, REQUESTS, Row

MANY = 10 * REQUESTS
BODY: dict[str, object] = {"query": PAGE, "variables": VARIABLES}
ADDRESS = "/graphql?" + urlencode({"query": PAGE, "variables": orjson.dumps(VARIABLES)})


def rows(at: Mapping[str, str]) -> tuple[Row, ...]:
    """The rows, for servers at addresses; both must give the same bytes."""
    answer, bare = fetch(at["ours"], get(ADDRESS)), fetch(at["bare"], get(ADDRESS))
    assert answer.body == bare.body == fetch(at["ours"], post("/graphql", BODY)).body
    held = get(ADDRESS, f"If-None-Match: {answer.headers['etag']}\r\n")
    return (
        _row("repeated, POST", post("/graphql", BODY), post("/graphql", BODY), 0.6),
        _row("repeated, GET", get(ADDRESS), get(ADDRESS), 0.6),
        _row("repeated, 304 beside a bare 304", held, get("/held"), 0.8),
        _row("repeated, 304 beside a bare 200", held, get(ADDRESS), 0.8),
    )


def _row(name: str, ours: bytes, theirs: bytes, promised: float) -> Row:
    return Row(name, lambda _: [ours] * MANY, lambda _: [theirs] * MANY, promised, "bare")
