import os
import signal
import sys
import time
from pathlib import Path

import httpx
import pytest

from tests.api.test_server import begun, running

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes in /proc")


def children(parent: int) -> set[int]:
    """The processes that a process has started."""
    listed = Path(f"/proc/{parent}/task/{parent}/children").read_text()
    return {int(one) for one in listed.split()}


def workers(parent: int) -> set[int]:
    """The two of them, as soon as both are there."""
    while len(found := children(parent)) < 2:
        time.sleep(0.02)
    return found


def alive(process: int) -> bool:
    """True for a process that has not ended; of one that nobody has waited for nothing is left but its number."""
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes() != b""
    except OSError:
        return False


def test_one_that_dies_is_followed_by_another() -> None:
    """Workers answer on one port; when one is killed another takes its place, and the log says so."""
    with running("--workers", "2") as server:
        host, port = begun(server)
        first = workers(server.pid)
        killed = min(first)
        os.kill(killed, signal.SIGKILL)
        assert server.stderr is not None
        assert f"Worker {killed} ended by signal 9; another one is started" in server.stderr.readline()
        assert killed not in workers(server.pid)
        for _ in range(20):
            assert httpx.get(f"http://{host}:{port}/livez").status_code == 200
        server.terminate()
        assert server.wait(20) == 0


def test_they_end_with_their_parent() -> None:
    """Workers whose parent was killed end by themselves, and give the port free."""
    with running("--workers", "2") as server:
        begun(server)
        answering = workers(server.pid)
        server.kill()
        server.wait()
        ends = time.monotonic() + 20
        while any(alive(one) for one in answering):
            assert time.monotonic() < ends
            time.sleep(0.05)


def test_memory_is_shared() -> None:
    """A worker keeps the graph in the pages of its parent: few of its own come to them."""
    with running("--workers", "2") as server:
        host, port = begun(server)
        for _ in range(10):
            httpx.get(f"http://{host}:{port}/principle/loose-coupling.html")
        for one in workers(server.pid):
            rollup = Path(f"/proc/{one}/smaps_rollup").read_text()
            kilobytes = {line.split(":")[0]: int(line.split()[1]) for line in rollup.splitlines()[1:]}
            assert kilobytes["Private_Dirty"] < kilobytes["Rss"] / 2
        server.terminate()
