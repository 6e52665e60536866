"""Catalogues for Hypothesis, with texts that strain a format."""

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
    Section,
    SectionRole,
    Status,
    Text,
)

_PIECES = (
    '"', "'", "#", ";", ":", "-->", "]]>", "\\", "\\n", '\\"', "<b>bold</b>", "&amp;", "&#35;", "#35;", "]", ")", "|",
    "=1+1", "@x", "+1", "- a", "1. one", "\r\n", "\r", "\n", "\t", "\x00", "\x0b", "\x1f", "\x85", "\u2028", "\ufffe",
    "%%{init: {}}%%", "`code`", "**strong**", "$$x$$", "end", "style:C#x;", "<!-- c -->", "{}", "word " * 30, "日本",
    "🚦", "\u202e", "a\u0301", "ﬂ°°35¶ß", "x" * 200, "fa:fa-car", "https://x.org/a_b",
)  # fmt: skip
TEXTS = st.lists(
    st.one_of(st.sampled_from(_PIECES), st.text(st.characters(exclude_categories=["Cs"]), max_size=8)),
    min_size=1,
    max_size=4,
).map("".join)
"""Texts of anything that a document can hold."""
_NAMES = ("one", "two/2", "drei-日本", "end")
_PATHS = ("a.md", 'b "b"/c.md', "d\\e.md", "ü &#0; ö & ä.md")
_URLS = ("https://example.org/a", "http://www.example.org/a/", "https://example.org/b?x=<1>&y='2'", None)


@st.composite
def entries(draw: st.DrawFn, slug: str, path: str) -> Principle:
    """An entry of a document at a path."""
    place = Location(path, 3, 4, draw(st.none() | TEXTS))
    text = st.builds(Text, TEXTS)
    optional = st.none() | TEXTS
    return Principle(
        slug,
        draw(st.sampled_from(Kind)),
        draw(TEXTS),
        place,
        (Section(draw(optional), 2, SectionRole.OTHER, draw(text), place),),
        summary=draw(optional),
        keywords=tuple(draw(st.lists(TEXTS, max_size=2))),
        status=draw(st.none() | st.sampled_from(Status)),
        status_text=draw(optional),
        date=draw(optional),
        context=draw(st.none() | text),
        chosen=draw(optional),
        options=tuple(
            draw(st.lists(st.builds(Option, TEXTS, st.just(place), st.none() | text, st.tuples(TEXTS)), max_size=2))
        ),
        references=tuple(
            draw(
                st.lists(
                    st.builds(Reference, st.sampled_from(CitationRole), TEXTS, st.sampled_from(_URLS), st.just(place)),
                    max_size=3,
                )
            )
        ),
        links=tuple(
            draw(
                st.lists(
                    st.builds(
                        Link,
                        st.sampled_from(RelationType),
                        st.sampled_from(_NAMES).map(lambda name: f"{name}.html"),
                        st.none() | TEXTS,
                        st.just(place),
                        st.booleans(),
                    ),
                    max_size=2,
                )
            )
        ),
    )


@st.composite
def catalogues(draw: st.DrawFn) -> Catalogue:
    """Up to four documents, each with an entry or none, and up to two themes."""
    documents = []
    pairs = list(zip(_NAMES, _PATHS, strict=True))
    for slug, path in pairs[: draw(st.integers(0, 4))]:
        held = (draw(entries(slug, path)),) if draw(st.integers(0, 5)) else ()
        documents.append(Document(path, slug, "", "0" * 64, names=(slug,), principles=held))
    themes = tuple(ThemeSettings(draw(TEXTS), (name,)) for name in draw(st.lists(st.sampled_from(_NAMES), max_size=2)))
    return Catalogue(documents, CatalogueSettings(draw(TEXTS), "https://b.example/", None, themes))
