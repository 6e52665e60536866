"""The whole graph as Turtle, and the schema as text."""

from weakref import WeakKeyDictionary

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from api.schema import sdl
from api.web import etag
from kg import __version__
from kg.catalogue import Catalogue
from kg.rdf.export import serialise

_written: WeakKeyDictionary[Catalogue, bytes] = WeakKeyDictionary()


async def turtle(request: Request) -> Response:
    """The graph of the current version."""
    catalogue = request.app.state.catalogue
    tag = etag.weak(__version__, catalogue.version, "turtle")
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    if etag.is_current(request, tag):
        return Response(status_code=304, headers=headers)
    data = _written.get(catalogue)
    if data is None:
        data = _written[catalogue] = await run_in_threadpool(serialise, catalogue, "turtle")
    return Response(data, headers=headers, media_type="text/turtle")


async def schema(_: Request) -> Response:
    """The GraphQL schema in its definition language."""
    return PlainTextResponse(sdl())
