"""The application: routes and errors wired to one catalogue."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from threading import Thread

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send

from api.current import Current
from api.execution.turns import Turns, switch_quickly
from api.settings import Settings
from api.web.entrance import Entrance, entered
from api.web.graphql.answers import OfCatalogue
from api.web.graphql.documents import Documents
from api.web.live import Connections
from api.web.observation.chosen import observers
from api.web.observation.observed import Observed
from api.web.pages import base_path
from api.web.routes import ELSEWHERE, EXCEPTION_HANDLERS, ROUTES, middleware
from api.web.sparql import engine
from kg.catalogue import Catalogue
from kg.search.index import index_of
from kg.selection.lists import prepare


class Application(Starlette):
    """Starlette with what a request meets before it, where settings need that."""

    outermost: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Runs as an ASGI application."""
        await (self.outermost or super().__call__)(scope, receive, send)

    async def inner(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Runs what lies behind the entrance."""
        await super().__call__(scope, receive, send)


def create_app(settings: Settings, catalogue: Catalogue) -> Application:
    """The ASGI application that serves a catalogue. Raises `PrincipleGraphError` for a manifest that can't be read."""
    app = Application(
        routes=ROUTES, middleware=middleware(settings), exception_handlers=EXCEPTION_HANDLERS, lifespan=_lifespan
    )
    app.router.default = ELSEWHERE
    app.state.settings = settings
    app.state.sparql = engine(settings)
    app.state.turns = Turns(settings)
    app.state.documents = Documents.load(settings.manifest, settings.only_trusted, settings.apq_bytes)
    room = settings.answer_bytes // 2
    app.state.answers, app.state.responses = OfCatalogue(room), OfCatalogue(room)
    app.state.connections = Connections(settings.live_connections)
    app.state.current = Current(catalogue, settings.live_versions)
    app.state.current.listen(partial(_serve, app))
    _serve(app, catalogue)
    told = observers(app, settings)
    entrance = entered(app.inner, settings)
    if told:
        app.outermost = Observed(entrance, told)
    elif isinstance(entrance, Entrance):
        app.outermost = entrance
    return app


def _serve(app: Starlette, catalogue: Catalogue) -> None:
    """Lets all requests from now on be answered from a catalogue, and lets go of what was made of the last one."""
    # A base such as https://example.org/graph/ is an IRI of its own, and no other spelling of /graph.
    app.router.redirect_slashes = not any(f"{getattr(route, 'path', '')}/" == base_path(catalogue) for route in ROUTES)
    app.state.catalogue = catalogue
    app.state.sparql.follow(catalogue.version)


def warm(catalogue: Catalogue) -> None:
    """Makes what whoever asks for it first would wait for: orders of lists, and the index that is searched."""
    prepare(catalogue)
    index_of(catalogue)


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    switch_quickly()
    telemetry = app.state.telemetry
    if telemetry is not None:
        telemetry.start()
    # All else is answered meanwhile.
    Thread(target=warm, args=(app.state.catalogue,), name="warm", daemon=True).start()
    yield
    await app.state.connections.end(1)
    app.state.turns.close()
    app.state.sparql.close()
    if telemetry is not None:
        await run_in_threadpool(telemetry.stop)
