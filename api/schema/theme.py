"""Themes."""

import strawberry

from api.schema.connection import Connection, paged
from api.schema.node import Info, Resource
from api.schema.principle import Principle
from kg import model
from kg.selection import edges
from kg.selection.listing import Listing


def _principles(root: model.Theme, info: Info) -> Listing:
    return edges.principles("Theme.principles", info.context.catalogue, root.principles)


@strawberry.type(description="A group of principles, in the order that `catalogue.toml` gives them.")
class Theme(Resource):
    """A group of principles."""

    slug: str = strawberry.field(description="Its identity: made of the label.")
    position: int = strawberry.field(description="From 1, in the order of the catalogue.")
    principles: Connection[Principle] = strawberry.field(
        resolver=paged(_principles), description="In the order of the theme."
    )

    @classmethod
    def is_type_of(cls, value: object, _: object) -> bool:
        """True for a theme of the catalogue."""
        return isinstance(value, model.Theme)
