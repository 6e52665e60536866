"""Searching a catalogue: hits, best first, a page at a time."""

from collections.abc import Collection
from typing import Annotated

from msgspec import Meta, Struct

from kg.catalogue import Catalogue
from kg.identity import local_name
from kg.model import Resource, ResourceKind
from kg.search.index import index_of
from kg.search.matching import WHOLE, Matching
from kg.search.question import Question, asked

_MOST = 10


class Hit(Struct, frozen=True):
    """A resource, how well it matches, and what was asked.

    `score` is below 1 for a hit that holds some of the words, from 1 on for one that holds all, and from 2 on for one
    that is called so; the rest of it is BM25, by which such hits are in order.
    """

    node: Resource
    score: float
    question: Question
    languages: tuple[str, ...]


class Place(Struct, frozen=True):
    """Where a hit stood in the hits of some version: its number from 0, its score, and its name."""

    rank: Annotated[int, Meta(ge=0, lt=1 << 31)]
    score: float
    name: str


class Found(Struct, frozen=True):
    """A page of hits, the number of the first one, and how many there are in all."""

    hits: tuple[Hit, ...]
    start: int
    total: int

    def place(self, at: int) -> Place:
        """The place of a hit of this page."""
        hit = self.hits[at]
        return Place(self.start + at, hit.score, local_name(hit.node))


def search(
    catalogue: Catalogue,
    text: str,
    kinds: Collection[ResourceKind] | None = None,
    first: int | None = _MOST,
    after: Place | None = None,
) -> Found:
    """The hits of a text, best first: `first` of those after a place, None for all; of all kinds, or of those given.

    No text is wrong; one without words has no hits. Where another version has moved the hit of a place, what follows
    is what follows it now, and where it is no hit any more, what is below its score.
    """
    index, question = index_of(catalogue), asked(text)
    query = Matching(index, question).of_kinds(kinds)
    if query is None:
        return Found((), 0, 0)
    whole = len(index.nodes)
    start = 0 if after is None else after.rank + 1
    wanted = whole if first is None else min(whole, start + first)
    rows, total = index.best(query, wanted)
    if after is not None and not (start <= len(rows) and local_name(index.nodes[rows[start - 1][0]]) == after.name):
        rows, total = index.best(query, whole)
        names = [local_name(index.nodes[row]) for row, _ in rows]
        below = next((at for at, (_, score) in enumerate(rows) if _shown(score) < after.score), len(rows))
        start = names.index(after.name) + 1 if after.name in names else below
    end = len(rows) if first is None else start + first
    hits = tuple(Hit(index.nodes[row], _shown(score), question, index.languages[row]) for row, score in rows[start:end])
    return Found(hits, start, total)


def _shown(score: float) -> float:
    return score / WHOLE
