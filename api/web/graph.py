"""The whole graph as Turtle."""

from threading import Lock
from weakref import WeakKeyDictionary

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.web import etag
from kg import __version__
from kg.catalogue import Catalogue
from kg.rdf.export import serialise

_written: WeakKeyDictionary[Catalogue, bytes] = WeakKeyDictionary()
_writing = Lock()


async def turtle(request: Request) -> Response:
    """The graph of the current version."""
    catalogue = request.app.state.catalogue
    tag = etag.weak(__version__, catalogue.version, "turtle")
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    if etag.is_current(request, tag):
        return Response(status_code=304, headers={**headers, "Vary": "Accept-Encoding"})
    data = _written.get(catalogue) or await run_in_threadpool(_turtle, catalogue)
    return Response(data, headers=headers, media_type="text/turtle")


def _turtle(catalogue: Catalogue) -> bytes:
    # Whoever asks while it is being made waits for it, and does not make it again.
    with _writing:
        if catalogue not in _written:
            _written[catalogue] = serialise(catalogue, "turtle")
        return _written[catalogue]
