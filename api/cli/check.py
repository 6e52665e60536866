"""`principles check`."""

from pathlib import Path
from typing import Any

import click

from api.cli.command import DONE, FOUND, Command
from api.cli.folder import chosen, line, load_catalogue, shown
from api.cli.output import printable, write


@click.command(
    cls=Command,
    epilog="principles check\nprinciples check docs/adr --fail-on warning\nprinciples check docs/adr --coverage\n"
    "principles check docs/adr --shapes\nprinciples check docs/adr --rules team.ttl --fail-on note",
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
@click.option("--shapes", is_flag=True, help="Hold the graph against the SHACL shapes too.")
@click.option(
    "--rules",
    multiple=True,
    metavar="FILE",
    help="SHACL shapes of your own, beside those that ship, in any RDF format; may be given several times.",
)
def check(folder: str | None, fail_on: str, coverage: bool, shapes: bool, rules: tuple[str, ...]) -> int:
    """Say what a maintainer of FOLDER should look at.

    Each finding is a line: path:line: CODE message.
    """
    if coverage and (shapes or rules):
        raise click.UsageError("--coverage prints no findings. Leave it out, or --shapes and --rules.")
    from kg.coverage import report
    from kg.model import Severity

    place = chosen(folder)
    catalogue = load_catalogue(place)
    findings = list(catalogue.findings)
    if shapes or rules:
        findings += _unfit(catalogue, rules)
        findings.sort(key=lambda found: (found.location.path, found.location.line))
    if coverage:
        lines = (printable(row) for one in catalogue.documents for row in report(one, shown(place / one.path)))
    else:
        lines = (line(place, found) for found in findings)
    write("".join(f"{line}\n" for line in lines).encode())
    counts = {severity: sum(found.severity is severity for found in findings) for severity in Severity}
    click.echo(
        f"{_count(len(catalogue.documents), 'document')}, {len(catalogue.principles)} principles and decisions:"
        f" {', '.join(_count(count, severity.value) for severity, count in counts.items())}.",
        err=True,
    )
    failing = list(Severity)[: list(Severity).index(Severity(fail_on)) + 1]
    return FOUND if any(counts[severity] for severity in failing) else DONE


def _unfit(catalogue: Any, rules: tuple[str, ...]) -> tuple[Any, ...]:
    """What the shapes find beyond the findings; says on standard error whether the graph conforms."""
    from kg.model import Severity
    from kg.rdf.conformance import results, untold

    found = results(catalogue, [Path(name) for name in rules])
    errors = sum(one.severity is Severity.ERROR for one in found)
    conforms = f"does not conform to the shapes: {_count(errors, 'violation')}" if errors else "conforms to the shapes"
    click.echo(f"The graph {conforms}.", err=True)
    return untold(found, catalogue)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
