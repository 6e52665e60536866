import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

import pytest
from msgspec.structs import replace

from kg.sparql.engine import Asking, Engine, Graph
from kg.sparql.question import Question, Reason, RefusedError
from tests.kg.sparql.conftest import COUNT, JOIN, NUMBERS, SMALL, graph

LONG = ", ".join(["STR(?a)"] * 40)
ONE = Question("SELECT ?n { x:7 x:is ?n }")
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="the system has no /proc and no such limit")


def refusal(engine: Engine, asked: Graph, query: str) -> RefusedError:
    """Why a query has no answer."""
    with pytest.raises(RefusedError) as refused:
        engine.ask(asked, Question(query))
    return refused.value


def value(engine: Engine, asked: Graph, question: Question = ONE) -> str:
    """The value of the one variable of the one row of an answer."""
    (row,) = json.loads(engine.ask(asked, question).body)["results"]["bindings"]
    (found,) = row.values()
    return str(found["value"])


def state(process: int) -> str:
    """The state of a process in one letter; nothing where there is none."""
    path = Path(f"/proc/{process}/stat")
    try:
        return path.read_text().rpartition(")")[2].split()[0]
    except OSError:
        return ""


def soon(holds: Callable[[], bool]) -> bool:
    """True as soon as something holds; False where it does not within five seconds."""
    until = time.monotonic() + 5
    while not holds():
        if time.monotonic() > until:
            return False
        time.sleep(0.01)
    return True


def processes(engine: Engine) -> tuple[int, list[int]]:
    """The keeper of an engine and its idle workers."""
    crew = engine._crew
    assert crew is not None
    return crew.keeper.process, [worker.process for worker in crew.idle]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        (COUNT, "stopped after 1 seconds"),
        (JOIN.replace("*", "(COUNT(DISTINCT ?h) AS ?n)"), "stopped after 1 seconds"),
        (JOIN, "larger than 200,000 bytes|more than 1,000 rows"),
        (JOIN.replace("*", "DISTINCT *"), "larger than 200,000 bytes|more than 1,000 rows"),
        (JOIN.replace("SELECT * WHERE", "CONSTRUCT { ?a ?e ?i } WHERE"), "more than 1,000 rows"),
        ("SELECT ?a { ?a ?b ?c }", "more than 1,000 rows"),
        (f"SELECT (CONCAT({LONG}) AS ?long) {{ ?a ?b ?c }} LIMIT 500", "larger than 200,000 bytes"),
    ],
)
def test_no_query_exceeds_the_limits(engine: Engine, numbers: Graph, query: str, said: str) -> None:
    """A query past a limit of time, rows or bytes has no answer but a sentence that names the limit, in time."""
    began = time.monotonic()
    refused = refusal(engine, numbers, query)
    assert time.monotonic() - began < 1 + 1
    assert refused.reason is Reason.LIMIT
    assert any(part in refused.message for part in said.split("|"))
    assert value(engine, numbers) == "7"


@LINUX
@pytest.mark.parametrize(
    "query",
    [
        JOIN + " ORDER BY DESC(?c)",
        "SELECT * {" + "{" * 20_000 + "}" * 20_000 + "}",
    ],
)
def test_memory_ends(query: str, numbers: Graph) -> None:
    """A query that takes more memory than it may, or nests too deeply, is stopped, and the next is answered."""
    engine = Engine(replace(SMALL, seconds=20))
    try:
        assert value(engine, numbers) == "7"
        keeper, _ = processes(engine)
        refused = refusal(engine, numbers, query)
        assert refused.reason is Reason.LIMIT
        assert "more than 100,000,000 bytes of memory or is nested too deeply" in refused.message
        assert value(engine, numbers) == "7"
        assert processes(engine)[0] == keeper
    finally:
        engine.close()


def test_others_are_answered_meanwhile(engine: Engine, numbers: Graph) -> None:
    """While three joins run until they are stopped, other queries are answered."""
    joins = [engine.submit(numbers, Question(COUNT)) for _ in range(3)]
    assert [value(engine, numbers) for _ in range(20)] == ["7"] * 20
    assert not any(join.future.done() for join in joins)
    for join in joins:
        assert isinstance(join.future.exception(), RefusedError)


