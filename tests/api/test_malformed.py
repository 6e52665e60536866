"""Requests that nobody should send, to every address: over sockets to a real server, and to the application itself."""

import asyncio
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.routing import Mount, Route

from api.app import create_app
from api.settings import Settings
from api.web.routes import ROUTES
from kg.catalogue import Catalogue

METHODS = [
    "GET",
    "HEAD",
    "POST",
    "PUT",
    "PATCH",
    "DELETE",
    "OPTIONS",
    "TRACE",
    "CONNECT",
    "PROPFIND",
    "BREW",
    "get",
    "Ä",
]
ADDRESSES = [
    *(f"{route.path}{'/frame.css' if isinstance(route, Mount) else ''}" for route in ROUTES if hasattr(route, "path")),
    *("/principle/one", "/principle/one.ttl", "/theme/x", "/document/one.md", "/alternative/two.html", "/none", ""),
]
PIECES = [
    *("%00", "%0d%0aX:%20y", "%2e%2e%2f", "%2F", "%5c", "%ff", "%ED%A0%80", "%zz", "%", "%u0041", "%41" * 500),
    *("../", "..%2f..", "//", "./", ";", "?", "#", "&", "=", "..", "*", "@", ":", "\\", ".ttl", ".jsonld", "[" * 500),
    *("é", "\x80", "\x00", "\x7f", " ", "a" * 2_000),
]
PARAMETERS = [
    *("query", "variables", "operationName", "extensions", "page", "format"),
    *("default-graph-uri", "named-graph-uri", "update"),
]
HEADERS = {
    "Accept": ["*/*", "text/html", "image/png", "text/turtle;q=x", ";q=1", "a/b;q=9e99", "*/*;q=-1", ",,,", 'a/b;p="'],
    "Accept-Encoding": ["gzip", "br", "zstd", "identity;q=0", "*;q=0", "gzip;q=nan", ",;,"],
    "Accept-Language": ["*", "de;q=x", "ÿ"],
    "Access-Control-Request-Method": ["GET", "é"],
    "Authorization": ["Bearer", "Basic !!!", "Bearer é"],
    "Content-Encoding": ["gzip", "nonsense"],
    "Content-Type": [
        *("application/json", "application/json;charset=utf-16", "multipart/form-data", "text/plain", "a/b;charset=x"),
        *("application/sparql-query", "application/x-www-form-urlencoded", 'application/sparql-update;charset="x', ";"),
    ],
    "Cookie": ["a=b; ;;=", "ÿ"],
    "Expect": ["100-continue", "200-maybe"],
    "Host": ["x", "", "[::1", "a b", "x:99999", "é.example", "..", "example.org:port"],
    "If-Match": ["*", "W/"],
    "If-Modified-Since": ["yesterday", "Thu, 01 Jan 1970 00:00:00 GMT"],
    "If-None-Match": ["*", "W/", '"', '"a', ",,", 'W/"x", *', "ÿ"],
    "Origin": ["null", "*", "https://x.example", "é"],
    "Range": ["bytes=0-", "bytes=-1", "bytes=9-1", "bytes=" + "0-1," * 100, "lines=1-", "bytes=x"],
    "Upgrade": ["websocket", "h2c", ""],
    "X-Forwarded-For": ["::1, unknown", "é"],
    "X-Request-Id": ["", "a" * 500, "é", "a\tb"],
    "X-" + "a" * 500: ["a" * 2_000],
}
FRAMING = {
    "Content-Length": ["0", "1", "999", "-1", "1e3", "0x1", "9" * 30, "1, 1", "", "²"],
    "Transfer-Encoding": ["chunked", "gzip, chunked", "identity", "chunked, chunked", "x", ""],
    "Connection": ["keep-alive", "Upgrade", "close, close", ""],
    "Bad Header": ["x"],
    "": ["x"],
}
BODIES = [
    *(b"", b"5", b"null", b'"x"', b"[]", b"{}", b"\xff\xfe", b"\x00", b"[" * 5_000, b"a" * 9_000),
    *(b'{"query": 1}', b'{"query": "{a}"}', b'{"a": 1, "a": 2}', b'{"query": "\\ud800"}'),
    *(b"ASK {}", b"ASK { \x00 }", b"INSERT DATA { <a> <b> <c> }", b"(" * 9_000),
    *(b"query=%ff&query=%zz&=&&", b"query=ASK%20%7B%7D", b"SELECT * { SERVICE <http://127.0.0.1/> { ?a ?b ?c } }"),
    *(b"--x\r\n\r\n", b"5\r\nhello\r\n0\r\n\r\n", b"zz\r\n"),
]

