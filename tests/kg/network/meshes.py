"""Small catalogues that are joined in every way."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from kg.catalogue import Catalogue
from kg.configuration import CatalogueSettings, ThemeSettings
from kg.model import (
    CitationRole,
    Document,
    Kind,
    Link,
    Location,
    Option,
    Principle,
    Reference,
    RelationType,
    Status,
)

NAMES = ("Push", "Pull", "Queue", "Batch", "Stream", "Do nothing")
PAGES = 6


@st.composite
def entries(draw: Callable[..., Any], path: str, slug: str) -> Principle:
    """An entry with options, sources, links and a choice out of small pools."""
    place = Location(path, 1, 9)
    options = draw(st.lists(st.sampled_from(NAMES), max_size=3, unique=True))
    sources = draw(st.lists(st.tuples(st.integers(0, 4), st.sampled_from(CitationRole)), max_size=3))
    links = draw(st.lists(st.tuples(st.integers(0, PAGES - 1), st.sampled_from(RelationType)), max_size=2))
    return Principle(
        slug,
        draw(st.sampled_from(Kind)),
        draw(st.sampled_from((*NAMES, slug))),
        place,
        status=draw(st.sampled_from((None, Status.ACCEPTED, Status.SUPERSEDED))),
        chosen=draw(st.sampled_from((None, None, "Queue", "Only one", "Do nothing"))),
        options=tuple(Option(label, place) for label in options),
        references=tuple(Reference(role, None, f"https://s{at}.example.org/", place) for at, role in sources),
        links=tuple(Link(kind, f"p{at}.md", None, place) for at, kind in links),
    )


@st.composite
def catalogues(draw: Callable[..., Any]) -> Catalogue:
    """A catalogue of a few pages, some with several entries and some with none."""
    documents = []
    for at in range(draw(st.integers(1, PAGES))):
        path, count = f"p{at}.md", draw(st.sampled_from((1, 1, 1, 2, 3, 0)))
        slugs = [f"p{at}"] if count == 1 else [f"p{at}/{number}" for number in range(count)]
        held = tuple(draw(entries(path, slug)) for slug in slugs)
        documents.append(Document(path, f"p{at}", "", str(at), principles=held))
    members = draw(st.lists(st.sampled_from([document.slug for document in documents]), max_size=3))
    themes = (ThemeSettings("One", tuple(members)), ThemeSettings("Two", ("p0",))) if members else ()
    return Catalogue(documents, CatalogueSettings(themes=themes))
