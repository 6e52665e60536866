"""Operations over a WebSocket (the protocol graphql-transport-ws)."""

import asyncio
from contextlib import suppress
from typing import Any

import msgspec
from graphql import GraphQLError
from msgspec import Struct
from starlette.types import Message
from starlette.websockets import WebSocket, WebSocketDisconnect

from api.errors import BAD_USER_INPUT, LIMIT_EXCEEDED, coded
from api.execution.operation import Answer
from api.execution.subscription import answers
from api.web.body import UnfitRequestError
from api.web.errors import refusal
from api.web.graphql.asked import Asked, shaped
from api.web.live import FullError, cut_off

PROTOCOL = "graphql-transport-ws"
_LONGEST = 123
"""Bytes of the reason that a close frame has room for (RFC 6455, 5.5)."""


class _Init(Struct, tag="connection_init", tag_field="type"):
    payload: dict[str, Any] | None = None


class _Ping(Struct, tag="ping", tag_field="type"):
    payload: dict[str, Any] | None = None


class _Pong(Struct, tag="pong", tag_field="type"):
    payload: dict[str, Any] | None = None


class _Subscribe(Struct, tag="subscribe", tag_field="type"):
    id: str
    payload: dict[str, Any]


class _Complete(Struct, tag="complete", tag_field="type"):
    id: str


_Message = _Init | _Ping | _Pong | _Subscribe | _Complete
_decoder: msgspec.json.Decoder[_Message] = msgspec.json.Decoder(_Message)


