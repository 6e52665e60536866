"""`principles check`."""

import click

from api.cli.command import DONE, FOUND, Command
from api.cli.folder import chosen, line, load_catalogue, shown
from api.cli.output import write


@click.command(
    cls=Command,
    epilog="principles check\nprinciples check docs/adr --fail-on warning\nprinciples check docs/adr --coverage",
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

    place = chosen(folder)
    catalogue = load_catalogue(place)
    if coverage:
        lines = (line for one in catalogue.documents for line in report(one, shown(place / one.path)))
    else:
        lines = (line(place, found) for found in catalogue.findings)
    write("".join(f"{line}\n" for line in lines).encode())
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
