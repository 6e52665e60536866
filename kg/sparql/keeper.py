"""The process that holds a graph, and forks workers that share it: `python -m kg.sparql.keeper FD`.

It reads a `Job` and the graph from standard input. Over the socket of that number it takes a socket for each worker
that is to be, and ends workers; where that socket ends, so do all. It does nothing else, so it always answers at once.
"""

from __future__ import annotations

import gc
import os
import signal
import socket
import sys
import time
from contextlib import suppress
from types import FrameType
from typing import Never

import msgspec

from kg.sparql.evaluation import load
from kg.sparql.question import Job
from kg.sparql.wire import FORK, READY
from kg.sparql.worker import work

_REQUEST = len(FORK) + 4
_ended: dict[int, int] = {}


def main(control: socket.socket) -> Never:
    """Loads the graph, says so, and serves until the other side ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    head = sys.stdin.buffer.read(4)
    job = msgspec.msgpack.decode(sys.stdin.buffer.read(int.from_bytes(head, "big")), type=Job)
    store = load(sys.stdin.buffer, job.media_type)
    signal.signal(signal.SIGCHLD, _reap)
    # What the collector never touches stays shared with the workers.
    gc.collect()
    gc.freeze()
    control.sendall(READY)
    while True:
        request, given, _, _ = socket.recv_fds(control, _REQUEST, 1)
        if len(request) != _REQUEST:
            os.killpg(0, signal.SIGKILL)
        number = int.from_bytes(request[1:], "big")
        if request[:1] == FORK:
            with socket.socket(fileno=given[0]) as connection:
                number = os.fork()
                if number == 0:
                    control.close()
                    work(store, job, connection)
            control.sendall(number.to_bytes(4, "big"))
        else:
            control.sendall(_end(number).to_bytes(4, "big"))


def _reap(_: int, __: FrameType | None) -> None:
    with suppress(ChildProcessError):
        while (found := os.waitpid(-1, os.WNOHANG))[0]:
            _ended[found[0]] = found[1]


def _end(process: int) -> int:
    """Ends a worker where it has not ended; gives the signal that ended it, or 0."""
    if process not in _ended:
        os.kill(process, signal.SIGKILL)
    while process not in _ended:
        time.sleep(0.001)
    return os.WTERMSIG(_ended.pop(process))


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])))
