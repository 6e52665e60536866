"""The address that was asked for, as a URL has it."""

from urllib.parse import quote

from starlette.types import ASGIApp, Receive, Scope, Send

_ASCII = bytes(range(128)).decode()


class EscapedQuery:
    """Escapes bytes that a URL can't hold, as browsers do (WHATWG URL, 1.3), so that all behind it read the same."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on."""
        query = scope.get("query_string", b"")
        if not query.isascii():
            scope = {**scope, "query_string": quote(query, safe=_ASCII).encode()}
        await self._app(scope, receive, send)
