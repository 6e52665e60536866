import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest

HALF = b"Host: x\r\nContent-Length: 9000\r\nContent-Type: "
STUCK = {
    "sparql": b"POST /sparql HTTP/1.1\r\n" + HALF + b"application/sparql-query\r\n\r\nASK",
    "graphql": b"POST /graphql HTTP/1.1\r\n" + HALF + b"application/json\r\n\r\n{",
    "graph": b"GET /graph.nt HTTP/1.1\r\nHost: x\r\n\r\n",
}


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_who_never_ends_keeps_no_server(end: signal.Signals) -> None:
    """A server that is told to end waits a little for clients that stop halfway, and ends without a word in its log."""
    command = [
        sys.executable,
        "-c",
        "import api.server; api.server.PATIENCE = 1; from api.cli import run; run()",
        "serve",
        "--port",
        "0",
    ]
    with ExitStack() as open_ones, subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        found = next(found[0] for line in server.stderr if (found := re.search(r"http://\S+/", line)))
        for request in STUCK.values():
            client = open_ones.enter_context(socket.socket())
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            client.connect((urlsplit(found).hostname, urlsplit(found).port))
            client.sendall(request)
        assert client.recv(8).startswith(b"HTTP/1.1")
        began = time.monotonic()
        server.send_signal(end)
        assert server.wait(timeout=20) is not None
        assert 0.9 < time.monotonic() - began < 10
        assert server.stderr.read().strip() == ""
