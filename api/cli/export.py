"""`principles export`."""

from pathlib import Path

import click

from api.cli.command import Command
from api.cli.folder import chosen, load_catalogue
from api.cli.output import write, write_file


@click.command(
    cls=Command, epilog="principles export > graph.ttl\nprinciples export docs/adr --format json-ld -o graph.jsonld"
)
@click.argument("folder", required=False)
@click.option(
    "--format",
    "format_",
    default="turtle",
    show_default=True,
    help="turtle, ntriples, json-ld, rdf-xml, trig or nquads.",
)
@click.option("-o", "--output", help="The file to write; it is whole or not there.  [default: standard output]")
@click.option("--places", is_flag=True, help="Add where each fact stands in its document.")
def export(folder: str | None, format_: str, output: str | None, places: bool) -> None:
    """Write the graph of FOLDER as RDF."""
    from kg.identity import DEFAULT_BASE
    from kg.rdf.export import serialise

    catalogue = load_catalogue(chosen(folder))
    data = serialise(catalogue, format_, places)
    if catalogue.base == DEFAULT_BASE:
        click.echo(
            f"note: default-base: no catalogue.toml names a base, so IRIs begin with {DEFAULT_BASE}."
            " Name your own before others link to them.",
            err=True,
        )
    if output is None or output == "-":
        write(data)
    else:
        write_file(Path(output), data)
