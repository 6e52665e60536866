"""What a command writes: to standard output, or to a file that is whole or not there."""

import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from kg.errors import PrincipleGraphError


def printable(text: str) -> str:
    """A text of a document in one line, with blanks for signs that a terminal can't show or would be steered by."""
    return text if text.isprintable() else "".join(sign if sign.isprintable() else " " for sign in text)


def write(data: bytes | Iterable[bytes]) -> None:
    """Writes to standard output, and is quiet where whoever read it has gone.

    Of pieces that are made one after another none is asked for any more when the reader has gone.
    """
    if sys.stdout is None:  # closed from the start
        return
    for piece in (data,) if isinstance(data, bytes) else data:
        if not _taken(memoryview(piece)):
            return


def _taken(rest: memoryview) -> bool:
    try:
        sys.stdout.flush()
        while rest:  # an unbuffered stream may take a part only
            rest = rest[sys.stdout.buffer.write(rest) :]
        sys.stdout.buffer.flush()
    except OSError as error:
        # What was not written must not be tried again when the program ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            raise PrincipleGraphError(
                f"Standard output can't be written: {error.strerror}. Send it elsewhere."
            ) from error
        return False
    return True


def write_file(path: Path, data: bytes | Iterable[bytes]) -> None:
    """The whole file or none, also where making a piece fails: written beside, synced, renamed."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                for piece in (data,) if isinstance(data, bytes) else data:
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
            umask = os.umask(0)
            os.umask(umask)
            Path(name).chmod(0o666 & ~umask)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise PrincipleGraphError(f"{path} can't be written: {error.strerror}. Name another file with -o.") from error
