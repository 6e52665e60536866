import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.web.accept import best
from api.web.offers import ALL, HTML, PAGE, RDF, choose, names_rdf

TURTLE, TRIPLES, JSON_LD, XML = "text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"
_CHROME = (
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,"
    "application/signed-exchange;v=b3;q=0.7"
)
BROWSERS = {
    # As Chrome, Firefox and Safari navigate.
    "chrome": _CHROME,
    "firefox": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "firefox before 128": "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
    "safari": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
}
JENA = (
    "text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,application/rdf+xml;q=0.7,"
    "application/trig,application/n-quads;q=0.9,text/x-nquads;q=0.8,application/x-trig;q=0.7,"
    "application/ld+json;q=0.5,*/*;q=0.5"
)
"""As Apache Jena asks: WebContent.defaultRDFAcceptHeader."""
OLD_JENA = "application/rdf+xml, application/xml; q=0.8, text/xml; q=0.7, application/rss+xml; q=0.3, */*; q=0.2"
"""As Jena's reader of RDF/XML asked before."""
PROTEGE = "application/rdf+xml, application/xml; q=0.5, text/xml; q=0.3, */*; q=0.2"
"""As Protégé asks, that is the OWL API: DocumentSources."""
OWL_API = (
    "application/rdf+xml, application/xml; q=0.7, text/xml; q=0.6,text/turtle; q=0.5, application/ld+json; q=0.4, "
    "application/trig; q=0.3, application/n-triples; q=0.2, application/n-quads; q=0.19, text/n3; q=0.18, "
    "text/plain; q=0.1, */*; q=0.09"
)
"""As users of the OWL API 5 ask."""
SKOSMOS = (
    "application/x-httpd-php-source,application/json,application/ld+json,application/n-triples,text/json;q=0.9,"
    "application/rdf+json;q=0.9,text/plain;q=0.9,text/ntriples;q=0.9,application/ntriples;q=0.9,"
    "application/x-ntriples;q=0.9,text/turtle;q=0.8,application/rdf+xml;q=0.8,application/turtle;q=0.7,"
    "application/x-turtle;q=0.7,text/xml;q=0.5,application/xml;q=0.5,text/html;q=0.4,application/xhtml+xml;q=0.4"
)
"""As Skosmos asks, that is EasyRdf: Format::getHttpAcceptHeader of the formats that it registers."""
PYLD = (
    "application/ld+json;profile=http://www.w3.org/ns/json-ld#context, application/ld+json, "
    "application/json;q=0.5, text/html;q=0.8, application/xhtml+xml;q=0.8"
)
"""As the document loaders of pyld and jsonld.js ask for a context."""
PROGRAMS = [
    # curl, wget, Python's requests
    ("*/*", TURTLE),
    (None, TURTLE),
    ("", TURTLE),
    (JENA, TURTLE),
    (OLD_JENA, XML),
    (PROTEGE, XML),
    (OWL_API, XML),
    (SKOSMOS, TRIPLES),
    (PYLD, JSON_LD),
    # The same for a document.
    ("application/ld+json, application/json;q=0.5", JSON_LD),
]


@pytest.mark.parametrize("accept", BROWSERS.values(), ids=BROWSERS)
def test_browsers_get_pages(accept: str) -> None:
    """Browsers get the page, of a node as of the start page."""
    assert choose(accept, ALL) is PAGE
    assert not names_rdf(accept)


@pytest.mark.parametrize(("accept", "wanted"), PROGRAMS)
def test_programs_get_what_they_read(accept: str | None, wanted: str) -> None:
    """Programs get the format of RDF that they like best; where there is none of it, Turtle."""
    offered = {offer.media_type for offer in RDF}
    chosen = choose(accept, ALL)
    assert chosen is not None
    if wanted in offered:
        assert chosen.media_type == wanted
    else:
        assert chosen in RDF


@pytest.mark.parametrize(
    ("accept", "wanted"),
    [
        ("text/turtle;charset=utf-8", TURTLE),
        ("TEXT/Turtle", TURTLE),
        ("text/turtle;q=0.1, application/n-triples;q=0.2", TRIPLES),
        ("text/html;q=0.9, text/turtle", TURTLE),
        ("text/*", TURTLE),
        ("text/*, text/turtle;q=0", HTML),
        ("*/*, text/*;q=0.1", TRIPLES),
        ("*/*;q=0.1, text/html;q=0", TURTLE),
        ("*/*;q=0.5, text/html;q=0.4", TURTLE),
        ("application/*", TRIPLES),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted, x;q=0"', JSON_LD),
        ('application/ld+json;profile="a\\"b,text/html;q=1";q=0.3, text/html;q=0.2', JSON_LD),
        ("application/json", JSON_LD),
        ("text/plain", TRIPLES),
        ("text/n3", TURTLE),
        ("image/png, text/turtle;q=0.001", TURTLE),
        ("text/turtle;q=0", None),
        ("*/*;q=0", None),
        ("image/png", None),
        ("application/xhtml+xml", None),
        ("turtle", None),
        (";;;", None),
        ('"', None),
        (",", TURTLE),
        (" , ,text/html, ", HTML),
    ],
)
def test_negotiation(accept: str, wanted: str | None) -> None:
    """Weights count, the more specific range decides, parameters do not, and ties go to the earlier offer."""
    chosen = choose(accept, ALL)
    assert (chosen and chosen.media_type) == wanted


@given(st.lists(st.tuples(st.sampled_from([one.media_type for one in ALL]), st.integers(0, 1000)), min_size=1))
def test_the_greatest_weight_wins(ranges: list[tuple[str, int]]) -> None:
    """Of types named outright, the one of the greatest weight is taken, and one of weight 0 never."""
    accept = ", ".join(f"{name};q={weight / 1000}" for name, weight in ranges)
    weights = {name: max(weight for other, weight in ranges if other == name) for name, _ in ranges}
    chosen = choose(accept, ALL)
    assert (weights[chosen.media_type] if chosen else 0) == max(weights.values())


@given(st.text())
def test_any_header_is_read(accept: str) -> None:
    """No text of a header raises, and what is chosen is offered."""
    assert best(accept, ("text/turtle", "text/html")) in ("text/turtle", "text/html", None)
    assert choose(accept, ALL) in (*ALL, None)


def test_every_format_is_offered_once() -> None:
    """Names, media types and suffixes are each of one representation, and no suffix ends another."""
    for field in ("name", "media_type", "suffix"):
        values = [getattr(offer, field) for offer in ALL]
        assert len(set(values)) == len(values)
    suffixes = [offer.suffix for offer in ALL]
    assert not [one for one in suffixes for other in suffixes if one != other and one.endswith(other)]
