"""An operation run for a request: at once where it is small, else in its turn, and no longer than it is waited for."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from api.execution import BusyError, Patience, Unwanted, admit, is_kept, operation_type, prepare
from api.execution.turns import SMALL, Turns, busy, refused
from api.forms import FORMS, tell
from api.settings import Settings
from api.web.graphql.asked import Asked
from api.web.graphql.representation import Made, written
from api.web.graphql.told import Operation
from kg.catalogue import Catalogue

_BRIEF = 1_000
"""Texts and variables of so many characters are read at once."""


async def ran(request: Request, media_type: str, catalogue: Catalogue, text: str, asked: Asked) -> Made:
    """What the operation answers, in the form of a media type."""
    settings: Settings = request.app.state.settings
    turns: Turns = request.app.state.turns
    form = FORMS.get(media_type)
    if form is None and _is_brief(text, settings) and len(asked.key or "") <= _BRIEF:
        admitted = admit(prepare(text, settings), catalogue, asked.variables, asked.operation, settings)
        if isinstance(admitted, dict):
            return written(admitted)
        request.state.operation = Operation(admitted.name, admitted.kind, admitted.cost)
        answer = admitted.at_once(SMALL, asked.tells_cost)
        if answer is not None:
            return written(answer)

    def work(patience: Patience) -> Made:
        prepared = prepare(text, settings)
        given = asked.variables, asked.operation, settings
        admitted = admit(prepared, catalogue, *given)
        if isinstance(admitted, dict):
            return written(admitted)
        request.state.operation = Operation(admitted.name, admitted.kind, admitted.cost)
        if form is None:
            return written(admitted.answer(patience, asked.tells_cost))
        told = tell(form, prepared, catalogue, *given, patience=patience)
        return told.beside, told.body

    try:
        return await turns.do(work, lambda: _left(request))
    except BusyError:
        return written(busy())
    except Unwanted:  # who reads this is nobody
        return written(refused("The client went away."))


async def kind(text: str, asked: Asked, settings: Settings) -> str | None:
    """query, mutation or subscription; None where that can't be told."""
    if _is_brief(text, settings):
        return operation_type(text, asked.operation, settings)
    return await run_in_threadpool(operation_type, text, asked.operation, settings)


def _is_brief(text: str, settings: Settings) -> bool:
    return len(text) <= _BRIEF or is_kept(text, settings)


async def _left(request: Request) -> None:
    """Comes back when the client has gone away."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
