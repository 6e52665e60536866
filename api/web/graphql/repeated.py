"""Requests that came before to the byte, answered as they were then: nothing is read, parsed or packed again."""

from typing import Any

from msgspec import Struct, structs
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.web import etag
from api.web.graphql.told import Told

PATH = "/graphql"
DECIDING = (b"accept", b"accept-encoding", b"content-encoding", b"content-type", b"origin")
"""The headers of a request that its response depends on, beside If-None-Match; what varies by others is not kept."""
_HELD = b"if-none-match"
_BODY = 100_000
"""Requests with more bytes than this are not told apart."""
_OF_BODY = (b"content-length", b"content-type", b"content-encoding")

_Headers = list[tuple[bytes, bytes]]
_Key = tuple[object, ...]


class _Response(Struct, frozen=True):
    """A response as it left the middleware below, that to one who holds it, and what is told of both."""

    headers: _Headers
    body: bytes
    tag: str | None
    held: _Headers
    told: Told


class Repeated:
    """Stands before all that makes a response: security headers, CORS, packing, routes.

    Responses whose endpoint says that they may be kept (`state["repeatable"]` is the catalogue that they were read
    from) are kept as they leave that all, so they are right in every header for the next request of the same bytes.
    """

    def __init__(self, app: ASGIApp, most: int) -> None:
        self._app, self._most = app, min(most, _BODY)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers what is kept; runs the application below for the rest."""
        if scope["type"] != "http" or scope["path"] != PATH or scope["method"] not in ("GET", "POST", "HEAD"):
            await self._app(scope, receive, send)
            return
        taken, body = await _body(receive, self._most) if scope["method"] == "POST" else ([], b"")
        if body is None:
            await self._app(scope, _again(taken, receive), send)
            return
        key, held = _key(scope, body)
        state = scope["app"].state
        found = state.responses.get(state.catalogue, key)
        if found is None:
            await self._ran(key, scope, _again(taken, receive), send)
        elif held is not None and found.tag is not None and etag.names(held, found.tag):
            scope.setdefault("state", {})["graphql"] = structs.replace(found.told, answer="held")
            await send(_started(304, found.held))
            await send({"type": "http.response.body", "body": b""})
        else:
            scope.setdefault("state", {})["graphql"] = found.told
            await send(_started(200, found.headers))
            await send({"type": "http.response.body", "body": found.body})

    async def _ran(self, key: _Key, scope: Scope, receive: Receive, send: Send) -> None:
        said: list[Message] = []

        async def heard(message: Message) -> None:
            if len(said) < 3:
                said.append({**message})
            await send(message)

        await self._app(scope, receive, heard)
        catalogue = scope.get("state", {}).get("repeatable")
        response = _kept(said, scope["state"].get("graphql")) if catalogue is not None else None
        if response is not None:
            size = sum(len(one) for one in key if isinstance(one, bytes)) + len(response.body) + 3000
            scope["app"].state.responses.put(catalogue, key, response, size)


def _started(status: int, headers: _Headers) -> Message:
    # Those above may add headers, so each time they get lists of their own.
    return {"type": "http.response.start", "status": status, "headers": headers.copy()}


async def _body(receive: Receive, most: int) -> tuple[list[Message], bytes | None]:
    """What came, and the body; None where it is large, or the client went away."""
    message = await receive()
    if message["type"] == "http.request" and not message.get("more_body"):
        body = message.get("body", b"")
        return [message], body if len(body) <= most else None
    taken, size = [message], 0
    while message["type"] == "http.request":
        size += len(message.get("body", b""))
        if size > most:
            return taken, None
        if not message.get("more_body"):
            return taken, b"".join(one.get("body", b"") for one in taken)
        message = await receive()
        taken.append(message)
    return taken, None


def _again(taken: list[Message], receive: Receive) -> Receive:
    """Gives what was taken already, then what comes."""
    left = iter(taken)

    async def again() -> Message:
        for message in left:
            return message
        return await receive()

    return again


def _key(scope: Scope, body: bytes) -> tuple[_Key, str | None]:
    """What a response depends on, and If-None-Match."""
    held: str | None = None
    deciding = []
    for pair in scope["headers"]:
        name = pair[0]
        if name in DECIDING:
            deciding.append(pair)
        elif name == _HELD:
            held = pair[1].decode("latin-1") if held is None else f"{held}, {pair[1].decode('latin-1')}"
    post = scope["method"] == "POST"
    return (post, scope["query_string"], body, *(one for pair in deciding for one in pair)), None if post else held


def _kept(said: list[Message], told: Any) -> _Response | None:
    """A response to keep; None where it is none that is the same for every request of its bytes."""
    if len(said) != 2 or said[0]["status"] != 200 or said[1].get("more_body") or told is None:
        return None
    headers: _Headers = list(said[0]["headers"])
    named = dict(headers)
    varies = {name.strip().lower() for name in named.get(b"vary", b"").split(b",")}
    if not varies <= {*DECIDING, b""} or b"set-cookie" in named:
        return None
    tag = named.get(b"etag")
    return _Response(
        headers,
        said[1].get("body", b""),
        None if tag is None else tag.decode("latin-1"),
        [pair for pair in headers if pair[0] not in _OF_BODY],
        structs.replace(told, answer="kept"),
    )
