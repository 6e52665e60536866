"""What can be listened to."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

import strawberry
from graphql import GraphQLError

from api.current import UnknownVersionError
from api.errors import VERSION_UNKNOWN
from api.schema.context import Listening
from kg.changes import Change

if TYPE_CHECKING:
    Info = strawberry.Info[Listening, None]
else:
    Info = strawberry.Info

_Since = Annotated[
    str | None,
    strawberry.argument(
        description="The version that the client holds: what changed since then comes at once, as one change. Without"
        " it, and with the current one, the first change is the next one. A version that is not known, or no longer,"
        " is an error with the code VERSION_UNKNOWN and the current version: ask for everything again."
    ),
]


@strawberry.type(
    description="The way from the version that a client held to `version`. No id is named twice. A node has changed"
    " where an answer about it that goes as far as the next node would be another one, `related` apart."
)
class CatalogueChange:
    """What differs between two versions."""

    version: str = strawberry.field(description="The version that it leads to: the `since` of the next subscription.")
    added: list[strawberry.ID] = strawberry.field(description="The ids of nodes that were not there.")
    changed: list[strawberry.ID] = strawberry.field(description="The ids of nodes to ask for again.")
    removed: list[strawberry.ID] = strawberry.field(description="The ids of nodes that are gone.")


def _changed(info: Info, since: _Since = strawberry.UNSET) -> AsyncGenerator[CatalogueChange, None]:
    """Raises a `GraphQLError` (VERSION_UNKNOWN) before the first change, or where so many came that some are lost."""
    listening = info.context
    try:
        number, listening.version = listening.current.found(listening.resume or since or None)
    except UnknownVersionError as unknown:
        raise _unknown(unknown) from None
    return _changes(listening, number)  # type: ignore[return-value]


async def _changes(listening: Listening, number: int) -> AsyncGenerator[Change, None]:
    """Each change after a version; those that came while the reader was busy are one."""
    loop, told = asyncio.get_running_loop(), asyncio.Event()

    def tell(_: object) -> None:
        with suppress(RuntimeError):  # the loop has ended
            loop.call_soon_threadsafe(told.set)

    current = listening.current
    end = current.listen(tell)
    try:
        while True:
            told.clear()
            try:
                number, change = current.after(number)
            except UnknownVersionError as unknown:
                listening.version = unknown.current
                raise _unknown(unknown) from None
            if change is None:
                await told.wait()
            else:
                listening.version = change.version
                yield change
    finally:
        end()


def _unknown(error: UnknownVersionError) -> GraphQLError:
    return GraphQLError(
        "That version is not known here, or no longer. Ask for everything again, then subscribe with the version of"
        " that answer.",
        extensions={"code": VERSION_UNKNOWN, "version": error.current},
    )


@strawberry.type(description="Everything that can be listened to, over a WebSocket or as an event stream.")
class Subscription:
    """The root of subscriptions."""

    catalogue_changed: AsyncGenerator[CatalogueChange, None] = strawberry.subscription(
        resolver=_changed, description="Each change of the catalogue, from the version `since` on."
    )
