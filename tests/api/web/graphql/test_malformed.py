"""Requests that nobody should send, as bytes on a socket of a real server."""

import json
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote_from_bytes

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

GOOD = json.dumps(
    {
        "query": "query Q($first: Int) { principles(first: $first) { nodes { title } } }",
        "variables": {"first": 1},
        "operationName": "Q",
        "extensions": {"persistedQuery": {"version": 1, "sha256Hash": "a" * 64}},
    }
).encode()
WORDS = st.sampled_from(
    [
        b"",
        b"null",
        b"{}",
        b"[]",
        b"5",
        b"1e999",
        b"9" * 400,
        b'"\\ud800"',
        b'{"a":1,"a":2}',
        b"{__typename}",
        b"{a",
        b"mutation{a}",
        b"subscription{a}",
        b"query Q($a:[ID!]!){nodes(ids:$a){id}}",
        b'{"a":["x",null,{},1e3]}',
        b"\xef\xbb\xbf{}",
        b"\xff\xfe",
        b"\x00",
        b"[" * 3000,
        b'{"a":' * 1200,
        b"{a" * 3000,
        b"#" * 3000,
        b'{"persistedQuery":{"version":1,"sha256Hash":"' + b"0" * 64 + b'"}}',
        b'{"persistedQuery":{"version":1e0,"sha256Hash":null}}',
        b"sha256:" + b"0" * 64,
    ]
)
VALUES = st.one_of(WORDS, st.binary(max_size=20))
NAMES = st.sampled_from(
    [b"query", b"variables", b"operationName", b"extensions", b"documentId", b"doc_id", b"id", b"x"]
)


@st.composite
def targets(draw: st.DrawFn) -> bytes:
    """The address of a request, rarely one that is none."""
    path = draw(
        st.sampled_from([b"/graphql"] * 6 + [b"/graphql/", b"//graphql", b"/graphql%00", b"*", b"http://x/graphql"])
    )
    pairs = draw(st.lists(st.tuples(NAMES, VALUES, st.booleans()), max_size=4))
    said = [
        name + b"=" + (quote_from_bytes(value).encode() if quoted else _line(value)) for name, value, quoted in pairs
    ]
    return path + b"?" * bool(said) + b"&".join(said)


@st.composite
def bodies(draw: st.DrawFn) -> bytes:
    """A body: a good one with some bytes changed, JSON of another shape, or anything."""
    kind = draw(st.integers(0, 3))
    if kind == 0:
        data, cuts = bytearray(GOOD), draw(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.binary(max_size=3))))
        for place, given_ in cuts:
            data[place : place + 1] = given_
        return bytes(data)
    if kind == 1:
        member = st.one_of(
            st.none(), st.booleans(), st.floats(allow_nan=False), st.text(max_size=5), st.just([]), st.just({})
        )
        names = ["query", "variables", "operationName", "extensions", "documentId", "id"]
        return json.dumps(draw(st.dictionaries(st.sampled_from(names), member))).encode()
    return draw(VALUES)


HEADERS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                b"Accept",
                b"Accept-Encoding",
                b"Content-Type",
                b"Content-Encoding",
                b"If-None-Match",
                b"Origin",
                b"X-Request-Id",
                b"Host",
                b"Expect",
                b"Accept-Charset",
                b"Range",
                b"Cookie",
                b"Access-Control-Request-Method",
                b"Bad Name",
            ]
        ),
        st.one_of(
            st.sampled_from(
                [
                    b"*/*",
                    b"application/json",
                    b"application/graphql-response+json;q=0.1, text/html;q=x",
                    b"text/html",
                    b"application/json; charset=utf-8",
                    b'application/json; charset="',
                    b"application/json;charset=utf-16",
                    b"multipart/form-data; boundary=",
                    b"gzip;q=0, *;q=0",
                    b"zstd, br, gzip",
                    b'W/"x", *',
                    b"100-continue",
                    b"bytes=0-1",
                    b"a" * 5000,
                    b';;;,,,==="\\',
                    b"null",
                ]
            ),
            st.binary(max_size=12).map(lambda data: data.replace(b"\r", b"").replace(b"\n", b"")),
        ),
    ),
    max_size=5,
)
METHODS = st.sampled_from([b"POST"] * 5 + [b"GET"] * 4 + [b"HEAD", b"OPTIONS", b"PUT", b"QUERY", b"post", b"G T", b""])
FRAMES = st.sampled_from(["length"] * 12 + ["chunks"] * 4 + ["none", "short", "both", "nonsense"])


@st.composite
def requests(draw: st.DrawFn) -> bytes:
    """A whole request as bytes."""
    body, lines = (
        draw(bodies()),
        [draw(METHODS) + b" " + draw(targets()) + b" HTTP/1.1", b"Host: x", b"Connection: close"],
    )
    if draw(st.booleans()):
        lines.append(b"Content-Type: application/json")
    lines += [name + b": " + value for name, value in draw(HEADERS)]
    frame = draw(FRAMES)
    if frame in ("length", "both"):
        lines.append(b"Content-Length: %d" % len(body))
    if frame in ("chunks", "both"):
        lines.append(b"Transfer-Encoding: chunked")
        half = len(body) // 2
        pieces = [piece for piece in (body[:half], body[half:]) if piece]
        body = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"
    if frame == "short":
        lines.append(b"Content-Length: %d" % max(0, len(body) - 1))
    if frame == "nonsense":
        lines.append(b"Content-Length: -1")
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, Path]]:
    """The port of a real server, and its log."""
    log = tmp_path_factory.mktemp("malformed") / "log"
    command = [sys.executable, "-c", "from api.cli import run; run()", "serve", "--port", "0"]
    with log.open("wb") as file, subprocess.Popen(command, stderr=file) as process:
        try:
            while not (found := re.search(r"http://[^:]+:(\d+)/", log.read_text())):
                assert process.poll() is None
            yield int(found[1]), log
        finally:
            process.terminate()


@settings(max_examples=500, suppress_health_check=list(HealthCheck))
@given(requests())
def test_no_request_fails_the_server(server: tuple[int, Path], request_: bytes) -> None:
    """Whatever bytes come, the answer is no failure of the server; a refusal of ours has a sentence and a code."""
    came = _answer(server[0], request_)
    if not came:
        return
    head, _, body = came.partition(b"\r\n\r\n")
    status = int(head[9:12])
    assert head.startswith(b"HTTP/1.1 ")
    assert 100 <= status < 500
    if status >= 400 and re.search(rb"^content-type: application/(graphql-response\+)?json", head, re.M) and body:
        (error, *_) = json.loads(body)["errors"]
        assert error["extensions"]["code"]
        assert re.search(rb"^x-request-id: ", head, re.M)


def test_the_log_has_no_traceback(server: tuple[int, Path]) -> None:
    """After all of that the server still answers, and its log has no traceback."""
    port, log = server
    good = b"GET /graphql?query={__typename} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    assert _answer(port, good).endswith(b'{"data":{"__typename":"Query"}}')
    assert "Traceback" not in log.read_text()


def _answer(port: int, request_: bytes) -> bytes:
    """All that comes back; a server that waits for more of the request is left after a moment."""
    came = bytearray()
    with socket.create_connection(("127.0.0.1", port), timeout=0.5) as client:
        try:
            client.sendall(request_)
            while piece := client.recv(65536):
                came += piece
        except (TimeoutError, ConnectionError):
            pass
    return bytes(came)


def _line(value: bytes) -> bytes:
    """What can stand in the first line of a request without ending it."""
    return bytes(one for one in value if one not in b"\r\n ")
