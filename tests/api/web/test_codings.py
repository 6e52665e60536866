import gzip

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from api.web.codings import CODINGS, chosen, pack

ANY = st.one_of(st.text(max_size=60), st.text(alphabet='gzip,br;q=0.1*"zstd identity', max_size=60))


@pytest.mark.parametrize(
    ("accepted", "coding", "plain"),
    [
        ("", None, True),
        ("identity", None, True),
        ("gzip", "gzip", True),
        ("br;q=0.9, gzip;q=0.8", "br", True),
        ("*", "zstd", True),
        ("*;q=0", None, False),
        ("identity;q=0", None, False),
        ("*;q=0, identity", None, True),
        ("gzip, *;q=0", "gzip", False),
        ("gzip;q=0, br;q=0, zstd;q=0", None, True),
        ("identity;q=0.9, gzip;q=0.5", None, True),
    ],
)
def test_chosen(accepted: str, coding: str | None, plain: bool) -> None:
    """The coding liked best, the cheapest on a tie, and whether plain bytes are taken (RFC 9110, 12.5.3)."""
    assert chosen(accepted) == (coding, plain)


@given(ANY)
def test_any_header_is_read(accepted: str) -> None:
    """No Accept-Encoding raises; what is chosen is offered."""
    assert chosen(accepted)[0] in (*CODINGS, None)


@given(st.binary(max_size=5000))
def test_packed_is_read_back(data: bytes) -> None:
    """What is packed is read by the makers' own readers as the same bytes."""
    assert gzip.decompress(pack(data, "gzip")) == data
    assert brotli.decompress(pack(data, "br")) == data
    assert zstandard.ZstdDecompressor().decompressobj().decompress(pack(data, "zstd")) == data
