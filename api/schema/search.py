"""Full text over everything."""

import binascii
import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from typing import Annotated, Any

import msgspec
import strawberry

from api.errors import bad_input
from api.schema.connection import PageInfo, sized
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
    " the words, and less where it holds some; the rest of it is BM25, over a thousand."
)
class SearchHit:
    """What matches, how well, and where."""

    node: Resource
    score: float = strawberry.field(description="From 0 to 3; hits come in its order.")
    highlight: str = strawberry.field(resolver=_highlight, description="Sanitised HTML, matches in <mark>.")
    label_highlight: str = strawberry.field(
        resolver=_label, description="The resource's `label` as HTML in the same way."
    )


@strawberry.type
class SearchEdge:
    """A hit with its cursor."""

    node: SearchHit
    cursor: str


@strawberry.type
class SearchConnection:
    """A page of hits, best first."""

    edges: list[SearchEdge]
    nodes: list[SearchHit]
    page_info: PageInfo
    total_count: int


def found(
    info: Info,
    text: Annotated[
        str,
        strawberry.argument(description="Words, “phrases”, beginnings*, -exclusions, OR. No text is wrong."),
    ],
    kinds: Annotated[list[ResourceKind] | None, strawberry.argument(description="Only these; all if left out.")] = (
        strawberry.UNSET
    ),
    first: Annotated[int | None, strawberry.argument(description="At most so many.")] = DEFAULT,
    after: Annotated[
        str | None, strawberry.argument(description="Only what follows this cursor of the same search.")
    ] = strawberry.UNSET,
) -> Any:
    """The hits of a text. Raises a `GraphQLError` (BAD_USER_INPUT) for a size out of range and a foreign cursor."""
    from kg.search.results import search

    chosen = kinds or ()
    asked = _digest(text, chosen)
    page = search(
        info.context.catalogue, text, chosen, sized(first, DEFAULT, info), _place(after, asked) if after else None
    )
    cursors = [_cursor(page.place(at), asked) for at in range(len(page.hits))]
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


def _digest(text: str, kinds: Sequence[ResourceKind]) -> str:
    """What tells one search from another."""
    asked = "\0".join((text, *sorted({one.value for one in kinds})))
    return hashlib.sha256(asked.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _cursor(place: Any, asked: str) -> str:
    return urlsafe_b64encode(msgspec.json.encode((asked, place))).decode().rstrip("=")


def _place(cursor: str, asked: str) -> Any:
    from kg.search.results import Place

    try:
        given, place = msgspec.json.decode(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)), type=tuple[str, Place])
    except (binascii.Error, ValueError):
        raise bad_input("`after` is no cursor of a search. Take one from `cursor` or `pageInfo`.") from None
    if given != asked:
        raise bad_input("`after` is a cursor of another search. Follow it with the `text` and `kinds` it came from.")
    if not 0 <= place.rank < 1 << 31:
        raise bad_input("`after` is no cursor of a search. Take one from `cursor` or `pageInfo`.")
    return place
