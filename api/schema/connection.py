"""Lists without an end, a page at a time (GraphQL Cursor Connections)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Generic, TypeVar

import strawberry

from api.errors import bad_input
from api.schema.cursor import cursor, marked
from api.schema.given import is_given
from api.schema.node import Info
from kg.selection.listing import Listing

T = TypeVar("T")
DEFAULT_SIZE = 20

First = Annotated[
    int | None, strawberry.argument(description="So many from the start; 20 where neither `first` nor `last` is given.")
]
After = Annotated[
    str | None, strawberry.argument(description="Only what follows this cursor, also where its item is gone.")
]
Last = Annotated[int | None, strawberry.argument(description="So many from the end.")]
Before = Annotated[
    str | None, strawberry.argument(description="Only what precedes this cursor, also where its item is gone.")
]


@strawberry.type(description="Where a page lies in its list.")
class PageInfo:
    """Where a page lies in its list."""

    has_next_page: bool = strawberry.field(description="Whether more follows: ask for it with `after: endCursor`.")
    has_previous_page: bool = strawberry.field(
        description="Whether something precedes: ask for it with `before: startCursor`."
    )
    start_cursor: str | None = strawberry.field(description="Of the first item; null on an empty page.")
    end_cursor: str | None = strawberry.field(description="Of the last item; null on an empty page.")


@strawberry.type(description="An item of a list with its cursor.")
class Edge(Generic[T]):
    """An item with its cursor."""

    node: T = strawberry.field(description="The item.")
    cursor: str = strawberry.field(description="Opaque: for `after` and `before` of the same list and order.")


@strawberry.type(description="A page of a list (GraphQL Cursor Connections).")
class Connection(Generic[T]):
    """A page of a list."""

    edges: list[Edge[T]] = strawberry.field(description="The items of the page, each with its cursor.")
    nodes: list[T] = strawberry.field(description="The same without cursors.")
    page_info: PageInfo = strawberry.field(description="Where the page lies, and the cursors of its ends.")
    total_count: int = strawberry.field(description="How many items the whole list has, on all pages.")


@dataclass(frozen=True, slots=True)
class _Entry:
    node: Any
    cursor: str


@dataclass(frozen=True, slots=True)
class _Page:
    """What `Connection` is read from."""

    listing: Listing
    start: int
    stop: int

    @property
    def nodes(self) -> Sequence[Any]:
        return self.listing.items[self.start : self.stop]

    @property
    def edges(self) -> list[_Entry]:
        items, listing = self.listing.items, self.listing
        return [_Entry(items[at], cursor(listing, at)) for at in range(self.start, self.stop)]

    @property
    def page_info(self) -> PageInfo:
        any_ = self.start < self.stop
        return PageInfo(
            has_next_page=self.stop < len(self.listing.items),
            has_previous_page=self.start > 0,
            start_cursor=cursor(self.listing, self.start) if any_ else None,
            end_cursor=cursor(self.listing, self.stop - 1) if any_ else None,
        )

    @property
    def total_count(self) -> int:
        return len(self.listing.items)


def page(
    listing: Listing, info: Info, first: int | None, after: str | None, last: int | None, before: str | None
) -> Any:
    """The page that the arguments name (GraphQL Cursor Connections, 4.4); `UNSET` and None are the same.

    Raises a `GraphQLError` (BAD_USER_INPUT) for sizes out of range and for what is no cursor of this list and order.
    """
    first, last = _size("first", first, info), _size("last", last, info)
    if first is None and last is None and info.context.settings.page_size is not None:
        first = min(DEFAULT_SIZE, info.context.settings.page_size)
    start, stop = 0, len(listing.items)
    if is_given(after):
        start = listing.after(marked(listing, "after", after))
    if is_given(before):
        stop = max(start, listing.at(marked(listing, "before", before)))
    if first is not None:
        stop = min(stop, start + first)
    if last is not None:
        start = max(start, stop - last)
    return _Page(listing, start, stop)


def paged(listing: Callable[[Any, Info], Listing]) -> Any:
    """A connection's resolver: a page of what `listing` gives for the object that the field is of."""

    def resolve(
        root: strawberry.Parent[Any],
        info: Info,
        first: First = strawberry.UNSET,
        after: After = strawberry.UNSET,
        last: Last = strawberry.UNSET,
        before: Before = strawberry.UNSET,
    ) -> Any:
        return page(listing(root, info), info, first, after, last, before)

    return resolve


def sized(first: int | None, default: int, info: Info) -> int:
    """How many items a short list gives: what `first` says, or the default, where a page may be so long.

    Raises a `GraphQLError` (BAD_USER_INPUT) for a size out of range.
    """
    most = info.context.settings.page_size
    usual = default if most is None else min(default, most)
    given = usual if first == default else _size("first", first, info, "")
    return usual if given is None else given


def _size(name: str, value: int | None, info: Info, more: str = ", and follow the cursors for more") -> int | None:
    most = info.context.settings.page_size
    if value is None or value is strawberry.UNSET:
        return None
    if value < 0 or (most is not None and value > most):
        limit = f"from 0 to {most}" if most is not None else "from 0 on"
        raise bad_input(f"`{name}` is {value}. Ask for a number {limit}{more}.", name, f"a number {limit}")
    return value
