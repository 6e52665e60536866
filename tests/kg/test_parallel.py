"""Work in several processes."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import pytest

from kg import parallel
from kg.folder import load
from tests.kg.pages import LACKS, page

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux alone"),
    # Other tests may leave a thread of some library behind.
    pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning"),
]

MANY = range(200)
_Result = TypeVar("_Result")


@pytest.fixture
def several(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three processes, whatever runs beside the tests."""
    monkeypatch.setattr(parallel, "processes", lambda _things: 3)
    monkeypatch.setattr("kg.crew._waited", lambda: 0.0)


def _children() -> set[str]:
    """The children of this process, living or dead; other tests may have left a browser."""
    tasks = Path("/proc/self/task").glob("*/children")
    return {child for task in tasks for child in task.read_text(encoding="ascii").split()}


def _each(work: Callable[[int], _Result], seconds: float = 0) -> Callable[[Sequence[int]], list[_Result]]:
    """The work on one thing done on each of a batch, no faster than this."""

    def all_of_them(numbers: Sequence[int]) -> list[_Result]:
        return [(time.sleep(seconds), work(number))[1] for number in numbers]

    return all_of_them


@pytest.mark.usefixtures("several")
def test_results_are_in_order() -> None:
    """Several processes give what one gives, in the same order, and each of them has its share."""
    made = parallel.each(_each(lambda number: (number * number, os.getpid()), 0.001), MANY)
    assert [square for square, _ in made] == [number * number for number in MANY]
    assert len({process for *_, process in made}) == 3


@pytest.mark.usefixtures("several")
def test_a_killed_child_loses_nothing() -> None:
    """What a child that is killed has taken and not brought is done again; no child is left behind."""
    others = _children()
    parent = os.getpid()

    def work(number: int) -> int:
        if os.getpid() != parent and number > 20:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    assert parallel.each(_each(work, 0.001), MANY) == list(MANY)
    assert _children() <= others


@pytest.mark.usefixtures("several")
def test_an_error_in_a_child_is_raised_in_the_parent() -> None:
    """An error of the work is raised as where one process works, and no child is left behind."""
    others = _children()

    def work(number: int) -> int:
        if number == 150:
            raise ValueError("No 150 is wanted here.")
        return number

    with pytest.raises(ValueError, match="No 150"):
        parallel.each(_each(work, 0.001), MANY)
    assert _children() <= others


@pytest.mark.usefixtures("several")
def test_busy_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the parent waits for a processor, because its children or others take it, it goes on alone without loss."""
    others = _children()
    monkeypatch.setattr("kg.crew._waited", time.perf_counter)
    made = parallel.each(_each(lambda number: (number, os.getpid()), 0.002), MANY)
    assert [number for number, _ in made] == list(MANY)
    assert {process for *_, process in made[-40:]} == {os.getpid()}
    assert _children() <= others


@pytest.mark.usefixtures("several")
def test_results_larger_than_a_pipe() -> None:
    """Results of any size arrive whole."""
    made = parallel.each(_each(lambda number: bytes([number]) * 300_000), range(40))
    assert all(one == bytes([number]) * 300_000 for number, one in enumerate(made))


@pytest.mark.usefixtures("several")
def test_without_processes_one_does_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no process or pipe can be had, this one does all."""

    def refuse() -> int:
        raise BlockingIOError("No more processes.")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fork", refuse)
        assert parallel.each(list, MANY) == list(MANY)
    monkeypatch.setattr(os, "pipe", refuse)
    assert parallel.each(list, MANY) == list(MANY)


@pytest.mark.usefixtures("several")
def test_progress_rises() -> None:
    """Whoever waits is told of rising numbers up to the last."""
    told: list[int] = []
    parallel.each(list, MANY, lambda done, total: told.append(done))
    assert told == sorted(set(told))
    assert told[-1] == len(MANY)


def test_when_it_is_worth_while(monkeypatch: pytest.MonkeyPatch) -> None:
    """One process works where there are few things, one processor, or a thread beside; never more than eight work."""
    assert parallel.each(list, ()) == []
    monkeypatch.setattr(os, "listdir", lambda _folder: ["1"])
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: set(range(64)))
    assert [parallel.processes(things) for things in (0, 22, 79, 80, 200, 100_000)] == [1, 1, 1, 2, 5, 8]
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: {0})
    assert parallel.processes(1000) == 1
    monkeypatch.undo()
    over = threading.Event()
    thread = threading.Thread(target=over.wait)
    thread.start()
    assert parallel.processes(1000) == 1
    over.set()
    thread.join()


def _corpus(folder: Path) -> None:
    for number in range(120):
        text = page(f"Page {number}", rejects=(f"Option {number % 7} of them",), body=f"[x](page-{number + 1}.md)")
        (folder / f"page-{number}.md").write_text(text, encoding="utf-8")
    (folder / "page-3.md").write_bytes(page("Café").encode("cp1252"))
    (folder / "gone.md").symlink_to("nothing.md")


def test_a_folder_is_read_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder read by several processes gives the catalogue that one gives, to the byte."""
    _corpus(tmp_path)
    catalogues = []
    for number in (1, 3):
        monkeypatch.setattr(parallel, "processes", lambda _things, number=number: number)
        catalogues.append(load(tmp_path))
    one, other = catalogues
    assert one.version == other.version
    assert one.documents == other.documents
    assert one.principles == other.principles
    assert one.findings == other.findings
    assert {found.code for found in one.findings} - LACKS == {"dangling-relation", "encoding", "unreadable-file"}


def test_an_interrupt_ends_all(tmp_path: Path) -> None:
    """Ctrl+C ends parent and children at once, and only the parent says so."""
    program = (
        "import os, signal, time; from kg import parallel\n"
        # Who starts the tests in the background may ignore interrupts, and this would inherit it.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "parallel.processes = lambda things: 3\n"
        "def work(numbers):\n"
        "    os.write(1, f'{os.getpid()}\\n'.encode())\n"
        "    time.sleep(0.2)\n"
        "    return list(numbers)\n"
        "parallel.each(work, range(1000))\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    pids: set[str] = set()
    while len(pids) < 3:
        pids.add(process.stdout.readline().strip())
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=10)
    assert errors.count("KeyboardInterrupt") == 1
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)


def test_small_folders_load_nothing_for_it(tmp_path: Path) -> None:
    """Where one process reads, nothing is imported that several need."""
    (tmp_path / "a.md").write_text(page("A"), encoding="utf-8")
    program = (
        f"import sys; from kg.folder import load; load({str(tmp_path)!r});"
        "print({'multiprocessing', 'pickle', 'kg.crew'} & set(sys.modules))"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "set()"
