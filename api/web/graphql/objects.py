"""JSON objects as clients send them (RFC 8259): each name once, all text in UTF-8, no number without end."""

import json
from collections.abc import Iterable
from typing import Any

import orjson

from api.web.body import UnfitRequestError

_MARK = b"\xef\xbb\xbf"
_DEEPEST = 500
"""Levels of JSON, which different readers take as deep as they can."""


def read(data: bytes, where: str, path: str | None = None) -> Any:
    """The value of JSON. Raises `UnfitRequestError`, whose sentence says `where` it stands."""
    # Some editors begin a file with a byte order mark, and curl sends files as they are.
    data = data.removeprefix(_MARK)
    try:
        value = orjson.loads(data)
        if data.count(b"[") + data.count(b"{") > _DEEPEST and _is_deep(value):
            raise RecursionError
        if isinstance(value, dict):
            _ONCE.decode(data.decode())
    except orjson.JSONDecodeError as error:
        message = f"{where} is no JSON: {error}. Send a JSON object in UTF-8."
        raise UnfitRequestError(message, path=path, expected="JSON in UTF-8") from None
    except _TwiceError as twice:
        message = f"{where} names “{twice}” twice in one object. Name it once."
        raise UnfitRequestError(message, path=path, expected="each name once") from None
    except RecursionError:
        raise UnfitRequestError(f"{where} is nested too deeply. Send less.", path=path) from None
    return value


def _is_deep(value: Any) -> bool:
    level = [value]
    for _ in range(_DEEPEST):
        level = [inner for one in level if isinstance(one, dict | list) for inner in _inside(one)]
        if not level:
            return False
    return True


def _inside(value: dict[str, Any] | list[Any]) -> Iterable[Any]:
    return value.values() if isinstance(value, dict) else value


class _TwiceError(Exception):
    """A name that stands twice in one object: some readers take the first, and others the last."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    named = dict(pairs)
    if len(named) < len(pairs):
        names = [name for name, _ in pairs]
        raise _TwiceError(next(name for name in names if names.count(name) > 1))
    return named


_ONCE = json.JSONDecoder(object_pairs_hook=_once)
