"""Markdown files with what a careful reader finds in them beside them: `cases/NAME.md` and `cases/NAME.json`.

A case is read as `pages/NAME.md`, unless its expectation names another "path".
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.model import Document, Link, Principle, Text
from kg.reading import document
from kg.text import to_plain

CASES = sorted((Path(__file__).parent / "cases").glob("*.md"))


def plain(text: Text | None) -> str | None:
    """A text in plain words."""
    return None if text is None else to_plain(text)


def relation(link: Link) -> str:
    """The type of a link, and whether it holds in part only."""
    return f"partly {link.type.value}" if link.partial else link.type.value


def entry(principle: Principle) -> dict[str, Any]:
    """An entry as the expectations write it; what is empty is left out."""
    found = {
        "slug": principle.slug,
        "kind": principle.kind.value,
        "title": principle.title,
        "summary": principle.summary,
        "keywords": list(principle.keywords),
        "status": principle.status and principle.status.value,
        "statusText": principle.status_text,
        "date": principle.date,
        "deciders": list(principle.deciders),
        "consulted": list(principle.consulted),
        "informed": list(principle.informed),
        "drivers": list(principle.drivers),
        "context": plain(principle.context),
        "justification": plain(principle.justification),
        "consequences": plain(principle.consequences),
        "decision": plain(principle.decision),
        "chosen": principle.chosen,
        "rejected": [option.label for option in principle.options],
        "options": [
            [option.label, plain(option.reason), option.location.line, option.location.end_line]
            for option in principle.options
        ],
        "pros": {option.label: list(option.pros) for option in principle.options if option.pros},
        "cons": {option.label: list(option.cons) for option in principle.options if option.cons},
        "references": [
            [one.role.value, one.title, one.url, one.location.line, one.location.heading]
            for one in principle.references
        ],
        "cited": [[one.role.value, one.url or one.title] for one in principle.references],
        "links": [[relation(link), link.href, link.text, link.location.line] for link in principle.links],
        "sections": [
            [one.heading, one.level, one.role.value, one.location.line, one.location.end_line]
            for one in principle.sections
        ],
        "headings": [one.heading for one in principle.sections],
        "facts": [[fact.field, fact.value, fact.location.line, fact.location.end_line] for fact in principle.facts],
        "lines": [principle.location.line, principle.location.end_line],
    }
    return {key: value for key, value in found.items() if value not in (None, [], {})}


def whole(read: Document) -> dict[str, Any]:
    """A document as the expectations write it."""
    return {
        "template": read.template,
        "entries": [entry(principle) for principle in read.principles],
        "sections": [[one.heading, one.level, one.location.line, one.location.end_line] for one in read.sections],
        "findings": [[one.code, one.location.line] for one in read.findings],
    }


def differences(expected: Any, found: Any, place: str = "") -> Iterator[str]:
    """What was found otherwise than expected; keys that are not expected may hold anything."""
    if isinstance(expected, dict) and isinstance(found, dict):
        for key, value in expected.items():
            yield from differences(value, found.get(key), f"{place}.{key}")
    elif isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        for index, (one, other) in enumerate(zip(expected, found, strict=True)):
            yield from differences(one, other, f"{place}[{index}]")
    elif expected != found:
        yield f"{place}: expected {expected!r}, found {found!r}"


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_case(case: Path) -> None:
    """A document is read as its expectation says."""
    expected = json.loads(case.with_suffix(".json").read_text(encoding="utf-8"))
    path = expected.pop("path", f"pages/{case.name}")
    wrong = list(differences(expected, whole(document.read(path, case.read_bytes()))))
    if wrong:
        pytest.fail("\n".join(wrong))


def test_every_case_has_an_expectation() -> None:
    """No case stands alone, and there are some."""
    assert CASES
    assert {case.stem for case in CASES} == {path.stem for path in CASES[0].parent.glob("*.json")}


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_expectations_name_what_is_shown(case: Path) -> None:
    """An expectation has no key that nothing is compared with."""
    expected = json.loads(case.with_suffix(".json").read_text(encoding="utf-8"))
    assert set(expected) <= {"path", "template", "entries", "sections", "findings"}
    for one in expected.get("entries", ()):
        assert set(one) <= KEYS


KEYS = {
    "slug", "kind", "title", "summary", "keywords", "status", "statusText", "date", "deciders", "consulted", "informed",
    "drivers", "context", "justification", "consequences", "decision", "chosen", "rejected", "options", "pros", "cons",
    "references", "cited", "links", "sections", "headings", "facts", "lines",
}  # fmt: skip
