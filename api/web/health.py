"""Whether the server is well."""

import orjson
from starlette.requests import Request
from starlette.responses import Response


async def health(request: Request) -> Response:
    """`ok`, and the version that is served."""
    answer = {"status": "ok", "version": request.app.state.catalogue.version}
    return Response(orjson.dumps(answer), media_type="application/json", headers={"Cache-Control": "no-store"})
