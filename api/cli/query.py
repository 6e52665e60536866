"""`principles query`."""

import sys
from pathlib import Path
from typing import Any

import click

from api.cli.command import DONE, FOUND, Command
from api.cli.folder import chosen, load_catalogue
from api.cli.output import write


@click.command(
    cls=Command,
    epilog="principles query '{principles { nodes { title alternatives { label } } } }'\n"
    "principles query docs/adr --file open.graphql --variables '{\"first\": 5}'",
)
@click.argument("words", nargs=-1, metavar="[FOLDER] QUERY")
@click.option("--file", "file", help="A file that holds the query; - reads standard input.")
@click.option("--variables", help="The query's variables, as a JSON object.")
@click.option("--operation", help="The operation to run, where the query holds several.")
def query(words: tuple[str, ...], file: str | None, variables: str | None, operation: str | None) -> int:
    """Ask FOLDER a GraphQL QUERY. The answer is JSON. No server is needed, and no limits apply."""
    import orjson

    limit = 1 if file is not None else 2
    if len(words) > limit or (file is None and not words):
        raise click.UsageError("Give one query, after at most one folder: principles query [FOLDER] 'QUERY'.")
    text = words[-1] if file is None else _text(file)
    folder = words[0] if len(words) == limit and words else None
    values = _variables(variables)
    catalogue = load_catalogue(chosen(folder))
    from api.execution import execute
    from api.settings import Settings

    answer = execute(catalogue, text, values, operation, Settings.unlimited())
    write(orjson.dumps(answer, option=orjson.OPT_INDENT_2) + b"\n")
    return FOUND if answer.get("errors") else DONE


def _text(file: str) -> str:
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return data.decode("utf-8-sig")
    except OSError as error:
        raise click.UsageError(f"The query file {file} can't be read: {error.strerror}. Name one that can.") from error
    except UnicodeDecodeError as error:
        raise click.UsageError(f"The query file {file} is no UTF-8. Save it as UTF-8.") from error


def _variables(text: str | None) -> dict[str, Any]:
    import orjson

    if text is None:
        return {}
    try:
        values = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise click.UsageError(f"--variables is no JSON: {error}. Write it like '{{\"first\": 5}}'.") from error
    if not isinstance(values, dict):
        raise click.UsageError("--variables is no JSON object. Write it like '{\"first\": 5}'.")
    return values
