"""The body of a request: what it is said to be, and its bytes, as far as they are few enough."""

from collections.abc import Mapping
from email.message import Message

from starlette.requests import ClientDisconnect, Request


class UnfitRequestError(Exception):
    """A request that asks nothing that can be answered: why, and the HTTP status.

    `code` is told instead of that of the status. `path` says where in the request the fault is and `expected` what
    belongs there, where that can be said.
    """

    def __init__(
        self,
        message: str,
        status: int = 400,
        *,
        code: str | None = None,
        path: str | None = None,
        expected: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.message, self.status, self.code = message, status, code
        self.headers = dict(headers or {})
        self.extensions = {name: said for name, said in (("path", path), ("expected", expected)) if said is not None}


def stated(request: Request) -> tuple[str, str]:
    """Media type and charset in lower case, as `Content-Type` states them (RFC 9110, 8.3); the charset may be empty."""
    header = Message()
    header["Content-Type"] = request.headers.get("content-type", "")
    return header.get_content_type(), header.get_content_charset("utf-8")


async def whole(request: Request, most: int) -> bytes:
    """The bytes of the body.

    Raises `UnfitRequestError` where they are packed or more than `most`, or the client went away.
    """
    if request.headers.get("content-encoding", "identity").strip().lower() != "identity":
        raise UnfitRequestError("A request body is not packed. Send it as it is.", 415, headers=_UNPACKED)
    data = bytearray()
    try:
        _few(request.headers.get("content-length", ""), most)
        async for chunk in request.stream():
            data += chunk
            if len(data) > most:
                raise _too_large(most)
    except ClientDisconnect:
        raise UnfitRequestError("The connection closed before the body was whole. Send it again.") from None
    return bytes(data)


_UNPACKED = {"Accept-Encoding": "identity"}  # RFC 9110, 15.5.16


def _few(length: str, most: int) -> None:
    if length.isdecimal() and (len(length) > 18 or int(length) > most):
        raise _too_large(most)


def _too_large(most: int) -> UnfitRequestError:
    return UnfitRequestError(f"The body is larger than {most} bytes. Send less.", 413)