any_text = st.one_of(st.sampled_from(PIECES), st.text(st.characters(max_codepoint=0xFF), max_size=9))
targets = st.builds(
    lambda address, path, query: address + "".join(path) + ("?" + "&".join(query) if query else ""),
    st.sampled_from(ADDRESSES),
    st.lists(any_text, max_size=3),
    st.lists(st.one_of(any_text, st.builds("{}={}".format, st.sampled_from(PARAMETERS), any_text)), max_size=3),
)
bodies = st.one_of(st.sampled_from(BODIES), st.binary(max_size=40))


def headers(known: dict[str, list[str]]) -> st.SearchStrategy[list[tuple[str, str]]]:
    """Some headers with values that they may or should not have, or with any."""
    one = st.sampled_from(sorted(known)).flatmap(
        lambda name: st.tuples(st.just(name), st.one_of(st.sampled_from(known[name]), any_text))
    )
    return st.lists(one, max_size=4)


@pytest.fixture(scope="module")
def app(catalogue: Catalogue) -> Iterator[Starlette]:
    """The application itself."""
    app = create_app(Settings(), catalogue)
    yield app
    app.state.sparql.close()


@settings(max_examples=1_000, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(METHODS), targets, headers(HEADERS), st.lists(bodies, min_size=1, max_size=3), st.booleans())
def test_any_request_to_the_application(
    app: Starlette, method: str, target: str, given_headers: list[tuple[str, str]], body: list[bytes], cut: bool
) -> None:
    """Whatever method, address, headers and body a request has, the application answers it, and not with 5xx."""
    path, _, query = target.partition("?")
    messages: list[Any] = [{"type": "http.request", "body": piece, "more_body": True} for piece in body]
    messages.append({"type": "http.disconnect"} if cut else {"type": "http.request", "body": b"", "more_body": False})
    sent: list[Any] = []

    async def receive() -> Any:
        if not (messages or cut):
            await asyncio.Event().wait()
        return messages.pop(0) if messages else {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http", "http_version": "1.1", "scheme": "http", "method": method, "path": path, "root_path": "",
        "raw_path": path.encode("latin-1"), "query_string": query.encode("latin-1"), "client": ("x", 1),
        "headers": [(name.lower().encode(), value.encode("latin-1")) for name, value in given_headers],
    }  # fmt: skip
    asyncio.run(app(scope, receive, send))
    if sent:
        start, *rest = sent
        assert 200 <= start["status"] < 500
        assert rest or cut
        for name, value in start["headers"]:
            assert not re.search(rb"[\x00-\x1f\x7f]", name + value), (name, value)


@pytest.fixture(scope="module")
def logged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[tuple[str, int], Path]]:
    """A real server: where it listens, and the file that it complains to."""
    log = tmp_path_factory.mktemp("log") / "stderr"
    command = [sys.executable, "-c", "from api.cli import run; run()", "serve", "--port", "0"]
    with log.open("w") as stderr, subprocess.Popen(command, stderr=stderr) as server:
        while not (found := re.search(r"http://([\d.]+):(\d+)/", log.read_text())):
            assert server.poll() is None, log.read_text()
        yield (found[1], int(found[2])), log
        server.terminate()
    assert "Traceback" not in log.read_text()


