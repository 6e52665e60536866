"""Which family a document is of, and which role each of its headings has: the data of `templates.toml`, applied."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from msgspec import Struct

from kg.configuration import CatalogueSettings, FamilySettings
from kg.model import Kind, SectionRole
from kg.reading import metadata
from kg.reading.vocabulary import Phrases, data, fold

_NUMBERING = re.compile(r"\s*(?:\d+(?:\.\d+)*[.):]?|[ivxlIVXL]{1,5}[.)]|[A-Za-z][.)])\s+(?=\S)")
_ASIDE = re.compile(r"\s*[\[(][^\[\]()]*[\])]\s*$")

# What stands in the way of a text; single values, such as a status, are lines.
_PROSE = (
    SectionRole.SUMMARY,
    SectionRole.CONTEXT,
    SectionRole.JUSTIFICATION,
    SectionRole.DECISION,
    SectionRole.CONSEQUENCES,
    SectionRole.ALTERNATIVES,
)


class Family(Struct, frozen=True):
    """A family of templates: what its entries are, and what recognises it.

    A cue in `cues` is a set of concepts, one in `named` a row of headings: all of one must be there. `roles` are those
    that some concepts have in this family alone, `headings` the roles of its own headings. `expects` is what its
    entries should have: "justification", "alternatives", "source". `lead`: it needs a title in
    the front matter and text before the first heading.
    """

    name: str
    kind: Kind
    cues: tuple[frozenset[str], ...] = ()
    named: tuple[tuple[Phrases, ...], ...] = ()
    choices: tuple[re.Pattern[str], ...] = ()
    roles: Mapping[str, SectionRole] = {}
    headings: tuple[tuple[SectionRole, Phrases], ...] = ()
    expects: tuple[str, ...] = ()
    lead: bool = False

    def fits(self, headings: Sequence[str], concepts: frozenset[str]) -> bool:
        """True where all headings of a cue are there."""
        if any(cue <= concepts for cue in self.cues):
            return True
        folded = [fold(heading) for heading in headings] if self.named else ()
        return any(all(any(text in phrases for text in folded) for phrases in cue) for cue in self.named)


class Templates:
    """The families and headings that are known; those of a catalogue stand before those that ship."""

    def __init__(
        self,
        families: Iterable[Family],
        roles: Mapping[str, SectionRole],
        headings: Iterable[tuple[str, str]],
        languages: Mapping[str, frozenset[str]] = {},
    ) -> None:
        self.families = tuple(families)
        self._roles = roles
        self._languages = languages
        self._whole: dict[str, str] = {}
        self._open: list[tuple[str, Phrases]] = []
        for concept, text in headings:
            if "*" in text:
                self._open.append((concept, Phrases.of((text,))))
            else:
                self._whole.setdefault(fold(text), concept)
        self._choices = tuple(dict.fromkeys(pattern for family in self.families for pattern in family.choices))
        self.concept = lru_cache(maxsize=1 << 14)(self._concept)
        self.choice = lru_cache(maxsize=1 << 14)(self._choice)
        self.keys = lru_cache(maxsize=1 << 12)(self._keys)

    def _concept(self, heading: str) -> str | None:
        """The concept that a heading names, whatever its numbering; None for any other heading."""
        numbered = _NUMBERING.match(heading)
        plain = heading[numbered.end() :] if numbered else heading
        bare = _ASIDE.sub("", plain) if plain.rstrip().endswith((")", "]")) else plain
        for text in dict.fromkeys((heading, plain, bare)):
            folded = fold(text)
            found = self._whole.get(folded)
            if found is not None:
                return found
            for concept, phrases in self._open if folded else ():
                if folded in phrases:
                    return concept
        return None

    def _keys(self, names: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Of the keys of a front matter those that hold a value, and those that are named as sections are."""
        fields = tuple(filter(metadata.is_key, names))
        return fields, tuple(name for name in names if name not in fields and self.concept(name) is not None)

    def writes_day_first(self, headings: Iterable[str]) -> bool:
        """True for headings of a language that writes the day of a date before the month."""
        spoken = [self._languages.get(fold(heading), frozenset()) for heading in headings]
        return sum(bool(one) and "en" not in one for one in spoken) > sum(one == {"en"} for one in spoken)

    def heads_part(self, words: str, alone: bool | None) -> bool:
        """True for bold words that head a part: alone on their line any heading, before a text one of prose.

        Words that are not bold, for which `alone` is None, head none of the sides of an option or of its consequences.
        """
        concept = self.concept(words)
        if concept is not None:
            side = concept in ("pros", "cons")
            if alone is None:
                return not side and concept != "consequence-parts" and self._roles[concept] in _PROSE
            return alone or side or self._roles[concept] in _PROSE
        folded = fold(words)
        return any(folded in phrases for family in self.families for _, phrases in family.headings)

    def family(self, headings: Sequence[str], concepts: frozenset[str], lead: bool) -> Family | None:
        """The first family that the headings of a document and their concepts fit."""
        for family in self.families:
            if (lead or not family.lead) and family.fits(headings, concepts):
                return family
        return None

    def role(self, heading: str, family: Family | None) -> SectionRole:
        """The role of a section by its heading alone."""
        if family is not None and family.headings:
            folded = fold(heading)
            for role, phrases in family.headings:
                if folded in phrases:
                    return role
        concept = self.concept(heading)
        if concept is None:
            return SectionRole.OTHER
        own = family.roles.get(concept) if family is not None else None
        return own or self._roles[concept]

    def _choice(self, heading: str) -> str | None:
        """What a heading such as "Choice X" chooses, as worded; None for any other heading."""
        for pattern in self._choices:
            match = pattern.fullmatch(heading)
            if match and match[1].strip():
                return match[1].strip()
        return None


