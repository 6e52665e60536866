"""Full text over everything."""

import hashlib
from collections.abc import Sequence
from typing import Annotated, Any

import msgspec
import strawberry

from api.errors import bad_input
from api.schema.connection import PageInfo, sized
from api.schema.cursor import read, write
from api.schema.given import is_given
from api.schema.node import Info, Resource
from api.schema.values import ResourceKind

DEFAULT = 10


def _highlight(root: strawberry.Parent[Any], info: Info) -> str:
    from kg.search.highlight import highlight

    return highlight(info.context.catalogue, root).html


def _label(root: strawberry.Parent[Any]) -> str:
    from kg.search.highlight import named

    return named(root).html


@strawberry.type(
    description="A resource that matches. `score` is from 2 on where the text is its name, from 1 on where it holds all"
    " the words, and less where it holds some; the rest of it is BM25, one part in 4,000."
)
class SearchHit:
    """What matches, how well, and where."""

    node: Resource = strawberry.field(description="What matches.")
    score: float = strawberry.field(description="From 0 to 3; hits come in its order.")
    highlight: str = strawberry.field(resolver=_highlight, description="Sanitised HTML, matches in <mark>.")
    label_highlight: str = strawberry.field(
        resolver=_label, description="The resource's `label` as HTML in the same way."
    )


@strawberry.type(description="A hit with its cursor.")
class SearchEdge:
    """A hit with its cursor."""

    node: SearchHit = strawberry.field(description="The hit.")
    cursor: str = strawberry.field(description="Opaque: for `after` of the same `text` and `kinds`.")


@strawberry.type(description="A page of hits, best first (GraphQL Cursor Connections).")
class SearchConnection:
    """A page of hits, best first."""

    edges: list[SearchEdge] = strawberry.field(description="The hits of the page, each with its cursor.")
    nodes: list[SearchHit] = strawberry.field(description="The same without cursors.")
    page_info: PageInfo = strawberry.field(description="Where the page lies, and the cursors of its ends.")
    total_count: int = strawberry.field(description="How many hits there are, on all pages.")


def found(
    info: Info,
    text: Annotated[
        str,
        strawberry.argument(
            description="Words, “phrases”, beginnings*, -exclusions, OR; no text is wrong. For example `loose coupl`."
        ),
    ],
    kinds: Annotated[
        list[ResourceKind] | None, strawberry.argument(description="Only hits of these kinds.")
    ] = strawberry.UNSET,
    first: Annotated[int | None, strawberry.argument(description="At most so many.")] = DEFAULT,
    after: Annotated[
        str | None, strawberry.argument(description="Only what follows this cursor of the same search.")
    ] = strawberry.UNSET,
) -> Any:
    """The hits of a text. Raises a `GraphQLError` (BAD_USER_INPUT) for a size out of range and a foreign cursor."""
    from kg.search.results import search

    chosen = kinds if is_given(kinds) else None
    asked = _name(text, chosen)
    place = _place(after, asked) if is_given(after) else None
    page = search(info.context.catalogue, text, chosen, sized(first, DEFAULT, info), place)
    cursors = [write((asked, *msgspec.structs.astuple(page.place(at)))) for at in range(len(page.hits))]
    return SearchConnection(
        edges=[SearchEdge(node=hit, cursor=cursor) for hit, cursor in zip(page.hits, cursors, strict=True)],  # type: ignore[arg-type]
        nodes=page.hits,  # type: ignore[arg-type]
        page_info=PageInfo(
            has_next_page=page.start + len(page.hits) < page.total,
            has_previous_page=page.start > 0,
            start_cursor=cursors[0] if cursors else None,
            end_cursor=cursors[-1] if cursors else None,
        ),
        total_count=page.total,
    )


def _name(text: str, kinds: Sequence[ResourceKind] | None) -> str:
    """What tells one search from another in its cursors."""
    asked = "\0".join((text, *sorted({one.value for one in kinds or ()})))
    return "search " + hashlib.sha256(asked.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _place(cursor: str, asked: str) -> Any:
    from kg.search.results import Place

    name, *mark = read(cursor) or ("",)
    try:
        place = msgspec.convert(dict(zip(Place.__struct_fields__, mark, strict=True)), Place)
    except (ValueError, msgspec.ValidationError):
        place = None
    if name == asked and place is not None:
        return place
    said = "a cursor of another search" if str(name).startswith("search ") else "no cursor of a search"
    raise bad_input(
        f"`after` is {said}. Take one from `cursor` or `pageInfo` of the same `text` and `kinds`.",
        "after",
        "a cursor of the same search",
    )
