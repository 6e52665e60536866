"""The networkx view as rows in one order, and what kind of value each of their columns holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kg.catalogue import Catalogue
from kg.network import to_networkx

Value = str | int | float | bool
Values = Mapping[str, Value]
Node = tuple[str, Values]
Edge = tuple[str, str, str, Values]


class Rows:
    """The graph's values, `nodes` by name, `edges` by start, end and key; columns are attributes with their kind."""

    def __init__(self, catalogue: Catalogue) -> None:
        graph = to_networkx(catalogue)
        self.graph: Values = graph.graph
        nodes: Any = graph.nodes(data=True)
        edges: Any = graph.edges(keys=True, data=True)
        self.nodes: list[Node] = sorted(nodes, key=lambda node: node[0])
        self.edges: list[Edge] = sorted(edges, key=lambda edge: edge[:3])
        self.node_columns = columns(values for _, values in self.nodes)
        self.edge_columns = columns(edge[3] for edge in self.edges)


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
