"""Small folders of documents."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.catalogue import Catalogue
from kg.folder import load

Join = Callable[..., Catalogue]


@pytest.fixture
def join(tmp_path: Path) -> Join:
    """Makes a catalogue of documents given by name, as `a_md="..."`, or by path in a dictionary."""

    def make(documents: dict[str, str] | None = None, **named: str) -> Catalogue:
        for path, text in {**(documents or {}), **{f"{name}.md": text for name, text in named.items()}}.items():
            file = tmp_path / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return load(tmp_path)

    return make
