"""Groups of principles that might be themes."""

from typing import Annotated, Any

import strawberry

from api.schema.connection import Connection, paged, sized
from api.schema.node import Info, Resource
from api.schema.principle import Principle
from kg.network import communities
from kg.selection import edges
from kg.selection.listing import Listing

DEFAULT = 10


def _principles(root: communities.SuggestedTheme, info: Info) -> Listing:
    return edges.principles("SuggestedTheme.principles", info.context.catalogue, root.principles)


@strawberry.type(
    description="Principles that share much with one another and little with the rest. `because` are up to ten"
    " alternatives and sources that at least two of them share, what most share first."
)
class SuggestedTheme:
    """A group with a label."""

    label: str = strawberry.field(description="Made of the words that their titles and keywords have in common.")
    principles: Connection[Principle] = strawberry.field(
        resolver=paged(_principles), description="In the order of the catalogue."
    )
    because: list[Resource] = strawberry.field(
        description="Up to ten alternatives and sources that at least two of them share, what most share first."
    )


def suggestions(
    info: Info,
    first: Annotated[
        int | None, strawberry.argument(description="At most so many; 10 where it is left out or null.")
    ] = DEFAULT,
) -> Any:
    """The largest groups. Raises a `GraphQLError` (BAD_USER_INPUT) for a size out of range."""
    return communities.suggested_themes(info.context.catalogue)[: sized(first, DEFAULT, info)]
