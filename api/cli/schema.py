"""`principles schema`."""

import click

from api.cli.command import Command
from api.cli.output import write


@click.command(
    cls=Command,
    epilog="principles schema > schema.graphql\nprinciples schema --introspection > schema.json\n"
    "principles schema --federation > principles.graphql",
)
@click.option("--introspection", "as_json", is_flag=True, help="Print the result of its introspection (JSON).")
@click.option("--federation", is_flag=True, help="Print it as a subgraph of Apollo Federation 2.")
def schema(as_json: bool, federation: bool) -> None:
    """Print the GraphQL schema (SDL)."""
    from api.schema import introspection, sdl

    if as_json and federation:
        raise click.UsageError("A subgraph is printed as SDL alone. Give one of --introspection and --federation.")
    if as_json:
        import orjson

        write(orjson.dumps(introspection(), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    else:
        write(sdl(federation).encode())
