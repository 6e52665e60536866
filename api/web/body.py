"""The body of a request: what it is said to be, and its bytes, as far as they are few enough."""

from email.message import Message

from starlette.requests import ClientDisconnect, Request


class UnfitRequestError(Exception):
    """A request that asks nothing that can be answered: why, and the HTTP status."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.message, self.status = message, status


def stated(request: Request) -> tuple[str, str]:
    """Media type and charset in lower case, as `Content-Type` states them (RFC 9110, 8.3); the charset may be empty."""
    header = Message()
    header["Content-Type"] = request.headers.get("content-type", "")
    return header.get_content_type(), header.get_content_charset("utf-8")


async def whole(request: Request, most: int) -> bytes:
    """The bytes of the body. Raises `UnfitRequestError` where they are more than `most`, or the client went away."""
    data = bytearray()
    try:
        async for chunk in request.stream():
            data += chunk
            if len(data) > most:
                raise UnfitRequestError(f"The body is larger than {most} bytes. Send less.", 413)
    except ClientDisconnect:
        raise UnfitRequestError("The connection closed before the body was whole. Send it again.") from None
    return bytes(data)
