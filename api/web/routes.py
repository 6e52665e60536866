"""What is served where."""

from starlette.middleware import Middleware
from starlette.middleware.errors import ServerErrorMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from api.settings import Settings
from api.web import errors, graph, pages
from api.web.graphql import graphql
from api.web.headers import SecurityHeaders
from api.web.health import health
from api.web.origins import CrossOrigin
from api.web.schema import schema
from api.web.sparql import sparql

ROUTES: list[BaseRoute] = [
    Route("/", pages.start),
    Route("/graphql", graphql, methods=["GET", "HEAD", "POST"]),
    Route("/graph.ttl", graph.turtle),
    Route("/sparql", sparql, methods=["GET", "HEAD", "POST"]),
    Route("/schema.graphql", schema),
    Route("/healthz", health),
    Mount("/assets", StaticFiles(directory=pages.ASSETS)),
]
EXCEPTION_HANDLERS = errors.HANDLERS


def middleware(settings: Settings) -> list[Middleware]:
    """What every response goes through, a failure of the server too; the first is the last to see it."""
    return [
        Middleware(SecurityHeaders),
        *([Middleware(CrossOrigin, settings.origins)] if settings.origins else []),
        Middleware(GZipMiddleware, minimum_size=1000),
        Middleware(ServerErrorMiddleware, handler=errors.on_exception),
    ]
