from collections.abc import Iterable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.catalogue import Catalogue
from kg.identity import label_key, url_key
from kg.model import CitationRole, Document, Kind, Location, Principle, Reference, Status
from kg.selection import lists
from kg.selection.filters import (
    AlternativeFilter,
    DateFilter,
    DocumentFilter,
    PrincipleFilter,
    SourceFilter,
    TextFilter,
)
from kg.selection.folding import fold, trimmed
from tests.kg.selection.shelves import DATES, TEXTS, catalogue, shelves

PARTS = (*TEXTS, "que", "s", "ISTAN", "example.org", "https://example.org/Köln", "EXAMPLE", "docs.", " ", "grosse")
parts = st.sampled_from(PARTS)
words = st.builds(
    TextFilter,
    eq=st.none() | parts,
    in_=st.none() | st.lists(parts, max_size=3).map(tuple),
    contains=st.none() | parts,
    starts_with=st.none() | parts,
)
maybe = st.none() | words
yes = st.sampled_from((None, True, False))
dates = st.builds(DateFilter, st.sampled_from((*DATES, "2024-02-01")), st.sampled_from((*DATES, "2024-02-01")))
simple = st.builds(
    PrincipleFilter,
    title=maybe,
    kinds=st.none() | st.lists(st.sampled_from(Kind)).map(tuple),
    statuses=st.none() | st.lists(st.sampled_from(Status)).map(tuple),
    status_missing=yes,
    keyword=maybe,
    theme=maybe,
    date=st.none() | dates,
    rejects=maybe,
    cites=maybe,
    has_findings=yes,
) | st.one_of(
    st.builds(PrincipleFilter, title=words),
    st.builds(PrincipleFilter, keyword=words),
    st.builds(PrincipleFilter, theme=words),
    st.builds(PrincipleFilter, rejects=words),
    st.builds(PrincipleFilter, cites=words),
)
nested = st.recursive(
    simple,
    lambda inner: st.builds(
        PrincipleFilter,
        kinds=st.none() | st.just((Kind.DECISION,)),
        and_=st.none() | st.lists(inner, max_size=3).map(tuple),
        or_=st.none() | st.lists(inner, max_size=3).map(tuple),
        not_=st.none() | inner,
    ),
    max_leaves=5,
)


def texts_meet(names: Iterable[str], wanted: TextFilter | None, spelt: Any = fold) -> bool:
    """The same in plain words: one of the names meets all conditions."""
    if wanted is None or wanted == TextFilter():
        return True
    return any(
        (wanted.eq is None or spelt(wanted.eq).strip() == name)
        and (wanted.in_ is None or name in [spelt(one).strip() for one in wanted.in_])
        and (wanted.contains is None or spelt(wanted.contains) in name)
        and (wanted.starts_with is None or name.startswith(spelt(wanted.starts_with)))
        for name in names
    )


def key(label: str) -> str:
    """An alternative's label as it is compared."""
    return trimmed(label_key(label)) or trimmed(label)


def rejects(whole: Catalogue, principle: Principle, wanted: TextFilter) -> bool:
    """True where one of the alternatives that a principle rejects is meant."""
    return any(
        texts_meet(map(key, (*edge.alternative.labels, edge.alternative.slug)), wanted, key)
        for edge in whole.rejections(principle)
    )


def meets(whole: Catalogue, one: Principle, wanted: PrincipleFilter) -> bool:
    """The same in plain words, for one principle; but for what it cites, which sources say."""
    theme = whole.theme_of(one)
    date = wanted.date or DateFilter()
    cited = wanted.cites
    return (
        texts_meet([trimmed(one.title)], wanted.title)
        and (wanted.kinds is None or one.kind in wanted.kinds)
        and (wanted.statuses is None or one.status in wanted.statuses)
        and (wanted.status_missing is None or (one.status is None) is wanted.status_missing)
        and texts_meet(map(trimmed, one.keywords), wanted.keyword)
        and texts_meet([trimmed(theme.label), theme.slug] if theme else [], wanted.theme)
        and (date == DateFilter() or one.date is not None)
        and (date.from_ is None or (one.date or "") >= date.from_)
        and (date.to is None or (one.date or "") <= date.to)
        and (wanted.rejects in (None, TextFilter()) or rejects(whole, one, wanted.rejects or TextFilter()))
        and (
            cited in (None, TextFilter())
            or any(
                edge.source in lists.sources(whole, SourceFilter(**{name: cited}), "TITLE").items
                for edge in whole.citations_by(one)
                for name in ("url", "host", "title")
            )
        )
        and (wanted.has_findings is None or bool(whole.findings_of(one)) is wanted.has_findings)
        and (wanted.and_ is None or all(meets(whole, one, inner) for inner in wanted.and_))
        and (wanted.or_ is None or any(meets(whole, one, inner) for inner in wanted.or_))
        and (wanted.not_ is None or not meets(whole, one, wanted.not_))
    )


