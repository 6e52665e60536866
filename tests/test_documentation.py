import dataclasses
import json
import re
import tomllib
from pathlib import Path
from typing import Any

import click
import msgspec
import pytest
from starlette.routing import Mount, Route, WebSocketRoute

from api.cli import main
from api.execution import execute
from api.setting import in_profile, meaning, sets
from api.settings import Settings
from api.web.offers import GRAPH, PAGE
from api.web.routes import ROUTES
from kg.configuration import CatalogueSettings, FamilySettings, ThemeSettings
from kg.folder import load, shipped
from kg.identity import slugify
from kg.model import CitationRole, Kind, SectionRole
from kg.reading import document

ROOT = Path(__file__).parent.parent
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
FENCED = re.compile(r"^ *```.*?^ *```", re.DOTALL | re.MULTILINE)


def text(path: str) -> str:
    """The text of a page."""
    return (ROOT / path).read_text(encoding="utf-8")


def blocks(path: str, language: str) -> list[str]:
    """The fenced blocks of a page in one language."""
    return re.findall(rf"^```{language}\n(.*?)^```", text(path), re.DOTALL | re.MULTILINE)


def test_readme_answers_are_real() -> None:
    """Each query in the README gives exactly the answer that stands below it."""
    pairs = re.findall(r"```graphql\n(.*?)```\s+```json\n(.*?)```", text("README.md"), re.DOTALL)
    assert len(pairs) == 3
    catalogue = load(shipped())
    for query, answer in pairs:
        assert execute(catalogue, query, {}, None, Settings.unlimited()) == json.loads(answer)


def test_readme_names_the_two_commands() -> None:
    """The README gives the commands that serve and test, each alone on a line."""
    assert {"scripts/serve", "scripts/test"} <= set(text("README.md").splitlines())


def test_readme_adds_a_principle_in_six_lines() -> None:
    """The README's principle has six lines, and is read as one without a finding."""
    (page,) = blocks("README.md", "markdown")
    assert page.count("\n") == 6
    read = document.read("small-batches.md", page.encode())
    (principle,) = read.principles
    assert read.findings == ()
    assert (principle.title, [option.label for option in principle.options]) == ("Small batches", ["Big releases"])
    assert principle.options[0].reason is not None


def test_templates_to_copy_are_read() -> None:
    """The templates in docs/writing-principles.md become what the page says, without a finding."""
    template, choices = blocks("docs/writing-principles.md", "markdown")
    page = document.read("page.md", template.encode())
    (principle,) = page.principles
    assert page.findings == ()
    assert principle.kind is Kind.PRINCIPLE
    assert principle.slug == "data-has-one-owner"
    assert principle.summary
    assert principle.keywords == ("data", "ownership")
    assert principle.context
    assert principle.justification
    assert [option.label for option in principle.options] == [
        "A shared database",
        "A master data hub",
        "Nightly copies",
    ]
    roles = [one.role for one in principle.references]
    assert roles == [CitationRole.EVIDENCE, CitationRole.EVIDENCE, CitationRole.FURTHER_READING]
    assert [link.href for link in principle.links] == ["loose-coupling.html"]
    several = document.read("page.md", choices.encode())
    assert several.findings == ()
    assert [(one.slug, one.chosen, one.kind) for one in several.principles] == [
        ("platform-choices/graphql", "GraphQL", Kind.DECISION),
        ("platform-choices/postgresql", "PostgreSQL", Kind.DECISION),
    ]
    assert all(one.options and one.context for one in several.principles)


@pytest.mark.parametrize("name", main.commands)
def test_every_command_and_option_is_documented(name: str) -> None:
    """Each command has its part of docs/command-line.md, with each of its options and all of its examples."""
    part = text("docs/command-line.md").split(f"\n## {name}\n")[1].split("\n## ")[0]
    for parameter in main.commands[name].params:
        if isinstance(parameter, click.Option):
            if name in ("serve", "settings") and parameter.hidden:
                # Made of the settings, which docs/settings.md lists.
                assert parameter.name in {field.name for field in dataclasses.fields(Settings)}
                continue
            for option in parameter.opts:
                assert re.search(rf"`{option}[` ]", part), option
    for example in (main.commands[name].epilog or "").splitlines():
        assert example in part


def test_examples_of_the_help_are_documented() -> None:
    """The first part of docs/command-line.md has all examples of `principles --help`, and they read as commands."""
    part = text("docs/command-line.md").split("\n## ")[0]
    assert main.epilog
    for example in main.epilog.splitlines():
        assert example in part
        assert example.split()[1] in main.commands


def test_every_setting_of_a_server_is_documented() -> None:
    """docs/settings.md has a row for each variable of the environment and no other, with its default and meaning."""
    told = re.findall(r"\| `PRINCIPLE_(\w+)` \| (\S+) \| (.+) \|", text("docs/settings.md"))
    assert told == [(field.name.upper(), default(field), meaning(field)) for field in dataclasses.fields(Settings)]


def default(field: dataclasses.Field[Any]) -> str:
    """The default of a setting as people write it."""
    if isinstance(field.default, bool):
        return str(field.default).lower()
    value = " ".join(field.default) if isinstance(field.default, tuple) else field.default
    return "none" if value in (None, "") else str(value)


