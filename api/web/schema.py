"""The GraphQL schema as text."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from api.schema import sdl
from api.web import etag


async def schema(request: Request) -> Response:
    """The GraphQL schema in its definition language; a client that holds it is told so."""
    headers = {"ETag": etag.weak(sdl()), "Cache-Control": "no-cache"}
    if etag.is_current(request, headers["ETag"]):
        return Response(status_code=304, headers={**headers, "Vary": "Accept-Encoding"})
    return PlainTextResponse(sdl(), headers=headers)
