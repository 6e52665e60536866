"""What a picture of a catalogue shows: the networkx view less what would be drawn twice or join nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from kg.catalogue import Catalogue
from kg.formats.rows import Rows, Values

_INVERSE = {"superseded-by": "supersedes", "amended-by": "amends"}
ENTRIES = frozenset(("principle", "decision"))
"""Kinds of nodes that documents record."""
MUTUAL = frozenset(("relates-to", "conflicts-with", "same-as"))
"""Types of edges that say the same from either end."""
# They print nothing, but shape what stands beside them: words in Persian, families of emoji.
_JOINERS = "\u200c\u200d"


class Shown(NamedTuple):
    """A node by its local name."""

    name: str
    kind: str
    label: str
    values: Values


class Arrow(NamedTuple):
    """An edge by the local names of its ends, as the one of its two directions that is drawn."""

    start: str
    end: str
    type: str


class Group(NamedTuple):
    """A theme, and the names of what stands in it."""

    theme: Shown
    members: tuple[str, ...]


class Drawing(NamedTuple):
    """Nodes by name, groups in the order of the catalogue, arrows in order; each member of a group is among the nodes.

    Themes are groups and no nodes. A document is a node only where something else than its own entry leads to it.
    """

    nodes: dict[str, Shown]
    groups: tuple[Group, ...]
    arrows: tuple[Arrow, ...]

    def only(self, names: Collection[str]) -> Drawing:
        """What is left of it with the nodes of these names alone."""
        groups = (Group(theme, tuple(filter(names.__contains__, members))) for theme, members in self.groups)
        return Drawing(
            {name: node for name, node in self.nodes.items() if name in names},
            tuple(group for group in groups if group.members),
            tuple(arrow for arrow in self.arrows if arrow.start in names and arrow.end in names),
        )

    def loose(self) -> list[Shown]:
        """The nodes outside of every group."""
        held = {name for group in self.groups for name in group.members}
        return [node for name, node in self.nodes.items() if name not in held]


def draw(catalogue: Catalogue) -> Drawing:
    """The drawing of the whole catalogue."""
    rows = Rows(catalogue)
    known = {name: _shown(name, values) for name, values in rows.nodes}
    members: dict[str, dict[str, None]] = {}
    arrows: set[Arrow] = set()
    for start, end, key, values in rows.edges:
        kind = str(values.get("type", key))
        if kind == "in-theme":
            members.setdefault(end, {})[start] = None
        elif kind != "recorded-in":
            arrows.add(_arrow(start, end, kind))
    ends = {name for arrow in arrows for name in (arrow.start, arrow.end)}
    nodes = {name: node for name, node in known.items() if name in ends or node.kind not in ("theme", "document")}
    return Drawing(nodes, tuple(_groups(known, members)), tuple(sorted(arrows)))


def _shown(name: str, values: Values) -> Shown:
    return Shown(name, str(values.get("kind", "")), str(values.get("label", name)), values)


def _arrow(start: str, end: str, kind: str) -> Arrow:
    if kind in _INVERSE:
        return Arrow(end, start, _INVERSE[kind])
    if kind in MUTUAL and end < start:
        return Arrow(end, start, kind)
    return Arrow(start, end, kind)


def _groups(known: dict[str, Shown], members: dict[str, dict[str, None]]) -> Iterable[Group]:
    taken: set[str] = set()
    for name in sorted(members, key=lambda name: (known[name].values.get("position", 0), name)):
        fresh = tuple(member for member in members[name] if member not in taken)
        taken.update(fresh)
        if fresh:
            yield Group(known[name], fresh)


def line(text: str, most: int) -> str:
    """A text in one line of at most so many characters, without controls; what is cut ends in an ellipsis."""
    start = text[: 4 * most]
    if not start.isprintable():
        start = "".join(sign if sign.isprintable() or sign in _JOINERS else " " for sign in start)
    words = " ".join(start.split())
    return words if len(words) <= most and len(text) <= 4 * most else words[: most - 1].rstrip() + "…"
