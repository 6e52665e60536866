"""The piece of a resource's text that shows best why it was found, as HTML."""

from collections.abc import Sequence
from functools import lru_cache
from html import escape

from msgspec import Struct

from kg.catalogue import Catalogue
from kg.names import label
from kg.search.marks import Mark, Marking
from kg.search.passages import passages
from kg.search.question import Question
from kg.search.results import Hit

LONGEST = 240
"""How many signs of a text are shown at most."""
_BEFORE = 60
_WORD = 40
_SENTENCE = 25
_ENOUGH = 3


class Fragment(Struct, frozen=True):
    """A piece of a text with what matches in it; `before` and `after` say that the text goes on there."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()
    before: bool = False
    after: bool = False

    @property
    def html(self) -> str:
        """The piece as HTML: escaped, with no element but `<mark>` around what matches."""
        pieces, at = [], 0
        for start, end in self.marks:
            pieces += [escape(self.text[at:start]), "<mark>", escape(self.text[start:end]), "</mark>"]
            at = end
        return "".join((*pieces, escape(self.text[at:])))


def named(hit: Hit) -> Fragment:
    """The label of a hit, whole, with what matches in it."""
    text = label(hit.node)
    return Fragment(text, tuple((mark.start, mark.end) for mark in _marking(hit).marks(text)))


def highlight(catalogue: Catalogue, hit: Hit) -> Fragment:
    """The piece of a hit's texts that holds most of what was asked; of equals the first, the name last.

    Where nothing matches as a word – an address, the number of a record –, it is how the texts begin.
    """
    marking, texts = _marking(hit), passages(catalogue, hit.node)
    best, most = None, (0, 0, False)
    for text in (*texts.lead, *texts.body, *texts.rest, *texts.name):
        marks = marking.marks(text)
        if not marks:
            continue
        first, last, answered = _window(marks)
        worth = answered, min(last + 1 - first, _ENOUGH), len(text) >= _SENTENCE
        if worth > most:
            best, most = (text, marks[first : last + 1]), worth
        if most >= (len(hit.question.groups), _ENOUGH, True):
            break
    if best is not None:
        return _cut(*best)
    told = (text for text in (*texts.lead, *texts.body) if len(text) >= _SENTENCE)
    return _cut(next(told, texts.name[0]), ())


def _marking(hit: Hit) -> Marking:
    return _marking_of(hit.question, hit.languages)


@lru_cache(maxsize=16)
def _marking_of(question: Question, languages: tuple[str, ...]) -> Marking:
    return Marking(question, languages)


def _window(marks: Sequence[Mark]) -> tuple[int, int, int]:
    """The marks that fit in one piece and answer most: the first, the last, and how many groups they answer."""
    best, most = (0, 0), (0, 0)
    last = 0
    for first, mark in enumerate(marks):
        last = max(first, last)
        while last + 1 < len(marks) and marks[last + 1].end - mark.start <= LONGEST - _BEFORE:
            last += 1
        groups = frozenset().union(*(one.groups for one in marks[first : last + 1]))
        worth = len(groups), min(last + 1 - first, _ENOUGH)
        if worth > most:
            best, most = (first, last), worth
    return *best, most[0]


def _cut(text: str, marks: Sequence[Mark]) -> Fragment:
    """The piece around marks, cut where words end."""
    first = marks[0].start if marks else 0
    start = _word_border(text, first - _BEFORE, first) if first > _BEFORE else 0
    end = start + LONGEST
    last = marks[-1].end if marks else start
    end = len(text) if end >= len(text) else max(last, _border_before(text, end, max(last, end - _WORD)))
    start += len(text[start:end]) - len(text[start:end].lstrip())
    end = start + len(text[start:end].rstrip())
    inside = tuple((mark.start - start, min(mark.end, end) - start) for mark in marks if mark.start < end)
    return Fragment(text[start:end], inside, start > 0, end < len(text))


def _word_border(text: str, start: int, most: int) -> int:
    """Where the last line or else the first word begins between two places; the first place in an endless word."""
    line = text.rfind("\n", start, most)
    if line >= 0:
        return line + 1
    return next((at + 1 for at in range(start, min(start + _WORD, most)) if text[at].isspace()), start)


def _border_before(text: str, end: int, least: int) -> int:
    return next((at for at in range(end, least, -1) if text[at].isspace()), end)
