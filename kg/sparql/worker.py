"""A process that answers queries one after the other, shut in by its system: it opens nothing, and its memory ends."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Never

import msgspec

from kg.sparql.evaluation import evaluate
from kg.sparql.question import Answer, Job, Question, Refusal, RefusedError, Reply
from kg.sparql.wire import receive, send

if TYPE_CHECKING:
    import pyoxigraph

_GROWTH = 64_000_000
_CONNECTION = 3
_PR_SET_PDEATHSIG = 1


def work(store: pyoxigraph.Store, job: Job, given: socket.socket) -> Never:
    """Answers until the connection ends; never returns."""
    code = 1
    try:
        connection = _only(given)
        _confine(job.limits.memory)
        _answer_all(store, job, connection)
        code = 0
    except MemoryError:
        # The engine ends so too where it gets no memory.
        os.abort()
    finally:
        os._exit(code)


def _answer_all(store: pyoxigraph.Store, job: Job, connection: socket.socket) -> None:
    size = _peak()
    while (message := receive(connection)) is not None:
        question = msgspec.msgpack.decode(message, type=Question)
        _allow_processor(job.limits.seconds)
        said: Answer | Refusal
        try:
            said = evaluate(store, question, job.prefixes, job.limits)
        except RefusedError as refused:
            said = Refusal(refused.reason, refused.message)
        # What a large query leaves behind is given back by ending.
        last = _peak() - size > _GROWTH
        send(connection, Reply(said, last))
        if last:
            return


def _only(given: socket.socket) -> socket.socket:
    """The connection, when every other file of the process is closed or leads nowhere."""
    os.dup2(given.fileno(), _CONNECTION)
    given.detach()
    os.closerange(_CONNECTION + 1, os.sysconf("SC_OPEN_MAX"))
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in range(_CONNECTION):
        os.dup2(nowhere, number)
    os.close(nowhere)
    return socket.socket(fileno=_CONNECTION)


def _confine(memory: int) -> None:
    size = _address_space()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    with suppress(OSError, AttributeError):  # Linux alone; elsewhere the connection's end does it
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    with suppress(OSError):
        os.nice(10)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Neither a file nor a connection can be opened with no number left for it.
    resource.setrlimit(resource.RLIMIT_NOFILE, (_CONNECTION + 1, _CONNECTION + 1))
    if size is not None:
        resource.setrlimit(resource.RLIMIT_AS, (size + memory, size + memory))


def _allow_processor(seconds: float) -> None:
    """Ends the process by itself where nobody else does, some time after a query should have ended."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime + seconds) + 5
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    if hard == resource.RLIM_INFINITY or until < hard:
        resource.setrlimit(resource.RLIMIT_CPU, (until, hard))


def _address_space() -> int | None:
    """The bytes of memory that the process may address by now; None where the system doesn't tell."""
    status = Path("/proc/self/statm")
    return int(status.read_text().split()[0]) * resource.getpagesize() if status.exists() else None


def _peak() -> int:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
