"""What a catalogue says of itself: `catalogue.toml`."""

import re
import tomllib
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct

from kg.errors import SettingsError
from kg.finding import SEVERITIES
from kg.identity import DEFAULT_BASE
from kg.model import Kind, SectionRole, Severity

FILE_NAME = "catalogue.toml"
OFF = "off"
LEVELS = (OFF, *(severity.value for severity in reversed(Severity)))
_THEME = re.compile(r"^\s*\[\[\s*themes\s*\]\]", re.MULTILINE)


class ThemeSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """A theme by its label, and the slugs of the pages that belong to it, in order."""

    label: str
    principles: tuple[str, ...] = ()


class FamilySettings(Struct, frozen=True, forbid_unknown_fields=True):
    """A family of templates of a catalogue's own: headings that recognise it, and the roles of its headings.

    Documents that have all headings of one of the `cues` are of it; in all headings `*` stands for any words. `expects`
    are "justification", "alternatives", "source" or "choice": a finding says where an entry lacks it.
    """

    name: str
    cues: tuple[tuple[str, ...], ...]
    kind: Kind = Kind.DECISION
    headings: dict[SectionRole, tuple[str, ...]] = {}
    choices: tuple[str, ...] = ()
    expects: tuple[Literal["justification", "alternatives", "source", "choice"], ...] = ()


class CatalogueSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """Title, base IRI, licence, themes, families, roles of headings and levels of findings; each has a default."""

    title: str = "Principles"
    base: str = DEFAULT_BASE
    licence: str | None = None
    themes: tuple[ThemeSettings, ...] = ()
    families: tuple[FamilySettings, ...] = ()
    headings: dict[SectionRole, tuple[str, ...]] = {}
    findings: dict[str, str] = {}


def find(folder: Path) -> Path | None:
    """The `catalogue.toml` in the folder, or the nearest one above it."""
    for candidate in (folder, *folder.parents):
        path = candidate / FILE_NAME
        if path.is_file():
            return path
    return None


def read(path: Path) -> CatalogueSettings:
    """The settings in a `catalogue.toml` (TOML 1.0). Raises `SettingsError` with what is wrong and where."""
    return stated(path)[0]


def stated(path: Path) -> tuple[CatalogueSettings, frozenset[str]]:
    """The same, with the names of the settings that the file gives."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
        settings = msgspec.convert(values, CatalogueSettings)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise SettingsError(f"{path} can't be used: {error}. Mend it, or take it away to use the defaults.") from error
    parts = urlsplit(settings.base)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise SettingsError(
            f"{path} names the base “{settings.base}”, which is no http or https address without query and fragment."
            " Write it like “https://example.org/principles/”."
        )
    _check_levels(path, settings.findings)
    if not settings.base.endswith("/"):
        settings = msgspec.structs.replace(settings, base=settings.base + "/")
    return settings, frozenset(values)


def _check_levels(path: Path, levels: dict[str, str]) -> None:
    for code, level in levels.items():
        if code not in SEVERITIES:
            known = ", ".join(sorted(SEVERITIES))
            raise SettingsError(f"{path} gives a level to “{code}”, which is no code of a finding. Codes are {known}.")
        if level not in LEVELS:
            raise SettingsError(
                f"{path} gives “{code}” the level “{level}”, which is none. Write one of {', '.join(LEVELS)}."
            )


def member_line(toml: str, theme: int, name: str) -> int:
    """The line on which a theme, counted from 0, names a page in the text of a `catalogue.toml`; 0 where unclear."""
    headers = [match.end() for match in _THEME.finditer(toml)]
    start = headers[theme] if theme < len(headers) else 0
    named = re.compile(rf"\"{re.escape(name)}\"|'{re.escape(name)}'").search(toml, start)
    return toml.count("\n", 0, named.start()) + 1 if named else 0
