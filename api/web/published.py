"""What is the same on every server: vocabulary, shapes and JSON-LD context; and the description of the dataset."""

import hashlib
from collections.abc import Callable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.web import etag, pages, place
from api.web.headers import combined
from api.web.offers import PAGE, RDF, Offer, choose, listed
from api.web.origins import EXPOSED
from api.web.place import under
from api.web.threads import in_thread
from kg import __version__
from kg.catalogue import Catalogue
from kg.rdf import published, terms
from kg.rdf.dataset import describe_dataset
from kg.rdf.formats import FORMATS
from kg.rdf.nodes import nodes

# The same for every reader, so that a cache needs one copy.
_OPEN = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": ", ".join(EXPOSED)}
_LONG = {"Cache-Control": "public, max-age=86400"}


async def context(request: Request) -> Response:
    """The JSON-LD context, to be named by documents and kept long."""
    data = published.published(published.CONTEXT) or b"{}"
    headers = {"ETag": etag.weak(hashlib.sha256(data).hexdigest()), **_OPEN, **_LONG}
    if etag.is_current(request, headers["ETag"]):
        return Response(status_code=304, headers={**headers, "Vary": "Accept-Encoding"})
    return Response(data, headers=headers, media_type="application/ld+json")


def document(path: str, name: str, page: Callable[[Catalogue], bytes] | None = None) -> list[Route]:
    """The routes of a Turtle file by name: negotiated at the path, and in each format with its suffix."""
    offers = (*RDF, PAGE) if page is not None else RDF

    def fixed(offer: Offer | None) -> Callable[[Request], object]:
        async def answer(request: Request) -> Response:
            if published.published(name) is None:
                raise HTTPException(404)
            headers = dict(_OPEN)
            chosen = offer
            if chosen is None:
                chosen = choose(combined(request, "accept"), offers)
                headers["Vary"] = "Accept"
                if chosen is None:
                    raise HTTPException(406, f"This is to be had as {listed(offers)}. Accept one of them.", headers)
                headers["Content-Location"] = under(path + chosen.suffix)
            return await _said(request, chosen, headers)

        return answer

    async def _said(request: Request, offer: Offer, headers: dict[str, str]) -> Response:
        catalogue = request.app.state.catalogue
        version = f"{catalogue.version} {place.PLACE.get()}" if offer is PAGE else ""
        headers |= {"ETag": etag.weak(__version__, path, offer.name, version), "Cache-Control": "no-cache"}
        if etag.is_current(request, headers["ETag"]):
            vary = ", ".join(filter(None, (headers.get("Vary"), "Accept-Encoding")))
            return Response(status_code=304, headers={**headers, "Vary": vary})
        headers["Link"] = ", ".join(
            f'<{under(path)}{other.suffix}>; rel="alternate"; type="{other.media_type}"'
            for other in offers
            if other != offer
        )
        headers["Content-Type"] = offer.content_type
        if offer is PAGE and page is not None:
            data: bytes | None = await in_thread(page, catalogue)
        elif offer.media_type == "text/turtle":
            data = published.published(name)
        else:
            data = await in_thread(published.rewritten, name, offer.media_type)
        return Response(data, headers=headers)

    return [Route(path, fixed(None)), *(Route(path + offer.suffix, fixed(offer)) for offer in offers)]


def vocabulary_page(catalogue: Catalogue) -> bytes:
    """Every term with label and comment; ours have anchors of their names."""
    known = list(published.vocabulary().values())
    ours = [term for term in known if term.iri.startswith(terms.PV)]
    others = sorted((term for term in known if term not in ours), key=lambda term: term.name)
    return pages.rendered("vocabulary.html", catalogue=catalogue, ours=ours, others=others, namespace=terms.PV)


async def void(request: Request) -> Response:
    """The dataset, with where all of it is to be had (VoID, 7.2)."""
    catalogue: Catalogue = request.app.state.catalogue
    offer = choose(combined(request, "accept"), RDF)
    if offer is None:
        raise HTTPException(406, f"This is to be had as {listed(RDF)}. Accept one of them.", {"Vary": "Accept"})
    address = place.address(request)
    tag = etag.weak(__version__, catalogue.version, "void", offer.name, address)
    headers = {"ETag": tag, "Cache-Control": "no-cache", "Vary": "Accept"}
    if etag.is_current(request, tag):
        return Response(status_code=304, headers={**headers, "Vary": "Accept, Accept-Encoding"})
    headers["Content-Type"] = offer.content_type
    sparql = any(getattr(route, "path", None) == "/sparql" for route in request.app.routes)
    return Response(await in_thread(_described, catalogue, address, sparql, offer), headers=headers)


def _described(catalogue: Catalogue, address: str, sparql: bool, offer: Offer) -> bytes:
    said = describe_dataset(
        catalogue,
        nodes(catalogue),
        f"{address}/.well-known/void",
        {one.name: f"{address}/graph{one.suffix}" for one in RDF},
        f"{address}/sparql" if sparql else None,
    )
    return published.written(said, catalogue.iris.base, FORMATS[offer.name])