def test_every_profile_is_documented() -> None:
    """docs/settings.md has a row for each setting that a profile sets, and no other; its file is taken."""
    page = text("docs/settings.md")
    rows = re.findall(r"\| `(\w+)` \| (\w+) \| (\w+) \|", page)
    assert rows == [
        (field.name, default(field), str(in_profile(field, "hardened")).lower())
        for field in dataclasses.fields(Settings)
        if sets(field, "hardened")
    ]
    (file,) = blocks("docs/settings.md", "toml")
    assert set(tomllib.loads(file)) <= {field.name for field in dataclasses.fields(Settings)}


def test_every_address_is_documented() -> None:
    """Each address of the server, and each suffix of a format, is found in the pages about HTTP."""
    pages = text("docs/graphql.md") + text("docs/linked-data.md") + text("docs/observability.md")
    for route in ROUTES:
        assert isinstance(route, Route | Mount | WebSocketRoute)
        suffix = next((offer.suffix for offer in (*GRAPH, PAGE) if route.path.endswith(offer.suffix)), "")
        assert f"`{route.path.removesuffix(suffix)}" in pages, route.path
    listed = text("docs/formats.md")
    assert not [offer.suffix for offer in (*GRAPH, PAGE) if f"`{offer.suffix}`" not in pages + listed]


def test_every_setting_of_a_catalogue_is_documented() -> None:
    """docs/catalogue-toml.md has a row for each setting and no other; its example is taken."""
    page = text("docs/catalogue-toml.md")
    fields = [field.name for field in msgspec.structs.fields(CatalogueSettings)]
    parts: dict[str, type[msgspec.Struct]] = {"themes": ThemeSettings, "families": FamilySettings}
    inner = [f"{name}` → `{field.name}" for name, part in parts.items() for field in msgspec.structs.fields(part)]
    assert re.findall(r"^\| `([^|]+)` \|", page, re.MULTILINE) == [*fields, *inner]
    defaults = CatalogueSettings()
    assert f"| `title` | `{defaults.title}` |" in page
    assert f"| `base` | `{defaults.base}` |" in page
    (example,) = blocks("docs/catalogue-toml.md", "toml")
    settings = msgspec.convert(tomllib.loads(example), CatalogueSettings)
    assert all(getattr(settings, field) != getattr(defaults, field) for field in fields)
    assert all(f"`{role.value}`" in page for role in SectionRole)


@pytest.mark.parametrize(
    "room",
    [
        "api/execution",
        "api/forms",
        "api/web",
        "api/web/graphql",
        "api/web/observation",
        "kg/formats",
        "kg/network",
        "kg/rdf",
        "kg/rdf/reading",
        "kg/reading",
        "kg/search",
        "kg/selection",
        "kg/sparql",
    ],
)
def test_rooms_are_drawn(room: str) -> None:
    """docs/architecture.md has a line for each file of a room of many and no other."""
    side, *inner = room.split("/")
    drawing = text("docs/architecture.md").split(f"\n{side}/ ")[1].split("\n```")[0]
    for depth, name in enumerate(inner, 1):
        indent = "  " * depth
        drawn = re.search(rf"^{indent}{name}/ .*\n((?:{indent}  .*\n)+)", drawing, re.MULTILINE)
        assert drawn
        drawing = drawn[1]
    files = {path.name for path in (ROOT / room).iterdir() if path.suffix in (".py", ".toml", ".ttl", ".jsonld")}
    indent = "  " * (len(inner) + 1)
    listed = re.findall(rf"^{indent}(\w+\.\w+) ", drawing, re.MULTILINE)
    assert sorted(listed) == sorted(files - {"__init__.py"})


@pytest.mark.parametrize("page", ["README.md", "docs/architecture.md"])
def test_drawings_fit_a_line(page: str) -> None:
    """Drawings are no wider than the text around them."""
    drawn = [
        inside
        for language, inside in re.findall(r"^```(\w*)\n(.*?)^```", text(page), re.DOTALL | re.MULTILINE)
        if not language
    ]
    assert drawn
    assert not [line for inside in drawn for line in inside.splitlines() if len(line) > 120]


def test_decisions_are_read_without_a_finding() -> None:
    """The project's own decisions are read by its own importer, each with what it rejects and why."""
    catalogue = load(ROOT / "docs/decisions")
    assert catalogue.findings == ()
    assert len(catalogue.principles) == 54
    assert catalogue.settings.base != CatalogueSettings().base
    for principle in catalogue.principles:
        assert principle.kind is Kind.DECISION
        assert principle.context is not None
        assert principle.justification is not None
        assert catalogue.rejections(principle)
        assert all(edge.option.reason for edge in catalogue.rejections(principle))


def test_links_lead_somewhere() -> None:
    """Each relative link of a page leads to a file, and to a heading of it where it names one."""
    for page in PAGES:
        prose = FENCED.sub("", page.read_text(encoding="utf-8"))
        for target, fragment in re.findall(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)", prose):
            path = page.parent / target if target else page
            if page.parent.name == "decisions":  # these name permalinks
                path = path.with_suffix(".md")
            assert path.exists(), f"{page.name}: {target}"
            if fragment:
                headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
                assert fragment in map(slugify, headings), f"{page.name}: {target}#{fragment}"
