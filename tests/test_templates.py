"""The page on templates, and what is read from its examples."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import msgspec

from kg.configuration import CatalogueSettings
from kg.model import Kind, Principle, SectionRole, Text
from kg.reading import document, templates
from kg.reading.vocabulary import data
from kg.text import to_plain

PAGE = (Path(__file__).parent.parent / "docs" / "templates.md").read_text(encoding="utf-8")
EXAMPLE = re.compile(r"`([^`\n]+\.md)`:\n\n```markdown\n(.*?)```\n\n```json\n(.*?)```", re.DOTALL)


def rows(heading: str) -> list[list[str]]:
    """The cells of the table under a heading, without its head."""
    part = PAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def plain(text: Text | None) -> str | None:
    """A text in plain words, in one line."""
    return None if text is None else " ".join(to_plain(text).split())


def stated(template: str | None, principle: Principle) -> dict[str, Any]:
    """What an entry states, as the page writes it: what it does not state is left out."""
    alternatives = {
        option.label: {"reason": plain(option.reason), "pros": list(option.pros), "cons": list(option.cons)}
        for option in principle.options
    }
    found = {
        "template": template,
        "kind": principle.kind.value,
        "title": principle.title,
        "summary": principle.summary,
        "status": principle.status.value if principle.status else None,
        "date": principle.date,
        "deciders": list(principle.deciders),
        "consulted": list(principle.consulted),
        "informed": list(principle.informed),
        "drivers": list(principle.drivers),
        "context": plain(principle.context),
        "decision": plain(principle.decision),
        "justification": plain(principle.justification),
        "consequences": plain(principle.consequences),
        "chosen": principle.chosen,
        "alternatives": {
            label: {key: value for key, value in said.items() if value} for label, said in alternatives.items()
        },
        "sources": {one.url or one.title: one.role.value for one in principle.references},
        "relations": {link.href: link.type.value for link in principle.links},
    }
    return {key: value for key, value in found.items() if value}


def own() -> templates.Templates:
    """What the page's own `catalogue.toml` knows."""
    (example,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    return templates.of(msgspec.convert(tomllib.loads(example), CatalogueSettings))


def test_every_family_is_told() -> None:
    """The first table has each family that ships in its order, with the kind of its entries and what they lack."""
    told = {row[0].strip("`"): row for row in rows("Families")}
    families = data()["families"]
    assert list(told) == [family["name"] for family in families]
    for family in families:
        row = told[family["name"]]
        assert row[3].startswith(f"{Kind(family['kind']).value}s")
        assert row[4] == ", ".join(family.get("expects", ()))


def test_every_role_is_told() -> None:
    """The second table has each role, and headings that have it."""
    told = {row[0].strip("`"): row for row in rows("What is taken from where")}
    assert list(told) == [role.value for role in SectionRole]
    for role, row in told.items():
        for heading in row[2].split(", ") if role != "other" else ():
            assert templates.shipped().role(heading.strip("`"), None).value == role, heading


def test_examples_are_read() -> None:
    """There is an example of each family but the one with a page of its own, and exactly what it states below it."""
    examples = EXAMPLE.findall(PAGE)
    seen = set()
    for path, markdown, answer in examples:
        known = own() if path.startswith("radar/") else None
        read = document.read(path, markdown.encode(), known)
        (principle,) = read.principles
        assert stated(read.template, principle) == json.loads(answer), path
        assert read.findings == (), path
        seen.add(read.template)
    shipped = {family["name"] for family in data()["families"]}
    assert seen == shipped - {"principle-page"} | {"radar"}


def test_several_entries_are_read() -> None:
    """The page with several entries gives each its own, with the date above them."""
    part = PAGE.split("\n## Several entries in a page\n")[1]
    match = re.search(r"```markdown\n(.*?)```", part, re.DOTALL)
    assert match
    read = document.read("platform.md", match[1].encode())
    assert [(one.slug, one.status and one.status.value, one.date) for one in read.principles] == [
        ("platform/queue-orders", "accepted", "2024-02-01"),
        ("platform/cache-prices", None, "2024-02-01"),
    ]


def test_own_headings_come_first() -> None:
    """A heading of a catalogue's own takes the place of the one that ships, and recognises no family."""
    settings = CatalogueSettings(headings={SectionRole.OTHER: ("goals",), SectionRole.DECISION: ("what we do",)})
    markdown = "# Queues\n\n## Goals\n\nFast.\n\n## Context\n\nSlow.\n\n## What we do\n\nA queue.\n"
    read = document.read("queues.md", markdown.encode(), templates.of(settings))
    (principle,) = read.principles
    assert stated(read.template, principle) == {
        "kind": "decision",
        "title": "Queues",
        "context": "Slow.",
        "decision": "A queue.",
    }
