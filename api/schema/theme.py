"""Themes."""

from typing import Any

import strawberry

from api.schema.connection import After, Before, Connection, First, Last, page
from api.schema.node import Info, Resource
from api.schema.principle import Principle
from kg import model

UNSET = strawberry.UNSET


def _principles(
    root: strawberry.Parent[model.Theme],
    info: Info,
    first: First = UNSET,
    after: After = UNSET,
    last: Last = UNSET,
    before: Before = UNSET,
) -> Any:
    return page(root.principles, info, first, after, last, before)


@strawberry.type
class Theme(Resource):
    """A group of principles."""

    slug: str
    position: int
    principles: Connection[Principle] = strawberry.field(resolver=_principles)

    @classmethod
    def is_type_of(cls, value: object, _: object) -> bool:
        """True for a theme of the catalogue."""
        return isinstance(value, model.Theme)
