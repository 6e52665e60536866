"""Answers packed for those who take gzip (RFC 9110, 12.5.3)."""

from starlette.datastructures import Headers
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import Receive, Scope, Send

from api.web.accept import takes

_NAME = b"accept-encoding"


class Compression(GZipMiddleware):
    """Starlette's, which goes by the name alone: it packs for those who refuse gzip by `q=0` too."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Runs the application below, which is told `gzip` or nothing."""
        if scope["type"] == "http":
            taken = takes(", ".join(Headers(scope=scope).getlist("accept-encoding")), "gzip")
            others = [pair for pair in scope["headers"] if pair[0] != _NAME]
            scope = {**scope, "headers": [*others, (_NAME, b"gzip")] if taken else others}
        await super().__call__(scope, receive, send)
