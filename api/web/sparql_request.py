"""What a request to the SPARQL endpoint asks (SPARQL 1.1 Protocol, 2.1)."""

from msgspec import Struct
from starlette.requests import Request

from api.web.body import UnfitRequestError, stated, whole
from api.web.parameters import pairs, text
from kg.sparql.question import READ_ONLY

QUERY, FORM, UPDATE = "application/sparql-query", "application/x-www-form-urlencoded", "application/sparql-update"


class Asked(Struct, frozen=True):
    """A query, and the dataset that the request names beside it."""

    query: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]


async def read(request: Request, body_bytes: int, length: int) -> Asked | None:
    """The query of a request; None for a GET without parameters. Raises `UnfitRequestError`."""
    given = pairs(request.scope["query_string"], "The address")
    if request.method == "POST":
        kind = _content_type(request)
        body = await whole(request, body_bytes)
        if kind == FORM:
            given += pairs(body, "The body")
        else:
            given.append(("query", text(body, "The body")))
    elif not given:
        return None
    return _asked(given, length, 413 if request.method == "POST" else 414)


def _asked(given: list[tuple[str, str]], length: int, too_long: int) -> Asked:
    # Some editors begin a file with a byte order mark, and curl sends files as they are.
    queries = [value.removeprefix("\ufeff") for name, value in given if name == "query"]
    if any(name == "update" for name, _ in given):
        raise UnfitRequestError(READ_ONLY, 403)
    if not queries or not queries[0].strip():
        raise UnfitRequestError("There is no `query`. Give one as a parameter, or as the body of a POST.")
    if len(queries) > 1:
        raise UnfitRequestError(f"There are {len(queries)} queries. Give one a request.")
    if len(queries[0].encode()) > length:
        raise UnfitRequestError(f"The query is longer than {length} bytes. Ask a shorter one.", too_long)
    return Asked(
        queries[0],
        tuple(dict.fromkeys(value for name, value in given if name == "default-graph-uri")),
        tuple(dict.fromkeys(value for name, value in given if name == "named-graph-uri")),
    )


def _content_type(request: Request) -> str:
    kind, charset = stated(request)
    if kind == UPDATE:
        raise UnfitRequestError(READ_ONLY, 403)
    if kind not in (QUERY, FORM) or charset not in ("", "utf-8", "utf8", "us-ascii"):
        raise UnfitRequestError(f"A request body is {QUERY} or {FORM} in UTF-8. Set Content-Type so.", 415)
    return kind
