"""Refusals: a page for browsers, JSON with a stable code for programs."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import orjson
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from api.web import pages
from api.web.accept import best
from api.web.headers import combined

_TITLES = {404: "Nothing is here", 405: "That is not done here", 500: "The server failed"}
_CODES = {
    403: "FORBIDDEN",
    404: "NOT_FOUND",
    405: "METHOD_NOT_ALLOWED",
    413: "LIMIT_EXCEEDED",
    414: "LIMIT_EXCEEDED",
    422: "LIMIT_EXCEEDED",
    500: "INTERNAL",
    503: "UNAVAILABLE",
}


def refusal(
    message: str,
    status: int,
    media_type: str = "application/json",
    headers: Mapping[str, str] | None = None,
    code: str | None = None,
    **extensions: str,
) -> Response:
    """An error in GraphQL's shape with a stable code, that of the status unless another one is given."""
    code = code or _CODES.get(status, "BAD_USER_INPUT")
    errors = [{"message": message, "extensions": {"code": code, **extensions}}]
    always = {"Vary": "Accept", "Cache-Control": "no-store"}
    return Response(orjson.dumps({"errors": errors}), status, {**always, **(headers or {})}, media_type)


async def on_http_exception(request: Request, error: Exception) -> Response:
    """Says what Starlette refused."""
    assert isinstance(error, HTTPException)
    headers = dict(error.headers or {})
    if error.status_code == 405:
        # Starlette takes the methods from a set, in another order each time.
        headers["Allow"] = ", ".join(sorted(headers.get("Allow", "GET, HEAD").split(", ")))
    return _said(request, error.status_code, _sentence(request, error, headers.get("Allow")), headers)


async def on_exception(request: Request, _: Exception) -> Response:
    """Says that the server failed, and nothing of how; the log has it."""
    return _said(request, 500, "The server failed here; its log says why.")


def _sentence(request: Request, error: HTTPException, allowed: str | None) -> str:
    if error.status_code == 404 and error.detail == HTTPStatus.NOT_FOUND.phrase:
        return f"There is nothing at {request.url.path}. The start page at / says what is here."
    if error.status_code == 405:
        return f"{request.method} is not done at {request.url.path}. Use {allowed}."
    return str(error.detail)


def _said(request: Request, status: int, message: str, headers: Mapping[str, str] | None = None) -> Response:
    if best(combined(request, "accept"), ("application/json", "text/html")) == "text/html":
        response = pages.error_page(request, status, _TITLES.get(status, "That did not work"), message)
        response.headers.update({"Cache-Control": "no-store", **(headers or {})})
        return response
    return refusal(message, status, headers=headers)


HANDLERS: dict[Any, Any] = {HTTPException: on_http_exception}
