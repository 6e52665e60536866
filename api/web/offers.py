"""The representations that are offered: of the graph every format, of its nodes those of RDF, and pages for people."""

from collections.abc import Sequence

from msgspec import Struct

from api.web.accept import best
from kg.formats import FORMATS, Format

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
    """A representation: its name (of `FORMATS`, or `html`), media type, suffix in addresses, and `Content-Type`.

    `aliases` are the other media types that mean it.
    """

    name: str
    media_type: str
    suffix: str
    content_type: str
    aliases: tuple[str, ...] = ()


def _offer(form: Format) -> Offer:
    aliases = (*form.media_types[1:], *_ALIASES.get(form.media_type, ()))
    return Offer(form.name, form.media_type, form.suffix, form.content_type, aliases)


PAGE = Offer("html", HTML, ".html", f"{HTML}; charset=utf-8")
GRAPH: tuple[Offer, ...] = tuple(map(_offer, FORMATS.values()))
"""What the whole graph comes in."""
RDF: tuple[Offer, ...] = tuple(_offer(form) for form in FORMATS.values() if form.is_rdf)
"""What its nodes come in."""
ALL = (*RDF, PAGE)
"""Every representation of a node, the first for clients that like all the same: programs, since browsers name HTML."""


def choose(accept: str | None, offers: Sequence[Offer]) -> Offer | None:
    """The representation that an Accept header likes best, the earlier on a tie; None where it takes none."""
    named: dict[str, Offer] = {}
    for offer in offers:
        named.setdefault(offer.media_type, offer)
    for offer in offers:
        for alias in offer.aliases:
            named.setdefault(alias, offer)
    chosen = best(accept, list(named))
    return None if chosen is None else named[chosen]


def names_rdf(accept: str | None) -> bool:
    """True where an Accept header speaks of a format of RDF."""
    return any(offer.media_type in (accept or "").lower() for offer in RDF)


def listed(offers: Sequence[Offer]) -> str:
    """The media types in a sentence."""
    return ", ".join(dict.fromkeys(offer.media_type for offer in offers))
