"""Linked data: every IRI of the graph, answered at its path under whatever host this is (Cool URIs, 303)."""

from collections.abc import Sequence
from urllib.parse import quote, unquote, urlsplit

from msgspec import Struct
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocketClose

from api.web import etag, node_page, pages
from api.web.headers import combined
from api.web.offers import ALL, HTML, PAGE, RDF, Offer, choose, listed, names_rdf
from api.web.place import PLACE
from api.web.threads import in_thread
from kg import __version__
from kg.catalogue import Catalogue
from kg.rdf.about import About, about, statements_about
from kg.rdf.formats import FORMATS
from kg.rdf.nodes import Nodes, nodes

METHODS = ("GET", "HEAD")
CATALOGUE = "catalogue"
PAGE_SIZE, RDF_SIZE = 100, 1000
"""How many others that point at a node a page and a description list at once."""


class Asked(Struct, frozen=True):
    """What an address names: a node by its IRI, and the representation where the address settles that."""

    iri: str
    offer: Offer | None


class LinkedData:
    """Answers what no other route does: a node is 303 to a document that describes it, and that is 200."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Runs as an ASGI application."""
        if scope["type"] != "http":
            await WebSocketClose()(scope, receive, send)
            return
        request = Request(scope, receive)
        response = await _answered(request)
        await response(scope, receive, send)


async def start(request: Request) -> Response:
    """The start page for people, and the catalogue's description for programs that read RDF."""
    accept = combined(request, "accept")
    offers = ALL if names_rdf(accept) else (PAGE,)
    if choose(accept, offers) in (PAGE, None):
        response = await in_thread(pages.start, request)
        response.headers["Vary"] = "Accept"
        response.headers["Link"] = ", ".join(_alternates(request.app.state.catalogue, CATALOGUE, None, RDF))
        return response
    return _see_other(request.app.state.catalogue, CATALOGUE, None, accept)


async def _answered(request: Request) -> Response:
    catalogue: Catalogue = request.app.state.catalogue
    path = _path(request, catalogue)
    if path == pages.base_path(catalogue) and request.method in METHODS:
        return await start(request)
    read = await in_thread(nodes, catalogue)
    asked = _asked(read, pages.base_path(catalogue), path, request.query_params.get("format"))
    if asked is None:
        raise HTTPException(404)
    if request.method not in METHODS:
        raise HTTPException(405, headers={"Allow": ", ".join(METHODS)})
    if asked.offer is None:
        return _see_other(catalogue, _local(catalogue, asked.iri), read, combined(request, "accept"))
    return await _document(request, read, asked.iri, asked.offer)


def _path(request: Request, catalogue: Catalogue) -> str:
    """The path as IRIs have it, decoded once, from what was sent: some servers decode theirs twice."""
    raw = request.scope.get("raw_path")
    path = unquote(raw.split(b"?")[0].decode("utf-8", "replace")) if raw else str(request.scope["path"])
    return path if pages.is_shown_below(catalogue) else path.removeprefix(PLACE.get().root)


def _asked(read: Nodes, base: str, path: str, form: str | None) -> Asked | None:
    """What a path names; a node whose own name ends like a format is that node."""
    if not path.startswith(base):
        return None
    local = path.removeprefix(base)
    iri = read.find(local) if local else None
    if iri is not None:
        return Asked(iri, next((offer for offer in ALL if offer.name == form), None))
    for offer in ALL:
        if local.endswith(offer.suffix):
            stem = local.removesuffix(offer.suffix)
            iri = read.iris.catalogue if stem == CATALOGUE else read.find(stem) if stem else None
            if iri is not None:
                return Asked(iri, offer)
    return None


