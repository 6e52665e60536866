"""A keeper and its workers, seen from the process that asks them."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import weakref
from collections.abc import Iterable
from contextlib import suppress
from threading import Lock

import msgspec

from kg.sparql import wire
from kg.sparql.question import Answer, Job, Question, Reason, Refusal, RefusedError, Reply
from kg.sparql.wire import END, FORK, READY

_NO_MEMORY = {signal.SIGABRT, signal.SIGSEGV, signal.SIGKILL, signal.SIGBUS}


class Keeper:
    """The process that holds a graph. Raises `RefusedError` where it can't be started; `close` ends all."""

    def __init__(self, job: Job, graph: Iterable[bytes]) -> None:
        if not hasattr(socket, "send_fds"):
            raise RefusedError(Reason.UNAVAILABLE, "This system has no way to run SPARQL apart; use Linux or macOS.")
        self.job = job
        self._control, other = socket.socketpair()
        # A session of its own: Ctrl+C is for the server alone, which ends its keepers itself.
        command = [sys.executable, "-P", "-m", "kg.sparql.keeper", str(other.fileno())]
        with other:
            self._process = subprocess.Popen(  # noqa: S603 - nothing of it comes from a user
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                pass_fds=[other.fileno()],
                start_new_session=True,
            )
        self._lock = Lock()
        self._finalizer = weakref.finalize(self, _end_all, self._process, self._control)
        self._load(graph)

    def _load(self, graph: Iterable[bytes]) -> None:
        assert self._process.stdin is not None
        head = msgspec.msgpack.encode(self.job)
        try:
            with self._process.stdin as given:
                given.write(len(head).to_bytes(4, "big") + head)
                for piece in graph:
                    given.write(piece)
            ready = self._control.recv(len(READY))
        except OSError:
            ready = b""
        if ready != READY:
            self.close()
            raise RefusedError(Reason.UNAVAILABLE, "The process that answers SPARQL could not be started. Ask again.")

    @property
    def process(self) -> int:
        """The id of the process."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """False where the process has ended."""
        return self._process.poll() is None

    def worker(self) -> Worker:
        """A new worker. Raises `RefusedError` where the keeper has ended."""
        connection, other = socket.socketpair()
        try:
            with other, self._lock:
                socket.send_fds(self._control, [FORK + bytes(4)], [other.fileno()])
                number = self._number()
        except OSError:
            connection.close()
            raise RefusedError(Reason.UNAVAILABLE, "The process that answers SPARQL has ended. Ask again.") from None
        return Worker(self, number, connection)

    def end(self, worker: int) -> int:
        """Ends a worker; gives the signal that ended it, 0 where none did or the keeper is gone."""
        with suppress(OSError), self._lock:
            self._control.sendall(END + worker.to_bytes(4, "big"))
            return self._number()
        return 0

    def _number(self) -> int:
        data = self._control.recv(4, socket.MSG_WAITALL)
        if len(data) != 4:
            raise ConnectionResetError
        return int.from_bytes(data, "big")

    def close(self) -> None:
        """Ends the process and all workers."""
        self._finalizer()


def _end_all(process: subprocess.Popen[bytes], control: socket.socket) -> None:
    with suppress(OSError):  # those who wait for a word of it wake
        control.shutdown(socket.SHUT_RDWR)
    if process.poll() is None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.kill()
    process.wait()
    if process.stdin is not None:
        with suppress(OSError):
            process.stdin.close()
    control.close()


class Worker:
    """A process that answers; after `ask` has raised it is gone."""

    def __init__(self, keeper: Keeper, process: int, connection: socket.socket) -> None:
        self.keeper, self.process = keeper, process
        self._connection = connection
        self.usable = True
        weakref.finalize(self, connection.close)

    @property
    def alive(self) -> bool:
        """False where the process has ended while nobody asked it."""
        try:
            self._connection.setblocking(False)
            return bool(self._connection.recv(1, socket.MSG_PEEK))
        except BlockingIOError:
            return True
        except OSError:
            return False

    def ask(self, question: Question) -> Answer:
        """The answer. Raises `RefusedError` where there is none; past the time the worker is ended."""
        seconds = self.keeper.job.limits.seconds
        deadline = time.monotonic() + seconds

        def wait() -> None:
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError
            self._connection.settimeout(left)

        message = None
        try:
            wait()
            wire.send(self._connection, question)
            message = wire.receive(self._connection, wait)
        except TimeoutError:
            self.close()
            raise RefusedError(
                Reason.LIMIT,
                f"The query was stopped after {seconds:g} seconds. Ask for less: join fewer patterns, or patterns that"
                " share variables; PRINCIPLE_SPARQL_SECONDS sets the limit.",
            ) from None
        except OSError:
            pass
        if message is None:
            raise self._died()
        reply = msgspec.msgpack.decode(message, type=Reply)
        if reply.last:
            self.close()
        if isinstance(reply.said, Refusal):
            raise RefusedError(reply.said.reason, reply.said.message)
        return reply.said

    def _died(self) -> RefusedError:
        code = self.close()
        if code == signal.SIGXCPU:
            return RefusedError(Reason.LIMIT, "The query was stopped, since it took too much time. Ask for less.")
        if code in _NO_MEMORY:
            return RefusedError(
                Reason.LIMIT,
                f"The query was stopped, since it takes more than {self.keeper.job.limits.memory:,} bytes of memory or"
                " is nested too deeply. Ask for less; PRINCIPLE_SPARQL_MEMORY sets the limit.",
            )
        return RefusedError(Reason.UNAVAILABLE, "The process that answered the query has ended. Ask again.")

    def cancel(self) -> None:
        """Wakes who waits for an answer; the worker is then ended."""
        with suppress(OSError):
            self._connection.shutdown(socket.SHUT_RDWR)

    def close(self) -> int:
        """Ends the process; gives the signal that ended it."""
        if not self.usable:
            return 0
        self.usable = False
        code = self.keeper.end(self.process)
        self._connection.close()
        return code
