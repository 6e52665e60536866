"""The shortest way between two resources, each step with what joins its two ends."""

from typing import NamedTuple

from kg import patience
from kg.catalogue import Catalogue
from kg.identity import Node
from kg.model import Resource
from kg.network.index import Index, index_of
from kg.network.joins import WORDS


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
    levels = _levels(index, first, last)
    return None if levels is None else _most_telling(index, levels)


def _levels(index: Index, first: int, last: int) -> list[set[int]] | None:
    """What lies on any of the shortest ways, step by step from the first node to the last; None where there is none."""
    sides = ([{first}], [{last}])
    reached = ({first}, {last})
    while sides[0][-1] and sides[1][-1]:
        patience.check()
        # The side that has less to look at goes on: two small circles hold less than a large one.
        near, far = (0, 1) if len(sides[0][-1]) <= len(sides[1][-1]) else (1, 0)
        fresh = index.around(sides[near][-1]) - reached[near]
        reached[near].update(fresh)
        sides[near].append(fresh)
        middle = fresh & sides[far][-1]
        if middle:
            there, back = (_narrowed(index, side, middle) for side in sides)
            return there[::-1] + back[1:]
    return None


def _narrowed(index: Index, side: list[set[int]], middle: set[int]) -> list[set[int]]:
    """The levels of one side from the middle outwards, only what leads there."""
    levels = [middle]
    for level in side[-2::-1]:
        levels.append(index.around(levels[-1]) & level)
    return levels


def _most_telling(index: Index, levels: list[set[int]]) -> Way:
    """The way of least detour through levels of equally short ones; ties go to what comes first in the index."""
    (first,) = levels[0]
    costs = {first: 0}
    before: list[dict[int, tuple[int, int, int]]] = []
    for level in levels[1:]:
        patience.check()
        found: dict[int, tuple[int, int, int]] = {}
        for node in sorted(costs):
            for other, code, detour in index.steps(node, level):
                cost = costs[node] + detour
                if other not in found or cost < found[other][0]:
                    found[other] = (cost, node, code)
        before.append(found)
        costs = {node: cost + index.passing[node] for node, (cost, _, _) in found.items()}
    (node,) = levels[-1]
    steps = []
    for found in reversed(before):
        _, previous, code = found[node]
        steps.append(Step(index.nodes[previous], index.nodes[node], WORDS[code]))
        node = previous
    return Way(tuple(reversed(steps)))
