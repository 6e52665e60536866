"""The whole graph, in every format: written once for each version, and sent piece by piece."""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Callable, Iterator
from threading import Lock
from typing import IO
from weakref import WeakKeyDictionary

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from api.web import codings, etag
from api.web.headers import combined
from api.web.offers import GRAPH, Offer, choose, listed
from api.web.threads import in_thread
from kg import __version__
from kg.catalogue import Catalogue
from kg.formats import FORMATS

PIECE = 1 << 17  # bytes


class Body:
    """A body that many read at once: in a file without a name, or in memory where no file can be made."""

    def __init__(self, file: IO[bytes]) -> None:
        self.size = file.seek(0, os.SEEK_END)
        self._file, self._reading = file, Lock()

    def pieces(self) -> Iterator[bytes]:
        """The body, a piece at a time."""
        for start in range(0, self.size, PIECE):
            with self._reading:
                self._file.seek(start)
                piece = self._file.read(PIECE)
            yield piece

    def __del__(self) -> None:
        self._file.close()


_written: WeakKeyDictionary[Catalogue, dict[tuple[str, str | None], Body]] = WeakKeyDictionary()
_writing = Lock()


def of(offer: Offer) -> Callable[[Request], object]:
    """The endpoint that answers the graph in one format."""

    async def answer(request: Request) -> Response:
        return await _answered(request, offer, {})

    return answer


async def graph(request: Request) -> Response:
    """The graph in the format that the client likes best, and the address of just that format."""
    offer = choose(combined(request, "accept"), GRAPH)
    if offer is None:
        detail = f"The graph is to be had as {listed(GRAPH)}. Accept one of them, or ask for /graph.ttl."
        raise HTTPException(406, detail, {"Vary": "Accept"})
    return await _answered(request, offer, {"Vary": "Accept", "Content-Location": f"/graph{offer.suffix}"})


async def _answered(request: Request, offer: Offer, headers: dict[str, str]) -> Response:
    catalogue: Catalogue = request.app.state.catalogue
    tag = etag.weak(__version__, catalogue.version, offer.name)
    alternates = (f'</graph{other.suffix}>; rel="alternate"; type="{other.media_type}"' for other in GRAPH)
    # The middleware that would pack names the one coding that is liked best.
    coding = request.headers.get("accept-encoding")
    headers |= {"ETag": tag, "Cache-Control": "no-cache"}
    if coding or etag.is_current(request, tag):
        # The rest is told by the middleware that would pack.
        headers["Vary"] = ", ".join(filter(None, (headers.get("Vary"), "Accept-Encoding")))
    if etag.is_current(request, tag):
        return Response(status_code=304, headers=headers)
    headers["Link"] = ", ".join((*alternates, '</.well-known/void>; rel="describedby"'))
    headers["Content-Disposition"] = f'inline; filename="graph{offer.suffix}"'
    headers["Content-Type"] = offer.content_type
    body = await in_thread(_body, catalogue, offer.name, coding)
    headers["Content-Length"] = str(body.size)
    if coding:
        headers["Content-Encoding"] = coding
    return StreamingResponse(iter(()) if request.method == "HEAD" else body.pieces(), headers=headers)


def _body(catalogue: Catalogue, name: str, coding: str | None) -> Body:
    # Whoever asks while it is being made waits for it, and does not make it again.
    known = _written.setdefault(catalogue, {}).get((name, coding))
    if known is not None:
        return known
    with _writing:
        bodies = _written[catalogue]
        if (name, None) not in bodies:
            bodies[name, None] = _kept(lambda: FORMATS[name].write(catalogue))
        if coding is not None and (name, coding) not in bodies:
            bodies[name, coding] = _kept(lambda: codings.packed(bodies[name, None].pieces(), coding))
        return bodies[name, coding]


def _kept(pieces: Callable[[], Iterator[bytes]]) -> Body:
    try:
        return _filled(tempfile.TemporaryFile(), pieces())
    except OSError:
        # A machine without a place for files, or with a full one.
        return _filled(io.BytesIO(), pieces())


def _filled(file: IO[bytes], pieces: Iterator[bytes]) -> Body:
    try:
        file.writelines(pieces)
        return Body(file)
    except BaseException:
        file.close()
        raise
