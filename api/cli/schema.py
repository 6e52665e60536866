"""`principles schema`."""

import click

from api.cli.command import Command
from api.cli.output import write


@click.command(cls=Command, epilog="principles schema > schema.graphql")
def schema() -> None:
    """Print the GraphQL schema (SDL)."""
    from api.schema import sdl

    write(sdl().encode())
