"""`principles serve`."""

from pathlib import Path
from typing import Any

import click

from api.cli.command import Command
from api.cli.folder import chosen, line, load_catalogue, shown


@click.command(cls=Command, epilog="principles serve\nprinciples serve docs/adr --port 8080")
@click.argument("folder", required=False)
@click.option("--host", help="The address to listen on.  [default: 127.0.0.1]")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    help="The port to listen on; 0 takes a free one.  [default: 8000]",
)
def serve(folder: str | None, host: str | None, port: int | None) -> None:
    """Serve FOLDER over HTTP. GraphQL is at /graphql, SPARQL at /sparql, Turtle at /graph.ttl, pages at /."""
    from api.app import create_app
    from api.reload import Reload, on_hangup, to_stderr
    from api.server import serve as run
    from api.settings import Settings
    from kg.known import Known

    settings = Settings.from_environment(host=host, port=port)
    place = chosen(folder)
    known = Known()
    catalogue = load_catalogue(place, known)
    click.echo(
        f"{catalogue.title}: {len(catalogue.principles)} principles and decisions"
        f" in {len(catalogue.documents)} documents of {shown(place)}.",
        err=True,
    )
    _warn_of_errors(catalogue, place)
    app = create_app(settings, catalogue)
    on_hangup(Reload(place, app.state.current, known, to_stderr).ask)
    run(app, settings)


def _warn_of_errors(catalogue: Any, folder: Path) -> None:
    from kg.model import Severity

    errors = [found for found in catalogue.findings if found.severity is Severity.ERROR]
    for found in errors[:10]:
        click.echo(line(folder, found), err=True)
    if errors:
        click.echo(f"Errors: {len(errors)}. The rest is served; `principles check` lists all.", err=True)
