import asyncio
import zlib

import brotli
import pytest
import zstandard
from starlette.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send

from api.web.compression import Compression

PATHS = (
    "/graph.ttl",
    "/graph",
    "/catalogue.ttl",
    "/vocabulary",
    "/sparql",
    "/schema.graphql",
    "/graphql?query={__schema{types{name+description}}}",
)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip", "gzip"),
        ("GZIP", "gzip"),
        ("x-gzip", "gzip"),
        ("br;q=0.5, gzip", "gzip"),
        ("identity;q=0, gzip", "gzip"),
        ("br, gzip;q=0.5", "br"),
        ("gzip, deflate, br", "br"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("*", "zstd"),
        ("*, zstd;q=0", "br"),
        ("identity;q=0.5, gzip", "gzip"),
    ],
)
def test_packed_as_is_liked_best(client: TestClient, path: str, accepted: str, coding: str) -> None:
    """Who takes codings gets the one it likes best, on every path that has more than a little to say."""
    answer = client.get(path, headers={"Accept-Encoding": accepted})
    assert answer.headers["Content-Encoding"] == coding
    assert "Accept-Encoding" in answer.headers["Vary"].split(", ")
    plain = client.get(path, headers={"Accept-Encoding": "identity"}).content
    assert int(answer.headers["Content-Length"]) < len(plain)
    # The test client reads the two others itself.
    assert (_read(coding, [{"body": answer.content}]) if coding == "zstd" else answer.content) == plain


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "accepted", ["gzip;q=0", "deflate, gzip; q=0.0", "*;q=0", "identity", "", "gzippy", "identity, br;q=0.5"]
)
def test_not_packed_for_who_refuses_it(client: TestClient, path: str, accepted: str) -> None:
    """Who refuses all codings, names none, or likes plain bytes better gets plain bytes; caches are told it depends."""
    answer = client.get(path, headers={"Accept-Encoding": accepted})
    assert (answer.status_code, answer.headers.get("Content-Encoding")) == (200, None)
    assert "Accept-Encoding" in answer.headers["Vary"].split(", ")


@pytest.mark.parametrize("path", ["/graphql?query={__typename}", "/healthz"])
def test_small_answers(client: TestClient, path: str) -> None:
    """A small answer is packed for those alone who refuse plain bytes."""
    assert "Content-Encoding" not in client.get(path, headers={"Accept-Encoding": "gzip, br, zstd"}).headers
    answer = client.get(path, headers={"Accept-Encoding": "gzip, identity;q=0"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.content == client.get(path).content


@pytest.mark.parametrize("coding", ["zstd", "br", "gzip", "identity"])
def test_events_go_out_as_they_come(coding: str) -> None:
    """An event stream is never held back: each event has left, packed or not, before the next one is made."""
    sent: list[Message] = []

    async def app(_: Scope, __: Receive, send: Send) -> None:
        headers = [(b"content-type", b"text/event-stream")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        for number in range(3):
            await send({"type": "http.response.body", "body": b"data: %d\n\n" % number, "more_body": True})
            assert _read(coding, sent).endswith(b"data: %d\n\n" % number)
        await send({"type": "http.response.body", "body": b""})

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    scope = {"type": "http", "method": "GET", "path": "/", "headers": [(b"accept-encoding", coding.encode())]}
    asyncio.run(Compression(app)(scope, receive, send))
    assert _read(coding, sent) == b"data: 0\n\ndata: 1\n\ndata: 2\n\n"


def _read(coding: str, sent: list[Message]) -> bytes:
    """What a client has read by now."""
    came = b"".join(one.get("body", b"") for one in sent)
    if coding == "zstd":
        return zstandard.ZstdDecompressor().decompressobj().decompress(came)
    if coding == "br":
        return bytes(brotli.Decompressor().process(came))
    return zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(came) if coding == "gzip" else came
