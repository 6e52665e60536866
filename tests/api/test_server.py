import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

HALF = b"Host: x\r\nContent-Length: 9000\r\nContent-Type: "
STUCK = {
    "sparql": b"POST /sparql HTTP/1.1\r\n" + HALF + b"application/sparql-query\r\n\r\nASK",
    "graphql": b"POST /graphql HTTP/1.1\r\n" + HALF + b"application/json\r\n\r\n{",
    "graph": b"GET /graph.nt HTTP/1.1\r\nHost: x\r\n\r\n",
}


SERVE = (sys.executable, "-c", "from api.cli import run; run()", "serve", "--port", "0")


@pytest.fixture(autouse=True, scope="module")
def _interrupts() -> Iterator[None]:
    """Where whoever started the tests ignores interrupts, servers that they start would too."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@contextmanager
def running(*options: str) -> Iterator[subprocess.Popen[str]]:
    """A server as a process, which is killed if it is still there in the end."""
    with subprocess.Popen([*SERVE, *options], stderr=subprocess.PIPE, text=True) as server:
        try:
            yield server
        finally:
            server.kill()


def begun(server: subprocess.Popen[str]) -> tuple[str, int]:
    """Host and port of a server, as soon as it says them."""
    assert server.stderr is not None
    found = next(found[0] for line in server.stderr if (found := re.search(r"http://\S+/", line)))
    address = urlsplit(found)
    assert address.hostname is not None
    assert address.port is not None
    return address.hostname, address.port


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_who_never_ends_keeps_no_server(end: signal.Signals) -> None:
    """A server that is told to end waits a little for clients that stop halfway, and ends without a word in its log."""
    with (
        ExitStack() as open_ones,
        subprocess.Popen([*SERVE, "--stop-seconds", "1"], stderr=subprocess.PIPE, text=True) as server,
    ):
        assert server.stderr is not None
        address = begun(server)
        for request in STUCK.values():
            client = open_ones.enter_context(socket.socket())
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            client.connect(address)
            client.sendall(request)
        assert client.recv(8).startswith(b"HTTP/1.1")
        began = time.monotonic()
        server.send_signal(end)
        assert server.wait(timeout=20) == (130 if end == signal.SIGINT else 0)
        assert 0.9 < time.monotonic() - began < 10
        assert server.stderr.read().strip() == ""


@pytest.mark.parametrize("workers", ["1", "2"])
def test_open_requests_end(workers: str) -> None:
    """A server that is told to end answers what it was asked before, takes no more, and exits with 0."""
    body = b'{"query": "{ __typename }"}'
    head = b"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
    with running("--workers", workers) as server:
        address = begun(server)
        with socket.create_connection(address) as open_one:
            open_one.sendall(head % len(body) + body[:5])
            with socket.create_connection(address) as asking:
                asking.sendall(b"GET /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                assert asking.recv(100).startswith(b"HTTP/1.1 200")
            server.send_signal(signal.SIGTERM)
            while True:
                try:
                    socket.create_connection(address).close()
                except OSError:
                    break
                time.sleep(0.02)
            open_one.sendall(body[5:])
            answer = b"".join(iter(lambda: open_one.recv(4096), b""))
            assert answer.startswith(b"HTTP/1.1 200")
            assert answer.endswith(b'{"data":{"__typename":"Query"}}')
        assert server.wait(timeout=20) == 0


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_second_signal_ends_at_once(workers: str) -> None:
    """A server that is told twice to end waits for nobody."""
    with running("--workers", workers, "--stop-seconds", "100") as server:
        address = begun(server)
        with socket.create_connection(address) as open_one:
            open_one.sendall(STUCK["graphql"])
            with socket.create_connection(address) as asking:
                asking.sendall(b"GET /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                assert asking.recv(100).startswith(b"HTTP/1.1 200")
            server.send_signal(signal.SIGTERM)
            with pytest.raises(subprocess.TimeoutExpired):
                server.wait(0.5)
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=20)


def test_unix_socket(tmp_path: Path) -> None:
    """A server listens on a Unix socket; it takes the place of one that was killed, and takes it away when it ends."""
    place = tmp_path / "socket"
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(place))
    with running("--uds", str(place)) as server:
        assert server.stderr is not None
        assert any(f"Serving at the Unix socket {place}" in line for line in server.stderr)
        with httpx.Client(transport=httpx.HTTPTransport(uds=str(place)), base_url="http://x") as client:
            assert client.get("/livez").json() == {"status": "ok"}
            page = client.get("/", headers={"Accept": "text/html", "X-Forwarded-Prefix": "/kg"}).text
        assert 'href="/kg/assets/pages.css"' in page
        again = subprocess.run([*SERVE, "--uds", str(place)], capture_output=True, text=True, check=False)
        assert again.returncode == 2
        assert "Name another with --uds." in again.stderr
        server.terminate()
        assert server.wait(20) == 0
    assert not place.exists()
