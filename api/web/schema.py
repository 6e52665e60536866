"""The GraphQL schema as text."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from api.schema import sdl


async def schema(request: Request) -> Response:
    """The GraphQL schema in its definition language."""
    if not request.app.state.settings.introspection:
        raise HTTPException(404)
    return PlainTextResponse(sdl())
