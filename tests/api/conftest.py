import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from api.execution import execute
from api.settings import Settings
from kg.catalogue import Catalogue
from kg.folder import load

PAGES = {
    "one.md": """---
title: One
permalink: one.html
summary: The first.
---

## Defining One

What it is, see [two](two.html).

Source: [A book](https://book.example.org/a)

## The Other Alternatives That Were Not Chosen

* "Big Ball" - nobody can hold it
* Two

## Further Reading

* [A book](http://www.book.example.org/a/)
""",
    "two.md": """---
title: Two
---

## Defining Two

What that is.

## The Other Alternatives That Were Not Chosen

* big ball
""",
    "notes.md": "# Notes\n\nProse alone.\n",
}


@pytest.fixture(scope="session")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """Two principles that share an alternative, and some prose."""
    folder: Path = tmp_path_factory.mktemp("catalogue")
    for name, text in PAGES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return load(folder)


@contextmanager
def serving(*arguments: str) -> Iterator[tuple[str, int]]:
    """A server on a free port: its address, as its command prints it, and its process."""
    command = [sys.executable, "-c", "from api.cli import run; run()", "serve", *arguments, "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        for line in server.stderr:
            found = re.search(r"http://\S+/", line)
            if found:
                break
        else:
            pytest.fail("The server ended before it said its address.")
        yield found[0], server.pid
        server.terminate()


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """The address of a server of the shipped catalogue."""
    with serving() as (address, _):
        yield address


Ask = Callable[..., dict[str, Any]]


@pytest.fixture(scope="session")
def ask(catalogue: Catalogue) -> Ask:
    """Asks that catalogue, with the limits of a server."""

    def answer(query: str, operation: str | None = None, **variables: Any) -> dict[str, Any]:
        return execute(catalogue, query, variables, operation, Settings())

    return answer
