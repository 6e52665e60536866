"""The single values of an entry – status, date, people, keywords – wherever its document states them."""

import re
from collections.abc import Sequence

from msgspec import Struct

from kg.model import Fact, Kind, Link, Location, Reference, SectionRole, Status, Text
from kg.reading import dates, links, metadata, placeholders, status
from kg.reading.page import Page
from kg.reading.parts import Part
from kg.reading.vocabulary import key as key_of
from kg.text import to_plain

_PEOPLE = ("deciders", "consulted", "informed")
_LATER = ("last updated", "last modified")  # dates that count where no other is stated
_SEPARATOR = re.compile(r"\s*[,;]\s*|\s+(?:and|und|en|et|y|ve)\s+|\s*<br\s*/?>\s*")
_WORDED = re.compile(r"[\w\s]+")  # "to be discussed" is vacant in any other section
_PAREN = re.compile(r"\([^()]*\)")
_FIGURES = re.compile(r"\d[-/]\d")
_UNFILLED = re.compile(r"xx|yy|mm-dd|dd-mm", re.IGNORECASE)  # a date that a template left
_FIRST_BLOCKS = 5  # of a preamble, of which one may be a date
_SHOWN = 60  # characters of a value that a finding shows


class _Value(Struct):
    """A single value as written, the key it stands under, and its place."""

    text: str
    key: str
    place: Location


