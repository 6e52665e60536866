"""Running the application on a port (uvicorn)."""

import asyncio
import socket
import sys
from collections.abc import Callable
from threading import Thread
from types import FrameType

import uvicorn
from starlette.applications import Starlette
from starlette.types import Scope

from api.connections import guarded
from api.settings import Settings
from api.web.live import Connections
from kg.errors import PrincipleGraphError

PATIENCE = 5
"""For how many seconds a server that is to end waits for those who still send or read."""


def serve(app: Starlette, settings: Settings) -> None:
    """Serves until interrupted; says the address first. Raises `PrincipleGraphError` where it can't listen."""
    with _listen(settings.host, settings.port) as listener:
        host = f"[{settings.host}]" if ":" in settings.host else settings.host
        print(f"Serving at http://{host}:{listener.getsockname()[1]}/ (stop with Ctrl+C)", file=sys.stderr)  # noqa: T201
        config = uvicorn.Config(
            app,
            http=guarded(settings.connections, settings.request_seconds),
            log_level="warning",
            access_log=False,
            server_header=False,
            ws="wsproto",
            ws_max_size=settings.body_bytes,
            ws_ping_interval=None,  # the protocol has pings of its own
            ws_per_message_deflate=False,  # for what is sent, the memory that it takes each connection is not worth it
        )
        server = _Server(config, app.state.sparql.close, app.state.connections)
        app.state.cut_off = server.cut_off
        server.run(sockets=[listener])


class _Server(uvicorn.Server):
    """Ends SPARQL queries on their way when it is told to end; it waits a little for all other answers."""

    def __init__(self, config: uvicorn.Config, end_queries: Callable[[], None], live: Connections) -> None:
        super().__init__(config)
        self._end_queries, self._live = end_queries, live

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Takes the signal."""
        # What the signal interrupts may hold the lock that ending needs.
        Thread(target=self._end_queries).start()
        super().handle_exit(sig, frame)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Ends; whoever has not sent or read all by then is cut off, which his task takes for his going away."""
        late = asyncio.get_running_loop().call_later(PATIENCE, self._cut_off_all)
        await self._live.end(1)  # before uvicorn closes on them with a word of its own
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


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(2048)
    except (OSError, UnicodeError) as error:
        listener.close()
        reason = getattr(error, "strerror", None) or str(error)
        raise PrincipleGraphError(
            f"Can't listen on {host}, port {port}: {reason}. Name another with --host and --port; 0 takes a free port."
        ) from error
    return listener
