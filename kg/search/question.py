"""What a user types, as what is asked: words, "phrases", beginnings*, -exclusions and OR. Nothing is wrong."""

import re

from msgspec import Struct

from kg.search.words import parts, words

MOST_WORDS = 32
"""Words beyond these don't count."""
_MOST_SIGNS = 2000
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″＂", '"'))
_PIECE = re.compile(r'(?P<sign>[-+\u2212])?"(?P<quoted>[^"]*)(?P<closed>"\*?)?|(?P<plain>[^\s"()]+)')
_ENDS = re.compile(r"[\w+#]\Z")
_SIGNED = re.compile(r"([-+\u2212])(?=\w)")
_LOOSE = re.compile(r"[,;:|<>=!?\[\]{}]+")
_SHORTEST_BEGINNING = 3


class Clause(Struct, frozen=True):
    """Words that are asked for as one: a single word, or several in a row.

    `quoted` ones match as they are written, not by their stems; of an `open` one the last word is a beginning, which
    other words may go on from; `bound` ones stand in every hit.
    """

    words: tuple[str, ...]
    quoted: bool = False
    open: bool = False
    bound: bool = False


class Question(Struct, frozen=True):
    """What is asked: of each group one clause, best of every group, and none of what is excluded."""

    text: str
    groups: tuple[tuple[Clause, ...], ...] = ()
    excluded: tuple[Clause, ...] = ()


def asked(text: str) -> Question:
    """The question in a text; one without words asks for nothing."""
    text = text.encode("utf-8", "ignore").decode()[:_MOST_SIGNS].translate(_QUOTES)
    reading = _Reading()
    for piece in _PIECE.finditer(text):
        reading.take(piece)
    if not reading.groups and not reading.excluded:  # “NOT” alone is a word
        return Question(text.strip(), tuple((Clause((word,)),) for word in words(text)[:MOST_WORDS]))
    groups = reading.groups
    # What is typed last may not be at its end yet.
    if groups and reading.last_wanted and _ENDS.search(text):
        *before, last = groups[-1]
        # Few words of two letters are beginnings where there are others before them.
        if len(last.words[-1]) >= (_SHORTEST_BEGINNING if len(groups) > 1 else 2):
            groups[-1] = [*before, _replaced(last, open=True)]
    wanted = {clause.words for group in groups for clause in group}
    excluded = tuple(clause for clause in reading.excluded if clause.words not in wanted)
    return Question(text.strip(), tuple(map(tuple, groups)), excluded)


class _Reading:
    """The clauses of a text while it is read from left to right."""

    def __init__(self) -> None:
        self.groups: list[list[Clause]] = []
        self.excluded: list[Clause] = []
        self.last_wanted = False
        self._count = 0
        self._next: str = ""

    def take(self, piece: "re.Match[str]") -> None:
        """Takes the next piece: what stands in quotes, or signs without a blank."""
        if piece["quoted"] is not None:
            closed = piece["closed"]
            self._add(piece["sign"] or "", piece["quoted"], quoted=True, open=closed is None or closed.endswith("*"))
            if closed:
                self.last_wanted = False
            return
        plain: str = piece["plain"]
        if plain in ("OR", "|", "||", "AND", "&&", "NOT"):
            self._next = {"|": "OR", "||": "OR", "&&": "AND"}.get(plain, plain)
            if self._next == "AND" and self.groups:
                self.groups[-1] = [_replaced(clause, bound=True) for clause in self.groups[-1]]
            return
        signed = _SIGNED.match(plain)
        sign = signed[1] if signed else ""
        for part in [plain.partition("://")[2]] if "://" in plain else _LOOSE.split(plain):
            self._add(sign, part, open=part.endswith("*"))

    def _add(self, sign: str, text: str, *, quoted: bool = False, open: bool = False) -> None:
        found = tuple(words(text)[: MOST_WORDS - self._count])
        if not found:
            return
        self._count += len(found)
        before, self._next = self._next, ""
        excluded = before == "NOT" or sign in ("-", "\u2212")
        bound = sign == "+" or before == "AND" or (quoted and before != "OR")
        clause = Clause(found, quoted, open, bound and not excluded)
        self.last_wanted = not excluded
        if excluded:
            self.excluded.append(clause)
        elif before == "OR" and self.groups:
            self.groups[-1].append(clause)
        else:
            self.groups.append([clause])


def spellings(clause: Clause) -> list[str]:
    """Single words that mean the same as a clause of several: `microservices` for micro-services."""
    return ["".join(clause.words)] if len(clause.words) > 1 and not clause.quoted else []


def within(clause: Clause) -> list[str]:
    """The words within a name such as TypeManager."""
    return parts(clause.words[0]) if len(clause.words) == 1 and not clause.quoted else []


def _replaced(clause: Clause, *, open: bool | None = None, bound: bool | None = None) -> Clause:
    return Clause(
        clause.words,
        clause.quoted,
        clause.open if open is None else open,
        clause.bound if bound is None else bound,
    )
