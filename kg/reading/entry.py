"""One entry: what the parts of a page that belong to it say, as a principle or decision."""

from collections.abc import Iterable, Sequence
from functools import cache

from kg.identity import label_key, slugify
from kg.model import Fact, Kind, Location, Option, Principle, SectionRole, Status, Text
from kg.reading import division, hidden, outcome, placeholders, title
from kg.reading.fields import Fields
from kg.reading.options import Candidate, Options
from kg.reading.page import TEXT_ROLES, Page
from kg.reading.parts import Part
from kg.reading.steps import Steps
from kg.reading.vocabulary import fold
from kg.text import to_plain

# Tuples: an enumeration's hash is slow.
_OPTION_ROLES = (SectionRole.ALTERNATIVES, SectionRole.PROS_AND_CONS)
_CORE_ROLES = (*TEXT_ROLES[1:], SectionRole.ALTERNATIVES)
_RECORD_ROLES = (SectionRole.DECISION, SectionRole.STATUS, SectionRole.ALTERNATIVES, SectionRole.DRIVERS)

_MOST_OF_TITLE = 0.6  # of a title's letters, in the label of the option that it names


class Entry:
    """An entry while it is read: `block` are its parts, `name` its title as the document words it."""

    def __init__(self, page: Page, block: list[int], slug: str, heading: str, named: Fact) -> None:
        self.page, self.block, self.slug, self.title, self.name = page, block, slug, heading, named.value
        self.is_whole = len(block) == len(page.parts)  # not one of several in a page
        self.facts = [named]
        self._of_role: dict[SectionRole, list[tuple[int, Part]]] = {}
        for index in block:
            self._of_role.setdefault(page.roles[index], []).append((index, page.parts[index]))
        self.texts: dict[SectionRole, Text] = {}
        self.summary: str | None = None
        self.drivers: tuple[str, ...] = ()
        self.chosen: str | None = None
        self.options: tuple[Option, ...] = ()
        self.undecided = False  # the decision says that no option is chosen yet
        self.considers = False  # options, of which none may be rejected yet

    def read(self) -> Steps[None]:
        """Reads what the parts say."""
        self.texts = self.page.texts(self.block, None if self.is_whole else self.block[0])
        self._read_summary()
        if self.page.stated and self.is_whole:
            self._read_stated()
        yield
        self.fields = Fields(self.page, self.block)
        self.facts += self.fields.facts
        self._read_links()
        yield
        self._read_drivers()
        self._read_options()
        yield

    def parts(self, role: SectionRole) -> list[tuple[int, Part]]:
        """The parts of a role, with their indices."""
        return self._of_role.get(role, [])

    def kind(self) -> Kind | None:
        """What the entry is: its title's and family's kind, else what its sections tell; None for an essay."""
        page = self.page
        known = (
            (page.kind() if self.is_whole else None)
            or title.kind(self.name)
            or (page.family.kind if page.family is not None else None)
        )
        if known is not None:
            return known
        own = [page.roles[index] for index in self.block if page.own[index]]
        if self.fields.is_record or any(role in _RECORD_ROLES for role in own):
            return Kind.DECISION
        core = any(role in _CORE_ROLES or role is SectionRole.SUMMARY for role in own)
        return Kind.PRINCIPLE if core else None

    def is_filled(self) -> bool:
        """True for an entry that has something of its own to say."""
        if self.fields.is_record or self.options or any(role in _CORE_ROLES for role in self.texts):
            return True
        if self.page.family is None:
            return False
        if self.summary is not None and slugify(self.summary) != slugify(self.title):
            return True
        own, vacant = self.page.own, self.page.vacant
        return bool(self.texts) and any(own[index] and not vacant[index] for index in self.block)

    def principle(self, kind: Kind, place: Location) -> Principle:
        """The entry as read."""
        fields, texts = self.fields, self.texts
        return Principle(
            self.slug,
            kind,
            self.title,
            place,
            tuple(map(self.page.section, self.block)),
            summary=self.summary,
            keywords=fields.keywords,
            status=fields.status,
            status_text=fields.status_text,
            date=fields.date,
            deciders=fields.people.get("deciders", ()),
            consulted=fields.people.get("consulted", ()),
            informed=fields.people.get("informed", ()),
            drivers=self.drivers,
            context=texts.get(SectionRole.CONTEXT),
            justification=texts.get(SectionRole.JUSTIFICATION),
            consequences=texts.get(SectionRole.CONSEQUENCES),
            decision=texts.get(SectionRole.DECISION),
            chosen=self.chosen,
            options=self.options,
            references=tuple(self.references),
            links=tuple(self.links),
            facts=tuple(self.facts),
        )

    def choose(self, label: str, said: str, place: Location) -> None:
        """Takes an option as the one chosen, as said at a place."""
        self.chosen = label
        self.facts.append(Fact("chosen", said, place))

    def _read_summary(self) -> None:
        """From the front matter, a section of its own, or the text before the first heading or rule."""
        page = self.page
        for key in ("summary", "description") if self.is_whole else ():
            text = page.front.text(key)
            if text is not None and not placeholders.is_placeholder(text):
                self.summary = text
                self.facts.append(Fact("summary", text, page.front_place(key)))
                return
        for index, part in self.parts(SectionRole.SUMMARY):
            if page.own[index] and not page.vacant[index]:
                self._summarise(part, part.prose, part.body_line)
                return
        first = page.parts[self.block[0]] if self.block else None
        if first is None or first.heading is not None or page.family is None or page.family.kind is Kind.DECISION:
            return
        for kind, start, end in first.blocks:
            if kind == "r":
                return
            if kind in "ph" and self._summarise(first, page.outline.text(start, end), page.outline.line_at(start)):
                return

    def _read_stated(self) -> None:
        """Texts that the front matter states and no section does."""
        page = self.page
        for key, text in page.stated.items():
            role = page.templates.role(key, page.family)
            if role in TEXT_ROLES and role not in self.texts:
                self.texts[role] = page.text(text)
                self.facts.append(Fact(role.value, text, page.front_place(key)))
            elif role is SectionRole.SUMMARY and self.summary is None:
                self.summary = " ".join(to_plain(page.text(text)).split())
                self.facts.append(Fact("summary", text, page.front_place(key)))

    def _summarise(self, part: Part, markdown: str, line: int) -> bool:
        plain = " ".join(to_plain(self.page.text(markdown)).split())
        if not plain or placeholders.is_placeholder(markdown):
            return False
        self.summary = plain
        place = self.page.place(part, line, line + markdown.rstrip().count("\n"))
        self.facts.append(Fact("summary", markdown.strip(), place))
        return True

    def _read_links(self) -> None:
        linked = [self.page.linked[index] for index in self.block]
        self.references = [one for found in linked for one in found.references] + self.fields.references
        self.links = [one for found in linked for one in found.links]
        # A link that a single value types is the same as the plain one that was found there.
        typed = {(link.href, link.location.line) for link in self.fields.links}
        if typed:
            self.links = [one for one in self.links if (one.href, one.location.line) not in typed]
            self.links += self.fields.links

    def _read_drivers(self) -> None:
        found: list[str] = []
        for index, part in self.parts(SectionRole.DRIVERS):
            for item in () if self.page.vacant[index] else self.page.outline.items(part):
                plain = to_plain(self.page.text(item.markdown)).split("\n")[0]
                if plain and not placeholders.is_placeholder(item.markdown):
                    found.append(plain)
                    self.facts.append(Fact("drivers", plain, self.page.place(part, item.line, item.end_line)))
        self.drivers = tuple(dict.fromkeys(found))

    def _read_options(self) -> None:
        page = self.page
        options = Options(page.outline, lambda heading: division.side(heading, page.templates))
        roots = [index for index in self.block if page.own[index] and page.roles[index] in _OPTION_ROLES]
        roots = [root for root in roots if division.side(page.parts[root].heading or "", page.templates) is None]
        # What names the options comes before what details them, wherever the two stand.
        for root in sorted(roots, key=lambda index: page.roles[index] is SectionRole.PROS_AND_CONS):
            details_only = page.roles[root] is SectionRole.PROS_AND_CONS
            options.read(page.parts[root], page.below(root), details_only)
        if not roots:
            decided = [page.said(index) for index, _ in self.parts(SectionRole.DECISION)]
            others = [page.parts[index] for index in self.block if page.roles[index] not in _OPTION_ROLES]
            options.introduced(others, cache(lambda: any(map(outcome.is_by_number, decided))))
        self.considers = bool(options.found)
        picked = self._chosen(options.found)
        if self.undecided or (self.chosen is None and not self._may_reject(options.found, bool(roots))):
            return
        self.options = tuple(self._rejected(options.found, picked))

    def _chosen(self, candidates: list[Candidate]) -> list[Candidate]:
        """Reads which option was chosen and why; gives the candidates that are meant."""
        page = self.page
        for index, part in self.parts(SectionRole.DECISION):
            if page.vacant[index] or page.concept(part) == "approach":
                continue
            found = outcome.read(hidden.uncommented(part.prose), candidates)
            self.undecided = self.undecided or found.undecided
            if found.reason and SectionRole.JUSTIFICATION not in self.texts:
                self.texts[SectionRole.JUSTIFICATION] = page.text(found.reason)
            if found.chosen is None:
                continue
            said = part.prose[found.offset : found.offset + len(found.said)].rstrip()
            line = part.body_line + part.prose.count("\n", 0, found.offset)
            self.choose(found.chosen, said, page.place(part, line, line + said.count("\n")))
            return found.picked
        marked = [one for one in candidates if one.chosen]
        if len(marked) == 1:
            one = marked[0]
            self.choose(one.label, one.label, Location(page.path, one.line, one.end_line, one.heading))
            return marked
        titled = [] if self.undecided or self.fields.status is Status.REJECTED else self._titled(candidates)
        if len(titled) == 1:
            self.choose(titled[0].label, self.name, self.facts[0].location)
            return titled
        return []

    def _titled(self, candidates: Sequence[Candidate]) -> list[Candidate]:
        """The options that the title is about, if it is not a question: their labels are most of it."""
        said = f" {fold(self.title)} "
        # Folded, a label in ASCII is no longer than it was.
        if all(one.label.isascii() and len(one.label) < _MOST_OF_TITLE * len(said) for one in candidates):
            return []
        named = [one for one in candidates if (label := fold(one.label)) and f" {label} " in said]
        most = any(len(fold(one.label)) >= _MOST_OF_TITLE * len(said) for one in named)
        return named if most and not self.title.endswith("?") else []

    def _may_reject(self, candidates: Iterable[Candidate], named: bool) -> bool:
        """True where options are rejected though none is known as chosen.

        Not where the decision still waits to be written, or a proposal has none. A list that is not `named` as one of
        options may be of other things, unless it says what speaks for and against them.
        """
        decisions = self.parts(SectionRole.DECISION)
        open_ = self.fields.status in (Status.DRAFT, Status.PROPOSED)
        if (decisions or open_) and all(self.page.vacant[index] for index, _ in decisions):
            return False
        return named or any(one.pros or one.cons for one in candidates)

    def _rejected(self, candidates: Iterable[Candidate], picked: list[Candidate]) -> Iterable[Option]:
        chosen = label_key(self.chosen or "")
        meant = set(map(id, picked))
        for one in candidates:
            if id(one) not in meant:
                yield self._option(one)
            elif one.parts and label_key(one.label) != chosen and not (one.pros or one.cons):
                # An option of several kinds, of which one was chosen: the other kinds are not.
                yield from (self._option(part) for part in one.parts if fold(part.label) not in fold(chosen))

    def _option(self, one: Candidate) -> Option:
        reason = self.page.text(one.reason) if one.reason and not placeholders.is_placeholder(one.reason) else None
        place = Location(self.page.path, one.line, one.end_line, one.heading)
        return Option(one.label, place, reason, one.pros, one.cons)
