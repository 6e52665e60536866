"""Which principles of a catalogue a filter means."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from itertools import chain
from operator import and_, attrgetter, or_
from typing import Any

from kg.catalogue import Catalogue
from kg.kept import kept
from kg.selection import alternatives, sources
from kg.selection.filters import DateFilter, PrincipleFilter, TextFilter
from kg.selection.folding import trimmed
from kg.selection.members import Members, everything, members, where
from kg.selection.names import Names


def meant(catalogue: Catalogue, wanted: PrincipleFilter) -> Members:
    """The principles that meet all conditions of a filter, numbered in the order of the catalogue."""
    found = everything(len(catalogue.principles))
    for of, condition in _CONDITIONS:
        value = of(wanted)
        if value is not None:
            found &= condition(catalogue, value)
    return found


@kept
def _titles(catalogue: Catalogue) -> Names:
    return Names((number, (trimmed(one.title),)) for number, one in enumerate(catalogue.principles))


@kept
def _keywords(catalogue: Catalogue) -> Names:
    return Names((number, map(trimmed, one.keywords)) for number, one in enumerate(catalogue.principles))


@kept
def _themes(catalogue: Catalogue) -> Names:
    themes = ((number, catalogue.theme_of(one)) for number, one in enumerate(catalogue.principles))
    return Names((number, (trimmed(theme.label), theme.slug)) for number, theme in themes if theme is not None)


@kept
def _dates(catalogue: Catalogue) -> tuple[list[str], list[int]]:
    """The dates in order, and beside each the principle that has it."""
    dated = sorted((one.date, number) for number, one in enumerate(catalogue.principles) if one.date)
    return [date for date, _ in dated], [number for _, number in dated]


@kept
def _numbers(catalogue: Catalogue) -> dict[str, int]:
    return {one.slug: number for number, one in enumerate(catalogue.principles)}


@kept
def _found(catalogue: Catalogue) -> Members:
    """The principles that something was found in."""
    return where(catalogue.findings_of(one) for one in catalogue.principles)


def _named(names: Callable[[Catalogue], Names]) -> Callable[[Catalogue, TextFilter], Members]:
    def condition(catalogue: Catalogue, wanted: TextFilter) -> Members:
        return members(names(catalogue).meant(wanted), len(catalogue.principles))

    return _unless_empty(condition)


def _joined(
    ends: Callable[[Catalogue, TextFilter], Iterable[int]], joined: Callable[[Catalogue], Sequence[Sequence[int]]]
) -> Callable[[Catalogue, TextFilter], Members]:
    def condition(catalogue: Catalogue, wanted: TextFilter) -> Members:
        numbers = map(joined(catalogue).__getitem__, ends(catalogue, wanted))
        return members(chain.from_iterable(numbers), len(catalogue.principles))

    return _unless_empty(condition)


@kept
def _rejecting(catalogue: Catalogue) -> Sequence[Sequence[int]]:
    """The principles that reject each alternative."""
    numbers = _numbers(catalogue)
    return [
        tuple(numbers[edge.principle.slug] for edge in catalogue.rejections_of(one)) for one in catalogue.alternatives
    ]


@kept
def _citing(catalogue: Catalogue) -> Sequence[Sequence[int]]:
    """The principles that cite each source."""
    numbers = _numbers(catalogue)
    return [tuple(numbers[edge.principle.slug] for edge in catalogue.citations_of(one)) for one in catalogue.sources]


def _unless_empty(condition: Callable[[Catalogue, Any], Members]) -> Callable[[Catalogue, Any], Members]:
    """The same, where a filter without any condition is none."""

    def unless_empty(catalogue: Catalogue, wanted: Any) -> Members:
        if wanted == type(wanted)():
            return everything(len(catalogue.principles))
        return condition(catalogue, wanted)

    return unless_empty


def _between(catalogue: Catalogue, wanted: DateFilter) -> Members:
    dates, numbers = _dates(catalogue)
    first = 0 if wanted.from_ is None else bisect_left(dates, wanted.from_)
    end = len(dates) if wanted.to is None else bisect_right(dates, wanted.to)
    return members(numbers[first:end], len(catalogue.principles))


def _one_of(name: str) -> Callable[[Catalogue, Iterable[Any]], Members]:
    of = attrgetter(name)

    def condition(catalogue: Catalogue, wanted: Iterable[Any]) -> Members:
        values = frozenset(wanted)
        return where(of(one) in values for one in catalogue.principles)

    return condition


def _either(found: Members, catalogue: Catalogue, wanted: bool) -> Members:
    """Those found, or all others."""
    return found if wanted else found ^ everything(len(catalogue.principles))


def _unstated(catalogue: Catalogue, wanted: bool) -> Members:
    return where((one.status is None) is wanted for one in catalogue.principles)


def _with_findings(catalogue: Catalogue, wanted: bool) -> Members:
    return _either(_found(catalogue), catalogue, wanted)


def _all_of(catalogue: Catalogue, wanted: Iterable[PrincipleFilter]) -> Members:
    return reduce(and_, (meant(catalogue, one) for one in wanted), everything(len(catalogue.principles)))


def _any_of(catalogue: Catalogue, wanted: Iterable[PrincipleFilter]) -> Members:
    return reduce(or_, (meant(catalogue, one) for one in wanted), 0)


def _none_of(catalogue: Catalogue, wanted: PrincipleFilter) -> Members:
    return _either(meant(catalogue, wanted), catalogue, False)


_CONDITIONS: tuple[tuple[Callable[[PrincipleFilter], Any], Callable[[Catalogue, Any], Members]], ...] = (
    (attrgetter("title"), _named(_titles)),
    (attrgetter("kinds"), _one_of("kind")),
    (attrgetter("statuses"), _one_of("status")),
    (attrgetter("status_missing"), _unstated),
    (attrgetter("keyword"), _named(_keywords)),
    (attrgetter("theme"), _named(_themes)),
    (attrgetter("date"), _unless_empty(_between)),
    (attrgetter("rejects"), _joined(alternatives.named, _rejecting)),
    (attrgetter("cites"), _joined(sources.named, _citing)),
    (attrgetter("has_findings"), _with_findings),
    (attrgetter("and_"), _all_of),
    (attrgetter("or_"), _any_of),
    (attrgetter("not_"), _none_of),
)
