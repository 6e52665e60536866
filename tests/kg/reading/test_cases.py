"""Markdown files with what a careful reader finds in them beside them: `cases/NAME.md` and `cases/NAME.json`."""

import json
from pathlib import Path
from typing import Any

import pytest

from kg.model import Document, Principle, Text
from kg.reading import document
from kg.text import to_plain

CASES = sorted((Path(__file__).parent / "cases").glob("*.md"))


def plain(text: Text | None) -> str | None:
    """A text in plain words."""
    return None if text is None else to_plain(text)


def entry(principle: Principle) -> dict[str, Any]:
    """An entry as the expectations write it; what is empty is left out."""
    found = {
        "slug": principle.slug,
        "kind": principle.kind.value,
        "title": principle.title,
        "summary": principle.summary,
        "keywords": list(principle.keywords),
        "chosen": principle.chosen,
        "context": plain(principle.context),
        "justification": plain(principle.justification),
        "options": [
            [option.label, plain(option.reason), option.location.line, option.location.end_line]
            for option in principle.options
        ],
        "references": [
            [one.role.value, one.title, one.url, one.location.line, one.location.heading]
            for one in principle.references
        ],
        "links": [[link.href, link.text, link.location.line] for link in principle.links],
        "sections": [
            [one.heading, one.level, one.role.value, one.location.line, one.location.end_line]
            for one in principle.sections
        ],
        "facts": [[fact.field, fact.value, fact.location.line, fact.location.end_line] for fact in principle.facts],
        "lines": [principle.location.line, principle.location.end_line],
    }
    return {key: value for key, value in found.items() if value not in (None, [])}


def whole(read: Document) -> dict[str, Any]:
    """A document as the expectations write it."""
    return {
        "template": read.template,
        "entries": [entry(principle) for principle in read.principles],
        "sections": [[one.heading, one.level, one.location.line, one.location.end_line] for one in read.sections],
        "findings": [[one.code, one.location.line] for one in read.findings],
    }


def within(expected: Any, found: Any) -> bool:
    """True where everything expected was found so; keys that are not expected may hold anything."""
    if isinstance(expected, dict):
        return isinstance(found, dict) and all(within(value, found.get(key)) for key, value in expected.items())
    if isinstance(expected, list):
        return isinstance(found, list) and len(expected) == len(found) and all(map(within, expected, found))
    return bool(expected == found)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_case(case: Path) -> None:
    """A document is read as its expectation says."""
    expected = json.loads(case.with_suffix(".json").read_text(encoding="utf-8"))
    found = whole(document.read(f"pages/{case.name}", case.read_bytes()))
    if not within(expected, found):
        pytest.fail(json.dumps(found, indent=1, ensure_ascii=False))


def test_every_case_has_an_expectation() -> None:
    """No case stands alone, and there are some."""
    assert CASES
    assert {case.stem for case in CASES} == {path.stem for path in CASES[0].parent.glob("*.json")}
