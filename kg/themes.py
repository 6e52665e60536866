"""Which principles belong to which theme, and the order that this gives."""

from collections.abc import Iterator, Sequence

import msgspec

from kg.configuration import CatalogueSettings, member_line
from kg.finding import finding
from kg.identity import document_slug, slugify
from kg.model import Document, Finding, Location, Principle, Theme


def gather(settings: CatalogueSettings, documents: Sequence[Document]) -> tuple[Theme, ...]:
    """The themes with their principles, each principle in the first theme that names it."""
    pages = _pages(documents) if settings.themes else {}
    themes: dict[str, Theme] = {}
    taken: set[str] = set()
    for theme in settings.themes:
        members: list[Principle] = []
        for name in theme.principles:
            for principle in pages.get(name) or pages.get(_folded(name)) or ():
                if principle.slug not in taken:
                    taken.add(principle.slug)
                    members.append(principle)
        slug = slugify(theme.label) or f"theme-{len(themes) + 1}"
        if slug in themes:
            earlier = themes[slug]
            themes[slug] = msgspec.structs.replace(earlier, principles=(*earlier.principles, *members))
        else:
            themes[slug] = Theme(slug, theme.label, len(themes) + 1, tuple(members))
    return tuple(themes.values())


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
