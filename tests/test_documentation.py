import json
import re
from pathlib import Path

import click
import pytest

from api.cli import main
from api.errors import BAD_USER_INPUT, INTERNAL, LIMIT_EXCEEDED, PARSE_FAILED, VALIDATION_FAILED
from api.execution import execute
from api.schema import graphql_schema
from api.settings import Settings
from kg.finding import SEVERITIES
from kg.folder import load, shipped

ROOT = Path(__file__).parent.parent
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]


def text(path: str) -> str:
    """The text of a page."""
    return (ROOT / path).read_text(encoding="utf-8")


def test_readme_answers_are_real() -> None:
    """Each query in the README gives exactly the answer that stands below it."""
    pairs = re.findall(r"```graphql\n(.*?)```\s+```json\n(.*?)```", text("README.md"), re.DOTALL)
    assert len(pairs) == 3
    catalogue = load(shipped())
    for query, answer in pairs:
        assert execute(catalogue, query, {}, None, Settings.unlimited()) == json.loads(answer)


@pytest.mark.parametrize("name", main.commands)
def test_every_command_and_option_is_documented(name: str) -> None:
    """Each command has its part of docs/command-line.md, with each of its options."""
    part = text("docs/command-line.md").split(f"\n## {name}\n")[1].split("\n## ")[0]
    for parameter in main.commands[name].params:
        if isinstance(parameter, click.Option):
            for option in parameter.opts:
                assert option in part


def test_every_setting_is_documented() -> None:
    """Each variable of the environment is found in docs/command-line.md."""
    for name in re.findall(r"PRINCIPLE_\w+", text("api/settings.py")):
        assert f"`{name}`" in text("docs/command-line.md")


def test_every_finding_has_a_page() -> None:
    """Each code has a page with its severity, a remedy, and a row in the list; there are no other pages."""
    pages = {path.stem for path in (ROOT / "docs/findings").glob("*.md")} - {"README"}
    assert pages == set(SEVERITIES)
    for code, severity in SEVERITIES.items():
        page = text(f"docs/findings/{code}.md")
        assert f"Severity: {severity.value}." in page
        assert "## How to mend it" in page
        assert f"| [{code}]({code}.md) | {severity.value} |" in text("docs/findings/README.md")


def test_every_type_and_error_code_is_documented() -> None:
    """docs/graphql.md names each type of the schema and each code of an error."""
    page = text("docs/graphql.md")
    for name in graphql_schema().type_map:
        if not name.startswith("__") and not name.endswith(("Edge", "Connection")):
            assert name in page or name in ("String", "Int", "Boolean", "ID")
    for code in (PARSE_FAILED, VALIDATION_FAILED, BAD_USER_INPUT, LIMIT_EXCEEDED, INTERNAL):
        assert f"`{code}`" in page


def test_decisions_are_read_without_a_finding() -> None:
    """The project's own decisions are read by its own importer, each with what it rejects and why."""
    catalogue = load(ROOT / "docs/decisions")
    assert catalogue.findings == ()
    assert len(catalogue.principles) == 6
    for principle in catalogue.principles:
        assert principle.justification is not None
        assert catalogue.rejections(principle)
        assert all(edge.option.reason for edge in catalogue.rejections(principle))


def test_links_lead_somewhere() -> None:
    """Each relative link of a page leads to a file."""
    for page in PAGES:
        for target in re.findall(r"\]\((?!https?:|#)([^)#\s]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
