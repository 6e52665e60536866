"""Where a request meets this server, and what of it is offered there: pages and addresses go by it."""

from contextvars import ContextVar

from msgspec import Struct
from starlette.requests import Request
from starlette.types import Scope

from api.web.headers import origin


class Place(Struct, frozen=True):
    """The path under which a proxy shows the server, without a slash at its end; whether IDE and schema are shown."""

    root: str = ""
    ide: bool = True
    schema: bool = True


PLACE: ContextVar[Place] = ContextVar("place", default=Place())  # noqa: B039 - it is frozen


def under(path: str) -> str:
    """The path that a client asks for, of a path of this server."""
    return PLACE.get().root + path


def inside(scope: Scope) -> str:
    """The path of a request without that under which a proxy shows the server."""
    path: str = scope["path"]
    return path.removeprefix(scope.get("root_path", ""))


def address(request: Request) -> str:
    """The address under which the client finds this server, without a slash at its end."""
    return origin(request) + PLACE.get().root
