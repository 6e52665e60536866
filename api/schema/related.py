"""Principles near one another."""

from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from api.schema.connection import sized
from api.schema.node import Info, Resource
from kg import model
from kg.network.nearness import related

if TYPE_CHECKING:
    from api.schema.principle import Principle
else:
    Principle = Annotated["Principle", strawberry.lazy("api.schema.principle")]

DEFAULT = 5


@strawberry.type(
    description="`score` lies between 0 and 1: 1 - (1 - w₁)(1 - w₂)…, with a weight for each thing that the two share;"
    " the more share it, the less it weighs. `because` is what they share, the weightiest first, and the principle"
    " itself where the two are directly joined."
)
class Related:
    """A principle near another one."""

    principle: Principle = strawberry.field(description="What is near.")
    score: float = strawberry.field(description="How near, from 0 to 1.")
    because: list[Resource] = strawberry.field(
        description="What the two share, the weightiest first; the principle itself, where they are directly joined."
    )


def near(
    root: strawberry.Parent[model.Principle],
    info: Info,
    first: Annotated[
        int | None, strawberry.argument(description="At most so many; 5 where it is left out or null.")
    ] = DEFAULT,
) -> Any:
    """The principles near one. Raises a `GraphQLError` (BAD_USER_INPUT) for a size out of range."""
    return related(info.context.catalogue, root, sized(first, DEFAULT, info))
