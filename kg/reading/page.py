"""One document while it is read: its parts with their roles, and what they hold."""

from collections.abc import Sequence
from functools import cache, cached_property

from kg.finding import finding
from kg.model import Finding, Kind, Location, Section, SectionRole, Text
from kg.reading import division, hidden, links, metadata, placeholders
from kg.reading.front_matter import FrontMatter
from kg.reading.parts import Outline, Part
from kg.reading.steps import Steps
from kg.reading.templates import Family, Templates
from kg.reading.vocabulary import fold, words
from kg.reading.vocabulary import key as key_of

# A tuple: an enumeration's hash is slow.
TEXT_ROLES = (SectionRole.CONTEXT, SectionRole.JUSTIFICATION, SectionRole.CONSEQUENCES, SectionRole.DECISION)


@cache
def _kind_keys() -> frozenset[str]:
    return frozenset(map(fold, words("kinds", "keys")))


@cache
def _kinds() -> dict[str, Kind]:
    return {fold(text): kind for kind in Kind for text in words("kinds", kind.value)}


class Page:
    """The parts of a document: the role of each, whether it is its own, what it links to, whether it is empty.

    `title` is the part that the document's title heads, `heading` the title that its front matter states.
    """

    def __init__(self, path: str, slug: str, front: FrontMatter, outline: Outline, templates: Templates) -> None:
        self.path, self.slug, self.outline, self.templates = path, slug, outline, templates
        self.front = front.flat()
        self.keys, named = templates.keys(tuple(self.front.values))
        self.parts = outline.parts
        self.heading = self.front.text("title")
        self.title = self._title()
        self.findings: list[Finding] = []
        headings = [part.heading for index, part in enumerate(self.parts) if part.heading and index != self.title]
        self.stated = {key: text for key in named if (text := self._stated(key)) is not None}
        self.family = self._family(headings) or (self._family(list(self.stated)) if self.stated else None)
        self.roles, self.own = division.roles(self.parts, self.family, templates, self.title)
        for index in filter(self.is_preamble, range(min(3, len(self.parts)))):
            if metadata.is_all(self.said(index)):
                self.roles[index] = SectionRole.METADATA
        self._give_way()
        self.preamble = [index for index in range(len(self.parts)) if self.is_preamble(index)]
        self._fields: dict[int, tuple[metadata.Field, ...]] = {}
        self.linked: list[links.Found] = []
        self.vacant: list[bool] = []

    def read(self) -> Steps[None]:
        """Reads the links, and which parts wait to be written."""
        text = self.outline.text
        for part, role in zip(self.parts, self.roles, strict=True):
            found = links.read(part, role, self.path, text)
            self.linked.append(found)
            self.findings += found.findings
        yield
        self.vacant = [placeholders.is_placeholder(part.prose) for part in self.parts]
        yield

    def _give_way(self) -> None:
        """A line such as "**Context:** billing" above all sections is a single value where a section has that role."""
        above: list[int] = []
        for index, part in enumerate(self.parts):
            if part.runs_in and self.own[index] and self.roles[index] in TEXT_ROLES:
                above.append(index)
            elif part.heading is not None and not part.runs_in and index != self.title:
                break
        below = range(above[-1] + 1, len(self.parts)) if above else ()
        headed = {self.roles[index] for index in below if self.own[index] and not self.parts[index].runs_in}
        for index in above:
            if self.roles[index] in headed:
                self.roles[index], self.own[index] = SectionRole.METADATA, False

    def kind(self) -> Kind | None:
        """What the front matter says the document is; None where it says nothing of the kind."""
        for key in self.front.values:
            if key_of(key) in _kind_keys():
                kind = _kinds().get(fold(self.front.text(key) or ""))
                if kind is not None:
                    return kind
        return None

    def _title(self) -> int | None:
        """The first heading, where it stands above all that follow."""
        headed = [(index, part) for index, part in enumerate(self.parts) if part.heading]
        if not headed:
            return None
        (index, first), *others = headed
        if self.templates.concept(first.heading or "") is None:
            above = first.level == 1 or all(part.level > first.level for _, part in others)
            return index if above else None
        another = any(part.level == 1 for _, part in others) or self.heading is not None
        return index if first.level == 1 and not another else None

    def _family(self, headings: Sequence[str]) -> Family | None:
        concepts = frozenset(filter(None, map(self.templates.concept, headings)))
        family = self.templates.family(headings, concepts, self._has_lead())
        if (family is None or not family.choices) and any(map(self.templates.choice, headings)):
            # A page of choices may have no other heading that is known.
            return next((one for one in self.templates.families if one.choices), family)
        return family

    def _stated(self, key: str) -> str | None:
        """The text that a key of the front matter states in place of a section of that name."""
        text = self.front.prose(key)
        return None if text is None or placeholders.is_placeholder(text) else text

    def _has_lead(self) -> bool:
        """True for a title in the front matter, and text before the first heading."""
        return (
            self.heading is not None
            and bool(self.parts)
            and self.parts[0].heading is None
            and any(kind in "ph" for kind, _, _ in self.parts[0].blocks)
            and not placeholders.is_placeholder(self.parts[0].body)
        )

    @cached_property
    def day_first(self) -> bool:
        """True where the document's headings are of a language that writes the day before the month."""
        return self.templates.writes_day_first(part.heading for part in self.parts if part.heading)

    def concept(self, part: Part) -> str | None:
        """What the heading of a part names."""
        return self.templates.concept(part.heading) if part.heading else None

    def said(self, index: int) -> str:
        """What a part says: its Markdown with blanks for comments and code."""
        return hidden.spoken(self.parts[index].prose)

    def below(self, index: int) -> list[Part]:
        """The parts under the heading of a part."""
        found = []
        for following in range(index + 1, len(self.parts)):
            part = self.parts[following]
            if part.level <= self.parts[index].level:
                break
            found.append(part)
        return found

    def give(self, block: division.Block) -> None:
        """Makes a block an entry's: its heading is a title, whatever role it has elsewhere."""
        first, *others = block.parts
        role = self.roles[first]
        if block.chosen or not self.own[first]:
            return
        self.roles[first], self.own[first] = SectionRole.OTHER, False
        for index in others:
            if self.roles[index] is role and not self.own[index]:
                self.roles[index] = SectionRole.OTHER

    def is_preamble(self, index: int) -> bool:
        """True for what stands before any section: before the first heading, and under the title."""
        return self.parts[index].level == 0 or index == self.title

    def fields(self, index: int) -> tuple[metadata.Field, ...]:
        """The lines of values in a part, which several entries may ask for."""
        if index not in self._fields:
            self._fields[index] = metadata.read(self.said(index))
        return self._fields[index]

    def place(self, part: Part, line: int, end_line: int | None = None) -> Location:
        """A place in a part."""
        return Location(self.path, line, end_line or line, part.heading)

    def front_place(self, key: str) -> Location:
        """The place of a key in the front matter."""
        return Location(self.path, *self.front.lines.get(key, (1, 1)))

    def section(self, index: int) -> Section:
        """A part as a section of the document."""
        part = self.parts[index]
        place = Location(self.path, part.line, part.end_line, part.heading)
        return Section(part.heading, part.level, self.roles[index], self.text(part.body), place)

    def text(self, markdown: str) -> Text:
        """Markdown of this document."""
        definitions = self.outline.definitions
        return Text(markdown, definitions if definitions and "[" in markdown else ())

    def texts(self, block: Sequence[int], head: int | None = None) -> dict[SectionRole, Text]:
        """What the parts of each role say, subsections with their headings; nothing for a placeholder.

        `head` is the part whose heading is the entry's own.
        """
        pieces: dict[SectionRole, list[str]] = {}
        for index in block:
            part, role = self.parts[index], self.roles[index]
            if role not in TEXT_ROLES or self.vacant[index]:
                continue
            said = pieces.setdefault(role, [])
            label = part.heading if part.runs_in and self.concept(part) == "consequence-parts" else None
            if label is not None:
                said.append(f"{label}: {placeholders.filled(part.prose)}")
                continue
            if said and index != head and part.heading is not None and not self.own[index]:
                said.append(f"{'#' * min(part.level, 6)} {part.heading}")
            said.append(placeholders.filled(part.prose))
        return {role: self.text("\n\n".join(said)) for role, said in pieces.items()}

    def note(self, code: str, message: str, place: Location) -> None:
        """Adds a finding."""
        self.findings.append(finding(code, message, place))
