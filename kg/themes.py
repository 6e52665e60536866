"""Which principles belong to which theme, and the order that this gives."""

from collections.abc import Iterator, Sequence

import msgspec

from kg.configuration import CatalogueSettings, ThemeSettings, member_line
from kg.finding import finding
from kg.identity import document_slug, slugify
from kg.model import Document, Finding, Location, Principle, Theme

Place = tuple[int, int, int, int]
"""Where a theme has a principle: the theme's position, the entry of the settings, the page named, its entry."""


def gather(settings: CatalogueSettings, documents: Sequence[Document]) -> tuple[Theme, ...]:
    """The themes with their principles, each principle in the first theme that names it."""
    themes: dict[int, Theme] = {}
    for position, theme in _positions(settings):
        slug = slugify(theme.label) or f"theme-{position}"
        themes.setdefault(position, Theme(slug, theme.label, position))
    members: dict[int, list[Principle]] = {position: [] for position in themes}
    for principle, (position, *_) in _placed(settings, documents):
        members[position].append(principle)
    return tuple(
        msgspec.structs.replace(theme, principles=tuple(members[position])) for position, theme in themes.items()
    )


def places(settings: CatalogueSettings, documents: Sequence[Document]) -> dict[str, Place]:
    """Where each principle of a theme stands, by slug: the order of themes and of what they hold.

    It follows from the settings and the one document, so that it is the same whatever other documents there are.
    """
    return {principle.slug: place for principle, place in _placed(settings, documents)}


def _positions(settings: CatalogueSettings) -> Iterator[tuple[int, ThemeSettings]]:
    """Each entry of the settings with the position of its theme; entries of one slug are one theme."""
    known: dict[str, int] = {}
    for theme in settings.themes:
        slug = slugify(theme.label) or f"theme-{len(known) + 1}"
        yield known.setdefault(slug, len(known) + 1), theme


def _placed(settings: CatalogueSettings, documents: Sequence[Document]) -> Iterator[tuple[Principle, Place]]:
    pages = _pages(documents) if settings.themes else {}
    taken: set[str] = set()
    for number, (position, theme) in enumerate(_positions(settings)):
        for page, name in enumerate(theme.principles):
            for entry, principle in enumerate(pages.get(name) or pages.get(_folded(name)) or ()):
                if principle.slug not in taken:
                    taken.add(principle.slug)
                    yield principle, (position, number, page, entry)


def unknown(settings: CatalogueSettings, documents: Sequence[Document], toml: str) -> Iterator[Finding]:
    """The members of themes that name no page; `toml` is the text of the file that names them."""
    known = {name for document in documents for name in (document.slug, *document.names)}
    known.update(principle.slug for document in documents for principle in document.principles)
    for number, theme in enumerate(settings.themes):
        for name in theme.principles:
            if name not in known and _folded(name) not in known:
                message = (
                    f"The theme “{theme.label}” names “{name}”, which is no page of this folder."
                    " Correct the name, or take it out."
                )
                line = member_line(toml, number, name)
                yield finding("unknown-theme-member", message, Location("catalogue.toml", line, line))


def in_order(themes: Sequence[Theme], by_path: Sequence[Principle]) -> tuple[Principle, ...]:
    """The principles theme by theme, then those without a theme by path."""
    placed = [principle for theme in themes for principle in theme.principles]
    slugs = {principle.slug for principle in placed}
    return (*placed, *(principle for principle in by_path if principle.slug not in slugs))


def _pages(documents: Sequence[Document]) -> dict[str, tuple[Principle, ...]]:
    """The principles that each name of a page or of a choice brings; a slug before a further name of another."""
    pages: dict[str, tuple[Principle, ...]] = {}
    pages |= {principle.slug: (principle,) for document in reversed(documents) for principle in document.principles}
    for document in documents:
        for name in (document.slug, *document.names):
            if document.principles:
                pages.setdefault(name, document.principles)
    return pages


def _folded(name: str) -> str:
    return document_slug(name, name.removesuffix(".md"))
