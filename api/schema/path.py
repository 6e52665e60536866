"""The way between two resources."""

from typing import Annotated, Any

import strawberry

from api.schema.node import Info, Resource, from_id
from kg import model
from kg.network import ways

_Step = strawberry.Parent[ways.Step]


def _start(root: _Step) -> Any:
    return root.start


def _end(root: _Step) -> Any:
    return root.end


@strawberry.type(description="A way through the graph, each step saying what joins its two ends.")
class PathStep:
    """A step and what joins its two ends."""

    start: Resource = strawberry.field(name="from", resolver=_start, description="Where it begins.")
    end: Resource = strawberry.field(name="to", resolver=_end, description="Where it ends.")
    via: str = strawberry.field(description="What joins the two, read from `from` to `to`, such as “rejects”.")


@strawberry.type(
    description="The shortest way between two resources. Of equally short ones it is the most telling:"
    " over what few share rather than what many do, and over themes last."
)
class Path:
    """A way as its steps."""

    length: int = strawberry.field(description="How many steps; 0 from a resource to itself.")
    steps: list[PathStep] = strawberry.field(description="Each begins where the one before ended.")


def _resource(info: Info, given: str) -> model.Resource | None:
    local = from_id(given)
    found = info.context.catalogue.node(local) if local else None
    return None if isinstance(found, model.Document) else found


def way(
    info: Info,
    start: Annotated[
        strawberry.ID, strawberry.argument(name="from", description="The `id` of the resource to begin at.")
    ],
    end: Annotated[strawberry.ID, strawberry.argument(name="to", description="The `id` of the resource to end at.")],
) -> Any:
    """The way between two ids; None where none joins them, or one names no resource."""
    first, last = _resource(info, start), _resource(info, end)
    return None if first is None or last is None else ways.path(info.context.catalogue, first, last)
