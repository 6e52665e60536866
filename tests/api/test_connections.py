"""Clients that are slow, idle or many, against a real server."""

import asyncio
import json
import socket
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, contextmanager
from threading import Thread
from urllib.parse import urlsplit

import httpx
import pytest
import uvicorn
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from api.connections import HEAD_BYTES, guarded

LARGE = b"x" * 30_000_000
HEAD = b"GET / HTTP/1.1\r\nHost: x\r\n"


async def pieces() -> AsyncIterator[bytes]:
    """Much, piece by piece."""
    for _ in range(300):
        yield LARGE[:100_000]


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers with the length of the body, with much, or only after a while."""
    request = Request(scope, receive)
    if request.url.path == "/large":
        response = Response(LARGE)
    elif request.url.path == "/pieces":
        response = StreamingResponse(pieces())
    elif request.url.path == "/late":
        await asyncio.sleep(0.8)
        response = PlainTextResponse("late")
    elif request.url.path == "/early":
        response = PlainTextResponse("no", 415)
    else:
        response = PlainTextResponse(str(len(await request.body())))
    await response(scope, receive, send)


@contextmanager
def running(http: type[asyncio.Protocol]) -> Iterator[tuple[str, int]]:
    """Host and port of a server in a thread of this process."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(app, http=http, lifespan="off", log_level="warning"))
        thread = Thread(target=server.run, args=([listener],))
        thread.start()
        yield listener.getsockname()
        server.should_exit = server.force_exit = True
        thread.join()


def answered(client: socket.socket) -> bytes:
    """All that comes until the server hangs up."""
    client.settimeout(20)
    data = b""
    try:
        while piece := client.recv(65_536):
            data += piece
    except ConnectionResetError:
        pass
    return data


@pytest.fixture(scope="module", params=[HttpToolsProtocol, H11Protocol])
def place(request: pytest.FixtureRequest) -> Iterator[tuple[str, int]]:
    """A server that waits for less than a second, with each of uvicorn's protocols."""
    with running(guarded(1000, 0.4, request.param)) as place:
        yield place


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"", b""),
        (b"G", b""),
        (HEAD.replace(b"GET", b"POST") + b"Content-Length: 10\r\n\r\n12345", b"HTTP/1.1 408"),
        (HEAD.replace(b"GET", b"POST") + b"Transfer-Encoding: chunked\r\n\r\n5\r\n123", b"HTTP/1.1 408"),
    ],
)
def test_a_request_that_does_not_arrive(place: tuple[str, int], sent: bytes, status: bytes) -> None:
    """Who sends nothing or half a body is not waited for; where there is a request, he is told so."""
    with socket.create_connection(place) as client:
        client.sendall(sent)
        assert answered(client).startswith(status)


def test_a_head_that_does_not_arrive() -> None:
    """Who sends half a head is told so, in the shape of all errors."""
    with running(guarded(1000, 0.4)) as place, socket.create_connection(place) as client:
        client.sendall(HEAD)
        head, _, body = answered(client).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 408 ")
    assert json.loads(body)["errors"][0]["extensions"] == {"code": "BAD_USER_INPUT"}


@pytest.mark.parametrize("begun", [HEAD + b"X-", HEAD.replace(b"GET", b"POST") + b"Content-Length: 99\r\n\r\n"])
def test_a_request_that_trickles(place: tuple[str, int], begun: bytes) -> None:
    """A byte now and then is no reason to wait longer."""
    with socket.create_connection(place) as client:
        client.sendall(begun)
        try:
            for _ in range(500):
                client.sendall(b"a")
                time.sleep(0.02)
        except OSError:
            return
    pytest.fail("It was waited for.")


def test_an_idle_connection(place: tuple[str, int]) -> None:
    """Between two requests a connection may rest, and an answer may take longer to make than a request to arrive."""
    with httpx.Client(base_url=f"http://{place[0]}:{place[1]}") as client:
        assert client.get("/late").text == "late"
        time.sleep(1.2)
        assert client.post("/", content=b"12345").text == "5"


