"""`principles path`."""

from typing import Any

import click

from api.cli.command import Command
from api.cli.folder import chosen, load_catalogue
from api.cli.lookup import as_json, kind, lookup, shown_label
from api.cli.output import write


@click.command(
    cls=Command,
    epilog="principles path products-over-projects evolutionary-architecture\n"
    "principles path 'Big design up front' paved-road --format json\n"
    "principles path 0001-use-markdown 0007-use-kafka --folder docs/adr",
)
@click.argument("start", metavar="A")
@click.argument("end", metavar="B")
@click.option("--folder", help="The folder to read.  [default: ./principles, else the catalogue that ships]")
@click.option(
    "--format", "format_", type=click.Choice(("text", "json")), default="text", show_default=True, help="How to print."
)
def path(start: str, end: str, folder: str | None, format_: str) -> None:
    """Show the shortest way from A to B, and what joins each step.

    A and B are principles, decisions, alternatives, sources or themes: by slug, title, label, URL or IRI.
    """
    import orjson

    from kg.network import ways

    place = chosen(folder)
    catalogue = load_catalogue(place)
    first, last = lookup(catalogue, place, start), lookup(catalogue, place, end)
    way = ways.path(catalogue, first, last)
    if format_ == "json":
        write(orjson.dumps(_as_json(way, catalogue), option=orjson.OPT_INDENT_2) + b"\n")
    else:
        write("".join(f"{line}\n" for line in _lines(first, last, way)).encode())


def _lines(first: Any, last: Any, way: Any) -> list[str]:
    if way is None:
        return [f"Nothing joins “{shown_label(first)}” and “{shown_label(last)}”."]
    width = max((len(step.via) for step in way.steps), default=0)
    return [
        f"{shown_label(first)} ({kind(first)})",
        *(f"  {step.via:{width}} → {shown_label(step.end)} ({kind(step.end)})" for step in way.steps),
    ]


def _as_json(way: Any, catalogue: Any) -> Any:
    if way is None:
        return None
    steps = [
        {"from": as_json(step.start, catalogue), "to": as_json(step.end, catalogue), "via": step.via}
        for step in way.steps
    ]
    return {"length": way.length, "steps": steps}
