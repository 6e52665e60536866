"""Alternatives."""

from typing import Any

import strawberry

from api.schema.connection import Connection, paged
from api.schema.edges import Rejection
from api.schema.node import Info, Resource
from api.schema.principle import Principle, citing
from kg import model
from kg.selection import edges
from kg.selection.listing import Listing


def _rejections(root: model.Alternative, info: Info) -> Listing:
    catalogue = info.context.catalogue
    return edges.rejections("Alternative.rejections", catalogue, catalogue.rejections_of(root))


def _rejected_by(root: model.Alternative, info: Info) -> Listing:
    catalogue = info.context.catalogue
    return edges.principles("Alternative.rejectedBy", catalogue, citing(catalogue.rejections_of(root)))


def _principle(root: strawberry.Parent[model.Alternative], info: Info) -> Any:
    return info.context.catalogue.same_as(root)


def _chosen_by(root: model.Alternative, info: Info) -> Listing:
    catalogue = info.context.catalogue
    return edges.principles("Alternative.chosenBy", catalogue, catalogue.chosen_by(root))


@strawberry.type(
    description="An option that some principle did not choose. One node however many principles reject it."
)
class Alternative(Resource):
    """An option not chosen."""

    slug: str = strawberry.field(description="Its identity: made of the label. For example `big-ball-of-mud`.")
    rejections: Connection[Rejection] = strawberry.field(
        resolver=paged(_rejections), description="Who rejects it, and what each says; in the order of the catalogue."
    )
    rejected_by: Connection[Principle] = strawberry.field(
        resolver=paged(_rejected_by), description="The same, the principles alone, each once."
    )
    principle: Principle | None = strawberry.field(
        resolver=_principle, description="The principle that bears this option's name, where there is one."
    )
    chosen_by: Connection[Principle] = strawberry.field(
        resolver=paged(_chosen_by), description="Decisions whose chosen option bears this name."
    )

    @classmethod
    def is_type_of(cls, value: object, _: object) -> bool:
        """True for an alternative of the catalogue."""
        return isinstance(value, model.Alternative)
