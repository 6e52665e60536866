"""Pages that other servers give out: which of them a browser lets read an answer (CORS)."""

from collections.abc import Collection

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from api.web.errors import refusal

EXPOSED = ("ETag", "Link", "Content-Location", "Retry-After", "X-Request-Id")
"""The headers of answers that a page may read, beside those that every page may."""


class CrossOrigin(CORSMiddleware):
    """Lets pages of the given origins ask as our own do; what they are told is public, so nobody signs in."""

    def __init__(self, app: ASGIApp, origins: Collection[str]) -> None:
        super().__init__(
            app,
            allow_origins=origins,
            allow_methods=("GET", "HEAD", "POST"),
            allow_headers=("*",),
            allow_private_network=True,
            expose_headers=EXPOSED,
        )

    def preflight_response(self, request_headers: Headers) -> Response:
        """Whether a page may ask; where it may not, why."""
        response = super().preflight_response(request_headers)
        if response.status_code < 400:
            return response
        origin = request_headers["origin"]
        if self.is_allowed_origin(origin):
            message = f"Pages elsewhere ask by {', '.join(self.allow_methods)} alone. Use one of them."
        else:
            message = f"Pages of {origin} may not ask. Whoever runs this server can name them in PRINCIPLE_ORIGINS."
        return refusal(message, response.status_code, headers={"Vary": response.headers["Vary"]})


class Origins:
    """Gives leave to pages of the given origins, and of any for the paths whose answers say themselves that all may."""

    def __init__(self, app: ASGIApp, origins: Collection[str], free: Collection[str]) -> None:
        self._app, self._free, self._paths = app, CrossOrigin(app, ("*",)), frozenset(free)
        self._rest = CrossOrigin(app, origins) if origins else app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Runs the application below."""
        if scope["type"] != "http" or scope["path"] not in self._paths:
            await self._rest(scope, receive, send)
        elif scope["method"] == "OPTIONS":
            await self._free(scope, receive, send)
        else:
            await self._app(scope, receive, send)
