"""What joins nodes: rejections, citations, relations and conflicts, each with its place."""

from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from api.schema.node import named_part
from api.schema.text import Location, RichText
from api.schema.values import CitationRole, ConflictKind, RelationType
from kg import model

if TYPE_CHECKING:
    from api.schema.alternative import Alternative
    from api.schema.document import Document
    from api.schema.principle import Principle
    from api.schema.source import Source
else:
    Alternative = Annotated["Alternative", strawberry.lazy("api.schema.alternative")]
    Document = Annotated["Document", strawberry.lazy("api.schema.document")]
    Principle = Annotated["Principle", strawberry.lazy("api.schema.principle")]
    Source = Annotated["Source", strawberry.lazy("api.schema.source")]


def _of_option(name: str) -> Any:
    def read(root: strawberry.Parent[Any]) -> Any:
        return getattr(root.option, name)

    return read


def _of_reference(name: str) -> Any:
    def read(root: strawberry.Parent[Any]) -> Any:
        return getattr(root.reference, name)

    return read


@strawberry.type
class Rejection:
    """A principle's word on an alternative."""

    iri: str = named_part()
    principle: Principle
    alternative: Alternative
    reason: RichText | None = strawberry.field(resolver=_of_option("reason"))
    pros: list[str] = strawberry.field(resolver=_of_option("pros"))
    cons: list[str] = strawberry.field(resolver=_of_option("cons"))
    location: Location = strawberry.field(resolver=_of_option("location"))


@strawberry.type
class Citation:
    """A principle's link to a source."""

    iri: str = named_part()
    principle: Principle
    source: Source
    role: CitationRole = strawberry.field(resolver=_of_reference("role"))
    title: str | None = strawberry.field(resolver=_of_reference("title"))
    url: str | None = strawberry.field(resolver=_of_reference("url"))
    location: Location = strawberry.field(resolver=_of_reference("location"))


@strawberry.type(
    description="`target` is null where the document linked to holds no entry, or several."
    " `location` is in the document that states it."
)
class Relation:
    """A principle's relation to another document."""

    iri: str | None = named_part()
    type: RelationType
    target: Principle | None
    document: Document
    text: str | None
    partial: bool
    derived: bool
    location: Location


def _explanation(root: strawberry.Parent[model.Conflict]) -> str:
    return root.explanation


@strawberry.type(description="`principle` rejects `over`; `other` stands for it.")
class Conflict:
    """Two entries that contradict each other."""

    kind: ConflictKind
    principle: Principle
    other: Principle
    over: Alternative
    explanation: str = strawberry.field(resolver=_explanation)
    location: Location
