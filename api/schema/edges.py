"""What joins nodes: rejections, citations, relations and conflicts, each with its place."""

from typing import TYPE_CHECKING, Annotated, Any

import strawberry

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


@strawberry.type(description="An alternative as one principle rejects it.")
class Rejection:
    """A principle's word on an alternative."""

    principle: Principle = strawberry.field(description="Who rejects.")
    alternative: Alternative = strawberry.field(description="What is rejected.")
    reason: RichText | None = strawberry.field(
        resolver=_of_option("reason"), description="Why, where the document says so."
    )
    pros: list[str] = strawberry.field(resolver=_of_option("pros"), description="What speaks for it.")
    cons: list[str] = strawberry.field(resolver=_of_option("cons"), description="What speaks against it.")
    location: Location = strawberry.field(resolver=_of_option("location"), description="Where.")


@strawberry.type(description="A source as one principle cites it.")
class Citation:
    """A principle's link to a source."""

    principle: Principle = strawberry.field(description="Who cites.")
    source: Source = strawberry.field(description="What is cited.")
    role: CitationRole = strawberry.field(resolver=_of_reference("role"), description="What the citation is for.")
    title: str | None = strawberry.field(
        resolver=_of_reference("title"), description="The title as this document writes it."
    )
    url: str | None = strawberry.field(resolver=_of_reference("url"), description="The URL as this document writes it.")
    location: Location = strawberry.field(resolver=_of_reference("location"), description="Where.")


@strawberry.type(
    description="`target` is null where the document linked to holds no entry, or several."
    " `location` is in the document that states it."
)
class Relation:
    """A principle's relation to another document."""

    type: RelationType = strawberry.field(description="How it stands to the other.")
    target: Principle | None = strawberry.field(description="The entry linked to.")
    document: Document = strawberry.field(description="The document linked to.")
    text: str | None = strawberry.field(description="The text of the link.")
    partial: bool = strawberry.field(description="Whether it holds for a part only.")
    derived: bool = strawberry.field(description="Whether only the other document states it.")
    location: Location = strawberry.field(description="Where it is stated.")


def _explanation(root: strawberry.Parent[model.Conflict]) -> str:
    return root.explanation


@strawberry.type(description="`principle` rejects `over`; `other` stands for it.")
class Conflict:
    """Two entries that contradict each other."""

    kind: ConflictKind = strawberry.field(description="What the other one is.")
    principle: Principle = strawberry.field(description="Who rejects.")
    other: Principle = strawberry.field(description="Who stands for what is rejected.")
    over: Alternative = strawberry.field(description="What is rejected.")
    explanation: str = strawberry.field(resolver=_explanation, description="The conflict in one sentence.")
    location: Location = strawberry.field(description="Where it is rejected.")
