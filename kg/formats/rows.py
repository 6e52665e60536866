"""The networkx view as rows in one order, and what kind of value each of their columns holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from kg.catalogue import Catalogue
from kg.network import to_networkx

Value = str | int | float | bool
Values = Mapping[str, Value]
Node = tuple[str, Values]
Edge = tuple[str, str, str, Values]


class Rows:
    """The graph's own values, its nodes and its edges, and their columns: attributes by name with their kind."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._view = to_networkx(catalogue)
        self.graph: Values = self._view.graph

    @cached_property
    def nodes(self) -> list[Node]:
        """Nodes by name."""
        found: Any = self._view.nodes(data=True)
        return sorted(found, key=lambda node: node[0])

    @cached_property
    def edges(self) -> list[Edge]:
        """Edges by start, end and key."""
        found: Any = self._view.edges(keys=True, data=True)
        return sorted(found, key=lambda edge: edge[:3])

    @cached_property
    def node_columns(self) -> dict[str, type[Value]]:
        """The attributes of nodes."""
        return columns(values for _, values in self.nodes)

    @cached_property
    def edge_columns(self) -> dict[str, type[Value]]:
        """The attributes of edges."""
        return columns(edge[3] for edge in self.edges)


def columns(rows: Iterable[Values]) -> dict[str, type[Value]]:
    """Each attribute, by name, with the one kind that holds all of its values: `bool`, `int`, `float` or `str`."""
    kinds: dict[str, set[type[Any]]] = {}
    for values in rows:
        for name, value in values.items():
            kinds.setdefault(name, set()).add(type(value))
    return {name: _common(kinds[name]) for name in sorted(kinds)}


def _common(kinds: set[type[Any]]) -> type[Value]:
    if len(kinds) == 1:
        (only,) = kinds
        return only if only in (bool, int, float) else str
    return float if kinds == {int, float} else str


def plain(value: Value) -> str:
    """A value as XML Schema and CSV write it: `true` and `false` in lower case."""
    if isinstance(value, str):
        return value
    return str(value).lower() if isinstance(value, bool) else str(value)
