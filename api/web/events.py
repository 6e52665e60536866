"""An operation as an event stream (GraphQL over SSE, distinct connections)."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Any

import orjson
from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from api.errors import VERSION_UNKNOWN
from api.execution.operation import Answer
from api.execution.subscription import Subscribed, answers
from api.web.errors import refusal
from api.web.live import FullError, cut_off

EVENTS = "text/event-stream"
_HEADERS = {
    "Vary": "Accept",
    "Cache-Control": "no-store",
    "X-Accel-Buffering": "no",  # proxies such as nginx then pass each event on at once
}
_BEAT, _COMPLETE = b":\n\n", b"event: complete\ndata: \n\n"


class Wanted(Struct, frozen=True):
    """What is to be run."""

    query: str
    variables: dict[str, Any] | None
    name: str | None


class EventStream(Response):
    """Each answer as an event `next`, with the version as its `id`, then `complete`; comments while nothing happens."""

    media_type = EVENTS

    def __init__(self, request: Request, operation: Wanted) -> None:
        super().__init__(headers=_HEADERS)
        del self.headers["Content-Length"]
        state = request.app.state
        self._current, self._settings, self._connections = state.current, state.settings, state.connections
        self._turns = state.turns
        self._operation = operation
        self._resume = request.headers.get("last-event-id")
        self._body = request.method != "HEAD"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Runs until it is complete, the client goes away or stops reading, or the server ends."""
        try:
            with self._connections.one() as ending:
                await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
                if self._body:
                    await self._run(receive, send, ending)
                await self._write(send, b"", more=False)
        except FullError:
            message = "As many clients listen as this server takes. Try again in a while."
            await refusal(message, 503, headers={"Retry-After": "10"})(scope, receive, send)
        except TimeoutError:
            if cut_off(scope):
                await _leaves(receive)

    async def _run(self, receive: Receive, send: Send, ending: asyncio.Event) -> None:
        operation, settings = self._operation, self._settings
        asked = operation.query, operation.variables, operation.name
        found = await answers(self._current, *asked, settings, self._turns, self._resume, lambda: _leaves(receive))
        if isinstance(found, dict):
            await self._write(send, _next(found, _version_known(found)) + _COMPLETE)
            return
        await self._write(send, b"id: %b\n\n" % found.version.encode())
        over = asyncio.ensure_future(_leaves(receive)), asyncio.ensure_future(ending.wait())
        try:
            await self._listen(found, send, over)
        finally:
            for task in over:
                task.cancel()

    async def _listen(self, found: Subscribed, send: Send, over: Sequence[asyncio.Future[Any]]) -> None:
        stream = aiter(found)
        coming = _coming(stream)
        try:
            while True:
                done, _ = await asyncio.wait(
                    {coming, *over}, timeout=self._settings.live_heartbeat, return_when=asyncio.FIRST_COMPLETED
                )
                if not done.isdisjoint(over):
                    return
                if not done:
                    await self._write(send, _BEAT)
                    continue
                answer = coming.result()
                if answer is None:
                    await self._write(send, _COMPLETE)
                    return
                await self._write(send, _next(answer, found.version))
                coming = _coming(stream)
        finally:
            coming.cancel()
            await asyncio.wait({coming})
            await found.close()

    async def _write(self, send: Send, body: bytes, more: bool = True) -> None:
        async with asyncio.timeout(self._settings.live_patience):
            await send({"type": "http.response.body", "body": body, "more_body": more})


def _coming(stream: AsyncIterator[Answer]) -> asyncio.Future[Answer | None]:
    return asyncio.ensure_future(anext(stream, None))


async def _leaves(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _next(answer: Answer, version: str | None) -> bytes:
    said = b"id: %b\n" % version.encode() if version else b""
    return said + b"event: next\ndata: %b\n\n" % orjson.dumps(answer)


def _version_known(answer: Answer) -> str | None:
    """The version to go on from for whoever resumed from one that is not known, lest he asks for it for ever."""
    for error in answer.get("errors", ()):
        if error["extensions"]["code"] == VERSION_UNKNOWN:
            return str(error["extensions"]["version"])
    return None
