"""Texts, places and what was found there."""

import strawberry

from api.schema.node import named_part
from api.schema.values import SectionRole, Severity
from kg import model
from kg.text import to_html, to_plain


def _html(root: strawberry.Parent[model.Text]) -> str:
    return to_html(root)


def _text(root: strawberry.Parent[model.Text]) -> str:
    return to_plain(root)


@strawberry.type(
    description="A text from a document, rendered three ways. `html` is sanitised and safe to show.",
)
class RichText:
    """A text in three forms."""

    markdown: str
    html: str = strawberry.field(resolver=_html)
    text: str = strawberry.field(resolver=_text)


@strawberry.type(
    description="Where in the catalogue's documents a fact was found. Lines count from 1;"
    " line 0 is the path itself (a date in a file name)."
)
class Location:
    """A place in a document."""

    path: str
    line: int
    end_line: int
    heading: str | None


@strawberry.type(
    description="A single value of an entry and its place: `field` is the GraphQL field's name,"
    " `value` the text it was read from."
)
class Fact:
    """A value with its place."""

    field: str
    value: str
    location: Location


@strawberry.type
class Section:
    """A heading and what stands under it."""

    iri: str = named_part()
    heading: str | None
    level: int
    role: SectionRole
    body: RichText
    location: Location


@strawberry.type(description="Something a maintainer should look at. `code` is stable and documented.")
class Finding:
    """A finding with its place."""

    code: str
    severity: Severity
    message: str
    location: Location