def test_an_answer_that_nobody_takes(place: tuple[str, int]) -> None:
    """Who leaves his answer where it is gets no more of it; who takes it slowly gets it whole."""
    with ExitStack() as stack:
        left, taken = (stack.enter_context(socket.socket()) for _ in range(2))
        for client in (left, taken):
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65_536)
            client.connect(place)
            client.sendall(b"GET /large HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        size = 0
        while piece := taken.recv(1_000_000):
            size += len(piece)
            time.sleep(0.02 if size < 3_000_000 else 0)
        assert size > len(LARGE) > len(answered(left))


def test_who_goes_away_before_his_answers(place: tuple[str, int], caplog: pytest.LogCaptureFixture) -> None:
    """A client that asks twice at once and goes away while the first answer is sent is nothing to log."""
    with socket.socket() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65_536)
        client.connect(place)
        client.sendall(b"GET /pieces HTTP/1.1\r\nHost: x\r\n\r\n" * 2)
        assert client.recv(4).startswith(b"HTTP")
    assert httpx.get(f"http://{place[0]}:{place[1]}/late").text == "late"
    assert caplog.records == []


@pytest.mark.parametrize("field", ["address", "header", "headers"])
def test_a_head_without_end(place: tuple[str, int], field: str) -> None:
    """A head that is too long is refused before it is whole, on a connection that was used before as well."""
    piece = {"address": b"a" * 1000, "header": b"a" * 1000, "headers": b"X: " + b"a" * 1000 + b"\r\n"}[field]
    begun = b"GET /" if field == "address" else HEAD + b"X: " * (field == "header")
    with socket.create_connection(place) as client:
        client.sendall(b"POST /early HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n1")
        assert client.recv(4096).startswith(b"HTTP/1.1 415")
        client.sendall(begun)
        try:
            for _ in range(100 * HEAD_BYTES // len(piece)):
                client.sendall(piece)
        except OSError:
            return
    pytest.fail("All of it was taken.")


@pytest.mark.parametrize("http", [HttpToolsProtocol, H11Protocol])
def test_more_connections_than_there_may_be(http: type[asyncio.Protocol]) -> None:
    """However many slow and idle clients there are, somebody new is answered, and who is being answered stays."""
    with running(guarded(10, 60, http)) as place, ExitStack() as stack:
        asked = stack.enter_context(socket.create_connection(place))
        asked.sendall(b"GET /late HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        slow = [stack.enter_context(socket.create_connection(place)) for _ in range(50)]
        for client in slow[-5:]:
            client.sendall(HEAD)
        for _ in range(20):
            assert httpx.post(f"http://{place[0]}:{place[1]}/", content=b"123").text == "3"
        assert answered(asked).endswith(b"late")
        assert [answered(client) for client in slow[:5]] == [b""] * 5


@pytest.mark.parametrize("http", [HttpToolsProtocol, H11Protocol])
def test_all_are_being_answered(http: type[asyncio.Protocol]) -> None:
    """Where nobody is waited for, one more is refused with 503 and told when to come again."""
    with running(guarded(10, 60, http)) as place, ExitStack() as stack:
        for _ in range(10):
            client = stack.enter_context(socket.create_connection(place))
            client.sendall(b"GET /late HTTP/1.1\r\nHost: x\r\n\r\n")
        time.sleep(0.3)
        refused = httpx.get(f"http://{place[0]}:{place[1]}/")
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "1")
    assert refused.json()["errors"][0]["extensions"]["code"] == "UNAVAILABLE"


def test_the_server_is_guarded(address: str) -> None:
    """The server that the command starts refuses an endless head."""
    place = urlsplit(address)
    with socket.create_connection((place.hostname or "", place.port or 0)) as client:
        client.sendall(b"GET /" + b"a" * HEAD_BYTES)
        assert answered(client).startswith(b"HTTP/1.1 431 ")
