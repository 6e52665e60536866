import asyncio
from typing import Any

import pytest
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from api.web.address import EscapedQuery


@pytest.mark.parametrize(
    ("sent", "seen"),
    [(b"", b""), (b"a=%80&b=c+d%", b"a=%80&b=c+d%"), (b"a=\x80\xc3\xa9", b"a=%80%C3%A9")],
)
def test_bytes_are_escaped(sent: bytes, seen: bytes) -> None:
    """Bytes beyond ASCII are escaped, and nothing else is changed."""
    scopes: list[Scope] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        scopes.append(scope)

    nothing: Any = None
    asyncio.run(EscapedQuery(app)({"type": "http", "query_string": sent}, nothing, nothing))
    assert scopes == [{"type": "http", "query_string": seen}]


def test_a_lifespan_has_no_query(client: TestClient) -> None:
    """What has no query passes: the application starts and answers."""
    assert client.get("/healthz?é").status_code == 200
