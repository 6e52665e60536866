"""What proxies say of a request: who asked, how, for which host and under which path (X-Forwarded headers)."""

from collections.abc import Collection
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from starlette.datastructures import Headers
from starlette.types import Scope

from api.setting import prefix
from api.web.headers import is_host
from kg.errors import PrincipleGraphError

_SCHEMES = {"http": ("http", "ws"), "https": ("https", "wss"), "ws": ("http", "ws"), "wss": ("https", "wss")}
_LONGEST = 100
"""How many addresses of a chain are looked at."""


class Proxies:
    """The proxies whose word holds. Whoever reaches a Unix socket is one."""

    def __init__(self, trusted: Collection[str]) -> None:
        self._all = "*" in trusted
        self._networks = [ip_network(one) for one in trusted if one != "*"]
        self._trusts = lru_cache(maxsize=1024)(self._holds)

    def apply(self, scope: Scope) -> str | None:
        """Puts into a request what a trusted proxy says of it, and gives the path that it took away, where it does."""
        client = scope.get("client")
        if client is not None and not self._trusts(client[0]):
            return None
        headers = Headers(scope=scope)
        if chain := ",".join(headers.getlist("x-forwarded-for")):
            scope["client"] = (self._first(chain, client[0] if client else ""), 0)
        scheme = _SCHEMES.get(_last(headers, "x-forwarded-proto").lower())
        if scheme is not None:
            scope["scheme"] = scheme[scope["type"] == "websocket"]
        host = _last(headers, "x-forwarded-host")
        if host and is_host(host):
            others = [pair for pair in scope["headers"] if pair[0] != b"host"]
            scope["headers"] = [*others, (b"host", host.encode("ascii"))]
        try:
            return prefix("", _last(headers, "x-forwarded-prefix"))
        except PrincipleGraphError:
            return None

    def _first(self, chain: str, nearest: str) -> str:
        """The last address in a chain that is no proxy's; what stands before it is that client's own word."""
        for one in reversed(chain.split(",")[-_LONGEST:]):
            address = _address(one.strip())
            if address is None:
                break
            nearest = str(address)
            if not self._trusts(nearest):
                break
        return nearest

    def _holds(self, text: str) -> bool:
        if self._all or not text:
            return True
        address = _address(text)
        return address is not None and any(address in network for network in self._networks)


def _last(headers: Headers, name: str) -> str:
    """What the nearest proxy says."""
    said = headers.getlist(name)
    return said[-1].rsplit(",", 1)[-1].strip() if said else ""


def _address(text: str) -> IPv4Address | IPv6Address | None:
    """An address, with or without a port."""
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
