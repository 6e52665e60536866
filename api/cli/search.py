"""`principles search`."""

import os
import sys
from collections.abc import Iterator
from typing import Any

import click

from api.cli.command import Command
from api.cli.folder import chosen, load_catalogue
from api.cli.lookup import as_json, kind, shown_label
from api.cli.output import printable, write

_KINDS = ("principle", "alternative", "source", "theme")
_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"


@click.command(
    cls=Command,
    epilog="principles search loose coupling\n"
    "principles search '\"bounded context\" -database' --kind principle --first 3\n"
    "principles search 'deploy*' --folder docs/adr --format json",
)
@click.argument("text", nargs=-1, required=True, metavar="TEXT...")
@click.option("--folder", help="The folder to read.  [default: ./principles, else the catalogue that ships]")
@click.option(
    "--kind",
    "kinds",
    type=click.Choice(_KINDS),
    multiple=True,
    help="Only such hits; a decision is a principle here. To be given several times.",
)
@click.option(
    "--first", type=click.IntRange(0), default=10, show_default=True, metavar="N", help="How many, best first."
)
@click.option(
    "--format", "format_", type=click.Choice(("text", "json")), default="text", show_default=True, help="How to print."
)
def search(text: tuple[str, ...], folder: str | None, kinds: tuple[str, ...], first: int, format_: str) -> None:
    """Find TEXT in everything, best first.

    Everything is principles, decisions, alternatives, sources and themes. TEXT is words, "phrases", beginnings*,
    -exclusions and OR; what holds all of it comes first.
    """
    import orjson

    from kg.model import ResourceKind
    from kg.search import results

    catalogue = load_catalogue(chosen(folder))
    found = results.search(catalogue, " ".join(text), [ResourceKind(one) for one in kinds] or None, first)
    if format_ == "json":
        rows = {"total": found.total, "hits": [_as_json(hit, catalogue) for hit in found.hits]}
        write(orjson.dumps(rows, option=orjson.OPT_INDENT_2) + b"\n")
    else:
        write("".join(f"{line}\n" for line in _lines(catalogue, found)).encode("utf-8", "replace"))


def _lines(catalogue: Any, found: Any) -> Iterator[str]:
    from kg.names import handle
    from kg.search.highlight import highlight

    if not found.total:
        yield "Nothing matches."
    for hit in found.hits:
        yield f"{hit.score:.3f}  {shown_label(hit.node)} ({kind(hit.node)} {printable(handle(hit.node))})"
        fragment = highlight(catalogue, hit)
        if fragment.text != shown_label(hit.node):
            dots = ("… " if fragment.before else "", " …" if fragment.after else "")
            yield f"        {dots[0]}{_shown(fragment)}{dots[1]}"
    if found.total > len(found.hits) > 0:
        yield f"{len(found.hits)} of {found.total} hits; --first {found.total} shows all."


def _shown(fragment: Any) -> str:
    """A fragment in one line, with what matches in bold on a terminal."""
    bold, plain = (_BOLD, _PLAIN) if sys.stdout.isatty() and not os.environ.get("NO_COLOR") else ("", "")
    pieces, at = [], 0
    for start, end in fragment.marks:
        pieces += [_line(fragment.text[at:start]), bold, _line(fragment.text[start:end]), plain]
        at = end
    return "".join((*pieces, _line(fragment.text[at:])))


def _line(text: str) -> str:
    return printable(text.replace("\n", " "))


def _as_json(hit: Any, catalogue: Any) -> dict[str, Any]:
    from kg.search.highlight import highlight

    return {**as_json(hit.node, catalogue), "score": hit.score, "highlight": highlight(catalogue, hit).html}