def test_too_many_are_refused_at_once(engine: Engine, numbers: Graph) -> None:
    """Past the queries that may run or wait, the next is refused at once; when they are over, it is answered."""
    joins = [engine.submit(numbers, Question(COUNT)) for _ in range(SMALL.queries)]
    began = time.monotonic()
    assert refusal(engine, numbers, ONE.query).reason is Reason.BUSY
    assert time.monotonic() - began < 0.5
    wait([join.future for join in joins])
    assert soon(lambda: engine._asked == 0)
    assert value(engine, numbers) == "7"


def test_many_at_once_are_answered_rightly(numbers: Graph) -> None:
    """A hundred queries from many threads each get their own answer."""
    engine = Engine(replace(SMALL, seconds=20, queries=100))
    asked = [Question(f"SELECT ?n {{ x:{number} x:is ?n }}") for number in range(100)]
    try:
        with ThreadPoolExecutor(30) as threads:
            found = list(threads.map(lambda question: value(engine, numbers, question), asked))
    finally:
        engine.close()
    assert found == [str(number) for number in range(100)]


def test_who_goes_away_ends_the_query(engine: Engine, numbers: Graph) -> None:
    """A query that nobody waits for any more ends at once, one that still waits never begins."""
    joins = [engine.submit(numbers, Question(COUNT)) for _ in range(SMALL.workers + 1)]
    assert soon(lambda: sum(join._worker is not None for join in joins) == SMALL.workers)
    began = time.monotonic()
    for join in reversed(joins):
        join.cancel()
    assert soon(lambda: engine._asked == 0)
    assert time.monotonic() - began < 0.5
    assert value(engine, numbers) == "7"


@LINUX
def test_killed_processes_are_replaced(engine: Engine, numbers: Graph) -> None:
    """A worker killed while it waits, and a keeper killed too, are replaced without a word; no zombie stays."""
    assert value(engine, numbers) == "7"
    keeper, (worker, *_) = processes(engine)
    os.kill(worker, signal.SIGKILL)
    assert soon(lambda: state(worker) == "")
    assert value(engine, numbers) == "7"
    _, workers = processes(engine)
    os.kill(keeper, signal.SIGKILL)
    assert soon(lambda: not any(state(one) for one in workers))
    assert value(engine, numbers) == "7"
    assert processes(engine)[0] != keeper
    assert state(keeper) == ""


@LINUX
def test_worker_killed_at_work_gives_a_sentence(engine: Engine, numbers: Graph) -> None:
    """Who asked a worker that is killed at its work is told so, and the next query is answered."""
    asking: Asking = engine.submit(numbers, Question(COUNT))
    assert soon(lambda: asking._worker is not None)
    assert asking._worker is not None
    os.kill(asking._worker.process, signal.SIGKILL)
    with pytest.raises(RefusedError) as refused:
        asking.future.result()
    assert refused.value.message.startswith("The query was stopped")
    assert value(engine, numbers) == "7"


def test_each_version_is_answered_for_itself(engine: Engine) -> None:
    """Another version is answered by other processes; those of the older one end, after what they are asked."""
    count = Question("SELECT (COUNT(*) AS ?n) { ?a ?b ?c }")
    old, new = graph(NUMBERS, version="old"), graph(NUMBERS[: NUMBERS.index(b"\n") + 1], version="new")
    assert value(engine, old, count) == "2000"
    keeper, workers = processes(engine)
    running = engine.submit(old, Question(COUNT))
    assert soon(lambda: running._worker is not None)
    assert value(engine, new, count) == "1"
    assert value(engine, new, count) == "1"
    with pytest.raises(RefusedError, match="stopped after"):
        running.future.result()
    assert processes(engine)[0] != keeper
    if sys.platform == "linux":
        assert soon(lambda: not any(state(one) for one in [keeper, *workers]))


