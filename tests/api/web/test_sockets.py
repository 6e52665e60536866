"""GraphQL over a WebSocket, against a real server."""

import json
import signal
import socket as sockets
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any

import httpx2
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.frames import Frame, Opcode
from websockets.sync.client import ClientConnection

from tests.api.live import PROTOCOL, Running, ask, begin, hear, running, say
from tests.kg.pages import page

OWN = "{ catalogue { version } principles { totalCount } }"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server that is not patient, and takes few."""
    folder = tmp_path_factory.mktemp("folder")
    (folder / "a.md").write_text(page("A", rejects=("Shared",)))
    with running(
        folder,
        live_patience=1,
        live_heartbeat=0.5,
        live_operations=3,
        live_connections=6,
        body_bytes=200_000,
        origins="https://app.example.org",
    ) as server:
        yield server


@pytest.fixture
def opened(server: Running) -> Iterator[ClientConnection]:
    """A socket whose connection is initialised."""
    with server.socket() as socket:
        yield begin(socket)


def version(server: Running) -> str:
    """The version that the server serves."""
    return str(httpx2.get(f"{server.address}healthz").json()["version"])


def listen(socket: ClientConnection) -> None:
    """Takes whatever comes, and answers nothing, until the connection is closed."""
    while True:
        socket.recv(5)


def closed(socket: ClientConnection) -> tuple[int, str]:
    """The code and reason with which the server closes."""
    with pytest.raises(ConnectionClosed) as close:
        listen(socket)
    assert close.value.rcvd is not None
    return close.value.rcvd.code, close.value.rcvd.reason


def test_a_change_is_told(server: Running, opened: ClientConnection) -> None:
    """Who has subscribed is told of each change, with the ids of what came, changed and went."""
    ask(opened, "1")
    ask(opened, "2", OWN)  # so that the subscription has begun when its answer is there
    assert hear(opened)["id"] == hear(opened)["id"] == "2"
    server.reload(b=page("B", rejects=("Shared",)))
    ids = _ids(server, 'principle(slug: "b") { id document { id } }', 'alternative(label: "Shared") { id }')
    told = hear(opened)
    assert (told["id"], told["type"]) == ("1", "next")
    change = told["payload"]["data"]["catalogueChanged"]
    assert change["version"] == version(server)
    assert sorted(change["added"]) == sorted([ids["principle"]["id"], ids["principle"]["document"]["id"]])
    assert change["changed"] == [ids["alternative"]["id"]]
    server.reload(b=None)
    back = hear(opened)["payload"]["data"]["catalogueChanged"]
    assert (back["removed"], back["changed"], back["added"]) == (change["added"], change["changed"], [])


def _ids(server: Running, *fields: str) -> dict[str, Any]:
    answer = httpx2.post(server.graphql, json={"query": f"{{ {' '.join(fields)} }}"}).json()
    return dict(answer["data"])


def test_resumed(server: Running, opened: ClientConnection) -> None:
    """From an earlier version all changes come at once as one; from the current one the next; from others an error."""
    first = version(server)
    server.reload(c=page("C"))
    server.reload(c=None, d=page("D"))
    second = version(server)
    ask(opened, "old", since=first)
    (change,) = hear(opened)["payload"]["data"].values()
    principle = _ids(server, 'principle(slug: "d") { id document { id } }')["principle"]
    assert change["version"] == second
    assert change["added"] == sorted((principle["id"], principle["document"]["id"]))
    assert change["removed"] == []
    ask(opened, "current", since=second)
    ask(opened, "unknown", since="neverwas")
    refused = hear(opened)
    assert (refused["id"], refused["type"]) == ("unknown", "error")
    assert refused["payload"][0]["extensions"] == {"code": "VERSION_UNKNOWN", "version": second}
    server.reload(d=None)
    assert sorted(hear(opened)["id"] for _ in range(2)) == ["current", "old"]


def test_queries_too(server: Running, opened: ClientConnection) -> None:
    """A query is answered once and completed; its id is then free, and several run beside each other."""
    for _ in range(2):
        ask(opened, "1", OWN)
        told, over = hear(opened), hear(opened)
        assert told["payload"]["data"]["catalogue"]["version"] == version(server)
        assert over == {"id": "1", "type": "complete"}


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("subscription {", "GRAPHQL_PARSE_FAILED"),
        ("subscription { nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription { catalogueChanged { version } a: catalogueChanged { version } }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription A($a: String!) { catalogueChanged(since: $a) { version } }", "BAD_USER_INPUT"),
        ("subscription A { catalogueChanged { version } } query B { __typename }", "BAD_USER_INPUT"),
        ("subscription { catalogueChanged { " + "version " * 20_000 + "} }", "LIMIT_EXCEEDED"),
    ],
)
def test_what_can_not_be_run(opened: ClientConnection, query: str, code: str) -> None:
    """An operation that can't be run is an `error` with its code; the socket stays, and the id is free."""
    for _ in range(2):
        ask(opened, "1", query)
        told = hear(opened)
        assert (told["id"], told["type"]) == ("1", "error")
        assert told["payload"][0]["extensions"]["code"] == code


