"""Content codings: which one a client is sent, and bytes packed in it (RFC 9110, 8.4 and 12.5.3; RFC 8878, 7932)."""

import zlib
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

import brotli  # type: ignore[import-untyped]  # it ships no types
import zstandard

from api.web.accept import weights

CODINGS = ("zstd", "br", "gzip")
"""Those that are offered, the first for clients that like all the same: it costs least for what it saves."""
SMALL = 1000
"""Fewer bytes than this are sent as they are: they fit one packet anyway."""
_LEVEL = 4


@lru_cache(maxsize=256)
def chosen(accepted: str) -> tuple[str | None, bool]:
    """The coding that an Accept-Encoding header likes best, None for none; and whether it takes plain bytes too."""
    liked = weights(accepted)
    if "x-gzip" in liked:  # RFC 9110, 8.4.1.3
        liked.setdefault("gzip", liked["x-gzip"])
    rest = liked.get("*")
    plain = liked.get("identity", 1.0 if rest is None else rest) > 0
    named = [(liked.get(one, rest or 0.0), one) for one in CODINGS]
    weight, best = max(named, key=lambda pair: pair[0])
    # Who likes plain bytes better than any coding says so by name.
    if weight <= 0 or ("identity" in liked and liked["identity"] > weight):
        return None, plain
    return best, plain


def pack(data: bytes, coding: str) -> bytes:
    """The bytes in a coding."""
    return b"".join(packed(iter((data,)), coding))


def packed(pieces: Iterator[bytes], coding: str) -> Iterator[bytes]:
    """Pieces of bytes in a coding, a piece at a time."""
    packer, end = _PACKERS[coding]()
    for piece in pieces:
        yield packer(piece)
    yield end()


def _zstd() -> tuple[Callable[[bytes], bytes], Callable[[], bytes]]:
    packer = zstandard.ZstdCompressor(level=_LEVEL).compressobj()
    return packer.compress, packer.flush


def _brotli() -> tuple[Callable[[bytes], bytes], Callable[[], bytes]]:
    packer = brotli.Compressor(quality=_LEVEL)
    return packer.process, packer.finish


def _gzip() -> tuple[Callable[[bytes], bytes], Callable[[], bytes]]:
    packer = zlib.compressobj(6, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    return packer.compress, packer.flush


_PACKERS: dict[str, Callable[[], tuple[Any, Any]]] = {"zstd": _zstd, "br": _brotli, "gzip": _gzip}
