"""Filters of lists, as they are asked."""

from typing import Any

import strawberry
from graphql import GraphQLError

from api.errors import LIMIT_EXCEEDED
from api.schema.given import is_given
from api.schema.node import Info
from api.schema.values import CitationRole, Date, Kind, Status
from kg.selection import filters

UNSET = strawberry.UNSET


def _condition(description: str, name: str | None = None) -> Any:
    return strawberry.field(name=name, default=UNSET, description=description)


@strawberry.input(
    description="Conditions on a text; all that are given hold of the same text. Case, accents, width, kinds of quotes"
    " and dashes and runs of white space don't count: `STRASSE` is `Straße`, `resume` is `Résumé`, `istanbul` is"
    " `İstanbul`. Letters with strokes (`ø`, `ł`) are letters of their own. Where a thing has several texts, one of"
    " them meets all conditions. Null is no condition."
)
class TextFilter:
    """Conditions on a text."""

    eq: str | None = _condition("The whole text. For example `Loose coupling`.")
    in_: list[str] | None = _condition("The whole text is one of these; nothing matches an empty list.", "in")
    contains: str | None = _condition('A part of the text, within words too; `""` is part of every text there is.')
    starts_with: str | None = _condition("How the text begins.")


@strawberry.input(
    description="A span of days, both ends included. What has no date is in no span; without ends it is no condition."
)
class DateFilter:
    """A span of days."""

    from_: Date | None = _condition("On this day or later. For example `2024-01-01`.", "from")
    to: Date | None = _condition("On this day or earlier.")


@strawberry.input(
    description="Conditions on principles and decisions; all that are given hold at once. Null is no condition, and"
    " neither is a filter without conditions; an empty list matches nothing, but for `and`, where it is no condition."
    ' For example `{statuses: [ACCEPTED], rejects: {eq: "Microservices"}, not: {theme: {eq: "Data"}}}`.'
)
class PrincipleFilter:
    """Conditions on principles."""

    title: TextFilter | None = _condition("The title.")
    kinds: list[Kind] | None = _condition("One of these kinds.")
    statuses: list[Status] | None = _condition("One of these statuses; who states none has none of them.")
    status_missing: bool | None = _condition("True: only those that state no status. False: only those that state one.")
    keyword: TextFilter | None = _condition('A keyword. `{contains: ""}` are those that have any.')
    theme: TextFilter | None = _condition("The label or the slug of the theme.")
    date: DateFilter | None = _condition("The date.")
    rejects: TextFilter | None = _condition(
        "Rejects this alternative (slug or label). Every label counts that a document gives it; as in `alternative`,"
        " quotes, punctuation, emphasis and a leading article don't."
    )
    cites: TextFilter | None = _condition(
        "Cites a source whose URL, host or title matches. They are compared as `SourceFilter` says."
    )
    has_findings: bool | None = _condition("True: only those with findings. False: only those without.")
    and_: list["PrincipleFilter"] | None = _condition("All of these.", "and")
    or_: list["PrincipleFilter"] | None = _condition("Any of these.", "or")
    not_: "PrincipleFilter | None" = _condition("Not this.", "not")


@strawberry.input(description="Conditions on alternatives; all that are given hold at once, and null is no condition.")
class AlternativeFilter:
    """Conditions on alternatives."""

    label: TextFilter | None = _condition(
        "The label, as any document spells it, or the slug. As in `alternative`, quotes, punctuation, emphasis and a"
        " leading article don't count."
    )
    min_rejections: int | None = _condition("At least so many `rejections`.")
    is_principle: bool | None = _condition(
        "True: only those whose name a principle bears. False: only those whose name none bears."
    )


@strawberry.input(description="Conditions on sources; all that are given hold at once, and null is no condition.")
class SourceFilter:
    """Conditions on sources."""

    url: TextFilter | None = _condition(
        "The URL, as any document spells it. The scheme and `www.` don't count; for `eq` and `in` neither do a trailing"
        " slash and whatever else `source` overlooks."
    )
    host: TextFilter | None = _condition('The host, without `www.`. For example `{eq: "martinfowler.com"}`.')
    title: TextFilter | None = _condition("A title, as any document gives it.")
    role: CitationRole | None = _condition("Cited in this role.")
    min_citations: int | None = _condition("At least so many `citations`; with `role` so many in that role.")


_INNER: dict[type, Any] = {
    TextFilter: filters.TextFilter,
    DateFilter: filters.DateFilter,
    PrincipleFilter: filters.PrincipleFilter,
    AlternativeFilter: filters.AlternativeFilter,
    SourceFilter: filters.SourceFilter,
}


def stated(given: Any, info: Info) -> Any:
    """A filter as the catalogue takes it; None where none is given.

    Raises a `GraphQLError` (LIMIT_EXCEEDED) where it has more conditions than the server takes.
    """
    most = info.context.settings.conditions
    found, conditions = _stated(given)
    if most is not None and conditions > most:
        raise GraphQLError(
            f"The filter has {conditions} conditions. Ask with at most {most}: `in` takes many texts as one condition.",
            extensions={"code": LIMIT_EXCEEDED, "argument": "filter", "expected": f"at most {most} conditions"},
        )
    return found


def _stated(given: Any) -> tuple[Any, int]:
    """A filter or a condition of one, and how many conditions it has."""
    if not is_given(given):
        return None, 0
    if isinstance(given, list) and given and type(given[0]) in _INNER:
        read = [_stated(one) for one in given]
        return tuple(one for one, _ in read), sum(count for _, count in read)
    if type(given) not in _INNER:
        return tuple(given) if isinstance(given, list) else given, 1
    kind = _INNER[type(given)]
    values = {name: _stated(getattr(given, name)) for name in kind.__struct_fields__}
    conditions = sum(count for _, count in values.values())
    return kind(**{name: value for name, (value, _) in values.items()}), max(conditions, 1)
