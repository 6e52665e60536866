"""What a server can be told, with its defaults; the environment may set each."""

import os
import re
from dataclasses import dataclass
from typing import TypeVar

from kg.errors import PrincipleGraphError

_ORIGIN = re.compile(r"[a-z][a-z0-9+.-]*://(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d+)?")

_Limit = TypeVar("_Limit", int, int | None)


@dataclass(frozen=True, slots=True)
class Settings:
    """Where to listen and what to refuse; None as a limit means none.

    `page_size` is the most items a connection gives at once, `body_bytes` the largest request body, `tokens` the
    longest GraphQL document. `origins` are those of other servers whose pages may ask; `*` is every one.

    A SPARQL query may be `sparql_length` bytes long, run for `sparql_seconds` and take `sparql_memory` bytes beside the
    graph; its answer may have `sparql_rows` rows and `sparql_bytes` bytes. `sparql_workers` run at once, each in a
    process; `sparql_queries` may run or wait.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    page_size: int | None = 500
    body_bytes: int = 1_000_000
    tokens: int | None = 10_000
    origins: tuple[str, ...] = ()
    sparql_seconds: int = 10
    sparql_rows: int = 100_000
    sparql_bytes: int = 20_000_000
    sparql_memory: int = 500_000_000
    sparql_workers: int = 4
    sparql_queries: int = 20
    sparql_length: int = 100_000

    @classmethod
    def from_environment(cls, host: str | None = None, port: int | None = None) -> "Settings":
        """The settings of the variables PRINCIPLE_HOST, PRINCIPLE_PORT and so on; what is given here wins.

        Raises `PrincipleGraphError` for a value that can't be used.
        """
        plain = cls()
        return cls(
            host=host or os.environ.get("PRINCIPLE_HOST") or plain.host,
            port=_number("PRINCIPLE_PORT", plain.port, 0, 65535) if port is None else port,
            page_size=_number("PRINCIPLE_PAGE_SIZE", plain.page_size, 1),
            body_bytes=_number("PRINCIPLE_BODY_BYTES", plain.body_bytes, 1),
            tokens=_number("PRINCIPLE_TOKENS", plain.tokens, 1),
            origins=_origins("PRINCIPLE_ORIGINS"),
            sparql_seconds=_number("PRINCIPLE_SPARQL_SECONDS", plain.sparql_seconds, 1),
            sparql_rows=_number("PRINCIPLE_SPARQL_ROWS", plain.sparql_rows, 1),
            sparql_bytes=_number("PRINCIPLE_SPARQL_BYTES", plain.sparql_bytes, 1),
            sparql_memory=_number("PRINCIPLE_SPARQL_MEMORY", plain.sparql_memory, 1_000_000),
            sparql_workers=_number("PRINCIPLE_SPARQL_WORKERS", plain.sparql_workers, 1, 1000),
            sparql_queries=_number("PRINCIPLE_SPARQL_QUERIES", plain.sparql_queries, 1, 1000),
            sparql_length=_number("PRINCIPLE_SPARQL_LENGTH", plain.sparql_length, 1),
        )

    @classmethod
    def unlimited(cls) -> "Settings":
        """The settings for questions of the person at this machine."""
        return cls(page_size=None, tokens=None)


def _number(name: str, default: _Limit, least: int, most: int | None = None) -> _Limit:
    text = os.environ.get(name)
    if not text:
        return default
    if text.isascii() and text.isdigit() and least <= int(text) <= (most or int(text)):
        return int(text)
    limits = f"from {least} to {most}" if most is not None else f"from {least} on"
    raise PrincipleGraphError(f"{name} is “{text}”. Set it to a whole number {limits}, or unset it.")


def _origins(name: str) -> tuple[str, ...]:
    given = os.environ.get(name, "").lower().replace(",", " ").split()
    for one in given:
        if one != "*" and not _ORIGIN.fullmatch(one):
            raise PrincipleGraphError(
                f"{name} holds “{one}”, which is no origin. Set it to origins such as https://app.example.org"
                " – scheme, host and port without a path –, parted by spaces, or to *, or unset it."
            )
    return tuple(_as_browsers_say(one) for one in given)


def _as_browsers_say(origin: str) -> str:
    for scheme, port in (("https://", ":443"), ("http://", ":80")):
        if origin.startswith(scheme):
            return origin.removesuffix(port)
    return origin
