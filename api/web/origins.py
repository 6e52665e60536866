"""Frontends that other servers give out: which of them a browser lets read an answer (CORS)."""

from collections.abc import Collection

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response
from starlette.types import ASGIApp

from api.web.errors import refusal


class CrossOrigin(CORSMiddleware):
    """Lets pages of the given origins ask as our own do; what they are told is public, so nobody signs in."""

    def __init__(self, app: ASGIApp, origins: Collection[str]) -> None:
        super().__init__(
            app,
            allow_origins=origins,
            allow_methods=("GET", "HEAD", "POST"),
            allow_headers=("*",),
            allow_private_network=True,
            expose_headers=("ETag",),
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
