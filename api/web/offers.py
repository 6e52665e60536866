"""The representations that linked data comes in: every format of RDF, and pages for people."""

from collections.abc import Sequence

from msgspec import Struct

from api.web.accept import best
from kg.rdf.formats import FORMATS

HTML = "text/html"
# What clients call a format that it is not registered as, or one that ours is a part of: rdflib and EasyRdf ask for
# text/plain and text/n3, the OWL API for application/xml, JavaScript for application/json.
_ALIASES = {
    "text/turtle": ("application/x-turtle", "application/turtle", "text/n3", "text/rdf+n3"),
    "application/n-triples": ("text/plain", "text/ntriples"),
    "application/ld+json": ("application/json",),
    "application/rdf+xml": ("application/xml", "text/xml"),
    "application/trig": ("application/x-trig",),
    "application/n-quads": ("text/x-nquads",),
}


class Offer(Struct, frozen=True):
    """A representation: its name (of `FORMATS`, or `html`), media type, and suffix in addresses."""

    name: str
    media_type: str
    suffix: str


PAGE = Offer("html", HTML, ".html")
RDF: tuple[Offer, ...] = tuple(Offer(form.name, form.media_type, form.suffix) for form in FORMATS.values())
ALL = (*RDF, PAGE)
"""Every representation, the first for clients that like all the same: these are programs, browsers name HTML."""


def choose(accept: str | None, offers: Sequence[Offer]) -> Offer | None:
    """The representation that an Accept header likes best, the earlier on a tie; None where it takes none."""
    named = {offer.media_type: offer for offer in offers}
    for offer in offers:
        named.update((alias, offer) for alias in _ALIASES.get(offer.media_type, ()) if alias not in named)
    chosen = best(accept, list(named))
    return None if chosen is None else named[chosen]


def names_rdf(accept: str | None) -> bool:
    """True where an Accept header speaks of a format of RDF."""
    return any(offer.media_type in (accept or "").lower() for offer in RDF)


def content_type(offer: Offer) -> str:
    """The value of Content-Type; all is UTF-8, and only text says so."""
    return f"{offer.media_type}; charset=utf-8" if offer.media_type.startswith("text/") else offer.media_type


def listed(offers: Sequence[Offer]) -> str:
    """The media types in a sentence."""
    return ", ".join(offer.media_type for offer in offers)
