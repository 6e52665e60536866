"""`principles schema`."""

import click

from api.cli.command import Command
from api.cli.output import write


@click.command(
    cls=Command, epilog="principles schema > schema.graphql\nprinciples schema --federation > principles.graphql"
)
@click.option("--federation", is_flag=True, help="Print it as a subgraph of Apollo Federation 2.")
def schema(federation: bool) -> None:
    """Print the GraphQL schema (SDL)."""
    from api.schema import sdl

    write(sdl(federation).encode())
