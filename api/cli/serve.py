"""`principles serve`."""

from pathlib import Path
from typing import Any

import click

from api.cli.command import Command
from api.cli.folder import chosen, line, load_catalogue, shown
from api.cli.options import settings_options
from api.sources import Told


@click.command(cls=Command, epilog="principles serve\nprinciples serve docs/adr --port 8080 --profile hardened")
@click.argument("folder", required=False)
@settings_options
def serve(folder: str | None, told: Told) -> None:
    """Serve FOLDER over HTTP. GraphQL is at /graphql, SPARQL at /sparql, Turtle at /graph.ttl, pages at /.

    Each setting that `principles settings` lists is an option too.
    """
    from api.app import create_app, warm
    from api.reload import Reload, to_stderr
    from api.server import serve as run
    from kg.known import Known

    settings = told.settings
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
    app.state.reload = Reload(place, app.state.current, known, to_stderr, warm)
    run(app, settings)


def _warn_of_errors(catalogue: Any, folder: Path) -> None:
    from kg.model import Severity

    errors = [found for found in catalogue.findings if found.severity is Severity.ERROR]
    for found in errors[:10]:
        click.echo(line(folder, found), err=True)
    if errors:
        click.echo(f"Errors: {len(errors)}. The rest is served; `principles check` lists all.", err=True)
