"""Parts in their roles to principles and decisions, with all that a document says of each."""

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from kg.finding import finding
from kg.identity import document_slug, label_key, slugify
from kg.model import (
    Fact,
    Finding,
    Kind,
    Link,
    Location,
    Option,
    Principle,
    Reference,
    RelationType,
    Section,
    SectionRole,
    Status,
    Text,
)
from kg.reading import dates, division, links, metadata, outcome, placeholders, status
from kg.reading.front_matter import FrontMatter
from kg.reading.options import Candidate, Options
from kg.reading.outline import Outline, Part
from kg.reading.templates import Family, Templates
from kg.reading.vocabulary import fold, key as key_of
from kg.text import to_plain

# Tuples: an enumeration's hash is slow.
_TEXT_ROLES = (SectionRole.CONTEXT, SectionRole.JUSTIFICATION, SectionRole.CONSEQUENCES, SectionRole.DECISION)
_OPTION_ROLES = (SectionRole.ALTERNATIVES, SectionRole.PROS_AND_CONS)
_CORE_ROLES = (*_TEXT_ROLES[1:], SectionRole.ALTERNATIVES)
_RECORD_ROLES = (SectionRole.DECISION, SectionRole.STATUS, SectionRole.ALTERNATIVES, SectionRole.DRIVERS)
_PREFIX = re.compile(
    r"\s*(?:\[[^\[\]]*\b(?:superseded|deprecated|rejected|draft)\b[^\[\]]*\]\s*)?"
    r"(?:.{0,40}?\b(?:adr|rfc|madr|edr|lep)[\s#_-]*\d+(?:\.\d+)*\s*[:.)–—-]*\s*"
    r"|(?:principle|principe|prinzip|principio|ilke|standard|decision|besluit)\s+#?[a-z]{0,3}\d+(?:\.\d+)*\s*[:.)–—-]\s*"
    r"|(?:principle|principe|prinzip|principio|ilke|adr|rfc)\s*[:–—]\s*"
    r"|(?:[a-z]{1,6}-[a-z]{1,4}\d+|[a-z]{1,4}0\d+)\s*[:.)–—-]+\s*|[a-z]\d{1,2}[.)]\s+"
    r"|\[(?:adr|rfc)?[\s#-]*\d+\]\s*[:.)–—-]?\s*"
    r"|#?\d+(?:\.\d+)*\s*[:.)–—-]+\s+|\d{3,}\s*[:.)–—-]+\s*(?=[^\W\d])|#?\d{3,}\s+)?(?=\S)",
    re.IGNORECASE,
)
_DECIDED = re.compile(r"(?:.{0,40}?\b)?adr[\s#_-]*\d", re.IGNORECASE)
_PRINCIPLED = re.compile(r"\s*(?:architecture |architectuur)?(?:principle|principe|prinzip|principio|ilke)\b[^:–—]{0,12}[:–—]", re.I)
_KIND_LABELS = frozenset(
    (
        "architectuur principe", "architectuurprincipe", "architecture principle", "principle", "architecture decision record",
        "architectural decision record", "decision record", "adr", "decision", "principe", "architecture decision", "prinzip", "ilke",
    )
)  # fmt: skip
_MISSING = {
    "justification": "“{}” does not say why. Add a section that justifies it.",
    "alternatives": "“{}” names no alternative that was not chosen. List them, each with its reason.",
    "source": "“{}” cites no source. Add a line “Source: [title](address)”, or further reading.",
}
_SEPARATOR = re.compile(r"\s*[,;]\s*|\s+(?:and|und|en|et|y|ve)\s+|\s*<br\s*/?>\s*")
_RELATION_KEYS = {
    "supersedes": RelationType.SUPERSEDES,
    "replaces": RelationType.SUPERSEDES,
    "superseded by": RelationType.SUPERSEDED_BY,
    "replaced by": RelationType.SUPERSEDED_BY,
    "amends": RelationType.AMENDS,
    "amended by": RelationType.AMENDED_BY,
}


def _named(heading: str) -> str:
    """A title without its number and the name of its kind."""
    prefix = _PREFIX.match(heading)
    return heading[prefix.end() :].strip() if prefix else heading.strip()


class _Value(Struct):
    """A single value as written, the key it stands under, and its place."""

    text: str
    key: str
    place: Location