@settings(max_examples=100)
@given(shelves(), st.lists(nested, min_size=3, max_size=6))
def test_principles(documents: list[Document], filters: list[PrincipleFilter]) -> None:
    """A filter means the principles that meet all of its conditions, in the order asked for, however it is nested."""
    whole = catalogue(documents)
    for wanted in filters:
        for order in ("CATALOGUE", "TITLE"):
            expected = [one for one in lists.principles(whole, None, order).items if meets(whole, one, wanted)]
            assert list(lists.principles(whole, wanted, order).items) == expected, wanted


@settings(max_examples=50)
@given(shelves(), st.builds(AlternativeFilter, maybe, st.none() | st.integers(-1, 4), yes))
def test_alternatives(documents: list[Document], wanted: AlternativeFilter) -> None:
    """Alternatives are found by any label or by slug, by how many rejections they have, and by a principle's name."""
    whole = catalogue(documents)
    expected = [
        one
        for one in lists.alternatives(whole, None, "LABEL").items
        if texts_meet(map(key, (*one.labels, one.slug)), wanted.label, key)
        and (wanted.min_rejections is None or len(whole.rejections_of(one)) >= wanted.min_rejections)
        and (wanted.is_principle is None or bool(whole.same_as(one)) is wanted.is_principle)
    ]
    assert list(lists.alternatives(whole, wanted, "LABEL").items) == expected


@settings(max_examples=50)
@given(
    shelves(),
    st.builds(
        SourceFilter,
        title=maybe,
        role=st.none() | st.sampled_from(CitationRole),
        min_citations=st.none() | st.integers(-1, 4),
    ),
)
def test_sources(documents: list[Document], wanted: SourceFilter) -> None:
    """Sources are found by any title, and by how many citations they have, in all or in a role."""
    whole = catalogue(documents)
    expected = []
    for one in lists.sources(whole, None, "TITLE").items:
        edges = [edge for edge in whole.citations_of(one) if wanted.role in (None, edge.reference.role)]
        least = wanted.min_citations if wanted.min_citations is not None else 0
        if texts_meet(map(trimmed, (one.title, *one.titles)), wanted.title) and len(edges) >= max(
            least, wanted.role is not None
        ):
            expected.append(one)
    assert list(lists.sources(whole, wanted, "TITLE").items) == expected


@settings(max_examples=50)
@given(shelves(), st.builds(DocumentFilter, maybe, yes))
def test_documents(documents: list[Document], wanted: DocumentFilter) -> None:
    """Documents are found by the name of their template family, and by whether they hold an entry."""
    whole = catalogue(documents)
    assert list(lists.documents(whole, wanted, "PATH").items) == [
        one
        for one in whole.documents
        if texts_meet([trimmed(one.template)] if one.template else [], wanted.template)
        and wanted.has_principles in (None, bool(one.principles))
    ]


def _urls(whole: Catalogue, **wanted: TextFilter) -> list[str | None]:
    return sorted(one.url for one in lists.sources(whole, SourceFilter(**wanted), "TITLE").items)  # type: ignore[type-var]


def test_addresses() -> None:
    """A source is found by any spelling of its URL, by parts of it as people read them, and by its host alone."""
    place = Location("a.md", 1, 1)
    spelt = (
        "http://www.example.org/Köln/?utm_source=x#top",
        "https://docs.example.org/a",
        "https://bücher.example/",
        "https://example.org",
    )
    references = tuple(Reference(CitationRole.MENTION, None, url, place) for url in spelt)
    entry = Principle("a", Kind.PRINCIPLE, "A", place, references=references)
    whole = catalogue([Document("a.md", "a", "", "", principles=(entry,))])
    koeln, docs, books, root = spelt
    for text in (koeln, "https://example.org/K%C3%B6ln", "EXAMPLE.org/köln", "example.org/Köln/"):
        assert url_key(text if "://" in text else f"https://{text}")
        assert _urls(whole, url=TextFilter(eq=text)) == [koeln]
        assert _urls(whole, url=TextFilter(in_=("x", text))) == [koeln]
    assert _urls(whole, url=TextFilter(starts_with="https://example.org/koln")) == [koeln]
    assert _urls(whole, url=TextFilter(contains="/K")) == [koeln]
    assert _urls(whole, host=TextFilter(eq="www.Example.org")) == sorted([koeln, root])
    assert _urls(whole, host=TextFilter(eq="http://example.org/")) == sorted([koeln, root])
    assert _urls(whole, host=TextFilter(eq="https://example.org/other")) == []
    assert _urls(whole, host=TextFilter(contains="example.org")) == sorted([koeln, docs, root])
    for text in ("bücher.example", "BÜCHER.example", "xn--bcher-kva.example", "bucher.example"):
        assert _urls(whole, host=TextFilter(eq=text)) == [books]
    for text in ("https://docs.example.org/a/", "docs.example.org"):
        assert lists.principles(whole, PrincipleFilter(cites=TextFilter(eq=text)), "CATALOGUE").items
    assert not lists.principles(whole, PrincipleFilter(cites=TextFilter(eq="docs.example.org/b")), "CATALOGUE").items
