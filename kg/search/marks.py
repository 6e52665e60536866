"""Where a text holds what was asked."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

from kg.search.question import Clause, Question, spellings, within
from kg.search.stems import stem
from kg.search.words import fold, joined, mixed, places

_KEPT = 5000


class Mark(Struct, frozen=True):
    """A place in a text, from and to, and the groups of the question that it answers."""

    start: int
    end: int
    groups: frozenset[int]


class Marking:
    """Finds what one question asks in texts of some languages."""

    def __init__(self, question: Question, languages: Sequence[str]) -> None:
        self._languages = languages
        self._plain: dict[str, set[int]] = {}
        self._stems: dict[str, set[int]] = {}
        self._beginnings: list[tuple[str, int]] = []
        self._rows: list[tuple[tuple[str, ...], int]] = []
        for number, group in enumerate(question.groups):
            for clause in group:
                self._take(clause, number)
        # Most words share no beginning with any stem, and telling so is quicker than stemming them.
        self._likely = {one[:2] for one in self._stems}
        self.whole = lru_cache(_KEPT)(self._whole)
        self.groups = lru_cache(_KEPT)(self._groups)

    def marks(self, text: str) -> list[Mark]:
        """The places in order, none within another."""
        return list(_apart(sorted(self._found(text), key=lambda mark: (mark.start, -mark.end))))

    def _take(self, clause: Clause, number: int) -> None:
        if clause.quoted and len(clause.words) > 1:
            self._rows.append((tuple(map(fold, clause.words)), number))
            return
        for word in (*clause.words, *spellings(clause), *within(clause)):
            self._plain.setdefault(fold(word), set()).add(number)
            for language in self._languages if not clause.quoted else ():
                self._stems.setdefault(stem(language, word), set()).add(number)
        if clause.open:
            self._beginnings.append((fold(clause.words[-1]), number))

    def _groups(self, word: str) -> frozenset[int]:
        """The groups that a word of a text answers."""
        plain = fold(word)
        longer = (number for start, number in self._beginnings if plain.startswith(start))
        return self.whole(word).union(longer)

    def _whole(self, word: str) -> frozenset[int]:
        """The same, of which the beginnings don't count."""
        plain = fold(word)
        found = set(self._plain.get(plain, ()))
        if plain[:2] in self._likely:
            for language in self._languages:
                found.update(self._stems.get(stem(language, word), ()))
        return frozenset(found)

    def _found(self, text: str) -> Iterator[Mark]:
        for match in places(text):
            if groups := self.groups(match[0]):
                yield Mark(match.start(), match.end(), groups)
        for start, end, word in (*joined(text), *mixed(text)):
            if groups := self.whole(word):
                yield Mark(start, end, groups)
        if self._rows:
            whole = [(match.start(), match.end(), match[0]) for match in places(text)]
            folded = [fold(word) for _, _, word in whole]
            for row, number in self._rows:
                for at in range(len(folded) - len(row) + 1):
                    if tuple(folded[at : at + len(row)]) == row:
                        yield Mark(whole[at][0], whole[at + len(row) - 1][1], frozenset((number,)))


def _apart(marks: Sequence[Mark]) -> Iterator[Mark]:
    """Marks without those within others; such as touch are one."""
    last: Mark | None = None
    for mark in marks:
        if last is not None and mark.start < last.end:
            continue
        if last is not None and mark.start == last.end:
            last = Mark(last.start, mark.end, last.groups | mark.groups)
            continue
        if last is not None:
            yield last
        last = mark
    if last is not None:
        yield last
