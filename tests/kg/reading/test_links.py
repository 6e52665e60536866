"""What a link in a document is."""

import pytest

from kg.model import CitationRole, Location, RelationType
from kg.reading import links

PLACE = Location("a.md", 1, 1)


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("Superseded by ", RelationType.SUPERSEDED_BY),
        ("superseded: ", RelationType.SUPERSEDED_BY),
        ("**Superseded** by ", RelationType.SUPERSEDED_BY),
        ("Deprecated, see ", RelationType.SUPERSEDED_BY),
        ("Replaced with ", RelationType.SUPERSEDED_BY),
        ("Reverted by ", RelationType.SUPERSEDED_BY),
        ("Rejected in favour of ", RelationType.SUPERSEDED_BY),
        ("Superseded by\n\n", RelationType.SUPERSEDED_BY),
        ("Superseded by\n- ", RelationType.SUPERSEDED_BY),
        ("Ersetzt durch ", RelationType.SUPERSEDED_BY),
        ("Vervangen door ", RelationType.SUPERSEDED_BY),
        ("Remplacé par ", RelationType.SUPERSEDED_BY),
        ("Reemplazada por ", RelationType.SUPERSEDED_BY),
        ("Tarafından değiştirildi: ", RelationType.SUPERSEDED_BY),
        ("Supersedes ", RelationType.SUPERSEDES),
        ("Accepted\n\nReplaces ", RelationType.SUPERSEDES),
        ("Ersetzt ", RelationType.SUPERSEDES),
        ("Vervangt ", RelationType.SUPERSEDES),
        ("Remplace ", RelationType.SUPERSEDES),
        ("Reemplaza a ", RelationType.SUPERSEDES),
        ("Yerini alır: ", RelationType.SUPERSEDES),
        ("Amends ", RelationType.AMENDS),
        ("Extends ", RelationType.AMENDS),
        ("Ergänzt ", RelationType.AMENDS),
        ("Amended by ", RelationType.AMENDED_BY),
        ("Ergänzt durch ", RelationType.AMENDED_BY),
        ("Geändert durch ", RelationType.AMENDED_BY),
        ("Superseded by [X](x.md), amends ", RelationType.AMENDS),
        ("See ", RelationType.RELATES_TO),
        ("Accepted\n\nSee ", RelationType.RELATES_TO),
        ("Superseded by somebody. See ", RelationType.RELATES_TO),
    ],
)
def test_relations_in_a_status(before: str, expected: RelationType) -> None:
    """The nearest words before a link in a status say what its relation is, in any language."""
    assert links.relation(before, True) == (expected, False)


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("This replaces ", RelationType.SUPERSEDES),
        ("It was superseded by ", RelationType.SUPERSEDED_BY),
        ("Superseded in May by ", RelationType.SUPERSEDED_BY),
        ("This extends ", RelationType.AMENDS),
        ("The rule that was superseded is in ", RelationType.RELATES_TO),
        ("We replaced the pump, see ", RelationType.RELATES_TO),
        ("This replaces the pump. See ", RelationType.RELATES_TO),
        ("This replaces the pump.\n\nread ", RelationType.RELATES_TO),
        ("This replaces\n* the pump\n* ", RelationType.RELATES_TO),
        ("", RelationType.RELATES_TO),
    ],
)
def test_relations_in_prose(before: str, expected: RelationType) -> None:
    """In prose a verb counts within its own sentence and item only."""
    assert links.relation(before, False) == (expected, False)


@pytest.mark.parametrize(
    ("before", "partial"),
    [
        ("Partly superseded by ", True),
        ("Superseded in part by ", True),
        ("Partially amends ", True),
        ("Teilweise ersetzt durch ", True),
        ("Partly superseded by [X](x.md), ", True),
        ("Partly superseded by [X](x.md)\n\nSupersedes ", False),
        ("Superseded by [X](x.md), partly amended by ", True),
        ("It is partly wrong. Superseded by ", False),
    ],
)
def test_parts(before: str, partial: bool) -> None:
    """A relation holds in part only where the words of its own say so."""
    assert links.relation(before, False)[1] is partial


def test_values() -> None:
    """A value that names a relation gives links, written as links or as paths; a status gives those it words."""
    found = links.in_value("0005-x.md, 0006-y.md", RelationType.SUPERSEDES, PLACE)
    assert [(link.type, link.href) for link in found.links] == [
        (RelationType.SUPERSEDES, "0005-x.md"),
        (RelationType.SUPERSEDES, "0006-y.md"),
    ]
    found = links.in_value("superseded by [ADR 5](0005-x.md), see <https://example.org/x>", None, PLACE)
    assert [(link.type, link.href, link.text) for link in found.links] == [
        (RelationType.SUPERSEDED_BY, "0005-x.md", "ADR 5")
    ]
    assert [(one.role, one.url) for one in found.references] == [(CitationRole.MENTION, "https://example.org/x")]
    assert links.in_value("ADR 5", RelationType.SUPERSEDES, PLACE).links == []


def test_related() -> None:
    """What a front matter lists is further reading, or another document."""
    rows = [
        ("A", "https://example.org/a"),
        (None, "b.md"),
        ("C", "mailto:c@example.org"),
        ("D", "#d"),
        ("E", "https://§"),
    ]
    found = links.related(rows, PLACE)
    assert [(one.role, one.title, one.url) for one in found.references] == [
        (CitationRole.FURTHER_READING, "A", "https://example.org/a")
    ]
    assert [(link.type, link.href) for link in found.links] == [(RelationType.RELATES_TO, "b.md")]
    assert [one.code for one in found.findings] == ["malformed-link"]
