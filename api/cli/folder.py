"""The folder that a command works on: which one it is, its catalogue, and places in it as a terminal shows them."""

import os
from pathlib import Path
from typing import Any

from api.cli.output import printable


def chosen(given: str | None) -> Path:
    """The folder given; without one, ./principles where it is there, else the catalogue that ships."""
    from kg.folder import shipped

    if given is not None:
        return Path(given)
    here = Path("principles")
    return here if here.is_dir() else shipped()


def load_catalogue(folder: Path, known: Any = None) -> Any:
    """The catalogue of a folder, with progress on a terminal where it takes long; `known` is as `load` takes it."""
    from api.progress import ReadingProgress
    from kg.folder import load

    return load(folder, ReadingProgress(), known)


def shown(path: Path | str) -> str:
    """A path as a terminal shows it: relative to the working folder."""
    try:
        return os.path.relpath(path)
    except ValueError:  # another drive
        return str(path)


def line(folder: Path, found: Any) -> str:
    """A finding with its place."""
    path = shown(folder / found.location.path)
    return printable(f"{path}:{found.location.line}: {found.code} {found.message}")
