"""What differs between two catalogues, node by node."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from msgspec import Struct

from kg.catalogue import Catalogue
from kg.identity import opaque_id
from kg.model import Alternative, Document, Principle, Source, Theme

_Node = TypeVar("_Node", Principle, Alternative, Source, Theme, Document)


class Change(Struct, frozen=True):
    """The way from one version to another: the ids of nodes that came, that say something else, and that went.

    `version` is where it leads. No id is named twice; each list is in the order of its ids.
    """

    version: str
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def then(self, later: Change) -> Change:
        """Both changes as one. What went and came back is changed, since it may be another one."""
        added, changed, removed = set(self.added), set(self.changed), set(self.removed)
        back = removed.intersection(later.added)
        fleeting = added.intersection(later.removed)
        added = (added | (set(later.added) - back)) - fleeting
        changed = (changed | back | set(later.changed)) - set(later.removed) - added
        removed = (removed - back) | (set(later.removed) - fleeting)
        return _change(later.version, added, changed, removed)


def between(old: Catalogue, new: Catalogue) -> Change:
    """How to get from one catalogue to another.

    A node has changed where an answer about it that goes as far as the next node would be another one: its own
    values, what joins it to others and what is said of that, where it stands, its conflicts and findings. What another
    node says of itself is a change of that one. `related` is not looked at: any change moves all scores a little.
    """
    added: list[str] = []
    changed: list[str] = []
    removed: list[str] = []
    moved = old.iris.base != new.iris.base  # every IRI is another one
    for before, after, same in _kinds(old, new):
        removed += (opaque_id(node) for name, node in before.items() if name not in after)
        for name, node in after.items():
            known = before.get(name)
            if known is None:
                added.append(opaque_id(node))
            elif moved or not same(known, node):
                changed.append(opaque_id(node))
    return _change(new.version, added, changed, removed)


def _change(version: str, added: Iterable[str], changed: Iterable[str], removed: Iterable[str]) -> Change:
    return Change(version, tuple(sorted(added)), tuple(sorted(changed)), tuple(sorted(removed)))


_Kind = tuple[dict[str, Any], dict[str, Any], Callable[[Any, Any], bool]]


def _kinds(old: Catalogue, new: Catalogue) -> Iterator[_Kind]:
    """For each kind of node: the old ones and the new ones by name, and whether two say the same."""

    def kind(
        of: Callable[[Catalogue], Iterable[_Node]],
        name: Callable[[_Node], str],
        own: Callable[[_Node, _Node], bool],
        joined: Callable[[Catalogue, _Node], object],
    ) -> _Kind:
        def same(before: _Node, after: _Node) -> bool:
            return own(before, after) and joined(old, before) == joined(new, after)

        return {name(node): node for node in of(old)}, {name(node): node for node in of(new)}, same

    yield kind(lambda all_: all_.principles, lambda node: node.slug, _equal, _of_principle)
    yield kind(lambda all_: all_.alternatives, lambda node: node.slug, _equal, _of_alternative)
    yield kind(lambda all_: all_.sources, lambda node: node.key, _equal, _of_source)
    yield kind(lambda all_: all_.themes, lambda node: node.slug, lambda *_: True, _of_theme)
    yield kind(lambda all_: all_.documents, lambda node: node.path, lambda *_: True, _of_document)


def _equal(before: Struct, after: Struct) -> bool:
    return before is after or before == after


# Of an edge only what stands on it and the name of its other end: the edge itself would compare whole entries.


def _of_principle(catalogue: Catalogue, entry: Principle) -> object:
    """What its options and references do not say already."""
    theme = catalogue.theme_of(entry)
    return (
        theme and theme.slug,
        [
            (
                row.type,
                row.document.path,
                row.target and row.target.slug,
                row.text,
                row.partial,
                row.derived,
                row.location,
            )
            for row in catalogue.relations(entry)
        ],
        [
            (one.kind, one.principle.slug, one.other.slug, one.over.slug, one.explanation, one.location)
            for one in catalogue.conflicts_of(entry)
        ],
        catalogue.findings_of(entry),
    )


def _of_alternative(catalogue: Catalogue, alternative: Alternative) -> object:
    same = catalogue.same_as(alternative)
    return (
        [(edge.principle.slug, edge.option) for edge in catalogue.rejections_of(alternative)],
        same and same.slug,
        [one.slug for one in catalogue.chosen_by(alternative)],
    )


def _of_source(catalogue: Catalogue, source: Source) -> object:
    return [(edge.principle.slug, edge.reference) for edge in catalogue.citations_of(source)]


def _of_theme(_: Catalogue, theme: Theme) -> object:
    return theme.label, theme.position, [one.slug for one in theme.principles]


def _of_document(catalogue: Catalogue, document: Document) -> object:
    return (
        document.template,
        document.markdown,
        document.digest,
        document.sections,
        [one.slug for one in document.principles],
        catalogue.findings_of(document),
    )
