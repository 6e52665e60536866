"""A running server reads its folder again."""

import fcntl
import os
import re
import signal
import subprocess
import sys
import termios
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx2
import pytest

from api.current import Current
from api.reload import Reload
from kg.folder import load
from kg.known import Known
from tests.api.live import running
from tests.kg.pages import page

WHOLE = "{ catalogue { version documents } documents(first: 500) { totalCount nodes { path } } }"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of one page."""
    (tmp_path / "a.md").write_text(page("A"))
    return tmp_path


def made(folder: Path) -> tuple[Current, Reload]:
    """What serves a folder, and what reads it again."""
    known = Known()
    current = Current(load(folder, known=known))
    return current, Reload(folder, current, known, pytest.fail)


def test_what_changed_is_served(folder: Path) -> None:
    """Reading again serves what is there now, and says in a line what came of it."""
    current, reload = made(folder)
    (folder / "b.md").write_text(page("B"))
    said = reload.now()
    assert [one.title for one in current.catalogue.principles] == ["A", "B"]
    assert said.startswith("Read again: 2 documents; 2 nodes came, 0 changed, 0 went.")
    assert current.catalogue.version in said
    served = current.catalogue
    assert reload.now() == "Read again: nothing has changed."
    assert current.catalogue is served


@pytest.mark.parametrize("harm", ["empty", "gone", "settings", "file"])
def test_what_can_not_be_read_changes_nothing(folder: Path, harm: str) -> None:
    """A folder that is gone or empty, or wrong settings, leave the last good graph, with a sentence that says why."""
    current, reload = made(folder)
    served = current.catalogue
    if harm == "settings":
        (folder / "catalogue.toml").write_text("title = [")
    else:
        (folder / "a.md").unlink()
    if harm in ("gone", "file"):
        folder.rmdir()
    if harm == "file":
        folder.write_text("x")
    said = reload.now()
    assert said.startswith("The last good graph stays: ")
    assert said.endswith(".")
    assert current.catalogue is served


def test_a_folder_of_which_nothing_can_be_read(folder: Path) -> None:
    """Where each document has become unreadable the last good graph stays as well."""
    current, reload = made(folder)
    (folder / "a.md").unlink()
    (folder / "a.md").symlink_to("nothing.md")
    assert reload.now().startswith("The last good graph stays: No document of ")
    assert len(current.catalogue.documents) == 1


def test_a_signal_reloads(folder: Path) -> None:
    """SIGHUP has a server read its folder again; it goes on serving, and many signals at once do no harm."""
    with running(folder) as server:
        assert server.reload(b=page("B")).startswith("Read again: 2 documents;")
        for _ in range(20):
            os.kill(server.pid, signal.SIGHUP)
        assert server.reload(c=page("C")).startswith("Read again: ")
        (folder / "catalogue.toml").write_text("title = [")
        while not server.reload().startswith("The last good graph stays"):
            pass
        titles = "{ principles { nodes { title } } }"
        answer = httpx2.post(server.graphql, json={"query": titles}).json()
        assert [one["title"] for one in answer["data"]["principles"]["nodes"]] == ["A", "B", "C"]
        server.drain()


def test_each_answer_is_of_one_version(folder: Path) -> None:
    """While the catalogue is replaced again and again, each answer belongs to one version, and none is an error."""
    with running(folder) as server, ThreadPoolExecutor(3) as threads:
        over = False

        def ask() -> set[tuple[str, int]]:
            seen = set()
            with httpx2.Client() as client:
                while not over:
                    response = client.get(
                        server.graphql, params={"query": WHOLE}, headers={"Accept": "application/json"}
                    )
                    assert response.status_code == 200
                    data = response.json()["data"]
                    documents = data["documents"]
                    assert data["catalogue"]["documents"] == documents["totalCount"] == len(documents["nodes"])
                    seen.add((data["catalogue"]["version"], documents["totalCount"]))
            return seen

        asking = [threads.submit(ask) for _ in range(3)]
        for number in range(30):
            server.reload(**{f"x{number}": page(f"X {number}")})
        over = True
        seen = set.union(*(one.result() for one in asking))
        assert len({version for version, _ in seen}) == len(seen) > 3


def test_a_terminal_that_closes_ends_its_server(folder: Path) -> None:
    """A server whose terminal closes ends, as programs do."""
    master, slave = os.openpty()
    command = [sys.executable, "-c", "from api.cli import run; run()", "serve", str(folder), "--port", "0"]

    def control() -> None:
        fcntl.ioctl(slave, termios.TIOCSCTTY, 0)

    with subprocess.Popen(
        command, stdin=slave, stderr=subprocess.PIPE, text=True, start_new_session=True, preexec_fn=control
    ) as server:
        assert server.stderr is not None
        assert any(re.search("http://", line) for line in server.stderr)
        os.kill(server.pid, signal.SIGHUP)
        assert server.stderr.readline() == "Read again: nothing has changed.\n"
        os.close(slave)
        os.close(master)
        assert server.wait(10) in (-signal.SIGTERM, 128 + signal.SIGTERM)
