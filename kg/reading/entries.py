"""Parts in their roles to principles with alternatives and citations."""

import re

from kg.finding import finding
from kg.identity import slugify
from kg.model import (
    Fact,
    Finding,
    Kind,
    Link,
    Location,
    Option,
    Principle,
    Reference,
    Section,
    SectionRole,
    Text,
)
from kg.reading import items, links
from kg.reading.front_matter import FrontMatter
from kg.reading.outline import Outline, Part
from kg.reading.templates import Family, Templates
from kg.text import to_plain

_TEXT_ROLES = frozenset(
    (SectionRole.CONTEXT, SectionRole.JUSTIFICATION, SectionRole.CONSEQUENCES, SectionRole.DECISION)
)


class Entries:
    """The entries of one document of a known family, the sections that belong to none, and what is wrong."""

    def __init__(
        self,
        path: str,
        slug: str,
        front: FrontMatter,
        outline: Outline,
        family: Family | None,
        templates: Templates,
    ) -> None:
        self.path, self.slug, self.front = path, slug, front
        self.outline, self.family, self.templates = outline, family, templates
        self.findings: list[Finding] = []
        self.principles: list[Principle] = []
        self.sections: list[Section] = []
        self._read()

    def _read(self) -> None:
        parts = self.outline.parts
        roles = self._roles(parts)
        self._linked = [links.read(part, role, self.path) for part, role in zip(parts, roles, strict=True)]
        for _, _, found in self._linked:
            self.findings += found
        self._vacant = [self._is_vacant(part) for part in parts]
        blocks = self._choices(parts, roles)
        if blocks:
            taken = {index for _, block in blocks for index in block}
            names: set[str] = set()
            for chosen, block in blocks:
                self._choice(chosen, block, roles, names)
            self.sections = [self._section(i, roles[i]) for i in range(len(parts)) if i not in taken]
        elif self.family is not None and self._page(roles):
            pass
        else:
            self.sections = [self._section(i, role) for i, role in enumerate(roles)]

    def _roles(self, parts: list[Part]) -> list[SectionRole]:
        """The role of each part: its heading's own, else that of the nearest heading above it that has one."""
        roles: list[SectionRole] = []
        above: list[tuple[int, SectionRole]] = []
        for part in parts:
            role = SectionRole.OTHER
            if self.family is not None and part.heading is not None:
                while above and above[-1][0] >= part.level:
                    above.pop()
                if self.family.choice(part.heading):
                    role = SectionRole.CONTEXT
                    above.clear()
                else:
                    role = self.family.role(part.heading)
                    if role is SectionRole.OTHER and above:
                        role = above[-1][1]
                    above.append((part.level, role))
            roles.append(role)
        return roles

    def _choices(self, parts: list[Part], roles: list[SectionRole]) -> list[tuple[str, list[int]]]:
        """Each "Choice X" with the parts from its heading to the next one, or to a heading above it."""
        if self.family is None or not self.family.choices:
            return []
        blocks: list[tuple[str, list[int]]] = []
        level = 0
        for index, part in enumerate(parts):
            chosen = self.family.choice(part.heading) if part.heading else None
            if chosen:
                blocks.append((chosen, [index]))
                level = part.level
            elif level and part.level < level:
                level = 0
            elif level and not self._opens_area(index, parts, roles):
                blocks[-1][1].append(index)
            else:
                level = 0
        return blocks

    def _opens_area(self, index: int, parts: list[Part], roles: list[SectionRole]) -> bool:
        """True for a bare heading between two choices: it gathers what follows."""
        following = parts[index + 1] if index + 1 < len(parts) else None
        return (
            roles[index] is SectionRole.OTHER
            and not parts[index].body
            and following is not None
            and self.family is not None
            and self.family.choice(following.heading or "") is not None
        )

    def _section(self, index: int, role: SectionRole) -> Section:
        part = self.outline.parts[index]
        place = Location(self.path, part.line, part.end_line, part.heading)
        return Section(part.heading, part.level, role, self._text(part.body), place)

    def _text(self, markdown: str) -> Text:
        definitions = self.outline.definitions
        return Text(markdown, definitions if definitions and "[" in markdown else ())

    def _texts(self, block: list[int], roles: list[SectionRole], own: int = -1) -> dict[SectionRole, Text]:
        """What the parts of each role say, subsections with their headings; nothing for a placeholder."""
        assert self.family is not None
        pieces: dict[SectionRole, list[str]] = {}
        for index in block:
            part, role = self.outline.parts[index], roles[index]
            if role not in _TEXT_ROLES or self._vacant[index]:
                continue
            said = pieces.setdefault(role, [])
            if index != own and part.heading is not None and self.family.role(part.heading) is not role:
                said.append(f"{'#' * part.level} {part.heading}")
            said.append(part.body)
        return {role: self._text("\n\n".join(said)) for role, said in pieces.items()}

    def _is_vacant(self, part: Part) -> bool:
        """True for a part that is empty or still holds a placeholder."""
        if not part.body:
            return True
        words = part.lead if part.lead.strip() else to_plain(Text(part.body))
        return self.templates.is_placeholder(words)

    def _gather(
        self, block: list[int], roles: list[SectionRole]
    ) -> tuple[tuple[Option, ...], tuple[Reference, ...], tuple[Link, ...]]:
        options: list[Option] = []
        references: list[Reference] = []
        found: list[Link] = []
        for index in block:
            part = self.outline.parts[index]
            cited, linked, _ = self._linked[index]
            references += cited
            found += linked
            if roles[index] is SectionRole.ALTERNATIVES:
                options += items.options(self.outline.items(part), part.heading, self.path, self._text, self.templates)
        return tuple(options), tuple(references), tuple(found)

    def _choice(self, chosen: str, block: list[int], roles: list[SectionRole], names: set[str]) -> None:
        first = self.outline.parts[block[0]]
        name = slug = f"{self.slug}/{slugify(chosen) or 'choice'}"
        number = 2
        while slug in names:
            slug, number = f"{name}~{number}", number + 1
        names.add(slug)
        place = Location(self.path, first.line, first.line, first.heading)
        options, references, found = self._gather(block, roles)
        texts = self._texts(block, roles, own=block[0])
        self._note_placeholders(block, roles)
        self.principles.append(
            Principle(
                slug,
                Kind.DECISION,
                chosen,
                Location(self.path, first.line, self.outline.parts[block[-1]].end_line, first.heading),
                tuple(self._section(index, roles[index]) for index in block),
                context=texts.get(SectionRole.CONTEXT),
                justification=texts.get(SectionRole.JUSTIFICATION),
                consequences=texts.get(SectionRole.CONSEQUENCES),
                decision=texts.get(SectionRole.DECISION),
                chosen=chosen,
                options=options,
                references=references,
                links=found,
                facts=(Fact("title", chosen, place), Fact("chosen", chosen, place)),
            )
        )

    def _page(self, roles: list[SectionRole]) -> bool:
        """Reads the whole document as one entry; False where it has nothing to say yet."""
        assert self.family is not None
        parts = self.outline.parts
        block = list(range(len(parts)))
        title, title_fact = self._title()
        summary = self.front.text("summary")
        if summary is not None and self.templates.is_placeholder(summary):
            summary = None
        options, references, found = self._gather(block, roles)
        texts = self._texts(block, roles)
        if not options and not texts and (summary is None or slugify(summary) == slugify(title)):
            return False
        self._note_placeholders(block, roles)
        facts = [title_fact]
        keywords = self.front.texts("keywords")
        if summary is not None:
            facts.append(Fact("summary", summary, self._front_place("summary")))
        facts += [Fact("keywords", keyword, self._front_place("keywords")) for keyword in keywords]
        self.principles.append(
            Principle(
                self.slug,
                self.family.kind,
                title,
                Location(self.path, 1, max(parts[-1].end_line if parts else 1, self.front.end_line, 1)),
                tuple(self._section(index, roles[index]) for index in block),
                summary=summary,
                keywords=keywords,
                context=texts.get(SectionRole.CONTEXT),
                justification=texts.get(SectionRole.JUSTIFICATION),
                consequences=texts.get(SectionRole.CONSEQUENCES),
                decision=texts.get(SectionRole.DECISION),
                options=options,
                references=references,
                links=found,
                facts=tuple(facts),
            )
        )
        return True

    def _front_place(self, key: str) -> Location:
        return Location(self.path, *self.front.lines.get(key, (1, 1)))

    def _title(self) -> tuple[str, Fact]:
        title = self.front.text("title")
        if title is not None:
            return title, Fact("title", title, self._front_place("title"))
        for part in self.outline.parts:
            if part.level == 1 and part.heading:
                place = Location(self.path, part.line, part.line, part.heading)
                return part.heading, Fact("title", part.heading, place)
        stem = re.sub(r"[-_]+", " ", self.slug.rsplit("/", 1)[-1]).strip()
        place = Location(self.path, 0, 0)
        self.findings.append(
            finding(
                "no-title",
                f"No title is stated; “{stem}” is taken from the file's name. Give it a title.",
                place,
            )
        )
        return stem, Fact("title", stem, place)

    def _note_placeholders(self, block: list[int], roles: list[SectionRole]) -> None:
        for index in block:
            part = self.outline.parts[index]
            if self._vacant[index] and part.lead and roles[index] is not SectionRole.OTHER:
                place = Location(self.path, part.line, part.end_line, part.heading)
                message = f"“{part.heading}” still holds a placeholder and is read as empty. Write it, or take it out."
                self.findings.append(finding("placeholder", message, place))
