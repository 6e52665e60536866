"""GraphQL as an event stream, against a real server."""

import json
import socket as sockets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx2
import pytest

from tests.api.live import CHANGES, Running, running
from tests.kg.pages import page

EVENTS, JSON, NEW = "text/event-stream", "application/json", "application/graphql-response+json"
OWN = "{ catalogue { version } }"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server that is not patient."""
    folder = tmp_path_factory.mktemp("folder")
    (folder / "a.md").write_text(page("A", body="Long. " * 60_000))
    with running(folder, live_patience=1, live_heartbeat=0.3, live_versions=2, live_connections=2) as server:
        yield server


class Stream:
    """The events of a response, as they come."""

    def __init__(self, response: httpx2.Response) -> None:
        self.response, self._lines = response, response.iter_lines()

    def event(self, comments: bool = False) -> dict[str, str]:
        """The next event by its fields; a comment has none."""
        found: dict[str, str] = {}
        for line in self._lines:
            if line and line != ":":
                name, _, value = line.partition(":")
                found[name] = value.removeprefix(" ")
            elif (found or comments) and not line:
                return found
        return {"over": ""}


@contextmanager
def events(server: Running, query: str = CHANGES, resume: str | None = None, **variables: Any) -> Iterator[Stream]:
    """The event stream of an operation."""
    headers = {"Accept": EVENTS, **({"Last-Event-ID": resume} if resume else {})}
    body = {"query": query, "variables": variables}
    with httpx2.stream("POST", server.graphql, json=body, headers=headers, timeout=5) as response:
        yield Stream(response)


def version(server: Running) -> str:
    """The version that the server serves."""
    return str(httpx2.get(f"{server.address}healthz").json()["version"])


def test_a_change_is_an_event(server: Running) -> None:
    """The stream begins with the version as its id; each change is an event `next` whose id is the new version."""
    with events(server) as stream:
        assert stream.response.headers["Content-Type"].startswith(EVENTS)
        assert stream.response.headers["Cache-Control"] == "no-store"
        assert stream.event() == {"id": version(server)}
        server.reload(b=page("B"))
        told = stream.event()
        assert (told["event"], told["id"]) == ("next", version(server))
        change = json.loads(told["data"])["data"]["catalogueChanged"]
        assert (change["version"], len(change["added"])) == (told["id"], 2)
    server.reload(b=None)


def test_resumed_by_the_last_id(server: Running) -> None:
    """Whoever names the last id that he was told of is told what changed since then, whatever `since` says."""
    first = version(server)
    server.reload(c=page("C"))
    second = version(server)
    with events(server, "subscription { catalogueChanged { added } }", resume=first) as stream:
        assert stream.event() == {"id": first}
        told = stream.event()
        assert told["id"] == second
        assert len(json.loads(told["data"])["data"]["catalogueChanged"]["added"]) == 2
    with events(server, resume=second, since="neverwas") as stream:
        assert stream.event() == {"id": second}
        server.reload(c=None)
        assert stream.event()["id"] == first


def test_an_unknown_version(server: Running) -> None:
    """From a version that is not known the stream is one error, whose id is the current version, and complete."""
    with events(server, resume="neverwas") as stream:
        told = stream.event()
        (error,) = json.loads(told["data"])["errors"]
        assert error["extensions"] == {"code": "VERSION_UNKNOWN", "version": version(server)}
        assert (told["event"], told["id"]) == ("next", version(server))
        assert stream.event() == {"event": "complete", "data": ""}
        assert stream.event() == {"over": ""}


@pytest.mark.parametrize(
    ("query", "code"),
    [
        (OWN, None),
        ("{ nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription {", "GRAPHQL_PARSE_FAILED"),
        ("subscription A($a: String!) { catalogueChanged(since: $a) { version } }", "BAD_USER_INPUT"),
    ],
)
def test_one_answer(server: Running, query: str, code: str | None) -> None:
    """A query, and what can't be run, is one event `next` and then `complete`; these have no id."""
    with events(server, query) as stream:
        told = stream.event()
        answer = json.loads(told.pop("data"))
        assert told == {"event": "next"}
        assert answer.get("errors", [{"extensions": {"code": None}}])[0]["extensions"]["code"] == code
        assert stream.event() == {"event": "complete", "data": ""}
        assert stream.event() == {"over": ""}


