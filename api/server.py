"""Running the application (uvicorn): in this process, or in several that share its memory."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import Callable
from threading import Thread, Timer
from types import FrameType

import uvicorn
from starlette.applications import Starlette
from starlette.types import Scope

from api.connections import guarded
from api.listening import listening, shown
from api.settings import Settings
from api.web.health import ENDING
from api.workers import Workers

_LATE = 3
"""How many seconds after it cut everybody off a server that has not ended yet is ended."""


def serve(app: Starlette, settings: Settings) -> None:
    """Serves until it is told to end; says the address first. Raises `PrincipleGraphError` where it can't listen.

    SIGTERM lets open requests end, and returns. SIGINT does the same, and raises `KeyboardInterrupt`. At SIGHUP the
    folder is read again.
    """
    with listening(settings) as listener:
        said = f"Serving at {shown(listener, settings)} (stop with Ctrl+C)"
        if settings.workers > 1:

            def answer(parent: int, late: bool) -> None:
                _begin_reloading(app, late)
                Server(app, settings, parent).run(sockets=[listener])

            def ended(worker: int) -> None:
                if app.state.metrics is not None:
                    app.state.metrics.forget(worker)

            print(said, file=sys.stderr, flush=True)  # noqa: T201
            Workers(answer, settings.workers, settings.stop_seconds + 2 * _LATE, listener.close, ended).run()
        else:
            _begin_reloading(app, late=False)
            print(said, file=sys.stderr, flush=True)  # noqa: T201
            Server(app, settings).run(sockets=[listener])


def _begin_reloading(app: Starlette, late: bool) -> None:
    """In the process that serves; one that is `late` was made after the folder was to be read again."""
    reload = getattr(app.state, "reload", None)
    if reload is not None:
        if late:  # so that nobody is answered from an older version than before
            reload.now()
        reload.begin()


class Server(uvicorn.Server):
    """Ends SPARQL queries on their way when it is told to end; it waits a little for all other answers.

    A worker is given a file that ends with its parent, and ends then. It is ended at once by its parent alone.
    """

    def __init__(self, app: Starlette, settings: Settings, parent: int | None = None) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                http=guarded(settings.connections, settings.request_seconds),
                log_level="warning",
                access_log=False,
                server_header=False,
                proxy_headers=False,
                backlog=2048,
                ws="wsproto",
                ws_max_size=settings.body_bytes,
                ws_ping_interval=None,  # the protocol has pings of its own
                ws_per_message_deflate=False,  # for what is sent, its memory for each connection is not worth it
            )
        )
        self._app, self._patience, self._parent = app, settings.stop_seconds, parent
        app.state.cut_off = self.cut_off

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Takes the signal: the first lets open requests end, the second does not."""
        if self.should_exit and self._parent is None:
            os._exit(128 + sig)
        self._end()
        if sig == signal.SIGINT:
            self._captured_signals.append(sig)

    def _end(self) -> None:
        self.should_exit = True
        setattr(self._app.state, ENDING, True)
        # What the signal interrupts may hold the lock that ending needs.
        end_queries: Callable[[], None] = self._app.state.sparql.close
        Thread(target=end_queries).start()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begins to take connections."""
        await super().startup(sockets)
        if self._parent is not None:
            asyncio.get_running_loop().add_reader(self._parent, self._end_alone, self._parent)

    def _end_alone(self, parent: int) -> None:
        asyncio.get_running_loop().remove_reader(parent)
        self._end()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Ends; whoever has not sent or read all by then is cut off, which his task takes for his going away."""
        late = asyncio.get_running_loop().call_later(self._patience, self._cut_off_all)
        # A thread that goes on computing for nobody keeps no server.
        code = 128 + signal.SIGINT if signal.SIGINT in self._captured_signals else 0
        last = Timer(self._patience + _LATE, os._exit, (code,))
        last.daemon = True
        last.start()
        await self._app.state.connections.end(1)  # before uvicorn closes on them with a word of its own
        await super().shutdown(sockets)
        late.cancel()

    def cut_off(self, scope: Scope) -> None:
        """Drops the connection of a request at once."""
        for connection in list(self.server_state.connections):
            asked = getattr(connection, "scope", None)  # none where nothing was asked yet
            if asked is not None and asked["state"] is scope["state"]:
                connection.transport.abort()

    def _cut_off_all(self) -> None:
        for connection in list(self.server_state.connections):
            connection.transport.abort()
