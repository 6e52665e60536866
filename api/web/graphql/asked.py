"""What a request asks: a GraphQL document or where it is kept, and its variables (GraphQL over HTTP, Request)."""

from typing import Any

import orjson
from msgspec import Struct
from starlette.requests import Request

from api.web.body import UnfitRequestError, stated, whole
from api.web.graphql import objects
from api.web.parameters import pairs

JSON = "application/json"
MISSHAPEN = 422
"""The status of JSON that is no GraphQL request, by the newer codes; by the older ones it is 400."""
IDS = ("documentId", "doc_id", "id")
"""The names by which clients give a document's id: the specification's, and those of clients of Relay."""
_NAMES = ("query", *IDS, "operationName", "variables", "extensions")


class Asked(Struct, frozen=True):
    """A document's text, its id, its hash, or several of them; and what it is asked with."""

    query: str | None
    document_id: str | None
    hash: str | None
    operation: str | None
    variables: dict[str, Any]
    extensions: dict[str, Any]

    @property
    def persisted(self) -> bool:
        """True where the request names a document that it does not hold."""
        return self.query is None

    @property
    def key(self) -> str | None:
        """What tells requests for one document apart; None where variables are nested too deeply to tell."""
        rest = {name: value for name, value in self.extensions.items() if name != "persistedQuery"}
        try:
            told = orjson.dumps([self.operation, self.variables, rest], option=orjson.OPT_SORT_KEYS)
        except orjson.JSONEncodeError:
            return None
        return told.decode()


async def read(request: Request, most: int) -> Asked:
    """What a GET, HEAD or POST asks. Raises `UnfitRequestError`."""
    return shaped(_by_get(request, most) if request.method in ("GET", "HEAD") else await _by_post(request, most))


def _by_get(request: Request, most: int) -> dict[str, Any]:
    address = request.scope["query_string"]
    if len(address) > most:
        raise UnfitRequestError(f"The address is longer than {most} bytes. Use POST.", 414)
    given: dict[str, Any] = {}
    for name, value in pairs(address, "The address"):
        if name in given and name in _NAMES:
            raise UnfitRequestError(f"The address has several `{name}`. Give one.", path=name, expected="one value")
        given[name] = value or None
    for name in ("variables", "extensions"):
        if given.get(name):
            given[name] = objects.read(given[name].encode(), f"`{name}`", name)
    return given


async def _by_post(request: Request, most: int) -> dict[str, Any]:
    kind, charset = stated(request)
    if kind != JSON or charset not in ("", "utf-8", "utf8"):
        message = f"A request body is {JSON} in UTF-8. Set Content-Type so."
        raise UnfitRequestError(message, 415, headers={"Accept-Post": JSON})
    body = objects.read(await whole(request, most), "The body")
    if isinstance(body, list):
        message = "The body is a list, and there are no batches here. Send one operation a request, as an object."
        raise UnfitRequestError(message, MISSHAPEN, expected="an object")
    if not isinstance(body, dict):
        message = "The body is no JSON object. Send {“query”: …}; one operation a request."
        raise UnfitRequestError(message, MISSHAPEN, expected="an object")
    return body


def shaped(given: dict[str, Any]) -> Asked:
    """What an object asks, whichever way it came. Raises `UnfitRequestError`."""
    query, extensions = _typed(given, "query", str, "text"), _typed(given, "extensions", dict, "an object") or {}
    asked = Asked(
        query if query and query.strip() else None,
        _document_id(given),
        _hash(extensions),
        _typed(given, "operationName", str, "text") or None,
        _typed(given, "variables", dict, "an object") or {},
        extensions,
    )
    if asked.query is None and asked.document_id is None and asked.hash is None:
        message = "There is no `query`. Give one as text, or the `documentId` of a document that is kept here."
        raise UnfitRequestError(message, MISSHAPEN, path="query", expected="text")
    return asked


def _document_id(given: dict[str, Any]) -> str | None:
    found = {name: said for name in IDS if (said := _typed(given, name, str, "text"))}
    if len(set(found.values())) > 1:
        message = f"There are several ids of documents: {', '.join(found)}. Give one."
        raise UnfitRequestError(message, MISSHAPEN, path="documentId", expected="one id")
    return next(iter(found.values()), None)


def _hash(extensions: dict[str, Any]) -> str | None:
    """The hash of the protocol of automatic persisted queries, version 1."""
    persisted = _typed(extensions, "persistedQuery", dict, "an object", "extensions.")
    if persisted is None:
        return None
    path = "extensions.persistedQuery."
    if persisted.get("version") != 1 or persisted["version"] is True:
        message = f"`{path}version` is not 1, the one that there is. Give 1."
        raise UnfitRequestError(message, MISSHAPEN, path=f"{path}version", expected="1")
    found: str | None = _typed(persisted, "sha256Hash", str, "text", path)
    if not found:
        message = f"There is no `{path}sha256Hash`. Give the SHA-256 of the document in hexadecimal digits."
        raise UnfitRequestError(message, MISSHAPEN, path=f"{path}sha256Hash", expected="64 hexadecimal digits")
    return found


def _typed(given: dict[str, Any], name: str, kind: type, said: str, within: str = "") -> Any:
    value, path = given.get(name), f"{within}{name}"
    if value is not None and not isinstance(value, kind):
        message = f"`{path}` is not {said}. Give {said}, or leave it out."
        raise UnfitRequestError(message, MISSHAPEN, path=path, expected=said)
    return value
