"""Weak entity tags (RFC 9110, 8.8.3)."""

import hashlib

from starlette.requests import Request

from api.web.headers import combined


def weak(*parts: str) -> str:
    """The tag of what the parts tell apart."""
    digest = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return f'W/"{digest}"'


def is_current(request: Request, tag: str) -> bool:
    """True where the client already holds the answer of this tag."""
    return names(combined(request, "if-none-match") or "", tag)


def is_named(request: Request, tag: str | None) -> bool:
    """True where the client names this very tag; `*` names none."""
    given = (combined(request, "if-none-match") or "").split(",")
    return tag is not None and tag.removeprefix("W/") in {one.strip().removeprefix("W/") for one in given}


def names(given: str, tag: str) -> bool:
    """True where a list of tags holds this one, or is `*`."""
    if given == tag:
        return True
    known = {one.strip().removeprefix("W/") for one in given.split(",")}
    return "*" in known or tag.removeprefix("W/") in known
