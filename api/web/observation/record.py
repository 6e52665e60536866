"""A request as it was answered, for those who log and count."""

from collections.abc import Iterable
from typing import Any, Protocol

from msgspec import Struct
from starlette.datastructures import Headers
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import Scope

from api.web.place import inside

METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT"))
GONE = 499
"""The status of a request whose client went away before an answer began; no client sees it."""


class Record(Struct, frozen=True):
    """How a request was answered: `seconds` until the last byte was handed over, `sent` bytes of the body."""

    scope: Scope
    status: int
    sent: int
    seconds: float

    @property
    def method(self) -> str:
        """The method of HTTP; what is none is `_OTHER`, so that they are few."""
        method = self.scope.get("method", "GET")
        return method if method in METHODS else "_OTHER"

    @property
    def request_id(self) -> str | None:
        """The id by which client and server speak of it."""
        found: str | None = self._state("request_id")
        return found

    @property
    def client(self) -> str | None:
        """The address of who asked, as trusted proxies say it."""
        client = self.scope.get("client")
        return client[0] or None if client else None

    @property
    def path(self) -> str:
        """The path as it was sent, without the query."""
        raw: bytes = self.scope.get("raw_path") or self.scope["path"].encode()
        return raw.split(b"?")[0].decode("latin-1")

    @property
    def header(self) -> Headers:
        """The headers of the request."""
        return Headers(scope=self.scope)

    @property
    def graphql(self) -> Any:
        """What the endpoint of GraphQL tells of it; None where it was none."""
        return self._state("graphql")

    def _state(self, name: str) -> Any:
        return self.scope.get("state", {}).get(name)


class Observer(Protocol):
    """Who is told of requests."""

    def begins(self, scope: Scope) -> object:
        """Takes note of a request that came in, and gives what it wants to be given when it was answered."""

    def ends(self, record: Record, begun: Any) -> None:
        """Takes note of how it was answered."""


class RouteNames:
    """The few names that stand for all paths: those of routes, and one for every IRI of the graph."""

    IRI, NONE = "/{iri}", ""

    def __init__(self, routes: Iterable[BaseRoute]) -> None:
        self._paths = {route.path for route in routes if isinstance(route, Route)}
        self._mounts = tuple(f"{route.path}/" for route in routes if isinstance(route, Mount))

    def of(self, record: Record) -> str:
        """The route of a request; empty where nothing is."""
        path = inside(record.scope)
        if path in self._paths:
            return path
        for mount in self._mounts:
            if path.startswith(mount):
                return f"{mount}{{path}}"
        return self.NONE if 400 <= record.status < 500 else self.IRI
