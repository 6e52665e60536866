"""`principles query`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from api.cli.command import DONE, FOUND, Command
from api.cli.folder import chosen, load_catalogue
from api.cli.output import write

if TYPE_CHECKING:
    from kg.catalogue import Catalogue

# The names of `api.forms.FORMS` beside GraphQL's own, here so that help loads none of it.
FORMATS = ("json", "json-ld", "turtle", "ntriples", "rdf-xml")


@click.command(
    cls=Command,
    epilog="principles query '{principles { nodes { title alternatives { label } } } }'\n"
    "principles query docs/adr --file open.graphql --variables '{\"first\": 5}'\n"
    "principles query --format turtle '{principles { nodes { title alternatives { label } } } }'",
)
@click.argument("words", nargs=-1, metavar="[FOLDER] QUERY")
@click.option("--file", "file", help="A file that holds the query; - reads standard input.")
@click.option("--variables", help="The query's variables, as a JSON object.")
@click.option("--operation", help="The operation to run, where the query holds several.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    default="json",
    show_default=True,
    help="JSON, JSON that is read as RDF, or the triples of the graph that the answer tells.",
)
def query(words: tuple[str, ...], file: str | None, variables: str | None, operation: str | None, format_: str) -> int:
    """Ask FOLDER a GraphQL QUERY. No server is needed, and no limits apply."""
    limit = 1 if file is not None else 2
    if len(words) > limit or (file is None and not words):
        raise click.UsageError("Give one query, after at most one folder: principles query [FOLDER] 'QUERY'.")
    text = words[-1] if file is None else _text(file)
    folder = words[0] if len(words) == limit and words else None
    values = _variables(variables)
    catalogue = load_catalogue(chosen(folder))
    data, beside = _answer(catalogue, text, values, operation, format_)
    if data is not None:
        write(data)
    else:
        click.echo("\n".join(f"Error: {error['message']}" for error in beside["errors"]), err=True)
    return FOUND if beside.get("errors") else DONE


def _answer(
    catalogue: "Catalogue", text: str, variables: dict[str, Any], operation: str | None, format_: str
) -> tuple[bytes | None, dict[str, Any]]:
    """The answer in a format, None where that can't tell it; and what it tells beside the data."""
    import orjson

    from api.execution import execute, prepare
    from api.settings import Settings

    settings, indented = Settings.unlimited(), orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    if format_ == "json":
        answer = execute(catalogue, text, variables, operation, settings)
        return orjson.dumps(answer, option=indented), answer
    from api.forms import FORMS, tell

    form = next(one for one in FORMS.values() if one.name == format_)
    told = tell(form, prepare(text, settings), catalogue, variables, operation, settings)
    if told.body is None or form.write is not None:
        return told.body, told.beside
    return orjson.dumps(orjson.loads(told.body), option=indented), told.beside


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
