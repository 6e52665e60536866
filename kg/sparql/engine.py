"""Answers queries over the current version of a graph: some at once, a few waiting, the rest refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock, Semaphore

from msgspec import Struct

from kg.sparql.processes import Keeper, Worker
from kg.sparql.question import Answer, Job, Limits, Question, Reason, RefusedError


class Graph(Struct, frozen=True):
    """A version of a graph: what tells it from others, its format's media type, its bytes, and prefixes for queries."""

    version: str
    media_type: str
    pieces: Callable[[], Iterable[bytes]]
    prefixes: dict[str, str] = {}


class Asking:
    """A query on its way; `future` has the answer, or raises `RefusedError`."""

    future: Future[Answer]

    def __init__(self, graph: Graph, question: Question) -> None:
        self.graph, self.question = graph, question
        self._lock, self._cancelled = Lock(), False
        self._worker: Worker | None = None

    def cancel(self) -> None:
        """Ends it, for nobody waits for the answer any more."""
        with self._lock:
            self._cancelled = True
            if self._worker is not None:
                self._worker.cancel()
        self.future.cancel()

    def answer(self, worker: Worker) -> Answer:
        """Asks a worker, unless it was cancelled before."""
        with self._lock:
            if self._cancelled:
                raise RefusedError(Reason.UNAVAILABLE, "Nobody waits for this answer.")
            self._worker = worker
        try:
            return worker.ask(self.question)
        finally:
            with self._lock:
                self._worker = None


class _Crew:
    """The keeper of a version, its idle workers, and how many are busy."""

    def __init__(self, version: str, keeper: Keeper) -> None:
        self.version, self.keeper = version, keeper
        self.idle: list[Worker] = []
        self.busy = 0
        self.current = True


class Engine:
    """Runs queries in processes. No process runs before the first query; `close` ends all."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._threads = ThreadPoolExecutor(limits.queries, "sparql")
        self._slots = Semaphore(limits.workers)
        self._lock, self._starting = Lock(), Lock()
        self._asked = 0
        self._crew: _Crew | None = None
        self._version: str | None = None
        self._closed = False

    def follow(self, version: str) -> None:
        """Says which version is the current one from now on: nothing is kept for others once they are answered."""
        with self._lock:
            self._version = version
            old = self._crew
            if old is None or old.version == version:
                return
            self._crew = None
        self._retire(old)

    def submit(self, graph: Graph, question: Question) -> Asking:
        """Starts a query, or lets it wait. Raises `RefusedError` where too many wait already."""
        asking = Asking(graph, question)
        with self._lock:
            if self._closed:
                raise RefusedError(Reason.UNAVAILABLE, "This server is ending.")
            if self._asked >= self.limits.queries:
                raise RefusedError(
                    Reason.BUSY, f"There are {self._asked} queries being answered already. Ask again in a moment."
                )
            self._asked += 1
            asking.future = self._threads.submit(self._run, asking)
        asking.future.add_done_callback(self._done)
        return asking

    def ask(self, graph: Graph, question: Question) -> Answer:
        """The answer to a query, when it is there. Raises `RefusedError` where there is none."""
        return self.submit(graph, question).future.result()

    def close(self) -> None:
        """Ends all processes; queries on their way are refused."""
        with self._lock:
            self._closed, crew, self._crew = True, self._crew, None
        if crew is not None:
            crew.keeper.close()
            crew.idle.clear()
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _done(self, _: Future[Answer]) -> None:
        with self._lock:
            self._asked -= 1

    def _run(self, asking: Asking) -> Answer:
        if not self._slots.acquire(timeout=self.limits.seconds):
            raise RefusedError(
                Reason.BUSY, f"No query ended within {self.limits.seconds:g} seconds. Ask again in a moment."
            )
        try:
            crew, worker = self._take(asking.graph)
            try:
                return asking.answer(worker)
            finally:
                self._give_back(crew, worker)
        finally:
            self._slots.release()

    def _take(self, graph: Graph) -> tuple[_Crew, Worker]:
        # Whoever asks while a keeper starts waits for it, and does not start another one.
        worker = None
        with self._starting:
            with self._lock:
                crew = self._crew
                fits = crew is not None and crew.version == graph.version and crew.keeper.alive
                if crew is not None and fits:
                    crew.busy += 1
                    worker = crew.idle.pop() if crew.idle else None
            if crew is None or not fits:
                crew = self._start(graph)
        if worker is not None and not worker.alive:
            worker.close()
            worker = None
        try:
            return crew, worker or crew.keeper.worker()
        except RefusedError:
            self._give_back(crew, None)
            raise

    def _start(self, graph: Graph) -> _Crew:
        job = Job(graph.media_type, graph.prefixes, self.limits)
        crew = _Crew(graph.version, Keeper(job, graph.pieces()))
        crew.busy = 1  # by the query that it is started for
        with self._lock:
            closed, old = self._closed, None
            crew.current = not closed and self._version in (None, crew.version)
            if crew.current:
                old, self._crew = self._crew, crew
        if closed:
            crew.keeper.close()
            raise RefusedError(Reason.UNAVAILABLE, "This server is ending.")
        if old is not None:
            self._retire(old)
        return crew

    def _retire(self, crew: _Crew) -> None:
        """Ends those of an older version; what they are asked already they answer first."""
        with self._lock:
            crew.current = False
            over = crew.busy == 0
        if over:
            self._dismiss(crew)

    def _give_back(self, crew: _Crew, worker: Worker | None) -> None:
        with self._lock:
            crew.busy -= 1
            over = crew.busy == 0 and not crew.current
            if worker is not None and worker.usable:
                crew.idle.append(worker)
        if over:
            self._dismiss(crew)

    def _dismiss(self, crew: _Crew) -> None:
        for worker in crew.idle:
            worker.close()
        crew.keeper.close()
