"""The shortest way between two resources, each step with what joins its two ends."""

from math import log2
from typing import NamedTuple

from kg.catalogue import Catalogue
from kg.identity import Node
from kg.model import Resource
from kg.network.index import BITS, MASK, Index, index_of
from kg.network.joins import DETOURS, WORDS


class Step(NamedTuple):
    """From one resource to the next, and what joins them: one of `WORDS`."""

    start: Resource
    end: Resource
    via: str


class Way(NamedTuple):
    """A way as its steps; none where it ends where it begins."""

    steps: tuple[Step, ...]

    @property
    def length(self) -> int:
        """How many steps."""
        return len(self.steps)


class _Reached(NamedTuple):
    """How a search came to a node: what the way cost so far, the node before, and the code of the join."""

    cost: int
    before: int
    code: int


def path(catalogue: Catalogue, start: Node, end: Node) -> Way | None:
    """The shortest way between two resources; None where none joins them, or one is no resource of the catalogue.

    Of equally short ways it is the most telling: over what few share rather than what many do, and over themes last.
    """
    index = index_of(catalogue)
    first, last = index.number(start), index.number(end)
    if first is None or last is None:
        return None
    if first == last:
        return Way(())
    forward, backward = _Search(index, first), _Search(index, last)
    while forward.frontier and backward.frontier:
        # One level of the side that has less to look at: two small circles hold less than a large one.
        ours, theirs = (forward, backward) if len(forward.frontier) <= len(backward.frontier) else (backward, forward)
        met = [node for node in ours.spread() if node in theirs.reached]
        if met:
            middle = min(met, key=lambda node: (ours.costs(node) + theirs.reached[node].cost, node))
            return _way(index, forward.trace(middle)[::-1], backward.trace(middle))
    return None


class _Search:
    """A search in all directions, level by level."""

    def __init__(self, index: Index, start: int) -> None:
        self.index = index
        self.start = start
        self.reached = {start: _Reached(0, -1, -1)}
        self.frontier = [start]
        self._spent: set[tuple[int, int]] = set()

    def costs(self, node: int) -> int:
        """What a way costs that goes on from here."""
        return self.reached[node].cost + (0 if node == self.start else self.index.passing[node])

    def spread(self) -> list[int]:
        """Goes one step further, and gives the nodes that were not reached before."""
        index, reached = self.index, self.reached
        fresh: dict[int, _Reached] = {}
        bundles: dict[tuple[int, int], tuple[int, int]] = {}
        for node in self.frontier:
            cost = self.costs(node)
            for packed in index.joined[node]:
                other = packed >> BITS
                if other not in reached:
                    code = packed & MASK
                    sum_ = cost + DETOURS[code]
                    known = fresh.get(other)
                    if known is None or sum_ < known.cost:
                        fresh[other] = _Reached(sum_, node, code)
            for side in index.sides.get(node, ()):
                if side not in self._spent and (cost, node) < bundles.get(side, (cost + 1, 0)):
                    bundles[side] = (cost, node)
        for (number, end), (cost, node) in bundles.items():
            self._spent.add((number, end))
            bundle = index.bundles[number]
            others, code = (bundle.left, bundle.code + 1) if end else (bundle.right, bundle.code)
            sum_ = cost + DETOURS[code] + int(1000 * log2(bundle.size))
            for other in others:
                if other not in reached and (other not in fresh or sum_ < fresh[other].cost):
                    fresh[other] = _Reached(sum_, node, code)
        reached.update(fresh)
        self.frontier = sorted(fresh)
        return self.frontier

    def trace(self, node: int) -> list[tuple[int, int, int]]:
        """The steps back from a node to the start: this node, the one before, the code from that one to this."""
        steps = []
        while node != self.start:
            how = self.reached[node]
            steps.append((node, how.before, how.code))
            node = how.before
        return steps


def _way(index: Index, there: list[tuple[int, int, int]], back: list[tuple[int, int, int]]) -> Way:
    nodes = index.nodes
    steps = [Step(nodes[before], nodes[node], WORDS[code]) for node, before, code in there]
    steps += [Step(nodes[node], nodes[before], WORDS[code ^ 1]) for node, before, code in back]
    return Way(tuple(steps))
