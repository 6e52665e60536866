"""The one order in which what is said of a subject is written."""

from collections.abc import Callable
from functools import lru_cache
from operator import itemgetter

from kg.rdf import terms
from kg.rdf.triple import Description, Object


class _Ranks(dict[str, int]):
    """Where each predicate stands among what is said of a subject."""

    def __missing__(self, predicate: str) -> int:
        return len(terms.ORDER) + int(predicate.removeprefix(terms.RDF + "_"))


_RANKS = _Ranks({predicate: rank for rank, predicate in enumerate(terms.ORDER)})
_predicate = itemgetter(0)
_Arrange = Callable[[Description], tuple[tuple[str, Object], ...]]


def arranged(description: Description) -> Description:
    """The same statements without duplicates: predicates as `terms.ORDER` has them, their values by character."""
    if len(description) < 2:
        return description
    places, runs = _plan(tuple(map(_predicate, description)))
    in_order = list(places(description))
    for start, end in runs:
        in_order[start:end] = sorted(set(in_order[start:end]), key=_value)
    return in_order


# Most subjects of a catalogue share a few sequences of predicates.
@lru_cache(maxsize=1 << 12)
def _plan(predicates: tuple[str, ...]) -> tuple[_Arrange, tuple[tuple[int, int], ...]]:
    """How to bring these into order, and where one predicate has several values, the last first."""
    places = sorted(range(len(predicates)), key=lambda place: _RANKS[predicates[place]])
    runs, start = [], 0
    for end in range(1, len(places) + 1):
        if end == len(places) or predicates[places[end]] != predicates[places[start]]:
            if end - start > 1:
                runs.append((start, end))
            start = end
    return itemgetter(*places), tuple(reversed(runs))


def _value(pair: tuple[str, Object]) -> tuple[str, str]:
    value = pair[1]
    return (value, "") if isinstance(value, str) else (value.text, value.datatype)
