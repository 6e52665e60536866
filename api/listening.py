"""The socket that a server takes connections from: a port, or a Unix socket."""

import socket
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from api.settings import Settings
from kg.errors import PrincipleGraphError

_WAITING = 2048
"""How many connections may wait to be taken."""


@contextmanager
def listening(settings: Settings) -> Iterator[socket.socket]:
    """The socket, as long as it is needed. Raises `PrincipleGraphError` where there can't be one."""
    if settings.uds:
        path = Path(settings.uds)
        with _unix(path) as listener:
            own = path.stat().st_ino
            try:
                yield listener
            finally:
                # Whoever took the place meanwhile keeps it.
                if path.exists() and path.stat().st_ino == own:
                    path.unlink()
    else:
        with _port(settings.host, settings.port) as listener:
            yield listener


def shown(listener: socket.socket, settings: Settings) -> str:
    """Where it listens, for people."""
    if settings.uds:
        return f"the Unix socket {settings.uds}"
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{listener.getsockname()[1]}{settings.root_path}/"


def _port(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(_WAITING)
    except (OSError, UnicodeError) as error:
        listener.close()
        reason = getattr(error, "strerror", None) or str(error)
        raise PrincipleGraphError(
            f"Can't listen on {host}, port {port}: {reason}. Name another with --host and --port; 0 takes a free port."
        ) from error
    return listener


def _unix(path: Path) -> socket.socket:
    if not hasattr(socket, "AF_UNIX"):
        raise PrincipleGraphError("This system has no Unix sockets. Name a host and a port.")
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        _clear(path)
        listener.bind(str(path))
        # The folder says who reaches it, as with the sockets of other servers.
        path.chmod(0o666)
        listener.listen(_WAITING)
    except (OSError, ValueError) as error:
        listener.close()
        reason = getattr(error, "strerror", None) or str(error)
        raise PrincipleGraphError(
            f"Can't listen on the Unix socket {path}: {reason}. Name another with --uds."
        ) from error
    return listener


def _clear(path: Path) -> None:
    """Takes away a socket that a server left behind when it was killed; one that is answered stays."""
    try:
        if not stat.S_ISSOCK(path.stat().st_mode):
            return
    except FileNotFoundError:
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as asking:
        try:
            asking.connect(str(path))
        except ConnectionRefusedError:
            path.unlink()
