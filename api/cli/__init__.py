"""The `principles` command. What it needs of rdflib, networkx and strawberry is imported when a command runs."""

import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from api.cli.check import check
from api.cli.command import DONE, WRONG_USE, Group
from api.cli.export import export
from api.cli.path import path
from api.cli.query import query
from api.cli.related import related
from api.cli.schema import schema
from api.cli.search import search
from api.cli.serve import serve
from api.cli.settings import settings
from api.cli.themes import themes
from kg import __version__
from kg.errors import PrincipleGraphError


@click.group(
    cls=Group,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="principles serve\nprinciples check docs/adr\nprinciples query '{ conflicts { nodes { explanation } } }'\n"
    "principles search loose coupling\nprinciples path loose-coupling paved-road\n"
    "principles export docs/adr > graph.ttl",
)
@click.version_option(__version__, prog_name="principles")
def main() -> None:
    """Ask your architecture principles and decisions: read from Markdown, answered as one graph.

    FOLDER is a folder of Markdown documents, of RDF, or of both; without one, ./principles is read, else the catalogue
    that ships.

    Exit codes: 0 done; 1 findings of severity error, or errors in an answer; 2 wrong use, or nothing to read.
    """


for one in (serve, query, search, path, related, themes, export, check, schema, settings):
    main.add_command(one)


def run(arguments: Sequence[str] | None = None) -> NoReturn:
    """The command as a program: exits with 0, 1 or 2, never with a traceback for what a user did."""
    try:
        code = main.main(
            args=None if arguments is None else list(arguments), prog_name="principles", standalone_mode=False
        )
        sys.exit(code if isinstance(code, int) else DONE)
    except click.ClickException as error:
        error.show()
        sys.exit(WRONG_USE)
    except PrincipleGraphError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(WRONG_USE)
    except (KeyboardInterrupt, click.Abort):
        sys.exit(130)
