"""Sources."""

from typing import Any

import strawberry

from api.schema.connection import After, Before, Connection, First, Last, page
from api.schema.edges import Citation
from api.schema.node import Info, Resource
from api.schema.principle import Principle, citing, in_roles
from api.schema.values import CitationRole
from kg import model

_Entry = strawberry.Parent[model.Source]
UNSET = strawberry.UNSET


def _citations(
    root: _Entry,
    info: Info,
    roles: list[CitationRole] | None = UNSET,
    first: First = UNSET,
    after: After = UNSET,
    last: Last = UNSET,
    before: Before = UNSET,
) -> Any:
    return page(in_roles(info.context.catalogue.citations_of(root), roles), info, first, after, last, before)


def _cited_by(
    root: _Entry,
    info: Info,
    roles: list[CitationRole] | None = UNSET,
    first: First = UNSET,
    after: After = UNSET,
    last: Last = UNSET,
    before: Before = UNSET,
) -> Any:
    edges = in_roles(info.context.catalogue.citations_of(root), roles)
    return page(citing(edges), info, first, after, last, before)


@strawberry.type(
    description="A web page, paper or book. One node however many documents cite it and however they spell its URL."
)
class Source(Resource):
    """What documents cite."""

    title: str = strawberry.field(description="The title most documents give it.")
    titles: list[str]
    url: str | None
    host: str | None
    citations: Connection[Citation] = strawberry.field(resolver=_citations)
    cited_by: Connection[Principle] = strawberry.field(resolver=_cited_by)

    @classmethod
    def is_type_of(cls, value: object, _: object) -> bool:
        """True for a source of the catalogue."""
        return isinstance(value, model.Source)
