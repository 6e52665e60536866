"""Small pieces of bytes joined to blocks that are worth a call of the system or a turn of an event loop."""

from collections.abc import Iterable, Iterator

SIZE = 1 << 16
"""The least bytes of each block but the last."""


def blocks(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in fewer pieces, none of them empty."""
    block = bytearray()
    for piece in pieces:
        block += piece
        if len(block) >= SIZE:
            yield bytes(block)
            block.clear()
    if block:
        yield bytes(block)
