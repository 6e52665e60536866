"""A real server whose folder changes while it runs."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

PROTOCOL = "graphql-transport-ws"
CHANGES = "subscription Changes($since: String) { catalogueChanged(since: $since) { version added changed removed } }"


class Running:
    """A server, its folder, and what it says."""

    def __init__(self, server: subprocess.Popen[str], folder: Path, address: str) -> None:
        self._server, self.folder, self.address = server, folder, address
        self.pid, self.netloc = server.pid, urlsplit(address).netloc

    @property
    def graphql(self) -> str:
        """Where it answers GraphQL."""
        return f"{self.address}graphql"

    def said(self) -> str:
        """The next line that it says."""
        assert self._server.stderr is not None
        return self._server.stderr.readline()

    def reload(self, **pages: str | None) -> str:
        """Writes pages, or takes them away, and has the folder read again; what the server says then."""
        for name, text in pages.items():
            if text is None:
                (self.folder / f"{name}.md").unlink()
            else:
                (self.folder / f"{name}.md").write_text(text, encoding="utf-8")
        os.kill(self.pid, signal.SIGHUP)
        return self.said()

    def end(self, by: signal.Signals = signal.SIGTERM) -> None:
        """Tells it to end."""
        os.kill(self.pid, by)

    def socket(self, *protocols: str, origin: str | None = None, path: str = "graphql") -> ClientConnection:
        """A WebSocket to it; without protocols named, with the one that it speaks."""
        return connect(
            f"ws://{self.netloc}/{path}",
            subprotocols=[Subprotocol(one) for one in protocols or (PROTOCOL,)],
            origin=None if origin is None else Origin(origin),
            compression=None,
            ping_interval=None,
            proxy=None,
        )


@contextmanager
def running(folder: Path, **settings: object) -> Iterator[Running]:
    """A server of a folder with some settings; whatever it says beyond its answers fails the test."""
    command = [sys.executable, "-c", "from api.cli import run; run()", "serve", str(folder), "--port", "0"]
    variables = {f"PRINCIPLE_{name.upper()}": str(value) for name, value in settings.items()}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**os.environ, **variables}) as server:
        assert server.stderr is not None
        found = next(found[0] for line in server.stderr if (found := re.search(r"http://\S+/", line)))
        yield Running(server, folder, found)
        server.terminate()
        said = server.stderr.read()
        assert said == "", said


def say(socket: ClientConnection, type: str, **rest: Any) -> None:
    """Sends a message of the protocol."""
    socket.send(json.dumps({"type": type, **rest}))


def hear(socket: ClientConnection, seconds: float = 5) -> dict[str, Any]:
    """The next message that is no heartbeat; those are answered."""
    while True:
        message: dict[str, Any] = json.loads(socket.recv(seconds))
        if message != {"type": "ping"}:
            return message
        say(socket, "pong")


def begin(socket: ClientConnection) -> ClientConnection:
    """The same socket, with its connection initialised."""
    say(socket, "connection_init")
    assert hear(socket) == {"type": "connection_ack"}
    return socket


def ask(socket: ClientConnection, id: str, query: str = CHANGES, **variables: Any) -> None:
    """Sends an operation."""
    say(socket, "subscribe", id=id, payload={"query": query, "variables": variables})