def test_completed_by_the_client(server: Running, opened: ClientConnection) -> None:
    """After a client's `complete` nothing more comes for that id, which is free again; an unknown id is passed over."""
    ask(opened, "1")
    say(opened, "complete", id="1")
    say(opened, "complete", id="never")
    ask(opened, "2")
    ask(opened, "1", OWN)
    assert [hear(opened)["type"] for _ in range(2)] == ["next", "complete"]
    server.reload(e=page("E"))
    assert hear(opened)["id"] == "2"
    ask(opened, "3", OWN)
    assert hear(opened)["id"] == "3"
    server.reload(e=None)


def test_pings(opened: ClientConnection) -> None:
    """A ping is answered at once with the same payload; the server sends pings of its own."""
    say(opened, "ping")
    assert hear(opened) == {"type": "pong"}
    say(opened, "ping", payload={"a": [1, 2**70, "ß"]})
    assert hear(opened) == {"type": "pong", "payload": {"a": [1, 2**70, "ß"]}}
    assert json.loads(opened.recv(5)) == {"type": "ping"}
    say(opened, "pong", payload={})
    say(opened, "ping")
    assert hear(opened) == {"type": "pong"}


INVALID: list[str | bytes] = [
    "",
    "no JSON",
    "[]",
    "5",
    "null",
    "{}",
    '{"type": "start", "id": "1"}',
    '{"type": 1}',
    '{"type": "subscribe", "payload": {"query": "{ __typename }"}}',
    '{"type": "subscribe", "id": 1, "payload": {"query": "{ __typename }"}}',
    '{"type": "subscribe", "id": "1"}',
    '{"type": "subscribe", "id": "1", "payload": {}}',
    '{"type": "subscribe", "id": "1", "payload": {"query": ""}}',
    '{"type": "subscribe", "id": "1", "payload": {"query": 1}}',
    '{"type": "subscribe", "id": "1", "payload": {"query": "{ __typename }", "variables": []}}',
    '{"type": "subscribe", "id": "1", "payload": {"query": "{ __typename }", "operationName": {}}}',
    '{"type": "ping", "payload": []}',
    '{"type": "complete"}',
    '{"type": "ping", "payload": {"a": "\\ud800"}}',
    '{"type": "ping", "payload": {"a": ' + "[" * 50_000 + "]" * 50_000 + "}}",
    b'{"type": "ping"}',
]


@pytest.mark.parametrize("message", INVALID)
def test_what_is_no_message(opened: ClientConnection, message: str | bytes) -> None:
    """What is no message of the protocol closes the socket with 4400 and a reason."""
    opened.send(message)
    code, reason = closed(opened)
    assert code == 4400
    assert reason.startswith("Invalid message")


@pytest.mark.parametrize(
    ("misbehave", "code"),
    [
        (lambda socket: ask(socket, "1"), 4401),
        (lambda socket: begin(socket) and say(socket, "connection_init"), 4429),
        (lambda socket: begin(socket) and (ask(socket, "1"), ask(socket, "1", OWN)), 4409),
        (lambda socket: None, 4408),
        (lambda socket: say(socket, "ping"), 4408),
        (begin, 1013),  # and no pong
        (lambda socket: socket.send("x" * 300_000), 1009),
        (lambda socket: socket.send(["x" * 150_000, "x" * 150_000]), 1009),
    ],
)
def test_close_codes(server: Running, misbehave: Callable[[ClientConnection], object], code: int) -> None:
    """Each kind of misbehaviour closes the socket with its code."""
    with server.socket() as socket:
        misbehave(socket)
        assert closed(socket)[0] == code


@pytest.mark.parametrize(
    "frame",
    [
        b"\x81\x82\0\0\0\0\xff\xfe",  # text that is no UTF-8
        b"\x83\x80\0\0\0\0",  # a kind of frame that isn't there
        b"\x81\x02{}",  # not masked
        b"\x80\x80\0\0\0\0",  # the end of a message that has no beginning
        b"\xf1\x80\0\0\0\0",  # reserved bits
    ],
)
def test_what_is_no_frame(opened: ClientConnection, frame: bytes) -> None:
    """What is no frame of a WebSocket ends the connection."""
    opened.socket.sendall(frame)
    with pytest.raises(ConnectionClosed):
        listen(opened)


