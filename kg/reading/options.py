"""The options that a record names – in a list, under headings, in a table – with what it says of each."""

import re
from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher
from functools import cache
from itertools import pairwise

from msgspec import Struct

from kg.identity import label_key
from kg.reading.labels import BOLD_LEAD, BULLET, LETTERS, plain, sided, split, titled, verdict
from kg.reading.parts import Item, Outline, Part
from kg.reading.placeholders import is_placeholder
from kg.reading.vocabulary import Phrases, alternation, fold, words

_ENUMERATED = re.compile(r"(?:[A-Z]?\d{1,2}|[A-Za-z])[.):]\s+(?=\S)")
_RULE = re.compile(r"[|:\-\s]+")
_MOST_COMPARED = 2_000_000  # pairs of letters of labels that are only alike; beyond, labels must be the same
_LONGEST_LINE = 200  # characters of a line that names an option
_ALIKE = 0.8  # of two labels' letters: less is another option


class Candidate(Struct):
    """An option that a record considers: its label, its lines, and what is said of it.

    `number` is its own or its position, `chosen` what a mark such as "(chosen)" says, `parts` the options of a list
    inside its item.
    """

    label: str
    line: int
    end_line: int
    heading: str | None
    number: str
    reason: str = ""
    pros: tuple[str, ...] = ()
    cons: tuple[str, ...] = ()
    chosen: bool | None = None
    parts: list["Candidate"] = []


@cache
def _option_heading() -> re.Pattern[str]:
    kinds = alternation(words("alternatives", "numbers"))
    return re.compile(rf"\s*(?:{kinds})\s*#?\s*(?:\d+|[A-Z])\b", re.IGNORECASE)


@cache
def _of_options() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternation(words('outcome', 'options'))})(?!\w)", re.IGNORECASE)


@cache
def _considered() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternation(words('outcome', 'considered'))})(?!\w)", re.IGNORECASE)


def _introduces(paragraph: str) -> bool:
    """True for a paragraph whose last sentence leads in a list of options."""
    last = re.split(r"[.!?]\s+(?=[A-Z])", paragraph.strip())[-1]
    return last.endswith(":") and _of_options().search(last) is not None and _considered().search(last) is not None


@cache
def _denials() -> Phrases:
    return Phrases.of(words("alternatives", "denials"))


