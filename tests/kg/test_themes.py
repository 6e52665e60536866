"""Which principles belong to which theme."""

from collections.abc import Callable
from pathlib import Path

from kg.catalogue import Catalogue
from kg.folder import load
from tests.kg.pages import page

Join = Callable[..., Catalogue]

TOML = """\
[[themes]]
label = "One"
principles = ["a", "b.html", "teams/c.html", 'gone']

[[themes]]
label = "Two"
principles = [
    "prose",
    "choices/x",
    "gone",
]
"""
PAGES = {
    "a.md": page("A"),
    "b.md": page("B"),
    "teams/c.md": page("C"),
    "prose.md": "Words.\n",
    "choices.md": "## Choice X\nWords.\n\n## Justification\nWords.\n",
}


def _unknown(catalogue: Catalogue) -> list[tuple[str, int]]:
    return [(one.location.path, one.location.line) for one in catalogue.findings if one.code == "unknown-theme-member"]


def test_members_that_are_no_pages(join: Join) -> None:
    """A member that names no page is told at its line; slugs, file names and pages without an entry are pages."""
    catalogue = join({"catalogue.toml": TOML, **PAGES})
    assert _unknown(catalogue) == [("catalogue.toml", 3), ("catalogue.toml", 10)]
    assert [[one.slug for one in theme.principles] for theme in catalogue.themes] == [
        ["a", "b", "teams/c"],
        ["choices/x"],
    ]


def test_a_line_that_is_not_clear(join: Join) -> None:
    """Where a member is written with escapes, the finding stands at the file itself."""
    toml = 'themes = [{label = "One", principles = ["a", "\\u0067one"]}]\n'
    assert _unknown(join({"catalogue.toml": toml, **PAGES})) == [("catalogue.toml", 0)]


def test_part_of_a_catalogue(tmp_path: Path, join: Join) -> None:
    """A part of a catalogue is not told of pages that may lie beside it, nor is a Jekyll site of its sidebar."""
    join({"catalogue.toml": TOML, "part/x.md": page("X")})
    assert _unknown(load(tmp_path / "part")) == []
    sidebar = "entries:\n- folders:\n  - title: Ways\n    folderitems:\n    - url: /gone.html\n"
    assert _unknown(join({"catalogue.toml": "", "_data/sidebars/one.yml": sidebar})) == []
