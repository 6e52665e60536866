"""Tells observers of each request."""

from collections.abc import Sequence
from time import perf_counter

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.web.observation.record import GONE, Observer, Record


class Observed:
    """The application, of whose requests observers are told. Without observers there is none of it."""

    def __init__(self, app: ASGIApp, observers: Sequence[Observer]) -> None:
        self._app, self._observers = app, observers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Runs the application."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        scope.setdefault("state", {})
        began = perf_counter()
        begun = [(observer, observer.begins(scope)) for observer in self._observers]
        status = sent = 0

        async def counted(message: Message) -> None:
            nonlocal status, sent
            kind = message["type"]
            if kind == "http.response.body":
                sent += len(message.get("body", b""))
            elif kind == "http.response.start":
                status = message["status"]
            elif kind == "websocket.accept":
                status = 101
            elif kind == "websocket.close" and not status:
                status = 403
            await send(message)

        failed = False
        try:
            await self._app(scope, receive, counted)
        except Exception:
            failed = True
            raise
        finally:
            record = Record(scope, status or (500 if failed else GONE), sent, perf_counter() - began)
            for observer, note in reversed(begun):
                observer.ends(record, note)
