"""Alternatives."""

from typing import Any

import strawberry

from api.schema.connection import After, Before, Connection, First, Last, page
from api.schema.edges import Rejection
from api.schema.node import Info, Resource
from api.schema.principle import Principle
from kg import model

_Entry = strawberry.Parent[model.Alternative]
UNSET = strawberry.UNSET


def _rejections(
    root: _Entry, info: Info, first: First = UNSET, after: After = UNSET, last: Last = UNSET, before: Before = UNSET
) -> Any:
    return page(info.context.catalogue.rejections_of(root), info, first, after, last, before)


def _rejected_by(
    root: _Entry, info: Info, first: First = UNSET, after: After = UNSET, last: Last = UNSET, before: Before = UNSET
) -> Any:
    edges = info.context.catalogue.rejections_of(root)
    principles = list({edge.principle.slug: edge.principle for edge in edges}.values())
    return page(principles, info, first, after, last, before)


def _principle(root: _Entry, info: Info) -> Any:
    return info.context.catalogue.same_as(root)


def _chosen_by(
    root: _Entry, info: Info, first: First = UNSET, after: After = UNSET, last: Last = UNSET, before: Before = UNSET
) -> Any:
    return page(info.context.catalogue.chosen_by(root), info, first, after, last, before)


@strawberry.type(
    description="An option that some principle did not choose. One node however many principles reject it."
)
class Alternative(Resource):
    """An option not chosen."""

    slug: str
    rejections: Connection[Rejection] = strawberry.field(resolver=_rejections)
    rejected_by: Connection[Principle] = strawberry.field(resolver=_rejected_by)
    principle: Principle | None = strawberry.field(
        resolver=_principle, description="The principle that bears this option's name, where there is one."
    )
    chosen_by: Connection[Principle] = strawberry.field(
        resolver=_chosen_by, description="Decisions whose chosen option bears this name."
    )

    @classmethod
    def is_type_of(cls, value: object, _: object) -> bool:
        """True for an alternative of the catalogue."""
        return isinstance(value, model.Alternative)
