"""What scanners of GraphQL servers try, against real servers of both profiles."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

import pytest

from tests.api.conftest import serving

JSON, FORM = "application/json", "application/x-www-form-urlencoded"
DOCUMENTS = {
    "aliases": f"{{ {' '.join(f'a{number}: catalogue {{ version }}' for number in range(5_000))} }}",
    "aliases of names alone": f"{{ {' '.join(f'a{number}: __typename' for number in range(200))} }}",
    "one field again and again": "{ catalogue { %s } }" % ("version " * 10_000),
    "one field often": "{ catalogue { %s } }" % ("version " * 1_000),
    "directives": "{ __typename %s }" % ("@include(if: true) " * 1_000),
    "unknown directives": "{ __typename %s }" % ("@aa" * 500),
    "circular fragments": "{ catalogue { ...A } } fragment A on Catalogue { ...B } fragment B on Catalogue { ...A }",
    "doubling fragments": "{ catalogue { ...F0 } } fragment F60 on Catalogue { version } "
    + " ".join(f"fragment F{number} on Catalogue {{ ...F{number + 1} ...F{number + 1} }}" for number in range(60)),
    "circular introspection": f"{{ __schema {{ types {'{ fields { type ' * 30}{{ name }}{' } }' * 30} }} }}",
    "deep recursion": f"{{ principles {{ nodes {'{ relations { target ' * 300}{{ slug }}{' } }' * 300} }} }}",
    "brackets": "{" * 50_000,
}
"""Documents that are refused in either profile."""
OFTEN = 5
"""How many times each is sent, each time with something of its own, where its cost is measured."""


class Server:
    """A server in a process of its own, and what is asked of it."""

    def __init__(self, address: str, pid: int) -> None:
        self._address, self._tasks = f"{address}graphql", Path(f"/proc/{pid}/task")

    def answer(
        self, method: str, body: str | None = None, kind: str = JSON, query: str = "", accept: str = "*/*"
    ) -> tuple[int, str, str]:
        """Status, media type and body."""
        data, headers = None if body is None else body.encode(), {"Content-Type": kind, "Accept": accept}
        try:
            with urlopen(Request(self._address + query, data, headers, method=method), timeout=30) as response:
                return response.status, response.headers.get_content_type(), response.read().decode()
        except HTTPError as error:
            with error:
                return error.code, error.headers.get_content_type(), error.read().decode()

    def ask(self, document: str) -> Any:
        """What is answered to a document."""
        status, _, body = self.answer("POST", json.dumps({"query": document}))
        assert status < 500
        return json.loads(body)

    def cpu(self) -> float:
        """The seconds of processor time that its threads have taken."""
        return sum(int(one.read_text().split()[0]) for one in self._tasks.glob("*/schedstat")) / 1e9


@pytest.fixture(scope="module", params=["public", "hardened"])
def either(request: pytest.FixtureRequest) -> Iterator[Server]:
    """A server of each profile."""
    with serving("--profile", request.param) as (address, pid):
        yield Server(address, pid)


@pytest.fixture(scope="module")
def public() -> Iterator[Server]:
    """A server as it is without settings."""
    with serving() as (address, pid):
        yield Server(address, pid)


@pytest.fixture(scope="module")
def hardened() -> Iterator[Server]:
    """A server for finished clients alone."""
    with serving("--profile", "hardened") as (address, pid):
        yield Server(address, pid)


@pytest.mark.parametrize("attack", DOCUMENTS)
def test_overload(either: Server, attack: str) -> None:
    """A document that would cost much is refused with a code, for less than 50 ms of processor time."""
    either.ask("{ __typename }")
    before = either.cpu()
    for number in range(OFTEN):
        answer = either.ask(f"# {number}\n{DOCUMENTS[attack]}")
        assert "data" not in answer
        assert all(error["extensions"]["code"] for error in answer["errors"])
    assert (either.cpu() - before) / OFTEN < 0.05


def test_batches(either: Server) -> None:
    """A list of operations is refused."""
    status, _, body = either.answer("POST", json.dumps([{"query": "{ __typename }"}] * 10))
    assert status == 400
    assert "data" not in json.loads(body)


@pytest.mark.parametrize("document", ["{ __typename }", "mutation { importDocuments { __typename } }"])
def test_forms(either: Server, document: str) -> None:
    """What a form of a foreign page could send is refused."""
    for kind in (FORM, "text/plain", "multipart/form-data; boundary=x"):
        assert either.answer("POST", urlencode({"query": document}), kind)[0] == 415


def test_mutations_by_get(either: Server) -> None:
    """No mutation runs by GET."""
    status, _, body = either.answer("GET", query=f"?query={quote('mutation { __typename }')}")
    assert status in (200, 400, 405)
    assert "data" not in json.loads(body)


def test_traces_and_errors(either: Server) -> None:
    """No answer tells how it was made, or of the program that made it, whatever is sent."""
    extensions = {"tracing": True, "debug": True}
    for body in ({"query": "{ __typename }", "extensions": extensions}, {"query": "{ __typename"}, {"query": None}, 5):
        said = either.answer("POST", json.dumps(body))[2].lower()
        assert not any(word in said for word in ("tracing", "traceback", "exception", ".py", "graphql-core"))


def test_what_public_opens(public: Server) -> None:
    """Without settings introspection, GET and the IDE are open, and nothing else that scanners look for."""
    assert public.ask("{ __schema { queryType { name } } }")["data"]
    assert public.answer("GET", query=f"?query={quote('{ __typename }')}")[0] == 200
    assert public.answer("GET", accept="text/html")[:2] == (200, "text/html")


def test_what_hardened_opens(hardened: Server) -> None:
    """Hardened, neither introspection nor GET nor the IDE is open, and no message names what the schema has."""
    for document in (
        "{ __schema { queryType { name } } }",
        '{ __type(name: "Query") { name } }',
        "{ _service { sdl } }",
    ):
        assert "data" not in hardened.ask(document)
    assert hardened.answer("GET", query=f"?query={quote('{ __typename }')}")[0] == 405
    assert hardened.answer("GET", accept="text/html")[1] != "text/html"
    for document in (
        "{ catalog { version } }",
        "{ catalogue { versio } }",
        "{ principles(fist: 1) { totalCount } }",
        "{ principles(orderBy: TITEL) { totalCount } }",
        "query ($a: PrincipleFiltre) { principles(filter: $a) { totalCount } }",
        "{ ... on Qery { catalogue { version } } }",
    ):
        said = json.dumps(hardened.ask(document))
        assert "Did you mean" not in said
        assert not any(word in said for word in ("catalogue", "version", "first", "TITLE", "PrincipleFilter", "Query"))
