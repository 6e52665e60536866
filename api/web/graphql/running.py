"""An operation run for a request: at once where it is small, else in its turn, and no longer than it is waited for."""

from typing import Any

import orjson
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from api.execution import BusyError, Patience, Unwanted, admit, is_kept, operation_type, prepare
from api.execution.turns import SMALL, Turns
from api.settings import Settings
from api.web.graphql.asked import Asked
from api.web.graphql.told import Operation
from kg.catalogue import Catalogue

_BRIEF = 1_000
"""Texts and variables of so many characters are read at once."""

Ran = tuple[dict[str, Any], bytes | None]
"""An answer, and its bytes where it has no errors."""


async def ran(request: Request, catalogue: Catalogue, text: str, asked: Asked) -> Ran:
    """What the operation answers; `state["operation"]` says what ran."""
    settings: Settings = request.app.state.settings
    turns: Turns = request.app.state.turns
    tells_cost = asked.extensions.get("cost") is True
    if _is_brief(text, settings) and len(asked.key or "") <= _BRIEF:
        admitted = admit(prepare(text, settings), catalogue, asked.variables, asked.operation, settings)
        if isinstance(admitted, dict):
            return _written(admitted)
        request.state.operation = Operation(admitted.name, admitted.kind, admitted.cost)
        answer = admitted.at_once(SMALL, tells_cost)
        if answer is not None:
            return _written(answer)

    def work(patience: Patience) -> Ran:
        admitted = admit(prepare(text, settings), catalogue, asked.variables, asked.operation, settings)
        if isinstance(admitted, dict):
            return _written(admitted)
        request.state.operation = Operation(admitted.name, admitted.kind, admitted.cost)
        return _written(admitted.answer(patience, tells_cost))

    try:
        return await turns.do(work, lambda: _left(request))
    except BusyError:
        return _refused("Too many operations run and wait already. Ask again in a moment.")
    except Unwanted:  # who reads this is nobody
        return _refused("The client went away.")


async def kind(text: str, asked: Asked, settings: Settings) -> str | None:
    """query, mutation or subscription; None where that can't be told."""
    if _is_brief(text, settings):
        return operation_type(text, asked.operation, settings)
    return await run_in_threadpool(operation_type, text, asked.operation, settings)


def _is_brief(text: str, settings: Settings) -> bool:
    return len(text) <= _BRIEF or is_kept(text, settings)


def _written(answer: dict[str, Any]) -> Ran:
    return answer, None if "errors" in answer else orjson.dumps(answer)


def _refused(message: str) -> Ran:
    return {"errors": [{"message": message, "extensions": {"code": "UNAVAILABLE"}}]}, None


async def _left(request: Request) -> None:
    """Comes back when the client has gone away."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
