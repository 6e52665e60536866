"""The application: routes and errors wired to one catalogue."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from starlette.applications import Starlette

from api.current import Current
from api.settings import Settings
from api.web.graphql.answers import OfCatalogue
from api.web.graphql.documents import Documents
from api.web.live import Connections
from api.web.pages import base_path
from api.web.routes import ELSEWHERE, EXCEPTION_HANDLERS, ROUTES, middleware
from api.web.sparql import engine
from kg.catalogue import Catalogue


def create_app(settings: Settings, catalogue: Catalogue) -> Starlette:
    """The ASGI application that serves a catalogue. Raises `PrincipleGraphError` for a manifest that can't be read."""
    app = Starlette(
        routes=ROUTES, middleware=middleware(settings), exception_handlers=EXCEPTION_HANDLERS, lifespan=_lifespan
    )
    app.router.default = ELSEWHERE
    app.state.settings = settings
    app.state.sparql = engine(settings)
    app.state.documents = Documents.load(settings.manifest, settings.only_trusted, settings.apq_bytes)
    room = settings.answer_bytes // 2
    app.state.answers, app.state.responses = OfCatalogue(room), OfCatalogue(room)
    app.state.connections = Connections(settings.live_connections)
    app.state.current = Current(catalogue, settings.live_versions)
    app.state.current.listen(partial(_serve, app))
    _serve(app, catalogue)
    return app


def _serve(app: Starlette, catalogue: Catalogue) -> None:
    """Lets all requests from now on be answered from a catalogue, and lets go of what was made of the last one."""
    # A base such as https://example.org/graph/ is an IRI of its own, and no other spelling of /graph.
    app.router.redirect_slashes = not any(f"{getattr(route, 'path', '')}/" == base_path(catalogue) for route in ROUTES)
    app.state.catalogue = catalogue
    app.state.sparql.follow(catalogue.version)


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    yield
    await app.state.connections.end(1)
    app.state.sparql.close()
