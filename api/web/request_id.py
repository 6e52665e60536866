"""A name for each request, by which a client, a proxy and this server's log speak of the same one."""

import os
import re
from itertools import count

from starlette.types import ASGIApp, Message, Receive, Scope, Send

NAME = "X-Request-Id"
_NAME = NAME.lower().encode()
_SANE = re.compile(rb"[A-Za-z0-9._:/+=@~-]{1,128}")
_START = os.urandom(8).hex()
_numbers = count(1)


class RequestIds:
    """Takes over the id that a request has, or makes one; every response names it, `state["request_id"]` holds it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Runs the application below."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        given = _taken_over(scope["headers"])
        scope.setdefault("state", {})["request_id"] = given.decode()
        header = (_NAME, given)

        async def with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", ()), header]}
            await send(message)

        await self.app(scope, receive, with_id)


def _taken_over(headers: list[tuple[bytes, bytes]]) -> bytes:
    given = [value for name, value in headers if name == _NAME]
    if len(given) == 1 and _SANE.fullmatch(given[0]):
        return given[0]
    return f"{_START}-{next(_numbers):x}".encode()