class Fields:
    """Values that front matter, lines of values and sections state, each with a fact that tells its place.

    `is_record`: a status or date is stated in the way of a record. What a page of several entries states before the
    first of them holds for each that says nothing else.
    """

    def __init__(self, page: Page, block: Sequence[int]) -> None:
        self.page = page
        self.status: Status | None = None
        self.status_text: str | None = None
        self.date: str | None = None
        self.people: dict[str, tuple[str, ...]] = {}
        self.keywords: tuple[str, ...] = ()
        self.references: list[Reference] = []
        self.links: list[Link] = []
        self.facts: list[Fact] = []
        self.is_record = False
        self._values: dict[str, list[_Value]] = {}
        # What one of several entries states of itself goes before what its page states of all.
        self._several = several = 0 < len(block) < len(page.parts)
        self._first_line = page.parts[block[0]].line if several else page.front.end_line + 1
        if not several:
            self._read_front()
        for index in block:
            self._read_part(index, index == block[0])
        if several:
            self._read_front()
            for index in page.preamble:
                if index < block[0]:
                    self._read_part(index, True)
        self._read_status()
        self._read_date()
        for name in _PEOPLE:
            self._read_people(name)

    def _read_front(self) -> None:
        for key in self.page.keys:
            self._read_key(key)

    def _read_key(self, key: str) -> None:
        page, folded = self.page, key_of(key)
        name = metadata.name_of(key)
        place = page.front_place(key)
        if folded in metadata.LISTING:
            self._take(links.related(page.front.linked(key), place))
        elif folded in ("keywords", "tags"):
            texts = page.front.texts(key)
            self.keywords = tuple(dict.fromkeys((*self.keywords, *texts)))
            self.facts += [Fact("keywords", keyword, place) for keyword in texts]
        elif folded in metadata.RELATIONS or name in ("status", "date", *_PEOPLE):
            text = page.front.worded(key)
            if text is None:
                return
            if folded in metadata.RELATIONS:
                self._take(links.in_value(text, metadata.RELATIONS[folded], place))
            elif name is not None:
                self._values.setdefault(name, []).append(_Value(text, key, place))
                if name == "status":
                    self._take(links.in_value(text, None, place))

    def _take(self, found: links.Found) -> None:
        self.references += found.references
        self.links += found.links
        self.page.findings += found.findings

    def _read_part(self, index: int, leads: bool) -> None:
        """The values in a part; one that `leads` an entry may hold lines of values whatever its heading."""
        page = self.page
        part, role = page.parts[index], page.roles[index]
        concept = page.concept(part)
        written = not page.vacant[index] or _WORDED.fullmatch(part.prose)
        if role is SectionRole.STATUS and page.own[index] and written:
            self._add("status", self._latest(self._opening(index)))
        elif concept in ("date", "deciders") and not page.vacant[index]:
            place = page.place(part, part.body_line, part.end_line)
            self._add(concept, _Value(part.prose, concept, place))
        elif concept == "changelog":
            self._add("changelog", self._dated(index))
        if part.heading is not None and ":" in part.heading and concept is None:
            worded = page.outline.line(part.line).strip("# \t")
            for field in metadata.read(worded):  # "Status: accepted" as a heading
                self._add(field.name, _Value(field.value, field.key, page.place(part, part.line)))
        if leads or role in (SectionRole.METADATA, SectionRole.STATUS) or page.is_preamble(index):
            for field in page.fields(index):
                place = page.place(part, part.body_line + field.line, part.body_line + field.end_line)
                self._add(field.name, _Value(field.value, field.key, place))
        if page.is_preamble(index):
            self._read_lone(part)

    def _read_lone(self, part: Part) -> None:
        """A paragraph that is a date and nothing else; of a record also a status, with a date or without one."""
        outline = self.page.outline
        recorded = self.page.family is not None and self.page.family.kind is Kind.DECISION
        for kind, start, end in part.blocks[:_FIRST_BLOCKS]:
            text = outline.text(start, end).strip() if kind == "p" and end - start <= _SHOWN else ""
            line = outline.line_at(start)
            if text and dates.alone(text):
                self._add("date", _Value(text, "", self.page.place(part, line)))
            elif text and recorded and status.is_alone(_PAREN.sub("", text).partition(",")[0]):
                self._add("status", _Value(text, "", self.page.place(part, line)))

    def _add(self, name: str, value: _Value | None) -> None:
        if value is None:
            return
        kind = metadata.RELATIONS.get(key_of(value.key))
        if kind is not None:
            self._take(links.in_value(value.text, kind, value.place))
        self._values.setdefault(name, []).append(value)

    def _opening(self, index: int) -> _Value | None:
        """The first lines of a status section, without code and comments: what follows tells of its history."""
        part = self.page.parts[index]
        lines = part.prose.split("\n")
        kept: list[str] = []
        start = 0
        for number, (line, said) in enumerate(zip(lines, self.page.said(index).split("\n"), strict=True)):
            worded = bool(said.strip()) and said == line
            if not kept and worded:
                start = number
            elif kept and (said != line or (not said.strip() and len(kept) > 4)):
                break
            if kept or worded:
                kept.append(line)
        text = "\n".join(kept).strip()
        first = part.body_line + start
        return _Value(text, "status", self.page.place(part, first, first + text.count("\n"))) if text else None

    def _latest(self, value: _Value | None) -> _Value | None:
        """Of lines that each give a status its date, the one that came last."""
        lines = value.text.partition("\n\n")[0].split("\n") if value is not None else []
        dated = [(self._day(line), number, line.strip()) for number, line in enumerate(lines) if line.strip()]
        if value is None or len(dated) < 2:
            return value
        if not all(date is not None and status.read(line).status is not None for date, _, line in dated):
            return value
        _, number, line = max(dated, key=lambda row: row[0] or "")
        first = value.place.line + number
        return _Value(line, value.key, Location(value.place.path, first, first, value.place.heading))

    def _dated(self, index: int) -> _Value | None:
        """The first line of a changelog, or the first heading in it, that holds a date."""
        part = self.page.parts[index]
        for number, line in enumerate(self.page.said(index).split("\n")):
            if self._day(line) is not None:
                return _Value(line.strip(), "changelog", self.page.place(part, part.body_line + number))
        for below in self.page.below(index):
            if below.heading and self._day(below.heading) is not None:
                return _Value(below.heading, "changelog", self.page.place(below, below.line))
        return None

    def _read_status(self) -> None:
        unread: _Value | None = None
        for value in self._values.get("status", ()):
            worded = status.read(value.text)
            if worded.menu or (worded.status is None and placeholders.is_placeholder(value.text)):
                continue
            if worded.status is not None:
                self.status = worded.status
                self._state(value)
                self.facts.append(Fact("status", value.text, value.place))
                return
            unread = unread or value
        family = self.page.family
        if unread is not None and not self._is_stated(unread) and family is not None and family.kind is Kind.PRINCIPLE:
            return  # a state of publication, which a site has in the front matter of every page
        if unread is not None:
            self._state(unread)
            message = (
                f"The status “{(self.status_text or '')[:_SHOWN]}” is none that is known, and is read as not stated."
                " Begin it with one of: draft, proposed, accepted, rejected, deprecated, superseded."
            )
            self.page.note("unreadable-status", message, unread.place)

    def _state(self, value: _Value) -> None:
        self.status_text = " ".join(value.text.split("\n\n")[0].split())
        self.facts.append(Fact("statusText", value.text, value.place))
        # A site may have other states, of publication, in the front matter of every page.
        named = key_of(value.key) == "status" and not self._several
        self.is_record = self.is_record or self._is_own(value) or named

    def _is_own(self, value: _Value) -> bool:
        """True for a value outside the front matter, and not one that a page states of all its entries."""
        return value.place.line >= self._first_line

    def _is_stated(self, value: _Value) -> bool:
        """True for a value outside the front matter."""
        return value.place.line > self.page.front.end_line

    def _read_date(self) -> None:
        values = self._values
        candidates = [*values.get("date", ()), *values.get("status", ()), *values.get("changelog", ())]
        candidates.sort(key=lambda value: key_of(value.key) in _LATER)
        for value in candidates:
            found = self._day(value.text)
            if found is not None:
                self.date = found
                self.facts.append(Fact("date", value.text, value.place))
                dated = metadata.name_of(value.key) == "date" or (not value.key and self.page.family is not None)
                self.is_record = self.is_record or (dated and self._is_own(value))
                return
        for value in values.get("date", ()):
            waiting = _UNFILLED.search(value.text) or placeholders.is_placeholder(value.text)
            if any(map(str.isdigit, value.text)) and not waiting:
                message = f"The date “{value.text[:_SHOWN]}” can't be read. Write it as YYYY-MM-DD."
                self.page.note("unreadable-date", message, value.place)
        named = dates.in_path(self.page.path)
        if named is not None:
            self.date = named[0]
            self.facts.append(Fact("date", named[1], Location(self.page.path, 0, 0)))

    def _day(self, text: str) -> str | None:
        """The first date in a text, with the day first where the document's language writes it so."""
        found = dates.find(text)
        return dates.find(text, True) if found is None and _FIGURES.search(text) and self.page.day_first else found

    def _read_people(self, name: str) -> None:
        for value in self._values.get(name, ()):
            if placeholders.is_placeholder(value.text) or value.text.startswith(("{", "[list")):
                continue
            lines = [" ".join(line.split()).strip(" -*+") for line in value.text.split("\n")]
            people = [to_plain(Text(part)).strip(" .") for line in lines for part in _SEPARATOR.split(line)]
            people = list(dict.fromkeys(filter(None, people)))
            if people:
                self.people[name] = tuple(people)
                self.facts += [Fact(name, person, value.place) for person in people]
                return
