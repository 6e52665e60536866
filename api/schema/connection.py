"""Lists without an end, a page at a time (GraphQL Cursor Connections)."""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Generic, TypeVar

import strawberry

from api.errors import bad_input
from api.schema.node import Info
from kg import model
from kg.identity import local_name

T = TypeVar("T")
DEFAULT_SIZE = 20

First = Annotated[int | None, strawberry.argument(description="So many from the start.")]
After = Annotated[str | None, strawberry.argument(description="Only what follows this cursor.")]
Last = Annotated[int | None, strawberry.argument(description="So many from the end.")]
Before = Annotated[str | None, strawberry.argument(description="Only what precedes this cursor.")]


@strawberry.type
class PageInfo:
    """Where a page lies in its list."""

    has_next_page: bool
    has_previous_page: bool
    start_cursor: str | None
    end_cursor: str | None


@strawberry.type
class Edge(Generic[T]):
    """An item with its cursor."""

    node: T
    cursor: str


@strawberry.type
class Connection(Generic[T]):
    """A page of a list."""

    edges: list[Edge[T]]
    nodes: list[T]
    page_info: PageInfo
    total_count: int


@dataclass(frozen=True, slots=True)
class _Entry:
    node: Any
    cursor: str


@dataclass(frozen=True, slots=True)
class _Page:
    """What `Connection` is read from."""

    items: Sequence[Any]
    start: int
    stop: int

    @property
    def nodes(self) -> Sequence[Any]:
        return self.items[self.start : self.stop]

    @property
    def edges(self) -> list[_Entry]:
        return [_Entry(self.items[index], _cursor(self.items, index)) for index in range(self.start, self.stop)]

    @property
    def page_info(self) -> PageInfo:
        any_ = self.start < self.stop
        return PageInfo(
            has_next_page=self.stop < len(self.items),
            has_previous_page=self.start > 0,
            start_cursor=_cursor(self.items, self.start) if any_ else None,
            end_cursor=_cursor(self.items, self.stop - 1) if any_ else None,
        )

    @property
    def total_count(self) -> int:
        return len(self.items)


def page(
    items: Sequence[Any], info: Info, first: int | None, after: str | None, last: int | None, before: str | None
) -> Any:
    """The page that the arguments name; `UNSET` and None are the same.

    Raises a `GraphQLError` (BAD_USER_INPUT) for sizes out of range and for what is no cursor.
    """
    first, last = _size("first", first, info), _size("last", last, info)
    if first is None and last is None and info.context.settings.page_size is not None:
        first = min(DEFAULT_SIZE, info.context.settings.page_size)
    start = _place(items, "after", after) + 1 if after else 0
    stop = max(start, _place(items, "before", before)) if before else len(items)
    if first is not None:
        stop = min(stop, start + first)
    if last is not None:
        start = max(start, stop - last)
    return _Page(items, start, stop)


def paged(items: Callable[[Any, Info], Sequence[Any]]) -> Any:
    """A connection's resolver: a page of what `items` gives for the object that the field is of."""

    def resolve(
        root: strawberry.Parent[Any],
        info: Info,
        first: First = strawberry.UNSET,
        after: After = strawberry.UNSET,
        last: Last = strawberry.UNSET,
        before: Before = strawberry.UNSET,
    ) -> Any:
        return page(items(root, info), info, first, after, last, before)

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
        raise bad_input(f"`{name}` is {value}. Ask for a number {limit}{more}.")
    return value


def _cursor(items: Sequence[Any], index: int) -> str:
    return urlsafe_b64encode(f"{index}:{_key(items[index])}".encode()).decode().rstrip("=")


def _place(items: Sequence[Any], name: str, cursor: str) -> int:
    """Where the item of a cursor stands now; where it is gone, the place it had."""
    try:
        number, _, key = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().partition(":")
        if not (number.isascii() and number.isdigit() and len(number) < 10 and key):
            raise ValueError
    except (binascii.Error, ValueError):
        raise bad_input(f"`{name}` is no cursor of this list. Take one from `cursor` or `pageInfo`.") from None
    index = int(number)
    if index < len(items) and _key(items[index]) == key:
        return index
    found = next((at for at, item in enumerate(items) if _key(item) == key), None)
    # A cursor whose item is gone stands between its neighbours: what followed it follows still.
    gone = index - 1 if name == "after" else index
    return found if found is not None else min(gone, len(items))


def _key(item: Any) -> str:
    """What tells an item from the others of its list, in any version of the catalogue."""
    maker = _KEYS.get(type(item))
    return maker(item) if maker else local_name(item)


_KEYS: dict[type, Callable[[Any], str]] = {
    model.Rejection: lambda edge: f"{edge.principle.slug} {edge.alternative.slug} {edge.option.location.line}",
    model.Citation: lambda edge: f"{edge.principle.slug} {edge.source.key} {edge.reference.location.line}",
    model.Conflict: lambda edge: f"{edge.kind.value} {edge.principle.slug} {edge.other.slug} {edge.over.slug}",
    model.Finding: lambda one: f"{one.location.path}:{one.location.line}:{one.code}:{one.message[:40]}",
}
