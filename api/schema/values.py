"""Scalars and enumerations; the model's own enumerations are the schema's."""

from typing import NewType

import strawberry

from kg.model import CitationRole, ConflictKind, Kind, RelationType, ResourceKind, SectionRole, Severity, Status

__all__ = [
    "DATE", "CitationRole", "ConflictKind", "Date", "Kind", "RelationType", "ResourceKind", "SectionRole", "Severity",
    "Status",
]  # fmt: skip

Date = NewType("Date", str)
DATE = strawberry.scalar(
    name="Date", description="An ISO 8601 calendar date.", serialize=str, parse_value=lambda value: Date(str(value))
)

for _enumeration in (Kind, Status, RelationType, ResourceKind, SectionRole, Severity):
    strawberry.enum(_enumeration)
strawberry.enum(
    CitationRole,
    description="EVIDENCE: named as the source of a statement. FURTHER_READING: listed for the reader."
    " MENTION: linked in the text.",
)
strawberry.enum(
    ConflictKind,
    description="PRINCIPLE: the rejected option is itself a principle in force."
    " OPTION: another decision in force chose an option of that name.",
)
