"""GraphQL over HTTP (the GraphQL Foundation's specification)."""

from typing import Any

import orjson
from msgspec import Struct
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.execution import execute, operation_type
from api.settings import Settings
from api.web import etag, pages
from api.web.accept import best
from api.web.body import UnfitRequestError, stated, whole
from api.web.errors import refusal
from api.web.events import EVENTS, EventStream, Operation
from api.web.headers import combined
from kg import __version__

JSON, GRAPHQL = "application/json", "application/graphql-response+json"


class _Asked(Struct, frozen=True):
    query: str
    variables: dict[str, Any] | None
    operation: str | None


async def graphql(request: Request) -> Response:
    """Answers a query by GET or POST; a browser that looks here by itself gets the IDE."""
    accept = combined(request, "accept")
    if request.method in ("GET", "HEAD") and best(accept, (JSON, GRAPHQL, "text/html")) == "text/html":
        return pages.ide(request)
    # Who names the newer type knows it; who takes anything may be older than it.
    offered = (GRAPHQL, JSON, EVENTS) if GRAPHQL in (accept or "").lower() else (JSON, GRAPHQL, EVENTS)
    media_type = best(accept, offered)
    if media_type is None:
        return refusal(f"Answers are {JSON} or {GRAPHQL}, and {EVENTS}. Accept one of them.", 406)
    try:
        asked = _by_get(request) if request.method in ("GET", "HEAD") else await _by_post(request)
        if media_type == EVENTS or await _goes_on(asked, accept, request.app.state.settings):
            return EventStream(request, Operation(asked.query, asked.variables, asked.operation))
        return await _answer(request, asked, media_type)
    except UnfitRequestError as refused:
        headers = {"Allow": "POST"} if refused.status == 405 else None
        return refusal(refused.message, refused.status, media_type, headers)


async def _goes_on(asked: _Asked, accept: str | None, settings: Settings) -> bool:
    """True for a subscription of a client that takes an event stream, even if it would rather have something else."""
    if "subscription" not in asked.query or best(accept, (EVENTS,)) is None:
        return False
    return await run_in_threadpool(operation_type, asked.query, asked.operation, settings) == "subscription"


async def _answer(request: Request, asked: _Asked, media_type: str) -> Response:
    catalogue, settings = request.app.state.catalogue, request.app.state.settings
    headers = {"Vary": "Accept", "Cache-Control": "no-store"}
    if request.method in ("GET", "HEAD"):
        variables = request.query_params.get("variables", "")
        tag = etag.weak(__version__, catalogue.version, asked.query, asked.operation or "", variables, media_type)
        current = etag.is_current(request, tag)
        # A tag is given to queries alone, so it spares the parsing; "*" can be said of anything.
        if not current or request.headers["if-none-match"].strip() == "*":
            await _only_asks(asked, settings)
        if current:
            held = {"Vary": "Accept, Accept-Encoding", "Cache-Control": "no-cache", "ETag": tag}
            return Response(status_code=304, headers=held)
        headers |= {"ETag": tag, "Cache-Control": "no-cache"}
    answer = await run_in_threadpool(execute, catalogue, asked.query, asked.variables, asked.operation, settings)
    status = 400 if "data" not in answer and media_type == GRAPHQL else 200
    if "errors" in answer:
        headers.pop("ETag", None)
        headers["Cache-Control"] = "no-store"
    return Response(orjson.dumps(answer), status, headers, media_type)


async def _only_asks(asked: _Asked, settings: Settings) -> None:
    if await run_in_threadpool(operation_type, asked.query, asked.operation, settings) == "mutation":
        raise UnfitRequestError("GET only asks: it runs no mutation. Use POST.", 405)


def _by_get(request: Request) -> _Asked:
    given = request.query_params
    return _asked(
        {
            "query": given.get("query"),
            "variables": _json(given.get("variables"), "variables"),
            "operationName": given.get("operationName"),
            "extensions": _json(given.get("extensions"), "extensions"),
        }
    )


def _json(text: str | None, name: str) -> Any:
    if not text:
        return None
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise UnfitRequestError(f"`{name}` is no JSON: {error}. Give a JSON object.") from None


async def _by_post(request: Request) -> _Asked:
    kind, charset = stated(request)
    if kind != JSON or charset not in ("", "utf-8", "utf8"):
        raise UnfitRequestError(f"A request body is {JSON} in UTF-8. Set Content-Type so.", 415)
    try:
        body = orjson.loads(await whole(request, request.app.state.settings.body_bytes))
    except orjson.JSONDecodeError as error:
        raise UnfitRequestError(f"The body is no JSON: {error}. Send a JSON object in UTF-8.") from None
    if not isinstance(body, dict):
        raise UnfitRequestError("The body is no JSON object. Send {“query”: …}; one operation a request.")
    return _asked(body)


def _asked(body: dict[str, Any]) -> _Asked:
    query, variables, operation = body.get("query"), body.get("variables"), body.get("operationName")
    if not isinstance(query, str) or not query.strip():
        raise UnfitRequestError("There is no `query`. Give one as text.")
    if variables is not None and not isinstance(variables, dict):
        raise UnfitRequestError("`variables` is no JSON object. Give one, or leave it out.")
    if operation is not None and not isinstance(operation, str):
        raise UnfitRequestError("`operationName` is no text. Give the name of an operation, or leave it out.")
    if body.get("extensions") is not None and not isinstance(body["extensions"], dict):
        raise UnfitRequestError("`extensions` is no JSON object. Give one, or leave it out.")
    return _Asked(query, variables, operation)
