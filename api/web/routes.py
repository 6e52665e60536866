"""What is served where."""

from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from api.web import errors, graph, pages
from api.web.graphql import graphql
from api.web.headers import SecurityHeaders
from api.web.health import health
from api.web.schema import schema

ROUTES: list[BaseRoute] = [
    Route("/", pages.start),
    Route("/graphql", graphql, methods=["GET", "HEAD", "POST"]),
    Route("/graph.ttl", graph.turtle),
    Route("/schema.graphql", schema),
    Route("/healthz", health),
    Mount("/assets", StaticFiles(directory=pages.ASSETS)),
]
MIDDLEWARE = [Middleware(SecurityHeaders), Middleware(GZipMiddleware, minimum_size=1000)]
EXCEPTION_HANDLERS = errors.HANDLERS
