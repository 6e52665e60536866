"""An output that ends a query whose answer gets too large: bytes and rows are counted as they are written."""

import re
from collections.abc import Callable

from kg.sparql.question import Limits, Reason, RefusedError

_ESCAPED = re.compile(rb"\\.", re.DOTALL)


def _too_many(limits: Limits) -> RefusedError:
    return RefusedError(
        Reason.LIMIT,
        f"The answer has more than {limits.rows:,} rows. Ask for less, or for a part at a time with ORDER BY, LIMIT and"
        " OFFSET; PRINCIPLE_SPARQL_ROWS sets the limit.",
    )


def check_rows(count: int, limits: Limits) -> None:
    """Raises `RefusedError` for more rows than the limit."""
    if count > limits.rows:
        raise _too_many(limits)


class Bounded:
    """A binary file that holds what is written; raises `RefusedError` past a limit.

    `rows` counts the rows that a piece begins or ends; pyoxigraph writes pieces of some kilobytes.
    """

    def __init__(self, limits: Limits, rows: Callable[[bytes], int] | None = None) -> None:
        self._limits, self._rows, self._count = limits, rows, 0
        self._held = bytearray()

    def write(self, piece: bytes) -> int:
        """Takes a piece."""
        self._held += piece
        if len(self._held) > self._limits.bytes:
            raise RefusedError(
                Reason.LIMIT,
                f"The answer is larger than {self._limits.bytes:,} bytes. Ask for less, or for a part at a time with"
                " ORDER BY, LIMIT and OFFSET; PRINCIPLE_SPARQL_BYTES sets the limit.",
            )
        if self._rows is not None:
            self._count += self._rows(bytes(piece))
            check_rows(self._count, self._limits)
        return len(piece)

    def flush(self) -> None:
        """Does nothing: all is held."""

    def value(self) -> bytes:
        """What was written."""
        return bytes(self._held)


class _Lines:
    """Counts the lines after the first: TSV escapes line breaks within values."""

    def __init__(self) -> None:
        self._count = -1

    def __call__(self, piece: bytes) -> int:
        # The first line names the variables.
        before = max(self._count, 0)
        self._count += self._breaks(piece)
        return max(self._count, 0) - before

    def _breaks(self, piece: bytes) -> int:
        return piece.count(b"\n")


class _Records(_Lines):
    """The same of CSV, where a line break within quotes is no end of a record."""

    def __init__(self) -> None:
        super().__init__()
        self._quoted = 0

    def _breaks(self, piece: bytes) -> int:
        parts = piece.split(b'"')
        count = sum(part.count(b"\n") for part in parts[self._quoted :: 2])
        self._quoted = (self._quoted + len(parts) - 1) % 2
        return count


class _Elements:
    """Counts `<result>` in XML: text can't hold it, since `<` is escaped there."""

    def __init__(self) -> None:
        self._tail = b""

    def __call__(self, piece: bytes) -> int:
        whole = self._tail + piece
        self._tail = whole[-len("<result>") + 1 :]
        return whole.count(b"<result>")


class _Objects:
    """Counts the solutions in JSON: objects that are no member's value, less the one around all."""

    def __init__(self) -> None:
        self._carried, self._quoted, self._count = b"", 0, -1
        self._last = b""

    def __call__(self, piece: bytes) -> int:
        whole = _ESCAPED.sub(b"", self._carried + piece)
        self._carried = b"\\" if whole.endswith(b"\\") else b""
        parts = whole.removesuffix(self._carried or b"\0").split(b'"')
        before = max(self._count, 0)
        for part in parts[self._quoted :: 2]:
            seen = self._last + part
            self._count += part.count(b"{") - seen.count(b":{")
            # A quotation mark parts this from what follows, unless the piece ended here.
            self._last = b""
        self._quoted = (self._quoted + len(parts) - 1) % 2
        if not self._quoted and parts[-1].endswith(b":"):
            self._last = b":"
        return max(self._count, 0) - before


COUNTERS: dict[str, Callable[[], Callable[[bytes], int]]] = {
    "JSON": _Objects,
    "XML": _Elements,
    "CSV": _Records,
    "TSV": _Lines,
}
"""What counts the rows in each format, as pyoxigraph writes it."""