@LINUX
def test_large_queries_leave_nothing_behind(numbers: Graph) -> None:
    """A worker that has grown ends after its answer, and another one takes its place."""
    engine = Engine(replace(SMALL, seconds=20, memory=400_000_000))
    try:
        joined = f"?a ?b ?c . ?d ?e ?f FILTER(?f < '105') BIND(CONCAT({LONG}) AS ?l)"
        large = Question(f"SELECT (STRLEN(GROUP_CONCAT(?l)) AS ?n) {{ {joined} }}")
        assert int(value(engine, numbers, large)) > 0
        assert processes(engine)[1] == []
        assert value(engine, numbers) == "7"
    finally:
        engine.close()


@LINUX
def test_closing_ends_everything(numbers: Graph) -> None:
    """Closing an engine ends its processes at once, also those at work, and refuses what is asked later."""
    engine = Engine(SMALL)
    before = set(Path("/proc/self/fd").iterdir())
    assert value(engine, numbers) == "7"
    keeper, workers = processes(engine)
    running = engine.submit(numbers, Question(COUNT))
    assert soon(lambda: running._worker is not None)
    began = time.monotonic()
    engine.close()
    with pytest.raises(RefusedError):
        running.future.result()
    assert time.monotonic() - began < 0.5
    assert soon(lambda: not any(state(one) for one in [keeper, *workers]))
    assert refusal(engine, numbers, ONE.query).reason is Reason.UNAVAILABLE
    assert set(Path("/proc/self/fd").iterdir()) <= before


@LINUX
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_processes_end_with_the_server(how: signal.Signals) -> None:
    """Where the process that asks is ended, by whatever signal, its keeper and workers end, also those at work."""
    program = """
import signal
# Who starts the tests in the background may ignore interrupts, and this would inherit it.
signal.signal(signal.SIGINT, signal.default_int_handler)
from tests.kg.sparql.conftest import COUNT, NUMBERS, SMALL, graph
from kg.sparql.engine import Engine
from kg.sparql.question import Question
from msgspec.structs import replace
engine = Engine(replace(SMALL, seconds=60))
asking = engine.submit(graph(NUMBERS), Question(COUNT))
while asking._worker is None: pass
print(asking._worker.keeper.process, asking._worker.process, flush=True)
asking.future.result()
"""
    root = Path(__file__).parents[3]
    with subprocess.Popen(
        [sys.executable, "-c", program], cwd=root, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        assert server.stdout is not None
        both = [int(number) for number in server.stdout.readline().split()]
        assert all(state(one) for one in both)
        server.send_signal(how)
        if how is signal.SIGINT:  # pressed again until it is heard: two that come at once count as one
            assert soon(lambda: server.poll() is not None or server.send_signal(how))
        assert soon(lambda: not any(state(one) in ("R", "S", "D") for one in both))
        server.kill()


def test_nothing_runs_before_the_first_query() -> None:
    """An engine that is asked nothing starts nothing."""
    engine = Engine(SMALL)
    assert engine._crew is None
    engine.close()


def test_a_graph_that_cannot_be_read_is_told(engine: Engine) -> None:
    """Where the graph can't be loaded, the query is refused with a sentence."""
    refused = refusal(engine, graph(b"no graph", version="broken"), ONE.query)
    assert (refused.reason, refused.message[-10:]) == (Reason.UNAVAILABLE, "Ask again.")


@LINUX
def test_nothing_is_kept_for_a_version_that_is_past(engine: Engine) -> None:
    """When told of another version, an engine ends the processes of the last one, and keeps none for late questions."""
    first, second = graph(NUMBERS, version="first"), graph(NUMBERS, version="second")
    assert value(engine, first) == "7"
    keeper, (worker,) = processes(engine)
    engine.follow("second")
    assert soon(lambda: not state(keeper) and not state(worker))
    asking = engine.submit(first, ONE)  # by a request that began before
    assert json.loads(asking.future.result().body)["results"]["bindings"]
    assert engine._crew is None
    assert value(engine, second) == "7"
    keeper, _ = processes(engine)
    engine.follow("second")
    assert state(keeper)
    engine._version = None
