"""What comes before all else: what proxies say, the path under which the server is shown, and its host names."""

from collections.abc import Collection

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from api.settings import Settings
from api.web.errors import refusal
from api.web.headers import SecurityHeaders
from api.web.place import PLACE, Place, inside
from api.web.proxies import Proxies

PROBES = frozenset(("/healthz", "/livez", "/readyz"))
"""Those who ask these call the server by its address."""


def entered(app: ASGIApp, settings: Settings) -> ASGIApp:
    """The application behind its entrance; the application itself where settings need none."""
    plain = Settings()
    names = ("proxies", "uds", "root_path", "hosts", "ide", "introspection")
    needed = any(getattr(settings, name) != getattr(plain, name) for name in names)
    return Entrance(app, settings) if needed else app


class Entrance:
    """Shows a request as its client made it, and lets only those in that are for a name of this server.

    A path that begins with the one under which the server is shown has it still; from any other a proxy took it away.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app, self._settings = app, settings
        self._proxies = Proxies(settings.proxies) if settings.proxies or settings.uds else None
        self._any = "*" in settings.hosts
        self._hosts, self._domains = _parted(settings.hosts)
        self._refused = SecurityHeaders(_refuse, settings.hsts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Runs the application."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        settings = self._settings
        said = self._proxies.apply(scope) if self._proxies is not None else None
        root = settings.root_path or said or ""
        if root:
            _put_under(scope, root)
        if not self._any and not self._is_ours(scope):
            await (self._refused if scope["type"] == "http" else WebSocketClose())(scope, receive, send)
            return
        token = PLACE.set(Place(root, settings.ide, settings.introspection))
        try:
            await self._app(scope, receive, send)
        finally:
            PLACE.reset(token)

    def _is_ours(self, scope: Scope) -> bool:
        name = _without_port(Headers(scope=scope).get("host", "").lower())
        return name in self._hosts or name.endswith(self._domains) or inside(scope) in PROBES


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    response = refusal("This server answers for other host names. Ask it by one of them.", 421)
    await response(scope, receive, send)


def _put_under(scope: Scope, root: str) -> None:
    raw = scope.get("raw_path") or b""
    path, prefix = scope["path"], root.encode()
    if path == root:
        path, raw = f"{root}/", prefix + b"/"
    elif not path.startswith(f"{root}/"):
        path, raw = root + path, prefix + raw
    scope["path"], scope["root_path"] = path, root
    if "raw_path" in scope:
        scope["raw_path"] = raw


def _parted(hosts: Collection[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    """The names themselves, and the ends of names that stand for many."""
    exact = frozenset(one.rstrip(".") for one in hosts if not one.startswith("*"))
    return exact, tuple(one[1:].rstrip(".") for one in hosts if one.startswith("*."))


def _without_port(host: str) -> str:
    name = host if host.endswith("]") else host.rpartition(":")[0] or host
    return name.rstrip(".")
