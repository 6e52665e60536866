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


def refused_text(text: str, settings: Settings) -> Refusal | None:
    """What a text has too much of, told without reading it token by token; None where that may be done."""
    if settings.tokens is None or len(text) <= _PER_TOKEN * settings.tokens:
        return None
    most = _PER_TOKEN * settings.tokens
    message = f"The query has {len(text)} characters; at most {most} are taken, {_PER_TOKEN} for each token. {_REMEDY}"
    return exceeded("tokens", settings.tokens, len(text) // _PER_TOKEN, message)


def refused_tokens(given: Scan, settings: Settings) -> Refusal | None:
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
    if sizes.is_circular:
        return None
    for one in document.definitions:
        if isinstance(one, OperationDefinitionNode | FragmentDefinitionNode):
            found = _refused(sizes.of(one.selection_set), isinstance(one, OperationDefinitionNode), settings)
            if found:
                return found
            if settings.fields is not None and not _is_mergeable(one.selection_set, fragments, settings.fields):
                message = (
                    "The query asks for the same too often: what several parts of it ask of one object is put together,"
                    " and there is too much of that. Ask for each once."
                )
                return exceeded("fields", settings.fields, _WHOLE * settings.fields, message)
    return None


def is_circular(document: DocumentNode) -> bool:
    """Whether fragments spread each other in a circle."""
    return _Sizes(
        {one.name.value: one for one in document.definitions if isinstance(one, FragmentDefinitionNode)}
    ).is_circular


_WHOLE, _PAIRS = 20, 40
"""For each field that one object may be asked for: how many may be met in all, and how many pairs have one key."""


def _is_mergeable(given: SelectionSetNode, fragments: dict[str, FragmentDefinitionNode], fields: int) -> bool:
    """Whether few enough fields are met when those of one key are put together, as validating and running does."""
    left, pairs = _WHOLE * fields, _PAIRS * fields
    waiting = [[given]]
    while waiting:
        keys: dict[str, list[SelectionSetNode]] = {}
        counts: dict[str, int] = {}
        sets, seen = waiting.pop(), set()
        while sets:
            for one in sets.pop().selections:
                if isinstance(one, FieldNode):
                    key = (one.alias or one.name).value
                    pairs -= counts.get(key, 0)
                    counts[key] = counts.get(key, 0) + 1
                    left -= 1
                    if one.selection_set:
                        keys.setdefault(key, []).append(one.selection_set)
                elif not isinstance(one, FragmentSpreadNode):
                    sets.append(one.selection_set)  # type: ignore[attr-defined]
                elif one.name.value in fragments and one.name.value not in seen:
                    seen.add(one.name.value)
                    sets.append(fragments[one.name.value].selection_set)
            if left < 0 or pairs < 0:
                return False
        waiting += keys.values()
    return True


_REMEDY = "Ask in several requests."
_PER_TOKEN = 20
_MANY = 1_000_000
"""What is more than this is not counted."""


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
        self.is_circular = False
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
                for one in inner:
                    if one in begun and one not in self._known:
                        self.is_circular = True
                    elif one in self._fragments and one not in begun:
                        waiting.append(one)

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
        return _Size(min(depth, _MANY), min(width, _MANY), min(max(width, widest), _MANY))


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
