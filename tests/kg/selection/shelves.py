"""Documents out of small pools of words, so that much is alike, and catalogues of some of them."""

from collections.abc import Callable, Sequence
from typing import Any

from hypothesis import strategies as st

from kg.catalogue import Catalogue
from kg.configuration import CatalogueSettings, ThemeSettings
from kg.finding import finding
from kg.model import CitationRole, Document, Kind, Location, Option, Principle, Reference, Status

TEXTS = ("Queue", "queue", "Ｑueue", "Straße", "STRASSE", "İstanbul", "ışık", "Résumé", "The Queue!", "A  b", "C++", "")
DATES = (None, "2024-01-01", "2024-05-06", "1999-12-31")
URLS = (
    "https://www.example.org/Köln/",
    "http://example.org/K%C3%B6ln#part",
    "https://docs.example.org/a?utm_source=x",
    "https://bücher.example/",
    None,
)
SETTINGS = CatalogueSettings(
    themes=(
        ThemeSettings("Große Züge", ("d3", "d1", "d4/1")),
        ThemeSettings("Rest", ("d5", "d3")),
        ThemeSettings("grosse züge", ("d6",)),
        ThemeSettings("Große Züge", ("d0",)),
    )
)

texts = st.sampled_from(TEXTS)


@st.composite
def entries(draw: Callable[..., Any], path: str, slug: str, line: int) -> Principle:
    """An entry with everything that lists ask of."""
    place = Location(path, line, line + 4)
    return Principle(
        slug,
        draw(st.sampled_from(Kind)),
        draw(texts),
        place,
        keywords=tuple(draw(st.lists(texts, max_size=2))),
        status=draw(st.sampled_from((None, Status.ACCEPTED, Status.SUPERSEDED, Status.DRAFT))),
        date=draw(st.sampled_from(DATES)),
        chosen=draw(st.sampled_from((None, "Queue", "C++"))),
        options=tuple(Option(label or "None", place) for label in draw(st.lists(texts, max_size=3))),
        references=tuple(
            Reference(role, title, url, place)
            for role, title, url in draw(
                st.lists(
                    st.tuples(st.sampled_from(CitationRole), texts.filter(bool), st.sampled_from(URLS)), max_size=3
                )
            )
        ),
    )


@st.composite
def shelves(draw: Callable[..., Any], size: int = 6) -> list[Document]:
    """Documents, some with several entries, some with none, some with the same finding twice."""
    documents = []
    for at in range(size):
        path, count = f"d{at}.md", draw(st.sampled_from((1, 1, 1, 2, 0)))
        slugs = [f"d{at}"] if count == 1 else [f"d{at}/{number}" for number in range(count)]
        found = finding("no-justification", "It says not why." * 20, Location(path, 1, 1))
        documents.append(
            Document(
                path,
                f"d{at}",
                "",
                str(at),
                template=draw(st.sampled_from((None, "MADR", "page"))),
                principles=tuple(draw(entries(path, slug, 10 * at)) for at, slug in enumerate(slugs)),
                findings=(found,) * draw(st.integers(0, 2)),
            )
        )
    return documents


def catalogue(documents: Sequence[Document]) -> Catalogue:
    """Some of the documents, with themes that name most of them."""
    return Catalogue(documents, SETTINGS)
