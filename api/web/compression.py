"""Answers packed in the coding that the client likes best (RFC 9110, 12.5.3)."""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette_compress import CompressMiddleware, add_compress_type

from api.web.codings import SMALL, chosen
from kg.formats import FORMATS

_NAME = b"accept-encoding"
_OTHERS = (
    "application/graphql-response+json",
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/tab-separated-values",
)
for _kind in (*_OTHERS, *(form.media_type for form in FORMATS.values())):
    add_compress_type(_kind)


class Compression:
    """starlette-compress, which goes by names alone: it is told the one coding that is liked best, or none.

    Small answers are packed for those alone who refuse plain bytes. What comes piece by piece for as long as it is
    listened to goes out piece by piece.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._usual, self._always = CompressMiddleware(app, minimum_size=SMALL), CompressMiddleware(app, minimum_size=0)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Runs the application below, which is told a coding or nothing."""
        if scope["type"] != "http":
            await self._usual(scope, receive, send)
            return
        coding, plain = chosen(", ".join(Headers(scope=scope).getlist("accept-encoding")))
        others = [pair for pair in scope["headers"] if pair[0] != _NAME]
        scope = {**scope, "headers": [*others, (_NAME, coding.encode())] if coding else others}
        await (self._usual if plain else self._always)(scope, receive, send)
