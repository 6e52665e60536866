"""What a request to the SPARQL endpoint asks (SPARQL 1.1 Protocol, 2.1)."""

from urllib.parse import parse_qsl

from msgspec import Struct
from starlette.requests import Request

from api.web.body import UnfitRequestError, stated, whole
from kg.sparql.question import READ_ONLY

QUERY, FORM, UPDATE = "application/sparql-query", "application/x-www-form-urlencoded", "application/sparql-update"


class Asked(Struct, frozen=True):
    """A query, and the dataset that the request names beside it."""

    query: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]


async def read(request: Request, body_bytes: int, length: int) -> Asked | None:
    """The query of a request; None for a GET without parameters. Raises `UnfitRequestError`."""
    pairs = _pairs(request.scope["query_string"], "The address")
    if request.method == "POST":
        kind = _content_type(request)
        body = await whole(request, body_bytes)
        if kind == FORM:
            pairs += _pairs(body, "The body")
        else:
            pairs.append(("query", _text(body, "The body")))
    elif not pairs:
        return None
    return _asked(pairs, length, 413 if request.method == "POST" else 414)


def _asked(pairs: list[tuple[str, str]], length: int, too_long: int) -> Asked:
    # Some editors begin a file with a byte order mark, and curl sends files as they are.
    queries = [value.removeprefix("\ufeff") for name, value in pairs if name == "query"]
    if any(name == "update" for name, _ in pairs):
        raise UnfitRequestError(READ_ONLY, 403)
    if not queries or not queries[0].strip():
        raise UnfitRequestError("There is no `query`. Give one as a parameter, or as the body of a POST.")
    if len(queries) > 1:
        raise UnfitRequestError(f"There are {len(queries)} queries. Give one a request.")
    if len(queries[0].encode()) > length:
        raise UnfitRequestError(f"The query is longer than {length} bytes. Ask a shorter one.", too_long)
    return Asked(
        queries[0],
        tuple(dict.fromkeys(value for name, value in pairs if name == "default-graph-uri")),
        tuple(dict.fromkeys(value for name, value in pairs if name == "named-graph-uri")),
    )


def _content_type(request: Request) -> str:
    kind, charset = stated(request)
    if kind == UPDATE:
        raise UnfitRequestError(READ_ONLY, 403)
    if kind not in (QUERY, FORM) or charset not in ("", "utf-8", "utf8", "us-ascii"):
        raise UnfitRequestError(f"A request body is {QUERY} or {FORM} in UTF-8. Set Content-Type so.", 415)
    return kind


def _pairs(data: bytes, where: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(_text(data, where), keep_blank_values=True, errors="strict", max_num_fields=1000)
    except UnicodeDecodeError:
        raise UnfitRequestError(f"{where} is not in UTF-8. Encode it so.") from None
    except ValueError:
        raise UnfitRequestError(f"{where} has more than 1,000 parameters. Send fewer.") from None


def _text(data: bytes, where: str) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise UnfitRequestError(f"{where} is not in UTF-8. Encode it so.") from None