@pytest.mark.parametrize("protocols", [("graphql-ws",), ("graphql-ws", "other")])
def test_other_protocols(server: Running, protocols: tuple[str, ...]) -> None:
    """Who does not offer the protocol is closed on with 4406; who offers it among others gets it."""
    with server.socket(*protocols) as socket:
        assert closed(socket)[0] == 4406
    with server.socket(*protocols, PROTOCOL) as socket:
        assert socket.subprotocol == PROTOCOL
        begin(socket)


@pytest.mark.parametrize(
    ("origin", "taken"),
    [
        ("http://{netloc}", True),
        ("https://{netloc}", True),
        ("https://app.example.org", True),
        ("HTTPS://APP.example.org", True),
        ("https://app.example.org.evil.example", False),
        ("http://app.example.org", False),
        ("http://127.0.0.1:1", False),
        ("https://evil.example", False),
        ("file://{netloc}", False),
        ("null", False),
        ("", False),
    ],
)
def test_origins(server: Running, origin: str, taken: bool) -> None:
    """Our own pages and those of the origins allowed may open a socket; others are refused with a sentence."""
    said = origin.replace("{netloc}", server.netloc)
    if taken:
        with server.socket(origin=said) as socket:
            begin(socket)
        return
    with pytest.raises(InvalidStatus) as refused, server.socket(origin=said):
        pass
    assert refused.value.response.status_code == 403
    (error,) = json.loads(refused.value.response.body or b"")["errors"]
    assert error["extensions"]["code"] == "FORBIDDEN"
    assert "PRINCIPLE_ORIGINS" in error["message"]


@pytest.mark.parametrize("path", ["", "assets/ide.js", "graph.ttl", "sparql", "nothing", "healthz"])
def test_there_is_one_socket(server: Running, path: str) -> None:
    """A WebSocket at any other address is refused."""
    with pytest.raises(InvalidStatus) as refused, server.socket(path=path):
        pass
    assert refused.value.response.status_code == 403


def test_too_many_operations(opened: ClientConnection) -> None:
    """One more operation than a socket may run is an `error`, and the others go on."""
    for number in range(4):
        ask(opened, str(number))
    told = hear(opened)
    assert (told["id"], told["type"]) == ("3", "error")
    assert told["payload"][0]["extensions"]["code"] == "LIMIT_EXCEEDED"
    say(opened, "complete", id="0")
    ask(opened, "0", OWN)
    assert hear(opened)["type"] == "next"


def test_too_many_listen(server: Running) -> None:
    """One more connection than the server takes is refused for a while, be it a socket or an event stream."""
    with ExitStack() as opened:
        for _ in range(6):
            opened.enter_context(server.socket())
        with pytest.raises(InvalidStatus) as refused, server.socket():
            pass
        assert refused.value.response.status_code == 503
        assert "Retry-After" in refused.value.response.headers
        answer = httpx2.post(server.graphql, json={"query": OWN}, headers={"Accept": "text/event-stream"})
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
        assert answer.json()["errors"][0]["extensions"]["code"] == "UNAVAILABLE"
    with server.socket() as socket:
        begin(socket)


def test_who_does_not_read_is_dropped(server: Running, opened: ClientConnection) -> None:
    """Who sends but does not read is cut off after a while; others are told of changes meanwhile."""
    ask(opened, "1")
    upgrade = (
        f"GET /graphql HTTP/1.1\r\nHost: {server.netloc}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n"
        f"Sec-WebSocket-Protocol: {PROTOCOL}\r\n\r\n"
    )
    host, port = server.netloc.split(":")
    payload = json.dumps({"type": "ping", "payload": {"a": "x" * 190_000}}).encode()
    with sockets.socket() as slow:
        slow.setsockopt(sockets.SOL_SOCKET, sockets.SO_RCVBUF, 4096)
        slow.settimeout(20)
        slow.connect((host, int(port)))
        slow.sendall(upgrade.encode())
        assert slow.recv(12) == b"HTTP/1.1 101"
        with ThreadPoolExecutor(1) as threads:
            heard = threads.submit(hear, opened, 20)
            with pytest.raises(ConnectionError):
                flood(slow, b'{"type": "connection_init"}', *[payload] * 1000)
            server.reload(f=page("F"))
            assert heard.result()["id"] == "1"
    server.reload(f=None)


def flood(slow: sockets.socket, *messages: bytes) -> None:
    """Sends messages and reads nothing."""
    for message in messages:
        slow.sendall(Frame(Opcode.TEXT, message).serialize(mask=True))


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT])
def test_the_server_ends(tmp_path: Any, end: signal.Signals) -> None:
    """When the server ends it closes its sockets with 1001, so that clients come back."""
    (tmp_path / "a.md").write_text(page("A"))
    with running(tmp_path) as server, server.socket() as socket:
        begin(socket)
        ask(socket, "1")
        server.end(end)
        assert closed(socket)[0] == 1001
