from collections.abc import Iterator
from pathlib import Path

import pytest

from api.cli.output import write, write_file
from kg.errors import PrincipleGraphError


def test_pieces_are_written_in_order(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Pieces go to a file and to standard output in their order, whatever their size."""
    pieces = [b"a", b"", b"b" * 200_000, b"c"]
    write_file(tmp_path / "file", iter(pieces))
    write(iter(pieces))
    assert (tmp_path / "file").read_bytes() == capfdbinary.readouterr().out == b"".join(pieces)


def test_a_file_is_whole_or_as_it_was(tmp_path: Path) -> None:
    """Where making a piece fails, the file is what it was, and nothing is left beside it."""

    def pieces() -> Iterator[bytes]:
        yield b"new" * 100_000
        raise PrincipleGraphError("No more.")

    (tmp_path / "file").write_bytes(b"old")
    with pytest.raises(PrincipleGraphError, match="No more"):
        write_file(tmp_path / "file", pieces())
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    assert (tmp_path / "file").read_bytes() == b"old"


def test_a_file_that_cannot_be_written(tmp_path: Path) -> None:
    """A folder that isn't there is a sentence, and no piece is made."""
    with pytest.raises(PrincipleGraphError, match=r"can't be written: No such file.* Name another file with -o\."):
        write_file(tmp_path / "missing" / "file", iter([b"a"]))
