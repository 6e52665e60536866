"""The `principles` command. What it needs of rdflib, networkx and strawberry is imported when a command runs."""

import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

import click

from kg import __version__
from kg.errors import PrincipleGraphError

DONE, FOUND, WRONG_USE = 0, 1, 2


class _Command(click.Command):
    """Examples keep their lines in the help text."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if self.epilog:
            formatter.write("\nExamples:\n")
            formatter.write("".join(f"  {line}\n" for line in self.epilog.splitlines()))


class _Group(_Command, click.Group):
    command_class = _Command


@click.group(
    cls=_Group,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="principles serve\nprinciples check docs/adr\nprinciples query '{ conflicts { nodes { explanation } } }'\n"
    "principles export docs/adr > graph.ttl",
)
@click.version_option(__version__, prog_name="principles")
def main() -> None:
    """Ask your architecture principles and decisions: read from Markdown, answered as one graph.

    FOLDER is a folder of Markdown documents; without one, ./principles is read, else the catalogue that ships.
    Exit codes: 0 done; 1 findings of severity error, or errors in an answer; 2 wrong use, or nothing to read.
    """


def _folder(given: str | None) -> Path:
    from kg.folder import shipped

    if given is not None:
        return Path(given)
    here = Path("principles")
    return here if here.is_dir() else shipped()


def _load(folder: Path) -> Any:
    from api.progress import ReadingProgress
    from kg.folder import load

    return load(folder, ReadingProgress())


@main.command(epilog="principles serve\nprinciples serve docs/adr --port 8080")
@click.argument("folder", required=False)
@click.option("--host", help="The address to listen on.  [default: 127.0.0.1]")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    help="The port to listen on; 0 takes a free one.  [default: 8000]",
)
def serve(folder: str | None, host: str | None, port: int | None) -> None:
    """Serve FOLDER over HTTP. GraphQL is at /graphql, Turtle at /graph.ttl, pages for people at /."""
    from api.app import create_app
    from api.server import serve as run
    from api.settings import Settings

    settings = Settings.from_environment(host=host, port=port)
    place = _folder(folder)
    catalogue = _load(place)
    click.echo(
        f"{catalogue.title}: {len(catalogue.principles)} principles and decisions"
        f" in {len(catalogue.documents)} documents of {_shown(place)}.",
        err=True,
    )
    _warn_of_errors(catalogue, place)
    run(create_app(settings, catalogue), settings)


def _warn_of_errors(catalogue: Any, folder: Path) -> None:
    from kg.model import Severity

    errors = [found for found in catalogue.findings if found.severity is Severity.ERROR]
    for found in errors[:10]:
        click.echo(_line(folder, found), err=True)
    if errors:
        click.echo(f"Errors: {len(errors)}. The rest is served; `principles check` lists all.", err=True)


@main.command(
    epilog="principles query '{principles { nodes { title alternatives { label } } } }'\n"
    "principles query docs/adr --file open.graphql --variables '{\"first\": 5}'"
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
    catalogue = _load(_folder(folder))
    from api.execution import execute
    from api.settings import Settings

    answer = execute(catalogue, text, values, operation, Settings.unlimited())
    _write(orjson.dumps(answer, option=orjson.OPT_INDENT_2) + b"\n")
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


@main.command(epilog="principles export > graph.ttl\nprinciples export docs/adr --format json-ld -o graph.jsonld")
@click.argument("folder", required=False)
@click.option("--format", "format_", default="turtle", show_default=True, help="turtle, ntriples or json-ld.")
@click.option("-o", "--output", help="The file to write; it is whole or not there.  [default: standard output]")
@click.option("--places", is_flag=True, help="Add where each fact stands in its document.")
def export(folder: str | None, format_: str, output: str | None, places: bool) -> None:
    """Write the graph of FOLDER as RDF."""
    from kg.identity import DEFAULT_BASE
    from kg.rdf.export import serialise

    catalogue = _load(_folder(folder))
    data = serialise(catalogue, format_, places)
    if catalogue.base == DEFAULT_BASE:
        click.echo(
            f"note: default-base: no catalogue.toml names a base, so IRIs begin with {DEFAULT_BASE}."
            " Name your own before others link to them.",
            err=True,
        )
    if output is None or output == "-":
        _write(data)
    else:
        _write_file(Path(output), data)


@main.command(
    epilog="principles check\nprinciples check docs/adr --fail-on warning\nprinciples check docs/adr --coverage"
)
@click.argument("folder", required=False)
@click.option(
    "--fail-on",
    type=click.Choice(("error", "warning", "note")),
    default="error",
    show_default=True,
    help="The least severity of a finding that makes the exit code 1.",
)
@click.option("--coverage", is_flag=True, help="Say which role each section of each document went into, instead.")
def check(folder: str | None, fail_on: str, coverage: bool) -> int:
    """Say what a maintainer of FOLDER should look at.

    Each finding is a line: path:line: CODE message.
    """
    from kg.coverage import report
    from kg.model import Severity

    place = _folder(folder)
    catalogue = _load(place)
    if coverage:
        lines = (line for one in catalogue.documents for line in report(one, _shown(place / one.path)))
    else:
        lines = (_line(place, found) for found in catalogue.findings)
    _write("".join(f"{line}\n" for line in lines).encode())
    counts = {severity: sum(found.severity is severity for found in catalogue.findings) for severity in Severity}
    click.echo(
        f"{_count(len(catalogue.documents), 'document')}, {len(catalogue.principles)} principles and decisions:"
        f" {', '.join(_count(count, severity.value) for severity, count in counts.items())}.",
        err=True,
    )
    failing = list(Severity)[: list(Severity).index(Severity(fail_on)) + 1]
    return FOUND if any(counts[severity] for severity in failing) else DONE


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


@main.command(epilog="principles schema > schema.graphql")
def schema() -> None:
    """Print the GraphQL schema (SDL)."""
    from api.schema import sdl

    _write(sdl().encode())


def _shown(path: Path | str) -> str:
    """A path as a terminal shows it: relative to the working folder."""
    try:
        return os.path.relpath(path)
    except ValueError:  # another drive
        return str(path)


def _line(folder: Path, found: Any) -> str:
    path = _shown(folder / found.location.path)
    return f"{path}:{found.location.line}: {found.code} {found.message}"


def _write(data: bytes) -> None:
    """Writes to standard output, and is quiet where whoever read it has gone."""
    if sys.stdout is None:  # closed from the start
        return
    rest = memoryview(data)
    try:
        sys.stdout.flush()
        while rest:  # an unbuffered stream may take a part only
            rest = rest[sys.stdout.buffer.write(rest) :]
        sys.stdout.buffer.flush()
    except OSError as error:
        # What was not written must not be tried again when the program ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            raise PrincipleGraphError(
                f"Standard output can't be written: {error.strerror}. Send it elsewhere."
            ) from error


def _write_file(path: Path, data: bytes) -> None:
    """The whole file or none: written beside, synced, renamed."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            umask = os.umask(0)
            os.umask(umask)
            Path(name).chmod(0o666 & ~umask)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise PrincipleGraphError(f"{path} can't be written: {error.strerror}. Name another file with -o.") from error


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
