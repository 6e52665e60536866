"""What is served where."""

from starlette.middleware import Middleware
from starlette.middleware.errors import ServerErrorMiddleware
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute

from api.settings import Settings
from api.web import errors, graph, linked, pages, published
from api.web.address import EscapedQuery
from api.web.compression import Compression
from api.web.graphql import graphql
from api.web.graphql.repeated import Repeated
from api.web.headers import SecurityHeaders
from api.web.health import health, live, ready
from api.web.observation.metrics import metrics
from api.web.offers import GRAPH
from api.web.origins import Origins
from api.web.request_id import RequestIds
from api.web.schema import schema
from api.web.search import search
from api.web.sockets import socket
from api.web.sparql import sparql
from kg.rdf.published import SHAPES, VOCABULARY

PUBLISHED: list[Route] = [
    *published.document("/vocabulary", VOCABULARY, published.vocabulary_page),
    *published.document("/shapes", SHAPES),
    Route("/context.jsonld", published.context),
]
"""What is the same on every server."""
ROUTES: list[BaseRoute] = [
    Route("/", linked.start),
    Route("/graphql", graphql, methods=["GET", "HEAD", "POST"]),
    WebSocketRoute("/graphql", socket),
    Route("/graph", graph.graph),
    *(Route(f"/graph{offer.suffix}", graph.of(offer)) for offer in GRAPH),
    *PUBLISHED,
    Route("/.well-known/void", published.void),
    Route("/sparql", sparql, methods=["GET", "HEAD", "POST"]),
    Route("/search", search),
    Route("/schema.graphql", schema),
    Route("/healthz", health),
    Route("/livez", live),
    Route("/readyz", ready),
    Route("/metrics", metrics),
    Mount("/assets", pages.Assets(directory=pages.ASSETS)),
]
ELSEWHERE = linked.LinkedData()
"""Answers the paths that no route names: the nodes of the graph."""
EXCEPTION_HANDLERS = errors.HANDLERS


def middleware(settings: Settings) -> list[Middleware]:
    """What every response goes through, a failure of the server too; the first is the last to see it."""
    return [
        Middleware(EscapedQuery),
        Middleware(RequestIds),
        # Whatever refuses some requests to /graphql by more than Repeated tells apart stands above it.
        Middleware(Repeated, settings.body_bytes),
        Middleware(SecurityHeaders, hsts=settings.hsts),
        Middleware(Origins, settings.origins, [route.path for route in PUBLISHED]),
        Middleware(Compression),
        Middleware(ServerErrorMiddleware, handler=errors.on_exception),
    ]
