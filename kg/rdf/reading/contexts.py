"""The contexts of JSON-LD files: nothing is fetched, and the project's own is at hand."""

import json
import re
from typing import Any

from kg.rdf import jsonld, terms

_NAMED = re.compile(rb'"@context"\s*:\s*(?:"|\[)|"@import"')
_OWN = jsonld.CONTEXT.name
_HOME = terms.PV.rpartition("/")[0]


class RemoteContextError(Exception):
    """A context that would have to be fetched; `line` is where it is named."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def within(data: bytes, base: str) -> bytes:
    """The file with the project's own context in the place of its name (`context.jsonld`, as such or as an IRI).

    Raises `RemoteContextError` where another one is named. A file that is no JSON stays as it is.
    """
    if _NAMED.search(data) is None:
        return data
    try:
        value = json.loads(data)
    except ValueError:
        return data
    stack: list[Any] = [value]
    while stack:
        part = stack.pop()
        if isinstance(part, dict):
            if "@context" in part:
                part["@context"] = _known(part["@context"], data, base)
            if isinstance(part.get("@import"), str):
                raise _remote(part["@import"], data)
            stack.extend(part.values())
        elif isinstance(part, list):
            stack.extend(part)
    return json.dumps(value).encode()


def _known(context: Any, data: bytes, base: str) -> Any:
    if isinstance(context, list):
        return [_known(one, data, base) for one in context]
    if not isinstance(context, str):
        return context
    if context in (_OWN, f"./{_OWN}", f"{_HOME}/{_OWN}", f"{base}{_OWN}"):
        return jsonld.context()
    raise _remote(context, data)


def _remote(name: str, data: bytes) -> RemoteContextError:
    found = data.find(json.dumps(name, ensure_ascii=False).encode("utf-8", "replace"))
    return RemoteContextError(name, data.count(b"\n", 0, max(found, 0)) + 1)
