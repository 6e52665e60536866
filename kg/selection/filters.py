"""What lists can be narrowed to. None is no condition; all conditions of a filter hold at once."""

from msgspec import Struct

from kg.model import CitationRole, Kind, Status


class TextFilter(Struct, frozen=True):
    """Conditions on a text: the whole of it, the whole being one of several, a part, the beginning."""

    eq: str | None = None
    in_: tuple[str, ...] | None = None
    contains: str | None = None
    starts_with: str | None = None


class DateFilter(Struct, frozen=True):
    """A span of days, its ends included (ISO 8601)."""

    from_: str | None = None
    to: str | None = None


class PrincipleFilter(Struct, frozen=True):
    """Conditions on principles."""

    title: TextFilter | None = None
    kinds: tuple[Kind, ...] | None = None
    statuses: tuple[Status, ...] | None = None
    status_missing: bool | None = None
    keyword: TextFilter | None = None
    theme: TextFilter | None = None
    date: DateFilter | None = None
    rejects: TextFilter | None = None
    cites: TextFilter | None = None
    has_findings: bool | None = None
    and_: tuple["PrincipleFilter", ...] | None = None
    or_: tuple["PrincipleFilter", ...] | None = None
    not_: "PrincipleFilter | None" = None


class AlternativeFilter(Struct, frozen=True):
    """Conditions on alternatives."""

    label: TextFilter | None = None
    min_rejections: int | None = None
    is_principle: bool | None = None


class SourceFilter(Struct, frozen=True):
    """Conditions on sources."""

    url: TextFilter | None = None
    host: TextFilter | None = None
    title: TextFilter | None = None
    role: CitationRole | None = None
    min_citations: int | None = None


class DocumentFilter(Struct, frozen=True):
    """Conditions on documents."""

    template: TextFilter | None = None
    has_principles: bool | None = None
