"""The GraphQL schema as text."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from api.schema import sdl


async def schema(_: Request) -> Response:
    """The GraphQL schema in its definition language."""
    return PlainTextResponse(sdl())
