"""Which parts of a document belong to which entry."""

import pytest

from kg.model import SectionRole
from kg.reading import division, outline, templates

KNOWN = templates.shipped()
BY_NAME = {family.name: family for family in KNOWN.families}


def roles(markdown: str, family: str | None = None, title: int | None = None) -> list[tuple[str, bool]]:
    """The role of each part, and whether its own heading gives it."""
    parts = outline.read(markdown).parts
    found = division.roles(parts, BY_NAME.get(family or ""), KNOWN, title)
    return [(role.value, own) for role, own in zip(*found, strict=True)]


def blocks(markdown: str, family: str | None = None) -> list[list[str | None]]:
    """The headings of each of several entries."""
    parts = outline.read(markdown).parts
    given, own = division.roles(parts, BY_NAME.get(family or ""), KNOWN, None)
    found = division.blocks(parts, given, own, BY_NAME.get(family or ""), KNOWN)
    return [[parts[index].heading for index in block.parts] for block in found]


def test_inherited_roles() -> None:
    """A heading that says nothing has the role of the nearest one above it."""
    assert roles("Lead.\n\n# Context\n\n## Weather\n\n### Rain\n\n## Decision\n\n# Sun\n") == [
        ("other", False),
        ("context", True),
        ("context", False),
        ("context", False),
        ("decision", True),
        ("other", False),
    ]


def test_skipped_levels() -> None:
    """A level that is left out changes nothing."""
    assert [role for role, _ in roles("# Context\n\n#### Weather\n\n## Rain\n")] == ["context"] * 3


def test_options_keep_their_sections() -> None:
    """What stands below alternatives speaks of them, whatever it is called, but for the decision."""
    text = "# Alternatives\n\n## Postgres\n\n### Context\n\n### Consequences\n\n## Decision\n"
    assert roles(text) == [
        ("alternatives", True),
        ("alternatives", False),
        ("alternatives", False),
        ("alternatives", False),
        ("decision", True),
    ]


def test_metadata_gives_no_role() -> None:
    """What stands below a heading of values is no value."""
    assert roles("# Changelog\n\n## Weather\n") == [("metadata", True), ("other", False)]


def test_sides_of_a_decision() -> None:
    """Advantages below another heading are a part of it."""
    assert roles("# Decision\n\n## Advantages\n") == [("decision", True), ("decision", False)]
    assert roles("# Advantages\n") == [("pros-and-cons", True)]


def test_title_has_no_role() -> None:
    """The heading that is the document's title says nothing of what stands under it."""
    assert roles("# Decision\n\n## Weather\n", title=0) == [("other", False), ("other", False)]


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Pros", "pros"),
        ("Nachteile", "cons"),
        ("Advantages:", "pros"),
        ("Positive", "pros"),
        ("Negative consequences", "cons"),
        ("Neutral", None),
        ("Weather", None),
    ],
)
def test_sides(heading: str, expected: str | None) -> None:
    """A heading may gather what speaks for an option or against it."""
    [part] = outline.read(f"# {heading}\n").parts
    assert division.side(part.heading or "", KNOWN) == expected


def test_one_entry() -> None:
    """A page whose core sections stand side by side is one entry, or none."""
    assert blocks("# Names\n\n## Decision\n\n## Rationale\n") == []
    assert blocks("# Names\n\n## Decision\n\n## Decision\n") == []
    assert blocks("# Names\n\n## Weather\n") == []


def test_several_entries() -> None:
    """Sibling headings that each have a core section of one kind below them are entries."""
    text = "# All\n\n## Names\n\n### Decision\n\n## Clocks\n\n### Context\n\n### Decision\n\n## Weather\n"
    assert blocks(text) == [["Names", "Decision"], ["Clocks", "Context", "Decision"]]


def test_several_entries_below_each_other() -> None:
    """The highest level that divides all core sections counts."""
    text = "# Data\n\n## Names\n\n### Decision\n\n# Time\n\n## Clocks\n\n### Decision\n"
    assert blocks(text) == [["Data", "Names", "Decision"], ["Time", "Clocks", "Decision"]]


def test_core_of_the_page() -> None:
    """A page with a core section of its own beside those of its parts is one entry."""
    assert blocks("# All\n\n## Decision\n\n## Names\n\n### Decision\n\n## Clocks\n\n### Decision\n") == []


def test_choices() -> None:
    """A choice goes on to the next one, or to a heading above it, or to a bare one that gathers choices."""
    text = (
        "# Data\n\n### Choice Names\n\n### Rationale\nSo.\n\n### Time\n\n### Choice Clocks\n\n#### Details\n\n"
        "## More\n\n### Weather\n\n### Choice Rain\n"
    )
    assert blocks(text, "principle-page") == [
        ["Choice Names", "Rationale"],
        ["Choice Clocks", "Details"],
        ["Choice Rain"],
    ]
    assert blocks(text, "madr") == []


def test_choices_hold_context() -> None:
    """The text under a choice's own heading is its context, even below alternatives."""
    text = "## Rejected alternatives\n\n### Choice Names\n"
    assert roles(text, "principle-page")[1] == (SectionRole.CONTEXT.value, False)
