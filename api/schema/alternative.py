"""Alternatives."""

from collections.abc import Sequence
from typing import Any

import strawberry

from api.schema.connection import Connection, paged
from api.schema.edges import Rejection
from api.schema.node import Info, Resource
from api.schema.principle import Principle, citing
from kg import model


def _rejections(root: model.Alternative, info: Info) -> Sequence[model.Rejection]:
    return info.context.catalogue.rejections_of(root)


def _rejected_by(root: model.Alternative, info: Info) -> Sequence[model.Principle]:
    return citing(_rejections(root, info))


def _principle(root: strawberry.Parent[model.Alternative], info: Info) -> Any:
    return info.context.catalogue.same_as(root)


def _chosen_by(root: model.Alternative, info: Info) -> Sequence[model.Principle]:
    return info.context.catalogue.chosen_by(root)


@strawberry.type(
    description="An option that some principle did not choose. One node however many principles reject it."
)
class Alternative(Resource):
    """An option not chosen."""

    slug: str
    rejections: Connection[Rejection] = strawberry.field(resolver=paged(_rejections))
    rejected_by: Connection[Principle] = strawberry.field(resolver=paged(_rejected_by))
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