class Entries:
    """The entries of one document, the sections that belong to none, and what is wrong."""

    def __init__(self, path: str, slug: str, front: FrontMatter, outline: Outline, templates: Templates) -> None:
        self.path, self.slug, self.outline, self.templates = path, slug, outline, templates
        self.front = front.flat()
        self.findings: list[Finding] = []
        self.principles: list[Principle] = []
        self.sections: list[Section] = []
        self._values: dict[int, tuple[metadata.Field, ...]] = {}
        parts = outline.parts
        self.heading = front.text("title")
        self.name = self.heading or ""
        self.title = self._title_part()
        headings = [part.heading for index, part in enumerate(parts) if part.heading and index != self.title]
        found = frozenset(filter(None, map(templates.concept, headings)))
        self.family = templates.family(headings, found, self._has_lead())
        if self.family is None or not self.family.choices:
            # A page of choices may have no other heading that is known.
            choosing = next((one for one in templates.families if one.choices), None)
            if choosing is not None and sum(templates.choice(heading) is not None for heading in headings) > 0:
                self.family = choosing
        given = division.roles(parts, self.family, templates, self.title)
        self.roles, self.own = given.roles, given.own
        self._linked = [
            links.read(part, role, path, outline.text) for part, role in zip(parts, self.roles, strict=True)
        ]
        for linked in self._linked:
            self.findings += linked.findings
        self.vacant = [placeholders.is_placeholder(part.body) for part in parts]
        several = division.blocks(parts, given, self.family, templates)
        names: dict[str, int] = {}
        for block in several:
            self._several(block, names)
        taken = {index for block in several for index in block.parts} if self.principles else set()
        if not several and self._page():
            return
        self.sections = [self._section(index) for index in range(len(parts)) if index not in taken]

    def _title_part(self) -> int | None:
        """The part that the document's title heads: the first heading, where it stands above all that follow."""
        headed = [(index, part) for index, part in enumerate(self.outline.parts) if part.heading]
        if not headed:
            return None
        (index, first), *others = headed
        if self.templates.concept(first.heading or "") is None:
            above = first.level == 1 or all(part.level > first.level for _, part in others)
            return index if above else None
        level_one = any(part.level == 1 for _, part in others) or self.heading is not None
        return index if first.level == 1 and not level_one else None

    def _has_lead(self) -> bool:
        """True for a title in the front matter, and text before the first heading or rule."""
        parts = self.outline.parts
        return (
            self.heading is not None
            and bool(parts)
            and parts[0].heading is None
            and any(block[0] in "ph" for block in parts[0].blocks)
            and not placeholders.is_placeholder(parts[0].body)
        )

    def fields(self, index: int) -> tuple[metadata.Field, ...]:
        """The lines of values in a part; several entries may ask for the same."""
        if index not in self._values:
            self._values[index] = metadata.read(self.outline.parts[index].body)
        return self._values[index]

    def _place(self, part: Part, line: int, end_line: int | None = None) -> Location:
        return Location(self.path, line, end_line or line, part.heading)

    def _front_place(self, key: str) -> Location:
        return Location(self.path, *self.front.lines.get(key, (1, 1)))

    def _section(self, index: int) -> Section:
        part = self.outline.parts[index]
        place = Location(self.path, part.line, part.end_line, part.heading)
        return Section(part.heading, part.level, self.roles[index], self._text(part.body), place)

    def _text(self, markdown: str) -> Text:
        definitions = self.outline.definitions
        return Text(markdown, definitions if definitions and "[" in markdown else ())

    def _texts(self, block: Sequence[int], skip: int | None = None) -> dict[SectionRole, Text]:
        """What the parts of each role say, subsections with their headings; nothing for a placeholder."""
        pieces: dict[SectionRole, list[str]] = {}
        for index in block:
            part, role = self.outline.parts[index], self.roles[index]
            if role not in _TEXT_ROLES or self.vacant[index]:
                continue
            said = pieces.setdefault(role, [])
            if said and index != skip and part.heading is not None and not self.own[index]:
                said.append(f"{'#' * min(part.level, 6)} {part.heading}")
            said.append(placeholders.filled(part.body))
        return {role: self._text("\n\n".join(said)) for role, said in pieces.items()}

    def _several(self, block: division.Block, names: dict[str, int]) -> None:
        """Reads one of several entries of a page."""
        first = self.outline.parts[block.parts[0]]
        heading = first.heading or ""
        title = block.chosen or _named(heading) or heading
        name = slug = f"{self.slug}/{slugify(title) or 'choice'}"
        while slug in names:
            names[name] += 1
            slug = f"{name}~{names[name]}"
        names[slug] = 1
        place = Location(self.path, first.line, first.line, first.heading)
        entry = _Entry(self, block.parts, slug, title, place)
        entry.texts = self._texts(block.parts, skip=block.parts[0])
        entry.front = self._fields()
        entry.read()
        if block.chosen:
            entry.chosen = block.chosen
            entry.facts.append(Fact("chosen", block.chosen, place))
            kind = Kind.DECISION
        else:
            kind = entry.kind()
            if not entry.is_filled():
                return
        self._note_placeholders(block.parts)
        self._note_missing(entry)
        last = self.outline.parts[block.parts[-1]].end_line
        self.principles.append(entry.principle(kind, Location(self.path, first.line, last, first.heading)))

    def _fields(self) -> dict[str, str | None]:
        """The keys of the front matter with the fields they belong to."""
        return {key: metadata.name_of(key) for key in self.front.values}

    def _page(self) -> bool:
        """Reads the whole document as one entry; False where it has nothing to say yet."""
        parts = self.outline.parts
        block = list(range(len(parts)))
        title, fact = self._title(block)
        self.name = fact.value
        entry = _Entry(self, block, self.slug, title, fact.location)
        entry.facts = [fact]
        entry.texts = self._texts(block)
        entry.front = self._fields()
        entry.read()
        kind = entry.kind()
        if kind is None or not entry.is_filled() or self._is_template(entry):
            return False
        if fact.location.line == 0:
            message = f"No title is stated; “{title}” is taken from the file's name. Give it a title."
            self.findings.append(finding("no-title", message, fact.location))
        self._note_placeholders(block)
        self._note_missing(entry)
        last = max(parts[-1].end_line if parts else 1, self.front.end_line, 1)
        self.principles.append(entry.principle(kind, Location(self.path, 1, last)))
        return True

    def _is_template(self, entry: "_Entry") -> bool:
        """True for a document that is named as a template, and for one that is filled no further than one."""
        if placeholders.is_title(entry.title) and len(entry.texts) < 2:
            return True
        if entry.status is not None or entry.chosen is not None or not placeholders.is_template(self.path):
            return False
        stem = self.path.rsplit("/", 1)[-1].rpartition(".")[0]
        stem = self.path.rsplit("/", 2)[-2] if fold(stem) in ("readme", "index") and "/" in self.path else stem
        return placeholders.is_template(stem)

    def _title(self, block: Sequence[int]) -> tuple[str, Fact]:
        title = self.heading
        if title is not None:
            return _named(title), Fact("title", title, self._front_place("title"))
        parts = self.outline.parts
        heading = parts[self.title].heading if self.title is not None else None
        if heading is None or fold(heading) in _KIND_LABELS:
            for index in block:
                part = parts[index]
                if part.heading and self.templates.concept(part.heading) == "name" and not self.vacant[index]:
                    name = to_plain(Text(part.body)).split("\n")[0]
                    return name, Fact("title", name, self._place(part, part.body_line))
        if heading:
            part = parts[self.title or 0]
            bare = _named(heading)
            return bare or heading, Fact("title", heading, self._place(part, part.line))
        first = next((part for part in parts if part.heading and part.level == 1), None)
        if first is not None and first.heading and self.templates.concept(first.heading) is None:
            return _named(first.heading), Fact("title", first.heading, self._place(first, first.line))
        stem = document_slug(self.path).rsplit("/", 1)[-1]
        dated = dates.in_path(stem)
        words = re.sub(r"[-_]+", " ", stem.replace(dated[1], "", 1) if dated else stem).strip() or stem
        words = re.sub(r"^\d{2,}\s+(?=\S)", "", words)
        return words[:1].upper() + words[1:], Fact("title", stem, Location(self.path, 0, 0))

    def _note_placeholders(self, block: Iterable[int]) -> None:
        for index in block:
            part = self.outline.parts[index]
            if self.vacant[index] and part.body and self.roles[index] is not SectionRole.OTHER and part.heading:
                place = Location(self.path, part.line, part.end_line, part.heading)
                message = f"“{part.heading}” still holds a placeholder and is read as empty. Write it, or take it out."
                self.findings.append(finding("placeholder", message, place))


    def _note_missing(self, entry: "_Entry") -> None:
        """Says what an entry of its family is expected to have, and has not."""
        place = entry.facts[0].location
        for name in self.family.expects if self.family is not None else ():
            there, role = {
                "justification": (SectionRole.JUSTIFICATION in entry.texts, SectionRole.JUSTIFICATION),
                "alternatives": (bool(entry.options), SectionRole.ALTERNATIVES),
                "source": (bool(entry.references), SectionRole.FURTHER_READING),
            }[name]
            told = any(self.vacant[index] and part.body for index, part in entry.parts(role))
            if not there and not told:
                self.findings.append(finding(f"no-{name}", _MISSING[name].format(entry.title), place))


