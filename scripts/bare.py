"""What a repeated query is compared with: a bare Starlette route that reads the request and returns the same bytes."""

import sys
from pathlib import Path

import orjson
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.execution import execute
from api.settings import Settings
from kg.folder import load
from scripts.serving import PAGE

VARIABLES = {"after": 20, "slug": "principle-7"}


def app(body: bytes) -> Starlette:
    """The application: `/graphql` answers the bytes, `/held` answers 304; no middleware, nothing is looked at."""

    async def whole(request: Request) -> Response:
        await request.body()
        return Response(body, media_type="application/json")

    async def held(_: Request) -> Response:
        return Response(status_code=304, headers={"ETag": 'W/"0"'})

    return Starlette(routes=[Route("/graphql", whole, methods=["GET", "POST"]), Route("/held", held)])


if __name__ == "__main__":
    answer = execute(load(Path(sys.argv[1])), PAGE, VARIABLES, None, Settings())
    assert "errors" not in answer
    config = uvicorn.Config(app(orjson.dumps(answer)), port=0, log_level="warning", access_log=False)
    server = uvicorn.Server(config)
    with config.bind_socket() as listener:
        print(f"Serving at http://127.0.0.1:{listener.getsockname()[1]}/", file=sys.stderr, flush=True)
        server.run(sockets=[listener])
