"""`principles related`."""

from collections.abc import Iterator
from typing import Any

import click

from api.cli.command import Command
from api.cli.folder import chosen, load_catalogue
from api.cli.lookup import as_json, lookup, shown_label
from api.cli.output import write

_REASONS = 6


@click.command(
    cls=Command,
    epilog="principles related loose-coupling\n"
    "principles related 'Reversible decisions first' --first 3 --format json\n"
    "principles related 0001-use-markdown --folder docs/adr",
)
@click.argument("name", metavar="A")
@click.option("--folder", help="The folder to read.  [default: ./principles, else the catalogue that ships]")
@click.option(
    "--first", type=click.IntRange(0), default=5, show_default=True, metavar="N", help="How many, nearest first."
)
@click.option(
    "--format", "format_", type=click.Choice(("text", "json")), default="text", show_default=True, help="How to print."
)
def related(name: str, folder: str | None, first: int, format_: str) -> None:
    """Show what is near A, and what the two share.

    A is a principle or decision: by slug, title or IRI.
    """
    import orjson

    from kg.network import nearness

    place = chosen(folder)
    catalogue = load_catalogue(place)
    principle = lookup(catalogue, place, name, principle=True)
    found = nearness.related(catalogue, principle, first)
    if format_ == "json":
        rows = [_as_json(one, catalogue) for one in found]
        write(orjson.dumps(rows, option=orjson.OPT_INDENT_2) + b"\n")
    else:
        write("".join(f"{line}\n" for line in _lines(catalogue, principle, found, first)).encode())


def _lines(catalogue: Any, principle: Any, found: Any, first: int) -> Iterator[str]:
    if not found and first:
        yield f"“{shown_label(principle)}” shares nothing with another entry, and none is joined to it."
    for one in found:
        yield f"{one.score:.2f}  {shown_label(one.principle)} ({one.principle.slug})"
        for node in one.because[:_REASONS]:
            yield f"        {_reason(catalogue, principle, one.principle, node)}"
        if len(one.because) > _REASONS:
            yield f"        and {len(one.because) - _REASONS} more"


def _reason(catalogue: Any, principle: Any, other: Any, node: Any) -> str:
    if node is other:
        return f"{_via(catalogue, principle, other)} it"
    ours, theirs = _via(catalogue, principle, node), _via(catalogue, other, node)
    if ours == theirs:
        return f"both {_plural(ours)} {shown_label(node)}"
    return f"{ours} {shown_label(node)}, which that one {theirs}"


def _via(catalogue: Any, start: Any, end: Any) -> str:
    """What joins two neighbours."""
    from kg.network.ways import path

    way = path(catalogue, start, end)
    assert way is not None
    return way.steps[0].via


def _plural(word: str) -> str:
    """`rejects` of two: `reject`."""
    verb, _, rest = word.partition(" ")
    if verb == "is":
        return f"are {rest}"
    return f"{verb[:-1]} {rest}".strip() if verb.endswith("s") else f"are {word}"


def _as_json(near: Any, catalogue: Any) -> dict[str, Any]:
    return {
        "principle": {"slug": near.principle.slug, **as_json(near.principle, catalogue)},
        "score": near.score,
        "because": [as_json(node, catalogue) for node in near.because],
    }