class _Entry:
    """One entry while it is read."""

    def __init__(self, page: Entries, block: list[int], slug: str, title: str, place: Location) -> None:
        self.page, self.block, self.slug, self.title = page, block, slug, title
        self.whole = len(block) == len(page.outline.parts)  # not one of several in a page
        self.facts = [Fact("title", title, place)]
        self.texts: dict[SectionRole, Text] = {}
        self.front: dict[str, str | None] = {}
        self.summary: str | None = None
        self.keywords: tuple[str, ...] = ()
        self.status: Status | None = None
        self.status_text: str | None = None
        self.date: str | None = None
        self.people: dict[str, tuple[str, ...]] = {}
        self.drivers: tuple[str, ...] = ()
        self.chosen: str | None = None
        self.options: tuple[Option, ...] = ()
        self.references: list[Reference] = []
        self.links: list[Link] = []
        self.typed: dict[str, list[Link]] = {}  # by address: of lines such as "Supersedes: …"
        self.stated = False  # a status or date of its own, in the way of a record

    @property
    def path(self) -> str:
        return self.page.path

    def parts(self, role: SectionRole) -> list[tuple[int, Part]]:
        return [(i, self.page.outline.parts[i]) for i in self.block if self.page.roles[i] is role]

    def concept(self, part: Part) -> str | None:
        return self.page.templates.concept(part.heading) if part.heading else None

    def read(self) -> None:
        for index in self.block:
            self.references += self.page._linked[index].references
            self.links += self.page._linked[index].links
        self._read_summary()
        self._read_fields()
        self._read_drivers()
        self._read_options()

    def kind(self) -> Kind | None:
        """What the entry is: its family's kind, else what its sections and values tell; None for an essay."""
        named = self.page.name
        if _DECIDED.match(named):
            return Kind.DECISION
        if _PRINCIPLED.match(named):
            return Kind.PRINCIPLE
        if self.page.family is not None:
            return self.page.family.kind
        own = [self.page.roles[index] for index in self.block if self.page.own[index]]
        if self.stated or any(role in _RECORD_ROLES for role in own):
            return Kind.DECISION
        core = any(role in _CORE_ROLES or role is SectionRole.SUMMARY for role in own)
        return Kind.PRINCIPLE if core else None

    def is_filled(self) -> bool:
        """True for an entry that has something of its own to say."""
        if self.stated or self.options or any(role in _CORE_ROLES for role in self.texts):
            return True
        if self.page.family is None:
            return False
        summary = self.summary
        if summary is not None and slugify(summary) != slugify(self.title):
            return True
        return bool(self.texts) and any(
            self.page.own[index] and not self.page.vacant[index] for index in self.block
        )

    def principle(self, kind: Kind | None, place: Location) -> Principle:
        """The entry as read."""
        return Principle(
            self.slug,
            kind or Kind.DECISION,
            self.title,
            place,
            tuple(map(self.page._section, self.block)),
            summary=self.summary,
            keywords=self.keywords,
            status=self.status,
            status_text=self.status_text,
            date=self.date,
            deciders=self.people.get("deciders", ()),
            consulted=self.people.get("consulted", ()),
            informed=self.people.get("informed", ()),
            drivers=self.drivers,
            context=self.texts.get(SectionRole.CONTEXT),
            justification=self.texts.get(SectionRole.JUSTIFICATION),
            consequences=self.texts.get(SectionRole.CONSEQUENCES),
            decision=self.texts.get(SectionRole.DECISION),
            chosen=self.chosen,
            options=self.options,
            references=tuple(self.references),
            links=tuple(self.links),
            facts=tuple(self.facts),
        )

    def _read_summary(self) -> None:
        for key in ("summary", "description") if self.whole else ():
            text = self.page.front.text(key)
            if text is not None and not placeholders.is_placeholder(text):
                self.summary = text
                self.facts.append(Fact("summary", text, self.page._front_place(key)))
                return
        for index, part in self.parts(SectionRole.SUMMARY):
            if self.page.own[index] and not self.page.vacant[index]:
                self._take_summary(part, part.body, part.body_line)
                return
        family = self.page.family
        first = self.page.outline.parts[self.block[0]] if self.block else None
        if first is not None and first.heading is None and family is not None and family.kind is Kind.PRINCIPLE:
            end = next((start for kind, start, _ in first.blocks if kind == "r"), None)
            paragraph = next(((start, stop) for kind, start, stop in first.blocks if kind in "ph"), None)
            if paragraph is not None and (end is None or paragraph[0] < end):
                outline = self.page.outline
                self._take_summary(first, outline.text(*paragraph), outline.line_at(paragraph[0]))

    def _take_summary(self, part: Part, markdown: str, line: int) -> None:
        plain = " ".join(to_plain(self.page._text(markdown)).split())
        if plain and not placeholders.is_placeholder(markdown):
            self.summary = plain
            place = self.page._place(part, line, line + markdown.rstrip().count("\n"))
            self.facts.append(Fact("summary", markdown.strip(), place))

    def _read_fields(self) -> None:
        """Status, date, people and keywords, from the front matter, from lines of values, and from sections."""
        values: dict[str, list[_Value]] = {}
        for key, name in self.front.items():
            self._read_front(key, name, values)
        # What a page of several entries says before the first of them holds for each that says nothing else.
        before = sorted({0, self.page.title or 0}) if self.block and not self.whole else ()
        for index in (*self.block, *(i for i in before if i < self.block[0] and self._is_preamble(i))):
            part, role = self.page.outline.parts[index], self.page.roles[index]
            own = self.concept(part)
            named = own if own in ("date", "deciders") else None
            if role is SectionRole.STATUS and self.page.own[index]:
                self._add(values, "status", self._first(index, part), "status")
            elif named and not self.page.vacant[index]:
                self._add(values, named, _Value(part.body, named, self._whole(part)), named)
            elif own == "changelog":
                self._add(values, "changelog", self._dated(index, part), "changelog")
            if self._holds_fields(index, part, role):
                for field in self.page.fields(index):
                    line = part.body_line + field.line
                    place = self.page._place(part, line, part.body_line + field.end_line)
                    self._add(values, field.name, _Value(field.value, field.key, place), field.key)
        self.links = [link for link in self.links if link.href not in self.typed]
        self.links += (link for linked in self.typed.values() for link in linked)
        self._read_status(values.get("status", ()))
        self._read_date(values)
        for name in ("deciders", "consulted", "informed"):
            self._read_people(name, values.get(name, ()))

    def _is_preamble(self, index: int) -> bool:
        return self.page.outline.parts[index].level == 0 or index == self.page.title

    def _holds_fields(self, index: int, part: Part, role: SectionRole) -> bool:
        """Lines of values stand before the first section, under the title, or in a section for them."""
        if role in (SectionRole.METADATA, SectionRole.STATUS):
            return True
        return self._is_preamble(index) or index == self.block[0]

    def _add(self, values: dict[str, list[_Value]], name: str, value: _Value | None, key: str) -> None:
        if value is None:
            return
        kind = _RELATION_KEYS.get(key_of(key))
        if kind is not None:
            linked = links.in_value(value.text, kind, value.place)
            for href in {link.href: None for link in linked.links}:
                self.typed.pop(href, None)
            for link in linked.links:
                self.typed.setdefault(link.href, []).append(link)
        values.setdefault(name, []).append(value)

    def _read_front(self, key: str, name: str | None, values: dict[str, list[_Value]]) -> None:
        front = self.page.front
        place = self.page._front_place(key)
        folded = key_of(key)
        if folded in ("related", "references", "links", "further reading", "see also"):
            self._take(links.related(front.linked(key), place))
        elif folded in ("keywords", "tags"):
            texts = front.texts(key)
            self.keywords = tuple(dict.fromkeys((*self.keywords, *texts)))
            self.facts += [Fact("keywords", keyword, place) for keyword in texts]
        else:
            text = front.worded(key)
            if text is None:
                return
            if folded in _RELATION_KEYS:
                self._take(links.in_value(text, _RELATION_KEYS[folded], place))
            elif name in ("status", "date", "deciders", "consulted", "informed"):
                values.setdefault(name, []).append(_Value(text, key, place))
                if name == "status":
                    self._take(links.in_value(text, None, place))

    def _take(self, linked: links.Found) -> None:
        self.references += linked.references
        self.links += linked.links
        self.page.findings += linked.findings

    def _whole(self, part: Part) -> Location:
        return self.page._place(part, part.body_line, part.end_line)

    def _first(self, index: int, part: Part) -> _Value | None:
        """The first lines of a status section, up to its second blank line."""
        lines = part.body.split("\n")
        kept: list[str] = []
        for line in lines:
            if not line.strip() and len(kept) > 4:
                break
            kept.append(line)
        text = "\n".join(kept).strip()
        if not text or self.page.vacant[index]:
            return None
        return _Value(text, "status", self.page._place(part, part.body_line, part.body_line + text.count("\n")))

    def _dated(self, index: int, part: Part) -> _Value | None:
        """The first line of a changelog, or the heading in it, that holds a date."""
        for number, line in enumerate(part.body.split("\n")):
            if dates.find(line) is not None:
                return _Value(line.strip(), "changelog", self.page._place(part, part.body_line + number))
        for following in range(index + 1, len(self.page.outline.parts)):
            below = self.page.outline.parts[following]
            if below.level <= part.level:
                break
            if below.heading and dates.find(below.heading) is not None:
                return _Value(below.heading, "changelog", self.page._place(below, below.line))
        return None

    def _read_status(self, values: Sequence[_Value]) -> None:
        for value in values:
            worded = status.read(value.text)
            if worded.menu or placeholders.is_placeholder(value.text) and worded.status is None:
                continue
            if self.status_text is None:
                self.status_text = " ".join(value.text.split("\n\n")[0].split())
                self.facts.append(Fact("statusText", value.text, value.place))
            if worded.status is not None:
                self.status = worded.status
                self.status_text = " ".join(value.text.split("\n\n")[0].split())
                self.facts.append(Fact("status", value.text, value.place))
                self.stated = self.stated or self._is_record(value)
                return
        if self.status_text is not None:
            self.stated = self.stated or self._is_record(values[0])
            message = (
                f"The status “{self.status_text[:60]}” is none that is known, and is read as not stated."
                " Begin it with one of: draft, proposed, accepted, rejected, deprecated, superseded."
            )
            self.page.findings.append(finding("unreadable-status", message, values[0].place))

    def _is_record(self, value: _Value) -> bool:
        """True for a value in the way of a record: not for what every page of a site has in its front matter."""
        return value.place.line > self.page.front.end_line or key_of(value.key) == "status"

    def _read_date(self, values: dict[str, list[_Value]]) -> None:
        candidates = [*values.get("date", ()), *values.get("status", ()), *values.get("changelog", ())]
        candidates.sort(key=lambda value: key_of(value.key) in ("last updated", "last modified"))
        for value in candidates:
            found = dates.find(value.text)
            if found is not None:
                self.date = found
                self.facts.append(Fact("date", value.text, value.place))
                self.stated = self.stated or (
                    metadata.name_of(value.key) == "date" and value.place.line > self.page.front.end_line
                )
                return
        for value in values.get("date", ()):
            if any(sign.isdigit() for sign in value.text) and not placeholders.is_placeholder(value.text):
                message = f"The date “{value.text[:60]}” can't be read. Write it as YYYY-MM-DD."
                self.page.findings.append(finding("unreadable-date", message, value.place))
        named = dates.in_path(self.path)
        if named is not None:
            self.date = named[0]
            self.facts.append(Fact("date", named[1], Location(self.path, 0, 0)))

    def _read_people(self, name: str, values: Sequence[_Value]) -> None:
        for value in values:
            if placeholders.is_placeholder(value.text) or value.text.startswith(("{", "[list")):
                continue
            lines = [line.strip(" \t-*+") for line in value.text.split("\n")]
            people = [to_plain(Text(part)) for line in lines for part in _SEPARATOR.split(" ".join(line.split()))]
            people = [one for one in (person.strip(" .") for person in people) if one]
            if people:
                self.people[name] = tuple(dict.fromkeys(people))
                self.facts += [Fact(name, person, value.place) for person in self.people[name]]
                return

    def _read_drivers(self) -> None:
        found: list[str] = []
        for index, part in self.parts(SectionRole.DRIVERS):
            if self.page.vacant[index]:
                continue
            for item in self.page.outline.items(part):
                plain = to_plain(self.page._text(item.markdown)).split("\n")[0]
                if plain and not placeholders.is_placeholder(item.markdown):
                    found.append(plain)
                    self.facts.append(Fact("drivers", plain, self.page._place(part, item.line, item.end_line)))
        self.drivers = tuple(dict.fromkeys(found))

    def _read_options(self) -> None:
        parts, roles = self.page.outline.parts, self.page.roles
        options = Options(self.page.outline, lambda part: division.side(part, self.page.templates))
        indices = [index for index in self.block if roles[index] in _OPTION_ROLES]
        # What names the options comes before what details them, wherever the two stand.
        roots = sorted((i for i in indices if self.page.own[i]), key=lambda i: roles[i] is SectionRole.PROS_AND_CONS)
        for root in roots:
            if division.side(parts[root], self.page.templates):
                continue
            below = []
            for index in range(root + 1, len(parts)):
                if parts[index].level <= parts[root].level:
                    break
                below.append(parts[index])
            options.read(parts[root], below, roles[root] is SectionRole.PROS_AND_CONS)
        if not roots:
            decided = [part.body for _, part in self.parts(SectionRole.DECISION)]
            others = [parts[index] for index in self.block if roles[index] not in _OPTION_ROLES]
            options.introduced(others, any(map(outcome.is_by_number, decided)))
            self._choose(options.found)
            if self.chosen is None and not any(one.pros or one.cons for one in options.found):
                self.options = ()  # a list that nothing was chosen from may be of other things
            return
        self._choose(options.found)

    def _choose(self, candidates: list[Candidate]) -> None:
        """Tells the option chosen from the others, which are rejected."""
        picked: list[Candidate] = []
        for index, part in self.parts(SectionRole.DECISION):
            if self.page.vacant[index] or self.concept(part) == "approach":
                continue
            found = outcome.read(part.body, candidates)
            if found.chosen is None:
                continue
            self.chosen = found.chosen
            picked = found.picked
            line = part.body_line + part.body.count("\n", 0, found.offset)
            place = self.page._place(part, line, line + found.said.rstrip().count("\n"))
            self.facts.append(Fact("chosen", found.said, place))
            if found.reason and SectionRole.JUSTIFICATION not in self.texts:
                self.texts[SectionRole.JUSTIFICATION] = self.page._text(found.reason)
            break
        marked = [one for one in candidates if one.chosen]
        if self.chosen is None and len(marked) == 1:
            picked = marked
            self.chosen = marked[0].label
            place = Location(self.path, marked[0].line, marked[0].line, marked[0].heading)
            self.facts.append(Fact("chosen", marked[0].label, place))
        if self.chosen is None and self._is_undecided():
            return  # nothing was chosen yet, so nothing was rejected
        self.options = tuple(self._rejected(candidates, picked))

    def _is_undecided(self) -> bool:
        decisions = [index for index, _ in self.parts(SectionRole.DECISION) if self.page.own[index]]
        return bool(decisions) and all(self.page.vacant[index] for index in decisions)

    def _rejected(self, candidates: Iterable[Candidate], picked: list[Candidate]) -> Iterable[Option]:
        chosen = label_key(self.chosen or "")
        for one in candidates:
            if any(one is other for other in picked):
                # An option of several kinds, of which one was chosen: the other kinds are not.
                if one.parts and label_key(one.label) != chosen and not (one.pros or one.cons):
                    for part in one.parts:
                        if fold(part.label) not in fold(self.chosen or ""):
                            yield self._option(part)
                continue
            yield self._option(one)

    def _option(self, one: Candidate) -> Option:
        reason = self.page._text(one.reason) if one.reason and not placeholders.is_placeholder(one.reason) else None
        place = Location(self.path, one.line, one.end_line, one.heading)
        return Option(one.label, place, reason, one.pros, one.cons)
