"""GraphQL over HTTP (the GraphQL Foundation's specification): one request and its response."""

from typing import Any

import orjson
from graphql import GraphQLError
from msgspec.structs import replace
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.errors import BAD_USER_INPUT, INTERNAL, coded
from api.forms import FORMS
from api.settings import Settings
from api.web import etag, pages
from api.web.accept import best
from api.web.body import UnfitRequestError
from api.web.codings import SMALL
from api.web.errors import refusal
from api.web.events import EVENTS, EventStream, Wanted
from api.web.graphql import representation
from api.web.graphql.answers import Answer
from api.web.graphql.asked import JSON, Asked, read
from api.web.graphql.running import kind, ran
from api.web.graphql.status import GRAPHQL, answered, refused
from api.web.graphql.told import Operation, Told
from api.web.headers import combined
from api.web.observation.telemetry import operation_span
from kg import __version__

_VARY = "Accept, Accept-Encoding"
_LARGE = 100_000  # bytes, whose packing is left to another thread


async def graphql(request: Request) -> Response:
    """Answers a query by GET or POST; a browser that looks here by itself gets the IDE."""
    accept, settings = combined(request, "accept"), request.app.state.settings
    if _by_get(request):
        if settings.ide and best(accept, (JSON, GRAPHQL, "text/html", *FORMS)) == "text/html":
            return pages.ide(request)
        if not settings.get:
            return refusal("GraphQL is asked by POST alone here.", 405, headers={"Allow": "POST"})
    media_type = representation.choose(accept)
    if media_type is None:
        return refusal(f"Answers are {', '.join(representation.OFFERED)}. Accept one of them.", 406)
    by_json = representation.beside_events(accept, media_type)
    try:
        return await _answer(request, await read(request, settings.body_bytes), by_json, media_type == EVENTS)
    except UnfitRequestError as unfit:
        headers = {**unfit.headers, "Allow": "POST"} if unfit.status == 405 else unfit.headers
        status, by_json = refused(unfit.status, by_json, settings.draft_codes)
        headers = {**headers, "Vary": _VARY}
        by_json = representation.of_errors(by_json)
        response = refusal(unfit.message, status, by_json, headers, code=unfit.code, **unfit.extensions)
        request.state.graphql = Told(None, None, "refused", (unfit.code or BAD_USER_INPUT,))
        return response


async def _answer(request: Request, asked: Asked, media_type: str, in_events: bool) -> Response:
    catalogue, settings, kept = request.app.state.catalogue, request.app.state.settings, request.app.state.answers
    try:
        text = request.app.state.documents.text(asked)
    except GraphQLError as error:
        return _said(request, asked, {"errors": coded([error], BAD_USER_INPUT)}, media_type)
    if in_events or await _goes_on(request, text, asked):
        request.state.graphql = replace(_told(request, asked, "run"), kind=await kind(text, asked, settings))
        return EventStream(request, Wanted(text, asked.variables, asked.operation))
    key = asked.key
    tag = None if key is None else etag.weak(__version__, catalogue.version, text, key, media_type)
    found = kept.get(catalogue, tag)
    if _by_get(request):
        held = tag is not None and etag.is_current(request, tag)
        # A tag is given to queries alone, so it spares the parsing; "*" can be said of anything.
        if found is None and not (held and etag.is_named(request, tag)):
            held = False
            await _only_asks(text, asked, settings)
        if held:
            return _held(request, asked, tag)
    if found is None:
        with operation_span(request, text) as tell:
            answer, body = await ran(request, media_type, catalogue, text, asked)
            tell(_operation(request), _codes(answer))
        if body is not None or "data" in answer:
            request.app.state.documents.register(asked, text)
        if body is None:
            return _said(request, asked, answer, media_type)
        request.state.graphql = _told(request, asked, "run", _codes(answer))
        found = Answer(body, media_type, _operation(request))
        if "errors" in answer or tag is None:
            return await _whole(request, found, _headers(request, asked, None))
        kept.put(catalogue, tag, found, 2 * len(body) + 1000)
    else:
        request.state.operation = found.operation
        request.state.graphql = _told(request, asked, "kept")
    request.state.repeatable = catalogue
    return await _whole(request, found, _headers(request, asked, tag))


async def _goes_on(request: Request, text: str, asked: Asked) -> bool:
    """True for a subscription of a client that takes an event stream, even if it would rather have something else."""
    if "subscription" not in text or best(combined(request, "accept"), (EVENTS,)) is None:
        return False
    return await kind(text, asked, request.app.state.settings) == "subscription"


async def _whole(request: Request, answer: Answer, headers: dict[str, str]) -> Response:
    """An answer that may be kept, packed in the coding that the middleware names."""
    coding = request.headers.get("accept-encoding")
    body = answer.body
    if coding and len(body) >= SMALL:
        headers["Content-Encoding"] = coding
        if len(body) >= _LARGE and coding not in answer.packed:
            body = await run_in_threadpool(answer.pack, coding)
        else:
            body = answer.pack(coding)
    return Response(body, 200, headers, answer.media_type)


def _said(request: Request, asked: Asked, answer: dict[str, Any], media_type: str) -> Response:
    """An answer with errors, or one that can't be told from others."""
    media_type = representation.of_errors(media_type)
    status, media_type = answered(answer, media_type, request.app.state.settings.draft_codes)
    codes = _codes(answer)
    request.state.graphql = _told(request, asked, "run" if "data" in answer else "refused", codes)
    for error in answer.get("errors", ()):
        if error.get("extensions", {}).get("code") == INTERNAL:
            error["extensions"]["requestId"] = request.state.request_id
    headers = {"Vary": _VARY, "Cache-Control": "no-store"}
    if status == 503:
        headers["Retry-After"] = "1"
    return Response(orjson.dumps(answer), status, headers, media_type)


def _codes(answer: dict[str, Any]) -> tuple[str, ...]:
    return tuple(str(error.get("extensions", {}).get("code")) for error in answer.get("errors", ()))


def _headers(request: Request, asked: Asked, tag: str | None) -> dict[str, str]:
    """What caches may do with an answer."""
    if not _by_get(request) or tag is None:
        return {"Vary": _VARY, "Cache-Control": "no-store"}
    seconds = request.app.state.settings.document_seconds if asked.persisted else 0
    return {"Vary": _VARY, "Cache-Control": f"public, max-age={seconds}" if seconds else "no-cache", "ETag": tag}


def _held(request: Request, asked: Asked, tag: str | None) -> Response:
    request.state.graphql = _told(request, asked, "held")
    return Response(status_code=304, headers=_headers(request, asked, tag))


def _told(request: Request, asked: Asked, answer: str, codes: tuple[str, ...] = ()) -> Told:
    document = (asked.document_id or asked.hash) if asked.persisted else None
    ran = _operation(request)
    if ran is None:
        return Told(asked.operation, document, answer, codes)
    return Told(ran.name, document, answer, codes, ran.kind, ran.cost)


def _operation(request: Request) -> Operation | None:
    found: Operation | None = request.scope["state"].get("operation")
    return found


def _by_get(request: Request) -> bool:
    return request.method in ("GET", "HEAD")


async def _only_asks(text: str, asked: Asked, settings: Settings) -> None:
    if await kind(text, asked, settings) == "mutation":
        raise UnfitRequestError("GET only asks: it runs no mutation. Use POST.", 405)
