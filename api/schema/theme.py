"""Themes."""

from collections.abc import Sequence

import strawberry

from api.schema.connection import Connection, paged
from api.schema.node import Info, Resource
from api.schema.principle import Principle
from kg import model


def _principles(root: model.Theme, _: Info) -> Sequence[model.Principle]:
    return root.principles


@strawberry.type
class Theme(Resource):
    """A group of principles."""

    slug: str
    position: int
    principles: Connection[Principle] = strawberry.field(resolver=paged(_principles))

    @classmethod
    def is_type_of(cls, value: object, _: object) -> bool:
        """True for a theme of the catalogue."""
        return isinstance(value, model.Theme)
