"""What a document may hold: counted in linear time, before it is validated."""

from typing import Any, NamedTuple

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

from api.errors import LIMIT_EXCEEDED
from api.execution.scan import Scan
from api.settings import Settings

Refusal = dict[str, Any]


def exceeded(limit: str, most: float, asked: float, message: str) -> Refusal:
    """The error for what goes beyond a limit: the setting of that name, what it is, and what was asked."""
    return {
        "message": message,
        "extensions": {"code": LIMIT_EXCEEDED, "limit": limit, "most": most, "asked": asked},
    }


def refused_text(given: Scan, settings: Settings) -> Refusal | None:
    """What a text has too much of, told without parsing it; None where it may be parsed."""
    counts = (("tokens", given.tokens), ("aliases", given.aliases), ("directives", given.directives))
    for name, count in counts:
        most = getattr(settings, name)
        if most is not None and count > most:
            return exceeded(name, most, count, f"The query has {count} {name}; at most {most} are taken. {_REMEDY}")
    return None


def refused(document: DocumentNode, settings: Settings) -> Refusal | None:
    """What a document has too much of; None where it may be validated."""
    if settings.depth is None and settings.fields is None and settings.root_fields is None:
        return None
    fragments = {one.name.value: one for one in document.definitions if isinstance(one, FragmentDefinitionNode)}
    sizes = _Sizes(fragments)
    for one in document.definitions:
        if isinstance(one, OperationDefinitionNode | FragmentDefinitionNode):
            found = _refused(sizes.of(one.selection_set), isinstance(one, OperationDefinitionNode), settings)
            if found:
                return found
    return None


_REMEDY = "Ask in several requests."


def _refused(size: "_Size", is_operation: bool, settings: Settings) -> Refusal | None:
    if settings.depth is not None and size.depth > settings.depth:
        message = f"The query is {size.depth} fields deep; at most {settings.depth} are taken. Ask in smaller steps."
        return exceeded("depth", settings.depth, size.depth, message)
    if is_operation and settings.root_fields is not None and size.width > settings.root_fields:
        message = (
            f"The query asks for {size.width} fields at its root; at most {settings.root_fields} are taken. {_REMEDY}"
        )
        return exceeded("root_fields", settings.root_fields, size.width, message)
    if settings.fields is not None and size.widest > settings.fields:
        message = (
            f"The query asks one object for {size.widest} fields, doubles and those of fragments among them; at most"
            f" {settings.fields} are taken. Ask for each once."
        )
        return exceeded("fields", settings.fields, size.widest, message)
    return None


class _Size(NamedTuple):
    """Fields below each other at most, fields at the top, and the most fields at any one place."""

    depth: int
    width: int
    widest: int


class _Sizes:
    """The sizes of selection sets; each fragment is looked at once, however often it is spread."""

    def __init__(self, fragments: dict[str, FragmentDefinitionNode]) -> None:
        self._fragments = fragments
        self._known: dict[str, _Size] = {}
        for name in fragments:
            self._learn(name)

    def _learn(self, name: str) -> None:
        """Learns the size of a fragment after those that it spreads; a circle, which is no valid query, ends there."""
        waiting, begun = [name], set()
        while waiting:
            last = waiting[-1]
            if last in self._known:
                waiting.pop()
            elif last in begun:
                self._known[last] = self.of(self._fragments[last].selection_set)
                waiting.pop()
            else:
                begun.add(last)
                inner = _spreads(self._fragments[last].selection_set)
                waiting += [one for one in inner if one in self._fragments and one not in begun]

    def of(self, given: SelectionSetNode) -> _Size:
        """The size of a selection set, where the fragments that it spreads are known."""
        depth, width, widest = 0, 0, 0
        for one in given.selections:
            if isinstance(one, FieldNode):
                inner = self.of(one.selection_set) if one.selection_set else _LEAF
                depth, width, widest = max(depth, inner.depth + 1), width + 1, max(widest, inner.widest)
            else:
                inner = (
                    self._known.get(one.name.value, _LEAF)
                    if isinstance(one, FragmentSpreadNode)
                    else self.of(one.selection_set)  # type: ignore[attr-defined]
                )
                depth, width, widest = max(depth, inner.depth), width + inner.width, max(widest, inner.widest)
        return _Size(depth, width, max(width, widest))


_LEAF = _Size(0, 0, 0)


def _spreads(given: SelectionSetNode) -> list[str]:
    found, sets = [], [given]
    while sets:
        for one in sets.pop().selections:
            if isinstance(one, FragmentSpreadNode):
                found.append(one.name.value)
            elif one.selection_set:  # type: ignore[attr-defined]
                sets.append(one.selection_set)  # type: ignore[attr-defined]
    return found
