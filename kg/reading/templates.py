"""Which family a document is of, and which role each of its headings has: the data of `templates.toml`, applied."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib import resources

from msgspec import Struct

from kg.model import Kind, SectionRole

_WORDS = re.compile(r"[^\W_]+")


class Family(Struct, frozen=True):
    """A family of templates: its name, what its entries are, its cues, and patterns for its headings."""

    name: str
    kind: Kind
    cues: frozenset[SectionRole]
    choices: tuple[re.Pattern[str], ...]
    roles: tuple[tuple[SectionRole, re.Pattern[str]], ...]

    def role(self, heading: str) -> SectionRole:
        """The role of a heading; OTHER where the family has none for it."""
        return _role(self.name, heading)

    def choice(self, heading: str) -> str | None:
        """What a heading such as "Choice X" chooses, as worded; None for any other heading."""
        for pattern in self.choices:
            match = pattern.fullmatch(heading.strip())
            if match and match[1].strip():
                return match[1].strip()
        return None


class Templates(Struct, frozen=True):
    """All families, and what says nothing in any of them."""

    families: tuple[Family, ...]
    placeholder: re.Pattern[str]
    denial: re.Pattern[str]

    def family(self, headings: Iterable[str]) -> Family | None:
        """The first family that has a cue among the headings."""
        headings = list(headings)
        for family in self.families:
            if any(family.role(heading) in family.cues for heading in headings):
                return family
        return None

    def is_placeholder(self, plain: str) -> bool:
        """True for a text that still waits to be written (empty ones too)."""
        folded = plain.strip()
        if not _WORDS.search(folded):
            return True
        if len(folded) > 2 and folded[0] + folded[-1] in ("{}", "<>", "[]") and "\n" not in folded:
            return True
        return self.placeholder.match(_fold(folded[:60])) is not None

    def denies(self, plain: str) -> bool:
        """True for an item of the alternatives that says there are none."""
        return self.denial.fullmatch(_fold(plain)) is not None


@cache
def shipped() -> Templates:
    """The families that ship, from `templates.toml`."""
    data = tomllib.loads(resources.files("kg.reading").joinpath("templates.toml").read_text(encoding="utf-8"))
    beginnings = "|".join(f"{_escaped(text)}.*" for text in data["placeholders"]["beginnings"])
    whole = "|".join(f"{_escaped(text)}$" for text in data["placeholders"]["whole"])
    return Templates(
        tuple(
            Family(
                row["name"],
                Kind(row["kind"]),
                frozenset(map(SectionRole, row["cues"])),
                tuple(re.compile(_choice(text), re.IGNORECASE | re.DOTALL) for text in row.get("choices", ())),
                tuple((SectionRole(role), _pattern(texts)) for role, texts in row["roles"].items()),
            )
            for row in data["families"]
        ),
        re.compile(f"(?:{beginnings}|{whole})", re.DOTALL),
        _pattern(data["alternatives"]["denials"]),
    )


@lru_cache(maxsize=4096)
def _role(family: str, heading: str) -> SectionRole:
    folded = _fold(heading)
    for candidate in shipped().families:
        if candidate.name == family:
            for role, pattern in candidate.roles:
                if pattern.fullmatch(folded):
                    return role
    return SectionRole.OTHER


def _fold(text: str) -> str:
    return " ".join(_WORDS.findall(text.casefold()))


def _escaped(text: str) -> str:
    return re.escape(_fold(text))


def _pattern(texts: list[str]) -> re.Pattern[str]:
    """One pattern for several texts; ` *` at the end of one stands for any further words."""
    parts = (_escaped(text) + (r"(?: .*)?" if text.endswith(" *") else "") for text in texts)
    return re.compile("|".join(parts), re.DOTALL)


def _choice(text: str) -> str:
    return r"\s+".join(r"(.+)" if word == "**" else re.escape(word) for word in text.split())