@cache
def shipped() -> Templates:
    """What `templates.toml` knows."""
    return of(CatalogueSettings())


def of(settings: CatalogueSettings) -> Templates:
    """What `templates.toml` knows, after the families and headings of a catalogue's own."""
    table = data()
    roles = {name: SectionRole(row["role"]) for name, row in table["headings"].items()}
    texts = [
        (name, text)
        for name, row in table["headings"].items()
        for language, listed in row.items()
        if language != "role"
        for text in listed
    ]
    languages: dict[str, set[str]] = {}
    for row in table["headings"].values():
        for language, listed in row.items():
            for text in listed if language != "role" else ():
                languages.setdefault(fold(text), set()).add(language)
    own = [(f"own {role.value}", text) for role, listed in settings.headings.items() for text in listed]
    roles |= {f"own {role.value}": role for role in SectionRole}
    families = [*map(_own, settings.families), *map(_shipped, table["families"])]
    spoken = {text: frozenset(those) for text, those in languages.items()}
    return Templates(families, roles, [*own, *texts], spoken)


def _own(family: FamilySettings) -> Family:
    return Family(
        family.name,
        family.kind,
        named=tuple(tuple(Phrases.of((text,)) for text in cue) for cue in family.cues),
        choices=choices(family.choices),
        headings=tuple((role, Phrases.of(texts)) for role, texts in family.headings.items()),
        expects=family.expects,
    )


def _shipped(row: Mapping[str, Any]) -> Family:
    return Family(
        row["name"],
        Kind(row["kind"]),
        cues=tuple(map(frozenset, row["cues"])),
        choices=choices(row.get("choices", ())),
        roles={concept: SectionRole(role) for concept, role in row.get("roles", {}).items()},
        expects=tuple(row.get("expects", ())),
        lead=row.get("lead", False),
    )


def choices(texts: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    """Patterns for headings that begin a choice, in which `**` stands for what is chosen."""
    return tuple(
        re.compile(
            r"\s*" + r"\s+".join(r"(.+)" if word == "**" else re.escape(word) for word in text.split()),
            re.IGNORECASE | re.DOTALL,
        )
        for text in texts
    )
