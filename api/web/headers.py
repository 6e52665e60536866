"""Headers: those that keep a page from doing what it should not, and reading those of a request."""

import re

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HOST = re.compile(r"(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]+)?")


def policy(styles: str = "style-src 'self'") -> str:
    """A Content-Security-Policy that lets a page load from its own server alone."""
    return (
        f"default-src 'none'; script-src 'self'; {styles}; img-src 'self' data:; font-src 'self' data:;"
        " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


SECURITY = {
    "Content-Security-Policy": policy(),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def combined(request: Request, name: str) -> str | None:
    """A header that may come in several lines, as one list (RFC 9110, 5.3); None where there is none."""
    return ", ".join(request.headers.getlist(name)) or None


def is_host(text: str) -> bool:
    """True for what may stand in a Host header: a name or an address, with or without a port."""
    return _HOST.fullmatch(text) is not None


def origin(request: Request) -> str:
    """The scheme and host that the client asked, as far as it is a host."""
    host = request.headers.get("host", "")
    return f"{request.scope.get('scheme', 'http')}://{host if is_host(host) else 'localhost'}"


class SecurityHeaders:
    """Adds to every response the headers that it has not set itself.

    `hsts` is for how many seconds a browser that came by HTTPS shall use that alone (RFC 6797).
    """

    def __init__(self, app: ASGIApp, hsts: int | None = None) -> None:
        self.app = app
        self._secure = SECURITY if hsts is None else {**SECURITY, "Strict-Transport-Security": f"max-age={hsts}"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Runs the application below."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        added = self._secure if scope.get("scheme") == "https" else SECURITY

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in added.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, with_headers)