class Options:
    """The options of one entry, from its parts that hold alternatives, and what is said for and against them."""

    def __init__(self, outline: Outline, side_of: Callable[[str], str | None]) -> None:
        self.outline = outline
        self._side_of = side_of  # "pros" or "cons" for such a heading
        self.found: list[Candidate] = []
        self._known: dict[str, Candidate] = {}

    def read(self, root: Part, below: Sequence[Part], details_only: bool) -> None:
        """Reads a part and those below it; `details_only` where it rather tells of options than names them."""
        level = min((part.level for part in below if self._side(part) is None), default=0)
        headed = [index for index, part in enumerate(below) if part.level == level and self._side(part) is None]
        listed = [] if details_only and headed else self._listed(root)
        if listed:
            self._add(listed)
        detailed: list[Candidate] = []
        for place, index in enumerate(headed):
            end = headed[place + 1] if place + 1 < len(headed) else len(below)
            candidate = self._headed(below[index], below[index + 1 : end], len(detailed) + 1)
            if candidate is not None:
                detailed.append(candidate)
        if self.found:
            self._detail(detailed)
        elif not details_only or any(one.pros or one.cons for one in detailed):
            self._add(detailed)

    def _side(self, part: Part) -> str | None:
        return self._side_of(part.heading) if part.heading else None

    def introduced(self, parts: Sequence[Part], by_number: Callable[[], bool]) -> None:
        """Reads options that stand in other sections: headed by numbers, or listed after a sentence that says so.

        `by_number`: the decision names one by number or order, so that any numbered list is meant.
        """
        headed = [index for index, part in enumerate(parts) if part.heading and _option_heading().match(part.heading)]
        headed = headed or self._led_in(parts)
        levels = {parts[index].level for index in headed}
        if len(headed) > 1 and len(levels) == 1:
            found = []
            for place, index in enumerate(headed):
                end = next(
                    (i for i in range(index + 1, len(parts)) if parts[i].level <= parts[index].level), len(parts)
                )
                found.append(self._headed(parts[index], parts[index + 1 : end], place + 1))
            self._add([one for one in found if one is not None])
        for part in parts if not self.found else ():
            for (kind, start, end), (following, at, to) in pairwise(part.blocks):
                numbered = self.outline.text(at, at + 1).isdigit()
                led = kind == "p" and following == "l"
                if led and (_introduces(self.outline.text(start, end)) or (numbered and by_number())):
                    items = [item for item in part.items if at <= item[0] < to]
                    listed = [one for item in self.outline.items_at(items) for one in self._item(item, part.heading, 9)]
                    self._add([one for one in listed if one.label])
                    return

    def _led_in(self, parts: Sequence[Part]) -> list[int]:
        """The headings below a section whose last sentence leads in options."""
        for place, (part, below) in enumerate(pairwise(parts), 1):
            last = part.blocks[-1] if part.blocks else ("", 0, 0)
            if below.level > part.level and last[0] == "p" and _introduces(self.outline.text(last[1], last[2])):
                end = next((i for i in range(place, len(parts)) if parts[i].level <= part.level), len(parts))
                return [index for index in range(place, end) if parts[index].level == below.level]
        return []

    def _listed(self, part: Part) -> list[Candidate]:
        items = self.outline.items(part)
        if items:
            return [one for item in items for one in self._item(item, part.heading, len(items)) if one.label]
        return self._rows(part) or self._led(part) or self._run_in(part)

    def _add(self, candidates: list[Candidate]) -> None:
        for number, one in enumerate(candidates, 1):
            key = label_key(one.label)
            if key and key not in self._known:
                self._known[key] = one
                one.number = one.number or str(number)
                self.found.append(one)

    def _item(self, item: Item, heading: str | None, count: int) -> list[Candidate]:
        if is_placeholder(item.markdown) or (count <= 2 and fold(plain(item.markdown)) in _denials()):
            return []
        number, label, reason, chosen = split(item.markdown)
        if is_placeholder(label):
            return []
        candidate = Candidate(label, item.line, item.end_line, heading, number, reason, chosen=chosen)
        if "\n" in item.markdown:
            candidate.parts = self._inner(item, heading)
            bullets = [(line, BULLET.match(line)) for line in item.markdown.split("\n")[1:]]
            candidate.pros, candidate.cons = sided([plain(line[mark.end() :]) for line, mark in bullets if mark])
        return [candidate]

    def _inner(self, item: Item, heading: str | None) -> list[Candidate]:
        found: list[Candidate] = []
        for number, line in enumerate(item.markdown.split("\n")[1:], item.line + 1):
            bullet = BULLET.match(line)
            if bullet:
                _, label, reason, chosen = split(line[bullet.end() :])
                found.append(Candidate(label, number, number, heading, "", reason, chosen=chosen))
        return found

    def _rows(self, part: Part) -> list[Candidate]:
        """The rows of a table: the label is in the first column that is no number."""
        found = []
        for kind, start, end in part.blocks:
            if kind != "t":
                continue
            line = self.outline.line_at(start)
            head, _, *rows = [_cells(row) for row in self._lines(start, end)] or ([], [])
            sides = [self._side_of(cell) for cell in head]
            for number, row in enumerate(rows, line + 2):
                cells = [cell for cell in row if LETTERS.search(cell)] or row
                order, label, _, chosen = split(cells[0])
                if label and not is_placeholder(label):
                    candidate = Candidate(label, number, number, part.heading, order, chosen=chosen)
                    for name, side, cell in zip(head, sides, row, strict=False):
                        self._take_side(candidate, side, [plain(cell)])
                        if candidate.chosen is None and side is None and cell != cells[0]:
                            candidate.chosen = verdict(name, cell)
                    found.append(candidate)
        return found

    @staticmethod
    def _take_side(candidate: Candidate, side: str | None, texts: Iterable[str]) -> None:
        """Adds what speaks for a candidate, or against it."""
        said = tuple(text for text in texts if text and not is_placeholder(text))
        if side == "pros":
            candidate.pros += said
        elif side == "cons":
            candidate.cons += said

    def _led(self, part: Part) -> list[Candidate]:
        """Paragraphs that begin with bold words or a number, where there are several."""
        found = []
        for kind, start, end in part.blocks:
            text = self.outline.text(start, end).strip() if kind == "p" else ""
            lead = BOLD_LEAD.match(text + " .")
            if lead is None and not _ENUMERATED.match(text):
                continue
            order, label, reason, chosen = split(lead[2].rstrip(":") if lead else _ENUMERATED.sub("", text))
            line = self.outline.line_at(start)
            reason = text[lead.end() :] if lead else reason
            found.append(Candidate(label, line, line + text.count("\n"), part.heading, order, reason, chosen=chosen))
        return found if len(found) > 1 else []

    @staticmethod
    def _run_in(part: Part) -> list[Candidate]:
        """The one option in the line of the bold words that head a part, where a mark rejects it."""
        said = part.prose.partition("\n")[0] if part.runs_in else ""
        if not said or len(said) > _LONGEST_LINE:
            return []
        order, label, reason, chosen = split(said)
        if chosen is not False or is_placeholder(label):
            return []
        return [Candidate(label, part.line, part.line, part.heading, order, reason, chosen=chosen)]

    def _headed(self, part: Part, below: Sequence[Part], number: int) -> Candidate | None:
        order, label, chosen = titled(part.heading or "")
        if not label or is_placeholder(label):
            return None
        last = below[-1] if below else part
        candidate = Candidate(label, part.line, last.end_line, part.heading, order or str(number), chosen=chosen)
        items = [plain(item.markdown) for item in self.outline.items(part)]
        candidate.pros, candidate.cons = sided(items)
        for one in below:
            side = self._side(one)
            self._take_side(candidate, side, (plain(item.markdown) for item in self.outline.items(one)) if side else ())
        for (kind, start, end), (following, at, to) in pairwise(part.blocks):
            # A line such as "Pros:" over a list.
            side = self._side_of(self.outline.text(start, end)) if kind == "p" and following == "l" else None
            within = [place for place in part.items if at <= place[0] < to] if side else []
            self._take_side(candidate, side, (plain(item.markdown) for item in self.outline.items_at(within)))
        prose = next((block[1] for block in part.blocks if block[0] == "l"), None)
        if not part.items or not (candidate.pros or candidate.cons):
            candidate.reason = part.body
        elif prose is not None and part.blocks and part.blocks[0][0] != "l":
            candidate.reason = self.outline.text(part.blocks[0][1], prose).strip()
        return candidate

    def _detail(self, detailed: list[Candidate]) -> None:
        """Gives what stands under headings to the options that were named before, by label, else by number."""
        few = _letters(detailed) * _letters(self.found) <= _MOST_COMPARED
        for place, one in enumerate(detailed):
            known = self._known.get(label_key(one.label)) or (best(one.label, self.found) if few else None)
            if known is None and len(detailed) == len(self.found):
                known = self.found[place]
            if known is None:
                continue
            known.reason = known.reason or one.reason
            known.pros, known.cons = known.pros or one.pros, known.cons or one.cons
            known.chosen = one.chosen if known.chosen is None else known.chosen

    def _lines(self, start: int, end: int) -> list[str]:
        return self.outline.text(start, end).rstrip().split("\n")


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip().strip("|").split("|")]


