"""A load of HTTP requests over connections that stay open: raw bytes out, lengths counted back."""

import asyncio
import re
import socket
from collections.abc import Iterator, Sequence
from time import perf_counter
from typing import NamedTuple, cast
from urllib.parse import urlsplit

import orjson
import uvloop

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


class Load(NamedTuple):
    """What came of some requests: requests a second, seconds each in ascending order, how many of each status."""

    rate: float
    seconds: list[float]
    statuses: dict[int, int]

    def quantile(self, share: float) -> float:
        """The seconds that a share of the requests took at most."""
        return self.seconds[min(len(self.seconds) - 1, int(share * len(self.seconds)))]


def post(path: str, body: dict[str, object], headers: str = "") -> bytes:
    """A request by POST with a body of JSON, as bytes."""
    content = orjson.dumps(body)
    head = (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(content)}\r\n{headers}\r\n"
    )
    return head.encode() + content


def get(path: str, headers: str = "") -> bytes:
    """A request by GET, as bytes."""
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n".encode()


class Answer(NamedTuple):
    """One answer: its headers by name in lower case, and its body."""

    headers: dict[str, str]
    body: bytes


def fetch(address: str, request: bytes) -> Answer:
    """The answer to one request, which the server closes the connection after."""
    place = urlsplit(address)
    with socket.create_connection((place.hostname, place.port)) as client:
        client.sendall(request.replace(b"\r\n", b"\r\nConnection: close\r\n", 1))
        came = b"".join(iter(lambda: client.recv(65536), b""))
    head, _, body = came.partition(b"\r\n\r\n")
    pairs = (line.split(": ", 1) for line in head.decode("latin-1").split("\r\n")[1:])
    return Answer({name.lower(): value for name, value in pairs}, body)


class _Connection(asyncio.Protocol):
    """Sends the next request when the answer to the one before is whole."""

    def __init__(self, requests: Iterator[bytes], seconds: list[float], statuses: dict[int, int]) -> None:
        self._requests, self._seconds, self._statuses = requests, seconds, statuses
        self._data = b""
        self._began = 0.0
        self.done = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begins."""
        self._transport = cast(asyncio.Transport, transport)  # uvloop's is none by name
        self._send()

    def data_received(self, data: bytes) -> None:
        """Takes a piece of an answer."""
        self._data += data
        end = self._data.find(b"\r\n\r\n")
        if end < 0:
            return
        status = int(self._data[9:12])
        if status != 304:
            length = _LENGTH.search(self._data, 0, end)
            assert length, "The answer has no Content-Length."
            if len(self._data) < end + 4 + int(length[1]):
                return
        self._seconds.append(perf_counter() - self._began)
        self._statuses[status] = self._statuses.get(status, 0) + 1
        self._send()

    def connection_lost(self, exc: Exception | None) -> None:
        """Ends; a server that hangs up fails the load."""
        if not self.done.done():
            self.done.set_exception(exc or ConnectionError("The server closed the connection."))

    def _send(self) -> None:
        self._data = b""
        request = next(self._requests, None)
        if request is None:
            self.done.set_result(None)
            self._transport.close()
        else:
            self._began = perf_counter()
            self._transport.write(request)


async def _all(address: str, requests: Sequence[bytes], connections: int) -> Load:
    place = urlsplit(address)
    shared, seconds, statuses = iter(requests), [], {}  # type: ignore[var-annotated]
    loop = asyncio.get_running_loop()
    began = perf_counter()
    made = [
        await loop.create_connection(lambda: _Connection(shared, seconds, statuses), place.hostname, place.port)
        for _ in range(min(connections, len(requests)))
    ]
    for _, connection in made:
        await connection.done
    return Load(len(requests) / (perf_counter() - began), sorted(seconds), statuses)


def load(address: str, requests: Sequence[bytes], connections: int = 16) -> Load:
    """Sends all requests over some connections, on each the next when the one before is answered."""
    return uvloop.run(_all(address, requests, connections))