@pytest.mark.parametrize("accept", ["*/*", f"{JSON}, {EVENTS}", f"{NEW}, {EVENTS};q=0.1"])
def test_a_subscription_is_a_stream(server: Running, accept: str) -> None:
    """A subscription is answered as a stream to whoever takes one, also if he would rather have JSON; by GET too."""
    with httpx2.stream("GET", server.graphql, params={"query": CHANGES}, headers={"Accept": accept}) as response:
        assert response.headers["Content-Type"].startswith(EVENTS)
        assert Stream(response).event() == {"id": version(server)}


@pytest.mark.parametrize(("accept", "status"), [(JSON, 200), (NEW, 400)])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_subscription_without_a_stream(server: Running, accept: str, status: int, method: str) -> None:
    """Whoever asks for a subscription and takes JSON alone is told what to do."""
    given = {"params": {"query": CHANGES}} if method == "GET" else {"json": {"query": CHANGES}}
    answer = httpx2.request(method, server.graphql, headers={"Accept": accept}, **given)  # type: ignore[arg-type]
    (error,) = answer.json()["errors"]
    assert answer.status_code == status
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert EVENTS in error["message"]


def test_head_has_no_events(server: Running) -> None:
    """HEAD says what GET would say of the stream, and ends."""
    answer = httpx2.head(server.graphql, params={"query": CHANGES}, headers={"Accept": EVENTS})
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["Content-Type"].startswith(EVENTS)


@pytest.mark.parametrize(("parameters", "status"), [({}, 400), ({"query": OWN, "variables": "{"}, 400)])
def test_what_is_no_request(server: Running, parameters: dict[str, str], status: int) -> None:
    """What is no GraphQL request is refused by its status, as ever."""
    answer = httpx2.get(server.graphql, params=parameters, headers={"Accept": EVENTS})
    assert answer.status_code == status
    assert answer.json()["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


def test_silence_is_broken(server: Running) -> None:
    """While nothing happens a comment comes now and then."""
    with events(server) as stream:
        assert stream.event() == {"id": version(server)}
        assert [stream.event(comments=True) for _ in range(2)] == [{}, {}]


def test_too_far_behind(server: Running) -> None:
    """Who was away for more versions than are remembered is told so."""
    first = version(server)
    for letter in "xyz":
        server.reload(**{letter: page(letter)})
    with events(server, resume=first) as stream:
        assert "VERSION_UNKNOWN" in stream.event()["data"]
    server.reload(x=None, y=None, z=None)


def test_who_does_not_read_is_dropped(server: Running) -> None:
    """Who does not read a stream is cut off after a while, and his place is free again."""
    fields = " ".join(f"a{number}: documents {{ nodes {{ markdown }} }}" for number in range(40))
    body = json.dumps({"query": f"{{ {fields} }}"}).encode()
    host, port = server.netloc.split(":")
    with sockets.socket() as slow, events(server) as other:
        assert "id" in other.event()
        slow.setsockopt(sockets.SOL_SOCKET, sockets.SO_RCVBUF, 4096)
        slow.connect((host, int(port)))
        head = f"POST /graphql HTTP/1.1\r\nHost: {server.netloc}\r\nAccept: {EVENTS}\r\nContent-Type: {JSON}\r\n"
        slow.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        slow.settimeout(10)
        assert slow.recv(12) == b"HTTP/1.1 200"
        refused = False
        while True:
            with events(server, OWN) as another:
                if another.response.status_code == 200:
                    break
                refused = True
        assert refused
        assert other.event(comments=True) == {}


def test_the_server_ends(tmp_path: Any) -> None:
    """When the server ends, streams end without `complete`, so that clients come back."""
    (tmp_path / "a.md").write_text(page("A"))
    with running(tmp_path) as server, events(server) as stream:
        assert "id" in stream.event()
        server.end()
        assert stream.event() == {"over": ""}