def best(label: str, candidates: Sequence[Candidate]) -> Candidate | None:
    """The candidate that a label most likely means; None where it is like none of them."""
    if len(label) * _letters(candidates) > _MOST_COMPARED:
        key = label_key(label)
        return next((one for one in candidates if label_key(one.label) == key), None)
    ranked = [(_alike(label, one.label), -place, one) for place, one in enumerate(candidates)]
    rank = max(ranked, default=(0.0, 0, None), key=lambda row: row[:2])
    return rank[2] if rank[0] >= _ALIKE else None


def _letters(candidates: Iterable[Candidate]) -> int:
    return sum(len(one.label) for one in candidates)


def _alike(one: str, other: str) -> float:
    """How much two labels are alike: 2 and more for the same one, else at most 2."""
    a, b = label_key(one), label_key(other)
    if a == b:
        return 3.0
    short, long = sorted((fold(a), fold(b)), key=len)
    if short == long and short:
        return 2.5
    if not short or len(long) > 400:
        return 0.0
    if long.startswith(short + " "):
        return 1 + len(short) / len(long)
    # A word or two that stand whole in the longer label name it too: "Postgres" of "use Postgres".
    within = 0.8 if len(short) > 2 and f" {short} " in f" {long} " else 0.0
    matcher = SequenceMatcher(None, short, long)
    return max(within, matcher.ratio()) if matcher.real_quick_ratio() >= _ALIKE else within
