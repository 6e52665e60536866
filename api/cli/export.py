"""`principles export`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.cli.command import Command
from api.cli.folder import chosen, load_catalogue
from api.cli.output import write, write_file

if TYPE_CHECKING:
    from kg.formats import Format


class _Export(Command):
    """The command, with the formats in its help."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the options, then the formats."""
        from kg.formats import FORMATS

        super().format_options(ctx, formatter)
        longest = max(map(len, FORMATS))
        with formatter.section("Formats"):
            formatter.write_dl(
                [(f"{form.name:{longest}} {form.suffix}", form.description) for form in FORMATS.values()]
            )


@click.command(
    cls=_Export,
    epilog="principles export > graph.ttl\n"
    "principles export docs/adr --format json-ld -o graph.jsonld\n"
    "principles export docs/adr -o graph.graphml\n"
    "principles export --format dot | dot -Tsvg -o graph.svg",
)
@click.argument("folder", required=False)
@click.option(
    "--format",
    "format_",
    metavar="FORMAT",
    help="The format, by name or suffix.  [default: by the name of the file to write, else turtle]",
)
@click.option("-o", "--output", help="The file to write; it is whole or not there.  [default: standard output]")
@click.option("--places", is_flag=True, help="Add where each fact stands in its document.")
def export(folder: str | None, format_: str | None, output: str | None, places: bool) -> None:
    """Write the graph of FOLDER in a format of other tools.

    The same documents give the same bytes.
    """
    from kg.identity import DEFAULT_BASE

    file = None if output is None or output == "-" else Path(output)
    form = _format(format_, file)
    if places and not form.takes_places:
        raise click.UsageError(f"The format {form.name} holds no places. Leave out --places, or name another format.")
    catalogue = load_catalogue(chosen(folder))
    if form.names_iris and catalogue.base == DEFAULT_BASE:
        click.echo(
            f"note: default-base: no catalogue.toml names a base, so IRIs begin with {DEFAULT_BASE}."
            " Name your own before others link to them.",
            err=True,
        )
    remark = form.remark(catalogue)
    if remark is not None:
        click.echo(f"note: {remark}", err=True)
    pieces = form.write(catalogue, places)
    if file is None:
        write(pieces)
    else:
        write_file(file, pieces)


def _format(name: str | None, file: Path | None) -> "Format":
    from kg.formats import FORMATS, by_file, find

    if name is not None:
        return find(name)
    return next(iter(FORMATS.values())) if file is None else by_file(file.name)