class _CloseError(Exception):
    """The socket is to be closed, with a code and a reason."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(code, reason)
        self.code, self.reason = code, reason


async def socket(websocket: WebSocket) -> None:
    """Serves a WebSocket until either side closes it; refuses pages of origins that may not ask."""
    settings = websocket.app.state.settings
    origin = websocket.headers.get("origin")
    if origin is not None and not _may_ask(origin, websocket.headers.get("host", ""), settings.origins):
        message = f"Pages of {origin} may not ask. Whoever runs this server can name them in PRINCIPLE_ORIGINS."
        await _refuse(websocket, message, 403)
        return
    try:
        with websocket.app.state.connections.one() as ending:
            offered = websocket.scope["subprotocols"]
            # A browser tells its page of a close code only where one of the protocols offered was taken.
            await websocket.accept(PROTOCOL if PROTOCOL in offered else next(iter(offered), None))
            await _Socket(websocket).serve(ending)
    except FullError:
        await _refuse(websocket, "As many clients listen as this server takes. Try again in a while.", 503)


def _may_ask(origin: str, host: str, allowed: tuple[str, ...]) -> bool:
    """True for our own pages and those of the origins allowed: browsers let any page open a WebSocket to anybody."""
    if "*" in allowed or origin.lower() in allowed:
        return True
    scheme, _, rest = origin.lower().partition("://")
    port = {"http": ":80", "https": ":443"}.get(scheme)
    return port is not None and rest.removesuffix(port) == host.lower().removesuffix(port) != ""


async def _refuse(websocket: WebSocket, message: str, status: int) -> None:
    if "websocket.http.response" in websocket.scope.get("extensions", {}):
        headers = {"Retry-After": "10"} if status == 503 else None
        await websocket.send_denial_response(refusal(message, status, headers=headers))
    else:
        await websocket.close()


class _Socket:
    """One socket: its reader, its heartbeat, and a task for each operation."""

    def __init__(self, websocket: WebSocket) -> None:
        self._websocket = websocket
        state = websocket.app.state
        self._current, self._settings, self._documents = state.current, state.settings, state.documents
        self._operations: dict[str, asyncio.Task[None]] = {}
        self._begun, self._heard = asyncio.Event(), asyncio.Event()

    async def serve(self, ending: asyncio.Event) -> None:
        """Runs until either side closes."""
        closing = None
        if PROTOCOL not in self._websocket.scope["subprotocols"]:
            closing = _CloseError(4406, f"Subprotocol not acceptable: use {PROTOCOL}")
        else:
            try:
                async with asyncio.TaskGroup() as tasks:
                    tasks.create_task(self._end(ending))
                    tasks.create_task(self._beat())
                    await self._read(tasks)
            except* _CloseError as closes:
                closing = next(one for one in closes.exceptions if isinstance(one, _CloseError))
            except* WebSocketDisconnect:
                pass
        if closing is not None:
            await self._close(closing)

    async def _close(self, closing: _CloseError) -> None:
        reason = closing.reason.encode()[:_LONGEST].decode(errors="ignore")
        try:
            async with asyncio.timeout(1):  # who doesn't read is not told
                await self._websocket.close(closing.code, reason)
        except TimeoutError:
            cut_off(self._websocket.scope)
        except (WebSocketDisconnect, RuntimeError):  # the other side was quicker
            pass

    async def _end(self, ending: asyncio.Event) -> None:
        await ending.wait()
        raise _CloseError(1001, "The server ends")

    async def _beat(self) -> None:
        """Closes on who doesn't begin, and on who gives no sign of life."""
        try:
            async with asyncio.timeout(self._settings.live_patience):
                await self._begun.wait()
        except TimeoutError:
            raise _CloseError(4408, "Connection initialisation timeout") from None
        while True:
            await asyncio.sleep(self._settings.live_heartbeat)
            self._heard.clear()
            await self._send({"type": "ping"})
            try:
                async with asyncio.timeout(self._settings.live_patience):
                    await self._heard.wait()
            except TimeoutError:
                raise _CloseError(1013, "No answer to a ping") from None

    async def _read(self, tasks: asyncio.TaskGroup) -> None:
        while True:
            message = self._read_as_message(await self._websocket.receive())
            self._heard.set()
            match message:
                case _Init():
                    if self._begun.is_set():
                        raise _CloseError(4429, "Too many initialisation requests")
                    self._begun.set()
                    await self._send({"type": "connection_ack"})
                case _Ping():
                    payload = {} if message.payload is None else {"payload": message.payload}
                    await self._send({"type": "pong", **payload})
                case _Subscribe():
                    await self._start(tasks, message)
                case _Complete():
                    task = self._operations.pop(message.id, None)
                    if task is not None:
                        task.cancel()

    def _read_as_message(self, received: Message) -> _Message:
        if received["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(received.get("code", 1005))
        text = received.get("text")
        if text is None:
            raise _CloseError(4400, "Invalid message: send text, not bytes")
        if len(text) > self._settings.body_bytes:
            raise _CloseError(1009, "The message is too large")
        try:
            return _decoder.decode(text)
        except (msgspec.MsgspecError, UnicodeEncodeError) as error:
            raise _CloseError(4400, f"Invalid message: {error}") from None
        except RecursionError:
            raise _CloseError(4400, "Invalid message: nested too deeply") from None

    async def _start(self, tasks: asyncio.TaskGroup, asked: _Subscribe) -> None:
        if not self._begun.is_set():
            raise _CloseError(4401, "Unauthorized: begin with connection_init")
        if asked.id in self._operations:
            raise _CloseError(4409, f"Subscriber for {asked.id} already exists")
        most = self._settings.live_operations
        if len(self._operations) >= most:
            error = {
                "message": f"This socket runs {most} operations at once already. Complete one, or open another socket.",
                "extensions": {"code": LIMIT_EXCEEDED},
            }
            await self._send({"id": asked.id, "type": "error", "payload": [error]})
            return
        try:
            operation = shaped(asked.payload)
        except UnfitRequestError as unfit:
            raise _CloseError(4400, f"Invalid message: {unfit.message}") from None
        self._operations[asked.id] = tasks.create_task(self._run(asked.id, operation))

    async def _run(self, id: str, asked: Asked) -> None:
        try:
            text = self._documents.text(asked)
        except GraphQLError as error:
            await self._last(id, {"errors": coded([error], BAD_USER_INPUT)})
            return
        found = await answers(self._current, text, asked.variables, asked.operation, self._settings)
        if not isinstance(found, dict) or "data" in found:
            self._documents.register(asked, text)
        if isinstance(found, dict):
            await self._last(id, found)
            return
        try:
            async for answer in found:
                if "data" not in answer:
                    await self._last(id, answer)
                    return
                await self._send({"id": id, "type": "next", "payload": answer})
            self._over(id)
            await self._send({"id": id, "type": "complete"})
        finally:
            with suppress(RuntimeError):  # it may be running at the moment it is cancelled
                await found.close()

    async def _last(self, id: str, answer: Answer) -> None:
        """The only answer, or the error that ends an operation."""
        if "data" not in answer:
            self._over(id)
            await self._send({"id": id, "type": "error", "payload": answer["errors"]})
            return
        await self._send({"id": id, "type": "next", "payload": answer})
        self._over(id)
        await self._send({"id": id, "type": "complete"})

    def _over(self, id: str) -> None:
        """The id is free again, unless another operation has taken it meanwhile."""
        if self._operations.get(id) is asyncio.current_task():
            del self._operations[id]

    async def _send(self, message: dict[str, Any]) -> None:
        try:
            async with asyncio.timeout(self._settings.live_patience):
                await self._websocket.send_text(msgspec.json.encode(message).decode())
        except TimeoutError:
            raise _CloseError(1013, "The client does not read") from None
