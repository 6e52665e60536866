"""What of a document was understood: the role that each of its lines went into, and what stayed prose."""

from collections.abc import Iterator

from msgspec import Struct

from kg.model import Document, Section, SectionRole

PROSE, TITLE = "prose", "heading"


class Stretch(Struct, frozen=True):
    """Lines of a document and what they went into: a role, `heading` alone, or `prose`; `entry` is a slug or None."""

    line: int
    end_line: int
    role: str
    heading: str | None
    entry: str | None


def stretches(document: Document) -> list[Stretch]:
    """The sections of a document in order of lines, each with its role."""
    found = [
        *(_stretch(section, one.slug) for one in document.principles for section in one.sections),
        *(_stretch(section, None) for section in document.sections),
    ]
    return sorted(found, key=lambda stretch: stretch.line)


def _stretch(section: Section, entry: str | None) -> Stretch:
    place = section.location
    role = PROSE if entry is None or section.role is SectionRole.OTHER else section.role.value
    if entry is not None and role == PROSE and section.heading is not None and not section.body.markdown:
        role = TITLE  # of the entry, or of sections below
    return Stretch(place.line, place.end_line, role, section.heading, entry)


def report(document: Document, shown: str) -> Iterator[str]:
    """Lines for a person: the document under the path to show, then each stretch with its lines, role and heading."""
    rows = stretches(document)
    total = sum(row.end_line - row.line + 1 for row in rows)
    read = sum(row.end_line - row.line + 1 for row in rows if row.role != PROSE)
    count = len(document.principles)
    family = f", read as {document.template}" if document.template else ""
    yield f"{shown}: {count} {'entry' if count == 1 else 'entries'}{family}; {read} of {total} lines have a role"
    for row in rows:
        lines = str(row.line) if row.line == row.end_line else f"{row.line}-{row.end_line}"
        entry = f"  [{row.entry}]" if count > 1 and row.entry else ""
        yield f"  {lines:>9}  {row.role:<15}  {row.heading or '(no heading)'}{entry}"