def _see_other(catalogue: Catalogue, local: str, read: Nodes | None, accept: str | None) -> Response:
    offer = choose(accept, ALL)
    links = ", ".join(_alternates(catalogue, local, read, ALL, "describedby"))
    if offer is None:
        message = f"This is to be had as {listed(ALL)}. Accept one of them, or add {', '.join(o.suffix for o in ALL)}."
        raise HTTPException(406, message, {"Vary": "Accept", "Link": links})
    location = _address(catalogue, local, read, offer)
    headers = {"Location": location, "Vary": "Accept", "Link": links, "Cache-Control": "no-cache"}
    return Response(f"See {location}\n", 303, headers, "text/plain")


async def _document(request: Request, read: Nodes, iri: str, offer: Offer) -> Response:
    catalogue: Catalogue = request.app.state.catalogue
    page = _page(request.query_params.get("page"))
    tag = etag.weak(
        __version__, catalogue.version, iri, offer.name, str(page), str(PLACE.get()) if offer is PAGE else ""
    )
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    told = None if page is None else await in_thread(about, read, iri, page, PAGE_SIZE if offer is PAGE else RDF_SIZE)
    if told is None:
        raise HTTPException(404, "There is no such page of this document. Leave `page` out to get the first.")
    if etag.is_current(request, tag):
        return Response(status_code=304, headers={**headers, "Vary": "Accept-Encoding"})
    headers["Link"] = ", ".join(_links(catalogue, read, told, offer))
    body = await in_thread(_body, catalogue, read, told, offer)
    headers["Content-Type"] = offer.content_type
    return Response(body, headers=headers)


def _body(catalogue: Catalogue, read: Nodes, told: About, offer: Offer) -> bytes:
    if offer.media_type == HTML:
        local = _local(catalogue, told.iri)
        others = [(one.name, one.media_type, _address(catalogue, local, read, one)) for one in RDF]
        return node_page.node_page(catalogue, read, told, others)
    return b"".join(FORMATS[offer.name].write(statements_about(read, told), catalogue.iris.base))


def _links(catalogue: Catalogue, read: Nodes, told: About, offer: Offer) -> list[str]:
    local = _local(catalogue, told.iri)
    own = _suffixed(pages.path(catalogue, local), local, read, offer, told.page)
    host = "{0.scheme}://{0.netloc}".format(urlsplit(catalogue.iris.base))
    links = [f'<{quote(told.iri, safe=_SAFE)}>; rel="describes"', f'<{quote(host, safe=_SAFE)}{own}>; rel="canonical"']
    links += _alternates(catalogue, local, read, [other for other in ALL if other is not offer])
    for page, rel in ((told.page - 1, "prev"), (told.page + 1, "next")):
        if 1 <= page <= told.pages:
            links.append(f'<{_address(catalogue, local, read, offer, page)}>; rel="{rel}"')
    return links


def _alternates(
    catalogue: Catalogue, local: str, read: Nodes | None, offers: Sequence[Offer], rel: str = "alternate"
) -> list[str]:
    return [f'<{_address(catalogue, local, read, offer)}>; rel="{rel}"; type="{offer.media_type}"' for offer in offers]


_SAFE = "/:@!$&'()*+=~%"


def _address(catalogue: Catalogue, local: str, read: Nodes | None, offer: Offer, page: int = 1) -> str:
    """Where a document is found here."""
    return _suffixed(pages.here(catalogue, local), local, read, offer, page)


def _suffixed(path: str, local: str, read: Nodes | None, offer: Offer, page: int) -> str:
    """The address of a document; where a node bears the name that it would have, it is told apart by query."""
    taken = read is not None and local != CATALOGUE and read.find(local + offer.suffix) is not None
    asked = [f"format={offer.name}"] if taken else []
    if page > 1:
        asked.append(f"page={page}")
    return path + ("" if taken else offer.suffix) + ("?" + "&".join(asked) if asked else "")


def _local(catalogue: Catalogue, iri: str) -> str:
    return catalogue.iris.local(iri) or CATALOGUE


def _page(given: str | None) -> int | None:
    if given is None:
        return 1
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else None
