"""Requests a second of the server beside others that answer the same, on the same web server and in turns."""

import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

from scripts.corpus import write_corpus
from scripts.load import load, post

ROUNDS = 5
REQUESTS = 400
OURS = ("-c", "from api.cli import run; run()", "serve", "{folder}", "--port", "0")
PLAIN = ("-m", "scripts.plain", "{folder}")
BARE = ("-m", "scripts.bare", "{folder}")

PAGE = """query Page($after: Int!, $slug: String!) {
  principles(first: $after, orderBy: CATALOGUE) {
    totalCount pageInfo { hasNextPage endCursor }
    nodes { ...Card keywords status theme { label } }
  }
  principle(slug: $slug) {
    ...Card kind date
    alternatives { slug label }
    evidence { title url }
    citations { role source { title host } location { path line } }
  }
}
fragment Card on Principle { __typename id slug title summary }"""


class Row(NamedTuple):
    """A line of the table: requests of ours, those of the other server, and which part of its rate is promised."""

    name: str
    ours: Callable[[int], Sequence[bytes]]
    theirs: Callable[[int], Sequence[bytes]]
    promised: float
    server: str = "plain"


def _variables(turn: int) -> list[bytes]:
    """The same text with other variables each time: no request was there before."""
    numbers = range(turn * REQUESTS, (turn + 1) * REQUESTS)
    return [
        post("/graphql", {"query": PAGE, "variables": {"after": n % 20 + 1, "slug": f"principle-{n % 1000}", "n": n}})
        for n in numbers
    ]


def _literals(turn: int) -> list[bytes]:
    """The same shape with other values written into the text each time."""
    numbers = range(turn * REQUESTS, (turn + 1) * REQUESTS)
    head = "query Page($after: Int!, $slug: String!)"
    return [
        post(
            "/graphql",
            {
                "query": PAGE.replace(head, f"query Page{n}")
                .replace("$after", str(n % 20 + 1))
                .replace("$slug", f'"principle-{n % 1000}"')
            },
        )
        for n in numbers
    ]


def _shapes(turn: int) -> list[bytes]:
    """Another shape each time: fields under other names."""
    numbers = range(turn * REQUESTS, (turn + 1) * REQUESTS)
    return [
        post(
            "/graphql",
            {
                "query": PAGE.replace("totalCount", f"n{n}: totalCount"),
                "variables": {"after": n % 20 + 1, "slug": f"principle-{n % 1000}"},
            },
        )
        for n in numbers
    ]


ROWS = (
    Row("other variables each time", _variables, _variables, 3),
    Row("other literals each time", _literals, _literals, 1),
    Row("another shape each time", _shapes, _shapes, 1),
)
SERVERS: dict[str, tuple[str, ...]] = {"ours": OURS, "plain": PLAIN, "bare": BARE}


@contextmanager
def serving(command: Sequence[str], folder: Path) -> Iterator[str]:
    """A server as a process of its own: its address."""
    arguments = [one.replace("{folder}", str(folder)) for one in command]
    with subprocess.Popen([sys.executable, *arguments], stderr=subprocess.PIPE, text=True) as server:  # noqa: S603
        assert server.stderr is not None
        try:
            found = next((found[0] for line in server.stderr if (found := re.search(r"http://\S+/", line))), None)
            assert found, "The server ended before it said its address."
            yield found
        finally:
            server.terminate()


def bench(count: int) -> bool:
    """Prints the best of some rounds, in turns; gives whether all that is promised is kept."""
    kept = True
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        write_corpus(Path(name), count)
        at = {server: stack.enter_context(serving(command, Path(name))) for server, command in SERVERS.items()}
        print(f"{count} documents; requests a second, best of {ROUNDS} rounds in turns")
        print(f"{'':32}{'ours':>8}{'other':>8}{'ratio':>8}{'promised':>10}")
        from scripts import repeating

        for row in (*ROWS, *repeating.rows(at)):
            rates = [
                (_rate(at["ours"], row.ours(turn)), _rate(at[row.server], row.theirs(turn))) for turn in range(ROUNDS)
            ]
            ours, theirs = (max(column) for column in zip(*rates, strict=True))
            kept &= ours >= row.promised * theirs
            print(f"{row.name:32}{ours:8.0f}{theirs:8.0f}{ours / theirs:8.2f}{row.promised:10.2f}")
    return kept


def _rate(address: str, requests: Sequence[bytes]) -> float:
    given = load(address, requests)
    assert set(given.statuses) <= {200, 304}, given.statuses
    return given.rate
