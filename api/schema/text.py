"""Texts, places and what was found there."""

import strawberry

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

    markdown: str = strawberry.field(description="As written.")
    html: str = strawberry.field(resolver=_html, description="Sanitised, safe to show.")
    text: str = strawberry.field(resolver=_text, description="The words alone, a line a block.")


@strawberry.type(
    description="Where in the catalogue's documents a fact was found. Lines count from 1;"
    " line 0 is the path itself (a date in a file name)."
)
class Location:
    """A place in a document."""

    path: str = strawberry.field(description="Of the document.")
    line: int = strawberry.field(description="The first line.")
    end_line: int = strawberry.field(description="The last line.")
    heading: str | None = strawberry.field(description="The nearest heading above.")


@strawberry.type(
    description="A single value of an entry and its place: `field` is the GraphQL field's name,"
    " `value` the text it was read from."
)
class Fact:
    """A value with its place."""

    field: str = strawberry.field(description="The name of the field. For example `status`.")
    value: str = strawberry.field(description="The text it was read from.")
    location: Location = strawberry.field(description="Where.")


@strawberry.type(description="A heading and the text up to the next heading.")
class Section:
    """A heading and what stands under it."""

    heading: str | None = strawberry.field(description="Null before the first heading.")
    level: int = strawberry.field(description="1 to 6; 0 before the first heading.")
    role: SectionRole = strawberry.field(description="What it holds.")
    body: RichText = strawberry.field(description="The text up to the next heading.")
    location: Location = strawberry.field(description="Where.")


@strawberry.type(description="Something a maintainer should look at. `code` is stable and documented.")
class Finding:
    """A finding with its place."""

    code: str = strawberry.field(
        description="Stable: it names a page of docs/findings. For example `dangling-relation`."
    )
    severity: Severity = strawberry.field(description="How much it matters.")
    message: str = strawberry.field(description="What is wrong, and how to mend it.")
    location: Location = strawberry.field(description="Where.")
