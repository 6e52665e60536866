"""What of a document was understood."""

from kg.coverage import PROSE, report, stretches
from kg.reading import document

RECORD = (
    b"# 7. Queues\n\nStatus: accepted\n\n## Context\nMuch waits.\n\n## Decision\nWe queue.\n\n## Story\nLong ago.\n"
)


def test_each_section_has_its_role() -> None:
    """Sections come in order of lines with the role they went into; what has none is prose."""
    found = stretches(document.read("0007-queues.md", RECORD))
    assert [(one.line, one.end_line, one.role) for one in found] == [
        (1, 3, "metadata"),
        (5, 6, "context"),
        (8, 9, "decision"),
        (11, 12, PROSE),
    ]
    assert {one.entry for one in found} == {"0007-queues"}


def test_a_document_without_an_entry_is_prose() -> None:
    """What belongs to no entry is prose, whatever its headings are called."""
    read = document.read("notes.md", b"# Notes\n\nSome.\n\n## More\n\nOf them.\n")
    assert {one.role for one in stretches(read)} == {PROSE}
    assert next(report(read, "docs/notes.md")) == "docs/notes.md: 0 entries; 0 of 6 lines have a role"
