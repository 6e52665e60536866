import asyncio
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from api.execution import BusyError, Patience, Turns, Unwanted, admit, prepare
from api.execution.operation import Admitted
from api.execution.process import OutOfTime
from api.settings import Settings
from kg import patience as watch
from kg.folder import load

HEAVY = "{ principles { nodes { related { principle { related { principle { related { score } } } } } } } }"


def endless(patience: Patience) -> None:
    """Work that only its patience ends."""
    with watch.watched(patience):
        while True:
            watch.check()


def test_work_ends_in_time() -> None:
    """Work that runs for longer than it may is ended, wherever it asks."""
    with pytest.raises(OutOfTime):
        endless(Patience(0.01))


def test_an_operation_ends_in_time(shipped: Path) -> None:
    """An operation that runs out of time is answered with TIMEOUT, by its plan and by graphql-core alike."""
    catalogue, settings = load(shipped), Settings(cost=None)
    for query in (HEAVY, '{ principles(after: "wrong") { totalCount } }'):
        admitted = admit(prepare(query, settings), catalogue, {}, None, settings)
        assert isinstance(admitted, Admitted)
        answer = admitted.answer(Patience(0))
        assert answer["errors"][0]["extensions"] == {"code": "TIMEOUT", "limit": "seconds", "most": 10}
        assert "data" not in answer


def test_nothing_is_begun_at_once_that_takes_long(shipped: Path) -> None:
    """A small query that needs what is not made yet, such as an order, is not answered at once until it is made."""
    catalogue, settings = load(shipped), Settings()
    query = "{ principles(orderBy: CENTRALITY, first: 1) { nodes { title } } }"
    admitted = admit(prepare(query, settings), catalogue, {}, None, settings)
    assert isinstance(admitted, Admitted)
    assert admitted.at_once(1_000) is None
    answer = admitted.answer(Patience())
    assert admitted.at_once(1_000) == answer


def test_a_subscription_is_not_answered_at_once(shipped: Path) -> None:
    """A subscription without a connection that stays open is told what it needs, and fails nowhere."""
    prepared = prepare("subscription { catalogueChanged { version } }", Settings())
    admitted = admit(prepared, load(shipped), {}, None, Settings())
    assert isinstance(admitted, Admitted)
    answer = admitted.at_once(1_000)
    assert answer is not None
    assert answer == admitted.answer(Patience())
    assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


def test_the_schema_costs_the_same_again(shipped: Path) -> None:
    """What was told of the schema before is told at once, with its cost where that is asked for."""
    prepared, catalogue = prepare("{ __schema { queryType { name } } }", Settings()), load(shipped)
    admitted = admit(prepared, catalogue, {}, None, Settings())
    assert isinstance(admitted, Admitted)
    answer = admitted.answer(Patience(), tells_cost=True)
    assert "cost" in answer["extensions"]
    assert admitted.at_once(1_000, tells_cost=True) == answer


def test_who_leaves_ends_his_work() -> None:
    """Work for a client that goes away is ended: `do` comes back when its thread has stopped."""

    async def go() -> None:
        turns = Turns(Settings(operations=1))
        with pytest.raises(Unwanted):
            await turns.do(endless, lambda: asyncio.sleep(0.01))
        assert await turns.do(lambda _: "next") == "next"

    asyncio.run(go())


def test_so_many_run_and_wait() -> None:
    """As many run as may, as many wait, in order; one more is refused, and a place that is left is free again."""

    async def go() -> None:
        turns, held, order = Turns(Settings(operations=1, waiting=2)), Event(), []

        def work(name: str) -> Any:
            def done(_: Patience) -> str:
                order.append(name)
                held.wait()
                return name

            return done

        first = asyncio.create_task(turns.do(work("first")))
        await asyncio.sleep(0.01)
        others = [asyncio.create_task(turns.do(work(name))) for name in ("second", "third")]
        await asyncio.sleep(0)
        with pytest.raises(BusyError):
            await turns.do(work("fourth"))
        others[0].cancel()
        await asyncio.sleep(0)
        fifth = asyncio.create_task(turns.do(work("fifth")))
        await asyncio.sleep(0)
        held.set()
        assert [await first, await others[1], await fifth] == ["first", "third", "fifth"]
        assert order == ["first", "third", "fifth"]

    asyncio.run(go())


def test_who_leaves_while_he_waits_gives_up_his_place() -> None:
    """A client that goes away while it waits is not run."""

    async def go() -> None:
        turns, held = Turns(Settings(operations=1, waiting=1)), Event()
        first = asyncio.create_task(turns.do(lambda _: held.wait()))
        await asyncio.sleep(0.01)
        with pytest.raises(Unwanted):
            await turns.do(lambda _: pytest.fail("It ran."), lambda: asyncio.sleep(0))
        held.set()
        assert await first is True

    asyncio.run(go())


def test_operations_take_turns() -> None:
    """Of several costly operations none waits until another is done: they go on in turns."""

    async def go() -> None:
        turns = Turns(Settings(operations=2))
        seen: list[Any] = []

        def work(name: str) -> Any:
            def done(patience: Patience) -> None:
                with watch.watched(patience):
                    while len(set(seen)) < 2:
                        seen.append(name)
                        watch.check()

            return done

        await asyncio.gather(turns.do(work("one")), turns.do(work("other")))
        assert set(seen) == {"one", "other"}

    asyncio.run(go())