def status_of(place: tuple[str, int], request: bytes) -> int | None:
    """The status that a real server gives a request, as it is; None where it hangs up."""
    with socket.create_connection(place, timeout=20) as client:
        answer = b""
        try:
            client.sendall(request)
            client.shutdown(socket.SHUT_WR)
            while piece := client.recv(65_536):
                answer += piece
        except ConnectionError:
            pass
    found = re.match(rb"HTTP/1\.1 (\d\d\d) ", answer.removeprefix(b"HTTP/1.1 100 Continue\r\n\r\n"))
    assert found or not answer, answer[:200]
    return int(found[1]) if found else None


@settings(max_examples=1_000, suppress_health_check=list(HealthCheck))
@given(
    st.sampled_from(METHODS),
    st.one_of(targets, targets.map("http://x{}".format), st.sampled_from(["*", "x:443", "http://", "//", "", "\x00"])),
    st.sampled_from(["HTTP/1.1", "HTTP/1.1", "HTTP/1.1", "HTTP/1.0", "HTTP/0.9", "HTTP/2.0", "HTTP/9", "", "FTP/1.1"]),
    headers({**HEADERS, **FRAMING}),
    bodies,
    st.sampled_from([b"\r\n", b"\r\n", b"\r\n", b"\n", b"\r"]),
)
def test_any_bytes_to_a_server(
    logged: tuple[tuple[str, int], Path],
    method: str,
    target: str,
    version: str,
    given_headers: list[tuple[str, str]],
    body: bytes,
    end: bytes,
) -> None:
    """Whatever bytes a client sends, the server answers no 5xx, and no traceback is in its log."""
    lines = [f"{method} {target} {version}", "Host: x", *(f"{name}: {value}" for name, value in given_headers)]
    if not any(name in FRAMING for name, _ in given_headers):
        lines.append(f"Content-Length: {len(body)}")
    request = end.join(line.encode("latin-1") for line in lines) + end + end + body
    status = status_of(logged[0], request)
    assert status is None or 200 <= status < 500


LISTED = {
    "bytes in a query": b"GET /none?\x80 HTTP/1.1\r\nHost: x\r\n\r\n",
    "bytes in a path": b"GET /\x80 HTTP/1.1\r\nHost: x\r\n\r\n",
    "an endless address": b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    "an endless query": b"GET /graphql?query=" + b"a" * 60_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    "an endless header": b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 100_000 + b"\r\n\r\n",
    "many headers": b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X: y\r\n" * 10_000 + b"\r\n",
    "dot segments": b"GET /assets/../../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
    "escaped dot segments": b"GET /assets/%2e%2e%2f%2e%2e%2f%2e%2e%2fetc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
    "a NUL in an address": b"GET /assets/%00 HTTP/1.1\r\nHost: x\r\n\r\n",
    "a NUL in a name": b"GET /document/%00.md HTTP/1.1\r\nHost: x\r\n\r\n",
    "a name too long for a file": b"GET /assets/" + b"a" * 5_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    "a surrogate": b"GET /principle/%ED%A0%80 HTTP/1.1\r\nHost: x\r\n\r\n",
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "nothing": b"",
    "empty lines": b"\r\n" * 1_000,
    "a proxy's request": b"CONNECT x:443 HTTP/1.1\r\nHost: x:443\r\n\r\n",
    "two lengths": b"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n12",
    "length and chunks": (
        b"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    ),
    "no length": b"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n\r\n",
    "an early end": b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
    b"Content-Length: 99\r\n\r\nASK",
}


@pytest.mark.parametrize("name", LISTED)
def test_requests_of_old_acquaintance(logged: tuple[tuple[str, int], Path], name: str) -> None:
    """Requests that servers are known to stumble over are refused, or what they ask for is not there."""
    status = status_of(logged[0], LISTED[name])
    assert status is None or 400 <= status < 500


def test_every_address_is_tried() -> None:
    """The addresses of these tests hold every route."""
    paths = [route.path for route in ROUTES if isinstance(route, Route | Mount)]
    assert all(any(address.startswith(path) for address in ADDRESSES) for path in paths)
