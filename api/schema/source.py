"""Sources."""

from typing import Any

import strawberry

from api.schema.connection import After, Before, Connection, First, Last, page
from api.schema.edges import Citation
from api.schema.node import Info, Resource
from api.schema.principle import Principle, Roles, citing, in_roles
from kg import model
from kg.selection import edges

_Entry = strawberry.Parent[model.Source]
UNSET = strawberry.UNSET


def _citations(
    root: _Entry,
    info: Info,
    roles: Roles = UNSET,
    first: First = UNSET,
    after: After = UNSET,
    last: Last = UNSET,
    before: Before = UNSET,
) -> Any:
    catalogue = info.context.catalogue
    listing = edges.citations("Source.citations", catalogue, in_roles(catalogue.citations_of(root), roles))
    return page(listing, info, first, after, last, before)


def _cited_by(
    root: _Entry,
    info: Info,
    roles: Roles = UNSET,
    first: First = UNSET,
    after: After = UNSET,
    last: Last = UNSET,
    before: Before = UNSET,
) -> Any:
    catalogue = info.context.catalogue
    principles = citing(in_roles(catalogue.citations_of(root), roles))
    return page(edges.principles("Source.citedBy", catalogue, principles), info, first, after, last, before)


@strawberry.type(
    description="A web page, paper or book. One node however many documents cite it and however they spell its URL."
)
class Source(Resource):
    """What documents cite."""

    title: str = strawberry.field(description="The title most documents give it.")
    titles: list[str] = strawberry.field(description="Every title that a document gives it.")
    url: str | None = strawberry.field(
        description="The spelling that most documents use; null for a source without a link."
    )
    host: str | None = strawberry.field(description="Of the URL, without `www.`. For example `martinfowler.com`.")
    citations: Connection[Citation] = strawberry.field(
        resolver=_citations, description="Who cites it and how; in the order of the catalogue."
    )
    cited_by: Connection[Principle] = strawberry.field(
        resolver=_cited_by, description="The same, the principles alone, each once."
    )

    @classmethod
    def is_type_of(cls, value: object, _: object) -> bool:
        """True for a source of the catalogue."""
        return isinstance(value, model.Source)
