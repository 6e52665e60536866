"""Running the application on a port (uvicorn)."""

import socket
import sys

import uvicorn
from starlette.applications import Starlette

from api.settings import Settings
from kg.errors import PrincipleGraphError


def serve(app: Starlette, settings: Settings) -> None:
    """Serves until interrupted; says the address first. Raises `PrincipleGraphError` where it can't listen."""
    with _listen(settings.host, settings.port) as listener:
        host = f"[{settings.host}]" if ":" in settings.host else settings.host
        print(f"Serving at http://{host}:{listener.getsockname()[1]}/ (stop with Ctrl+C)", file=sys.stderr)  # noqa: T201
        config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
        uvicorn.Server(config).run(sockets=[listener])


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
