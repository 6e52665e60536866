from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kg import folder
from kg.formats.drawing import Arrow, draw, line
from tests.kg.conftest import Join

DECISION = "# {title}\n\n## Status\n\n{status}\n\n## Context\n\nWhy.\n\n## Decision\n\nWhat.\n"


def test_each_relation_is_one_arrow(join: Join) -> None:
    """A relation that both ends know is one arrow: from the newer to the older, or without direction."""
    catalogue = join(
        {
            "0001-old.md": DECISION.format(title="Old", status="Superseded by [new](0002-new.md)"),
            "0002-new.md": DECISION.format(title="New", status="Accepted") + "\nSee [third](0003-third.md).\n",
            "0003-third.md": DECISION.format(title="Third", status="Accepted"),
        }
    )
    assert draw(catalogue).arrows == (
        Arrow("principle/0002-new", "principle/0001-old", "supersedes"),
        Arrow("principle/0002-new", "principle/0003-third", "relates-to"),
    )


def test_documents_that_only_hold_an_entry_are_left_out(join: Join) -> None:
    """A document is drawn where an entry leads to it, and not for being where an entry stands."""
    catalogue = join(
        {
            "0001-old.md": DECISION.format(title="Old", status="Accepted") + "\nSee [notes](notes.md).\n",
            "notes.md": "# Notes\n\nProse.\n",
        }
    )
    assert set(draw(catalogue).nodes) == {"principle/0001-old", "document/notes.md"}


def test_shipped_catalogue(shipped: Path) -> None:
    """Themes are groups in the order of the catalogue, each principle in one; every other node is drawn."""
    catalogue = folder.load(shipped)
    drawing = draw(catalogue)
    assert [group.theme.label for group in drawing.groups] == [theme.label for theme in catalogue.themes]
    members = [name for group in drawing.groups for name in group.members]
    assert len(members) == len(set(members)) == len(catalogue.principles)
    kinds = [node.kind for node in drawing.nodes.values()]
    assert kinds.count("alternative") == len(catalogue.alternatives)
    assert kinds.count("source") == len(catalogue.sources)
    assert not drawing.only(set()).groups


@given(st.text(), st.integers(2, 20))
def test_line(text: str, most: int) -> None:
    """A label is one line of signs that print, no longer than asked for; an ellipsis says that it goes on."""
    made = line(text, most)
    assert len(made) <= most
    assert made.replace("\u200c", "").replace("\u200d", "").isprintable()
    assert made == " ".join(made.split())
    whole = line(text, 10_000)
    assert made == whole or (made.endswith("…") and whole.startswith(made[:-1]))
