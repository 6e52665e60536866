"""Scalars and enumerations; the model's own enumerations are the schema's."""

import datetime
import re
from enum import Enum
from typing import NewType

import strawberry

from kg.model import CitationRole, ConflictKind, Kind, RelationType, SectionRole, Severity, Status

__all__ = [
    "DATE",
    "DATE_TIME",
    "CitationRole",
    "ConflictKind",
    "Date",
    "Kind",
    "RelationType",
    "SectionRole",
    "Severity",
    "Status",
]

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
Date = NewType("Date", str)


def _date(given: object) -> Date:
    if isinstance(given, str) and _DAY.fullmatch(given):
        try:
            datetime.date.fromisoformat(given)
        except ValueError:
            pass
        else:
            return Date(given)
    raise ValueError("A Date is a day of the calendar as text, written like “2024-05-06”.")


def _moment(given: object) -> datetime.datetime:
    if isinstance(given, str):
        try:
            found = datetime.datetime.fromisoformat(given)
        except ValueError:
            found = None
        if found is not None and found.tzinfo is not None:
            return found
    raise ValueError("A DateTime is a moment with its time zone as text, written like “2024-05-06T07:08:09Z”.")


DATE = strawberry.scalar(
    name="Date",
    description="An ISO 8601 calendar date.",
    specified_by_url="https://www.rfc-editor.org/rfc/rfc3339#section-5.6",
    serialize=str,
    parse_value=_date,
)
DATE_TIME = strawberry.scalar(
    name="DateTime",
    description="A moment, with its time zone (ISO 8601). For example `2024-05-06T07:08:09Z`.",
    specified_by_url="https://www.rfc-editor.org/rfc/rfc3339#section-5.6",
    serialize=datetime.datetime.isoformat,
    parse_value=_moment,
)


def _enumeration(kind: type[Enum], description: str, **values: str) -> None:
    """Gives an enumeration of the model, and each of its values, a description in the schema."""
    strawberry.enum(kind, description=description)
    for value in kind.__strawberry_definition__.values:  # type: ignore[attr-defined]
        value.description = values[value.name]


_enumeration(Kind, "What an entry is.", PRINCIPLE="It holds in general.", DECISION="It was decided in one case.")
_enumeration(
    Status,
    "Where an entry stands, as its document states it.",
    DRAFT="It is being written.",
    PROPOSED="It is put forward, and not decided.",
    ACCEPTED="It is in force, wholly or in part.",
    REJECTED="It was turned down.",
    DEPRECATED="It was given up, and nothing took its place.",
    SUPERSEDED="Another one took its place.",
)
_enumeration(
    RelationType,
    "How one document stands to another.",
    SUPERSEDES="It takes the other's place.",
    SUPERSEDED_BY="The other takes its place.",
    AMENDS="It changes the other in part.",
    AMENDED_BY="The other changes it in part.",
    RELATES_TO="It links the other.",
)
_enumeration(
    SectionRole,
    "What a section of a document holds.",
    SUMMARY="The whole in a few sentences.",
    CONTEXT="Definition, context or problem statement.",
    JUSTIFICATION="Why it was chosen.",
    DECISION="What was decided.",
    ALTERNATIVES="The options, or those that were not chosen.",
    PROS_AND_CONS="What speaks for and against options.",
    CONSEQUENCES="What follows from it.",
    DRIVERS="What the choice is measured by.",
    FURTHER_READING="Sources listed for the reader.",
    STATUS="Where the entry stands.",
    METADATA="Facts about the entry: date, people, keywords.",
    OTHER="Anything else.",
)
_enumeration(
    Severity,
    "How much a finding matters.",
    ERROR="Something is lost, or may be.",
    WARNING="Most likely a mistake.",
    NOTE="It may be meant so.",
)
_enumeration(
    CitationRole,
    "EVIDENCE: named as the source of a statement. FURTHER_READING: listed for the reader."
    " MENTION: linked in the text.",
    EVIDENCE="Named as the source of a statement.",
    FURTHER_READING="Listed for the reader.",
    MENTION="Linked in the text.",
)
_enumeration(
    ConflictKind,
    "PRINCIPLE: the rejected option is itself a principle in force."
    " OPTION: another decision in force chose an option of that name.",
    PRINCIPLE="The rejected option is itself a principle in force.",
    OPTION="Another decision in force chose an option of that name.",
)
