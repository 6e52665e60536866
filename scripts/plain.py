"""What a bench compares the server with: the same schema as Strawberry serves it, on the same web server."""

import sys
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.routing import Route
from strawberry.asgi import GraphQL

from api.schema import _schema
from api.schema.context import Context
from api.settings import Settings
from kg.catalogue import Catalogue
from kg.folder import load


def app(catalogue: Catalogue) -> Starlette:
    """The application: `/graphql` alone, without caches and limits of ours."""

    class Plain(GraphQL[Context, None]):
        async def get_context(self, request: Request, response: object) -> Context:  # type: ignore[override]
            return Context(catalogue, Settings())

    return Starlette(routes=[Route("/graphql", Plain(_schema(), graphql_ide=None))])


if __name__ == "__main__":
    config = uvicorn.Config(app(load(Path(sys.argv[1]))), port=0, log_level="warning", access_log=False)
    server = uvicorn.Server(config)
    with config.bind_socket() as listener:
        print(f"Serving at http://127.0.0.1:{listener.getsockname()[1]}/", file=sys.stderr, flush=True)
        server.run(sockets=[listener])
