"""Connections: how many there may be, and how long one may take to send its request or to take its answer."""

import asyncio
import socket
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import orjson
from uvicorn.protocols.http.auto import AutoHTTPProtocol

HEAD_BYTES = 65_536
"""The longest head of a request: its line and headers."""
PACE = 1_000
"""The least that a client takes of an answer that waits for it, in bytes a second."""
UNDERWAY = 131_072
"""How much of an answer the system takes before the client does, in bytes; by itself it takes megabytes."""
_PIECE = 8_192
_SPARE_FILES = 64


def guarded(most: int, seconds: float, http: type[asyncio.Protocol] = AutoHTTPProtocol) -> type[asyncio.Protocol]:
    """Uvicorn's HTTP protocol, with a guard against clients that are slow, idle or many.

    A request arrives whole within `seconds`, or it is refused. Of more than `most` connections, the one that has been
    waited for longest is closed, so that somebody new gets in.
    """
    return type("GuardedProtocol", (_Guarded, http), {"crowd": _Crowd(min(most, _files() - _SPARE_FILES), seconds)})


class _Guarded(asyncio.Protocol):
    """One connection. It is waited for while it is idle, sends its request, or leaves its answer where it is."""

    crowd: "_Crowd"
    connections: set[Any]
    cycle: Any
    loop: asyncio.AbstractEventLoop
    transport: asyncio.Transport
    _since: float | None = None
    """When the request that is arriving began to; None while nothing arrives."""
    _in_head = False
    _head = 0
    """How much of a head has arrived that is not whole yet. (h11 counts by itself.)"""
    _cycles: Sequence[Any] = ()
    """The requests that are not answered yet."""
    _unread: tuple[float, int] | None = None
    """A moment, and how much of the answer waited to be taken then."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Takes the connection, or says that there are too many."""
        super().connection_made(transport)
        self._since = self.loop.time()
        transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, UNDERWAY)
        if not self.crowd.enter(self, len(self.connections)):
            self._refuse(503, "There are too many connections. Try again.", "UNAVAILABLE", b"retry-after: 1\r\n")

    def connection_lost(self, exc: Exception | None) -> None:
        """Forgets it."""
        self.crowd.leave(self)
        # Uvicorn tells the last of several requests alone.
        for cycle in self._cycles:
            cycle.disconnected = True
            cycle.message_event.set()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Takes what was sent, as long as it is a request of sensible length that comes in time."""
        for start in range(0, len(data), _PIECE):
            self._take(data[start : start + _PIECE])

    def _take(self, data: bytes) -> None:
        if self.transport.is_closing() or self.transport.get_protocol() is not self:
            return
        if self._since is None and self._owes_request():
            self._since = self.loop.time()
        super().data_received(data)
        if self.transport.get_protocol() is not self:
            self.crowd.leave(self)  # it speaks WebSocket from now on
        elif self._in_head:
            self._head += len(data)
            if self._head > HEAD_BYTES:
                message = f"Address and headers have more than {HEAD_BYTES} bytes. Send less, or a query as a body."
                self._refuse(431, message, "LIMIT_EXCEEDED")
        elif not self._owes_request():
            self._since = None
            self.crowd.serve(self)

    def on_message_begin(self) -> None:
        """A head begins."""
        super().on_message_begin()  # type: ignore[misc]
        self._in_head, self._head = True, 0

    def on_headers_complete(self) -> None:
        """The head is whole."""
        super().on_headers_complete()  # type: ignore[misc]
        self._in_head = False
        self._cycles = [one for one in {*self._cycles, self.cycle} if one is not None and not one.response_complete]

    def on_response_complete(self) -> None:
        """Waits for the next request."""
        super().on_response_complete()  # type: ignore[misc]
        if self._is_answered():
            self._since = None
            self.crowd.wait_for(self)

    def pause_writing(self) -> None:
        """Waits for the client to take its answer."""
        super().pause_writing()
        self.crowd.wait_for(self)

    def resume_writing(self) -> None:
        """Goes on."""
        super().resume_writing()
        self._unread = None
        if not self._owes_request():
            self.crowd.serve(self)

    def look(self, now: float, patience: float) -> None:
        """Ends the connection where it has been waited for too long."""
        if self._stalls(now, patience):
            self.transport.abort()
        elif self._since is not None and now - self._since > patience and not self.transport.is_closing():
            message = f"The request did not arrive within {patience:g} seconds. Send it again."
            self._refuse(408, message, "BAD_USER_INPUT")

    def _stalls(self, now: float, patience: float) -> bool:
        left = self.transport.get_write_buffer_size()
        if not left:
            self._unread = None
        elif self._unread is None:
            self._unread = now, left
        elif now - self._unread[0] >= patience:
            taken = self._unread[1] - left
            self._unread = now, left
            return taken < PACE * patience
        return False

    def _is_answered(self) -> bool:
        return self.cycle is None or bool(self.cycle.response_complete)

    def _owes_request(self) -> bool:
        return self._is_answered() or bool(self.cycle.more_body)

    def _refuse(self, status: int, message: str, code: str, header: bytes = b"") -> None:
        # Nothing is said within another answer, nor to who asks nothing.
        if status == 503 or (self._in_head if self._is_answered() else not self.cycle.response_started):
            body = orjson.dumps({"errors": [{"message": message, "extensions": {"code": code}}]})
            line = b"HTTP/1.1 %d %b\r\n" % (status, _REASONS[status])
            headers = b"content-type: application/json\r\ncontent-length: %d\r\nconnection: close\r\n" % len(body)
            self.transport.write(line + headers + header + b"\r\n" + body)
        self.transport.close()


_REASONS = {408: b"Request Timeout", 431: b"Request Header Fields Too Large", 503: b"Service Unavailable"}


class _Crowd:
    """All connections of a server, and those among them that are waited for, the longest first."""

    def __init__(self, most: int, seconds: float) -> None:
        self._most, self._seconds = most, seconds
        self._all: set[_Guarded] = set()
        self._looks = False
        self._waiting: dict[_Guarded, None] = {}

    def enter(self, connection: _Guarded, number: int) -> bool:
        """Whether there is room for one more beside `number - 1`, if need be by ending another one."""
        if number > self._most:
            if not self._waiting:
                return False
            longest = next(iter(self._waiting))
            del self._waiting[longest]
            longest.transport.abort()
        if not self._looks:
            self._looks = True
            self._look_later(connection.loop)
        self._all.add(connection)
        self._waiting[connection] = None
        return True

    def leave(self, connection: _Guarded) -> None:
        """One is gone, or of another kind from now on."""
        self._all.discard(connection)
        self._waiting.pop(connection, None)

    def wait_for(self, connection: _Guarded) -> None:
        """It is the client's turn."""
        if connection in self._all:
            self._waiting.setdefault(connection)

    def serve(self, connection: _Guarded) -> None:
        """It is the server's turn."""
        self._waiting.pop(connection, None)

    def _look_later(self, loop: asyncio.AbstractEventLoop) -> None:
        loop.call_later(min(1, self._seconds / 4), self._look, loop)

    def _look(self, loop: asyncio.AbstractEventLoop) -> None:
        now = loop.time()
        for connection in tuple(self._all):
            connection.look(now, self._seconds)
        self._looks = bool(self._all)
        if self._looks:
            self._look_later(loop)


def _files() -> int:
    """How many files the process may have open, as many as the system lets it have."""
    try:
        import resource
    except ImportError:  # Windows counts no files
        return 1_000_000
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        soft = hard
    return soft if soft != resource.RLIM_INFINITY else 1_000_000
