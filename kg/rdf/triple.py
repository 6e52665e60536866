"""RDF 1.1 triples as plain values: an IRI is a `str`, a literal a `Literal`; there are no blank nodes."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from msgspec import Struct

from kg.rdf import terms


class Literal(Struct, frozen=True, gc=False):
    """A literal without language tag: lexical form and datatype IRI."""

    text: str
    datatype: str = terms.XSD_STRING


Object = str | Literal
Triple = tuple[str, str, Object]
Description = list[tuple[str, Object]]
"""What is said of one subject: predicates with their objects."""
Descriptions = Iterable[tuple[str, Description]]
"""Subjects, each with what is said of it."""
Graphs = Iterable[tuple[str | None, Descriptions]]
"""Named graphs by IRI with what they hold; None is the default graph."""


@lru_cache(maxsize=1 << 10)
def integer(number: int) -> Literal:
    """The number as `xsd:integer`."""
    return Literal(str(number), terms.XSD_INTEGER)


TRUE = Literal("true", terms.XSD_BOOLEAN)


def calendar_date(text: str) -> Literal:
    """`xsd:date` where the text is an ISO 8601 calendar date, else a plain string."""
    try:
        known = date.fromisoformat(text).isoformat() == text
    except ValueError:
        known = False
    return Literal(text, terms.XSD_DATE) if known else Literal(text)
