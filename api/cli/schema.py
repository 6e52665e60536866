"""`principles schema`."""

import click

from api.cli.command import Command
from api.cli.output import write


@click.command(
    cls=Command, epilog="principles schema > schema.graphql\nprinciples schema --introspection > schema.json"
)
@click.option("--introspection", "as_json", is_flag=True, help="Print the result of its introspection (JSON).")
def schema(as_json: bool) -> None:
    """Print the GraphQL schema (SDL)."""
    from api.schema import introspection, sdl

    if as_json:
        import orjson

        write(orjson.dumps(introspection(), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    else:
        write(sdl().encode())
