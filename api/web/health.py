"""Whether the server is well: alive, and ready for more requests."""

from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response

ENDING = "ending"
"""The name in `app.state` of what is True once the server is told to end."""


async def health(request: Request) -> Response:
    """`ok`, and the version that is served."""
    return _said({"status": "ok", **_version(request)})


async def live(_: Request) -> Response:
    """`ok`: the process answers."""
    return _said({"status": "ok"})


async def ready(request: Request) -> Response:
    """`ok` where more requests are welcome; a server that is to end says 503, so that they go to others."""
    if getattr(request.app.state, ENDING, False):
        return _said({"status": "ending"}, 503)
    return _said({"status": "ok", **_version(request)})


def _version(request: Request) -> dict[str, str]:
    state = request.app.state
    return {"version": state.catalogue.version} if state.settings.details else {}


def _said(answer: dict[str, Any], status: int = 200) -> Response:
    return Response(orjson.dumps(answer), status, {"Cache-Control": "no-store"}, "application/json")
