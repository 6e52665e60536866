"""The SPARQL endpoint (SPARQL 1.1 Protocol): answers, its description, and a page to ask in."""

import asyncio
import re
from collections.abc import AsyncIterator

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from api.settings import Settings
from api.web import etag, pages
from api.web.accept import best
from api.web.body import UnfitRequestError
from api.web.errors import refusal
from api.web.headers import combined, origin
from api.web.sparql_request import Asked, read
from kg import __version__
from kg.catalogue import Catalogue
from kg.sparql.dataset import graph
from kg.sparql.description import describe_service
from kg.sparql.engine import Asking, Engine
from kg.sparql.question import Answer, Limits, Question, Reason, RefusedError
from kg.sparql.results import GRAPHS, TABLES

_STATUS = {
    Reason.MALFORMED: 400,
    Reason.FORBIDDEN: 403,
    Reason.NOT_ACCEPTABLE: 406,
    Reason.LIMIT: 422,
    Reason.BUSY: 503,
    Reason.UNAVAILABLE: 503,
}
_PIECE = 64 * 1024
# What the same query answers differently each time; a name that only looks so costs a tag and nothing else.
_CHANGING = re.compile(r"\b(?:now|rand|uuid|struuid)\s*\(", re.IGNORECASE)


def engine(settings: Settings) -> Engine:
    """What answers the queries of a server; it starts nothing before the first one."""
    return Engine(
        Limits(
            seconds=settings.sparql_seconds,
            rows=settings.sparql_rows,
            bytes=settings.sparql_bytes,
            memory=settings.sparql_memory,
            workers=settings.sparql_workers,
            queries=settings.sparql_queries,
            length=settings.sparql_length,
        )
    )


async def sparql(request: Request) -> Response:
    """Answers a query by GET or POST. Without one, a browser gets a page, a program the service's description."""
    settings = request.app.state.settings
    accept = combined(request, "accept")
    if request.method in ("GET", "HEAD") and best(accept, (*TABLES, *GRAPHS, "text/html")) == "text/html":
        return pages.sparql(request)
    try:
        asked = await read(request, settings.body_bytes, settings.sparql_length)
        if asked is None:
            return await _description(request, accept)
        return await _answer(request, asked, accept)
    except UnfitRequestError as refused:
        return refusal(refused.message, refused.status, headers=refused.headers)
    except RefusedError as refused:
        status = _STATUS[refused.reason]
        return refusal(refused.message, status, headers={"Retry-After": "1"} if status == 503 else None)


async def _answer(request: Request, asked: Asked, accept: str | None) -> Response:
    catalogue = request.app.state.catalogue
    question = Question(
        asked.query, best(accept, tuple(TABLES)), best(accept, tuple(GRAPHS)), asked.default_graphs, asked.named_graphs
    )
    if question.table is None and question.graph is None:
        offered = ", ".join([*list(TABLES)[:4], *list(GRAPHS)[:4]])
        raise UnfitRequestError(f"Answers are {offered}. Accept one of them.", 406)
    headers = {"Vary": "Accept", "Cache-Control": "no-store"}
    tag, given = _tag(catalogue, question), request.headers.get("if-none-match", "")
    if request.method in ("GET", "HEAD") and not _CHANGING.search(asked.query):
        headers |= {"ETag": tag, "Cache-Control": "no-cache"}
        # A tag is given to answers alone, so it spares the query; "*" can be said of anything.
        if given.strip() != "*" and etag.is_current(request, tag):
            return _not_modified(headers)
    answer = await _when_there(request, request.app.state.sparql.submit(graph(catalogue), question))
    if "ETag" in headers and given.strip() == "*":
        return _not_modified(headers)
    return _whole(answer, headers)


def _not_modified(headers: dict[str, str]) -> Response:
    return Response(status_code=304, headers={**headers, "Vary": "Accept, Accept-Encoding"})


def _tag(catalogue: Catalogue, question: Question) -> str:
    return etag.weak(
        __version__,
        catalogue.version,
        question.query,
        question.table or "",
        question.graph or "",
        "\n".join(question.default_graphs),
        "\n".join(question.named_graphs),
    )


async def _when_there(request: Request, asking: Asking) -> Answer:
    """The answer; the query ends where the client goes away."""
    answered = asyncio.ensure_future(asyncio.wrap_future(asking.future))
    left = asyncio.ensure_future(_leaves(request))
    try:
        await asyncio.wait((answered, left), return_when=asyncio.FIRST_COMPLETED)
        if not answered.done():
            asking.cancel()
            raise RefusedError(Reason.UNAVAILABLE, "The connection closed before the answer was there.")
        if answered.cancelled():
            raise RefusedError(Reason.UNAVAILABLE, "This server is ending.")
        return answered.result()
    finally:
        left.cancel()
        if not answered.done():
            asking.cancel()
            answered.cancel()


async def _leaves(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _whole(answer: Answer, headers: dict[str, str]) -> Response:
    """The answer with its length. A large one goes out in pieces, so that others get their turn between."""
    if len(answer.body) <= _PIECE:
        return Response(answer.body, headers=headers, media_type=answer.media_type)

    async def pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(answer.body), _PIECE):
            yield answer.body[start : start + _PIECE]
            await asyncio.sleep(0)

    headers["Content-Length"] = str(len(answer.body))
    return StreamingResponse(pieces(), headers=headers, media_type=answer.media_type)


async def _description(request: Request, accept: str | None) -> Response:
    chosen = best(accept, tuple(GRAPHS)[:4])
    if chosen is None:
        if best(accept, tuple(TABLES)) is not None:
            raise UnfitRequestError("There is no `query`. Give one as a parameter, or as the body of a POST.")
        raise UnfitRequestError(f"The service is described as {', '.join(tuple(GRAPHS)[:4])}. Accept one of them.", 406)
    catalogue, endpoint = request.app.state.catalogue, f"{origin(request)}/sparql"
    tag = etag.weak(__version__, catalogue.version, "description", endpoint, chosen)
    headers = {"Vary": "Accept", "Cache-Control": "no-cache", "ETag": tag}
    if etag.is_current(request, tag):
        return _not_modified(headers)
    data = await run_in_threadpool(describe_service, catalogue, endpoint, chosen)
    return Response(data, headers=headers, media_type=chosen)
