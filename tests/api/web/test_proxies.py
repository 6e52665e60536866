from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.web.proxies import Proxies


def asked(client: str | None, *headers: tuple[str, str], kind: str = "http") -> dict[str, Any]:
    """A request from an address."""
    pairs = [(name.lower().encode(), value.encode("latin-1")) for name, value in (("Host", "inner"), *headers)]
    return {"type": kind, "client": client and (client, 1), "scheme": "http", "headers": pairs}


@pytest.mark.parametrize(
    ("chain", "client"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("6.6.6.6, 203.0.113.9", "203.0.113.9"),
        ("203.0.113.9, 10.1.1.1", "203.0.113.9"),
        ("6.6.6.6, 203.0.113.9, 10.1.1.1, 10.0.0.2", "203.0.113.9"),
        ("10.0.0.9, 10.0.0.2", "10.0.0.9"),
        ("203.0.113.9:4711", "203.0.113.9"),
        ("[2001:db8::9]:80", "2001:db8::9"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("203.0.113.9, unknown", "10.0.0.1"),
        ("nonsense", "10.0.0.1"),
        (", ,", "10.0.0.1"),
    ],
)
def test_who_asked(chain: str, client: str) -> None:
    """The client is the last of the chain that is no trusted proxy; its own words before that say nothing."""
    scope = asked("10.0.0.1", ("X-Forwarded-For", chain))
    Proxies(["10.0.0.0/8"]).apply(scope)
    assert scope["client"][0] == client


@pytest.mark.parametrize("client", ["203.0.113.1", "::1", "localhost", "fe80::1%eth0"])
def test_words_of_others(client: str) -> None:
    """Who is no trusted proxy changes nothing by headers."""
    said = [(f"X-Forwarded-{name}", value) for name, value in (("For", "1.1.1.1"), ("Proto", "https"), ("Host", "a"))]
    scope = asked(client, *said, ("X-Forwarded-Prefix", "/kg"))
    before = dict(scope)
    assert Proxies(["10.0.0.0/8", "127.0.0.1"]).apply(scope) is None
    assert scope == before


@pytest.mark.parametrize(("trusted", "client"), [("*", "203.0.113.1"), ("10.0.0.0/8", None), ("::1", "::1")])
def test_words_of_proxies(trusted: str, client: str | None) -> None:
    """A trusted proxy, or whoever reaches a Unix socket, says scheme, host and path; the last of several holds."""
    scope = asked(
        client,
        ("X-Forwarded-Proto", "http, HTTPS"),
        ("X-Forwarded-Host", "evil.example"),
        ("X-Forwarded-Host", "graph.example.org:8443"),
        ("X-Forwarded-Prefix", "/kg/"),
    )
    assert Proxies([trusted]).apply(scope) == "/kg"
    assert scope["scheme"] == "https"
    assert [value for name, value in scope["headers"] if name == b"host"] == [b"graph.example.org:8443"]


def test_websockets_have_schemes_of_their_own() -> None:
    """A WebSocket that came by HTTPS is one of wss."""
    scope = asked("10.0.0.1", ("X-Forwarded-Proto", "https"), kind="websocket")
    Proxies(["*"]).apply(scope)
    assert scope["scheme"] == "wss"


@given(st.sampled_from(("For", "Proto", "Host", "Prefix")), st.text(st.characters(max_codepoint=255), max_size=40))
def test_no_header_harms(name: str, value: str) -> None:
    """Whatever a header holds, what comes of it is a client's address, a scheme, a host and a path."""
    scope = asked("10.0.0.1", (f"X-Forwarded-{name}", value))
    root = Proxies(["10.0.0.1"]).apply(scope)
    assert scope["scheme"] in ("http", "https")
    assert root is None or root == "" or root.startswith("/")
    assert not set('<>"\r\n ') & set(root or "")
    (host,) = (value for name, value in scope["headers"] if name == b"host")
    assert not set(b'<>"/\r\n ') & set(host)
