"""The names of many things, and which of them a filter of texts means."""

from bisect import bisect_right
from collections.abc import Callable, Iterable

from kg.selection.filters import TextFilter
from kg.selection.folding import fold, trimmed

Spelling = Callable[[str], str]
Spellings = Callable[[str], Iterable[str]]


def _as_is(text: str) -> tuple[str, ...]:
    return (trimmed(text),)


class Names:
    """Things by number with their names, folded; several things may have one name, and one thing several.

    `whole` gives the names that a text of a filter can mean as a whole, `part` what it is as a part of a name.
    """

    def __init__(
        self, named: Iterable[tuple[int, Iterable[str]]], *, whole: Spellings = _as_is, part: Spelling = fold
    ) -> None:
        self._whole, self._part = whole, part
        owners: dict[str, list[int]] = {}
        for number, names in named:
            for name in dict.fromkeys(names):
                owners.setdefault(name, []).append(number)
        self._numbers = {name: place for place, name in enumerate(owners)}
        self._names = tuple(owners)
        self._owners = tuple(map(tuple, owners.values()))
        # One text to look through: folded names hold no line ends.
        self._text = "".join(f"\n{name}" for name in owners)
        self._starts: list[int] = []
        at = 0
        for name in owners:
            self._starts.append(at)
            at += len(name) + 1

    def meant(self, wanted: TextFilter) -> set[int]:
        """The things of which one name meets all conditions; without a condition those that have a name."""
        places: Iterable[int] | None = None
        for texts in (None if wanted.eq is None else (wanted.eq,), wanted.in_):
            if texts is not None:
                found = {self._numbers[name] for text in texts for name in self._whole(text) if name in self._numbers}
                places = found if places is None else found.intersection(places)
        for text, sign in ((wanted.starts_with, "\n"), (wanted.contains, "")):
            if text is not None:
                part = sign + self._part(text)
                places = self._holding(part) if places is None else [one for one in places if self._holds(one, part)]
        owners = self._owners if places is None else map(self._owners.__getitem__, places)
        return {number for numbers in owners for number in numbers}

    def _holds(self, place: int, part: str) -> bool:
        return part in f"\n{self._names[place]}"

    def _holding(self, part: str) -> list[int]:
        """The places of the names that hold a part; one that begins with a line end is the beginning."""
        found: list[int] = []
        text, starts = self._text, self._starts
        at = text.find(part) if starts else -1
        while at >= 0:
            place = bisect_right(starts, at) - 1
            found.append(place)
            if place + 1 == len(starts):
                break
            at = text.find(part, starts[place + 1])
        return found
