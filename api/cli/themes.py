"""`principles themes`."""

from collections.abc import Iterator
from typing import Any

import click

from api.cli.command import Command
from api.cli.folder import chosen, load_catalogue
from api.cli.lookup import as_json, shown_label
from api.cli.output import write

_NO_CONTROL = dict.fromkeys((*range(32), *range(127, 160)), " ")


@click.command(cls=Command, epilog="principles themes\nprinciples themes docs/adr >> docs/adr/catalogue.toml")
@click.argument("folder", required=False)
@click.option(
    "--format", "format_", type=click.Choice(("toml", "json")), default="toml", show_default=True, help="How to print."
)
def themes(folder: str | None, format_: str) -> None:
    """Suggest themes for FOLDER, ready for catalogue.toml.

    A theme is a group of principles and decisions that share much with one another and little with the rest.
    """
    import orjson

    from kg.network.communities import suggested_themes

    catalogue = load_catalogue(chosen(folder))
    found = suggested_themes(catalogue)
    if format_ == "json":
        rows = [_as_json(theme, catalogue) for theme in found]
        write(orjson.dumps(rows, option=orjson.OPT_INDENT_2) + b"\n")
    else:
        write("".join(f"{line}\n" for line in _toml(found)).encode())
    for remark in _remarks(catalogue, found):
        click.echo(remark, err=True)


def _remarks(catalogue: Any, found: Any) -> Iterator[str]:
    members = [principle for theme in found for principle in theme.principles]
    count = f"{len(found)} {'theme' if len(found) == 1 else 'themes'}"
    yield f"{count} suggested, for {len(members)} of {len(catalogue.principles)} principles and decisions."
    themed = sum(catalogue.theme_of(principle) is not None for principle in members)
    if themed:
        yield (
            f"note: {themed} of these {'has' if themed == 1 else 'have'} a theme already; the first theme that names"
            " an entry counts. Put these themes in place of those that are there."
        )


def _toml(found: Any) -> Iterator[str]:
    for number, theme in enumerate(found):
        if number:
            yield ""
        if theme.because:
            yield f"# Shared: {'; '.join(map(shown_label, theme.because[:5]))}"
        yield "[[themes]]"
        yield f"label = {_quoted(theme.label)}"
        yield "principles = ["
        for principle in theme.principles:
            yield f"    {_quoted(principle.slug)}, # {shown_label(principle)}"
        yield "]"


def _quoted(text: str) -> str:
    """A basic string of TOML 1.0."""
    plain = text.translate(_NO_CONTROL).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"'


def _as_json(theme: Any, catalogue: Any) -> dict[str, Any]:
    return {
        "label": theme.label,
        "principles": [one.slug for one in theme.principles],
        "because": [as_json(node, catalogue) for node in theme.because],
    }
