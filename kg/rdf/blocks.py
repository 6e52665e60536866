"""The written parts of an export, until all are there and can be put in order."""

from collections.abc import Iterator

_PIECE = 1 << 16


class Blocks(dict[str, bytes]):
    """What was written, by the IRI that it is sorted by: held once, and let go as it is given."""

    def add(self, iri: str, written: bytes) -> None:
        """Takes in what was written of a subject or graph; more of the same comes after it."""
        self[iri] = self[iri] + written if iri in self else written

    def in_order(self, first: str | None = None, separator: bytes = b"") -> Iterator[bytes]:
        """Everything in the order of IRIs, but for one that comes first, in pieces of about 64 KB."""
        piece: list[bytes] = []
        size = 0
        for number, iri in enumerate(sorted(self, key=lambda iri: (iri != first, iri))):
            written = self.pop(iri)
            if number and separator:
                piece.append(separator)
            piece.append(written)
            size += len(written)
            if size >= _PIECE:
                yield b"".join(piece)
                piece.clear()
                size = 0
        if piece:
            yield b"".join(piece)
