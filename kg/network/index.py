"""The graph of one catalogue as lists of numbers: who is joined to whom, and by what."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from math import log2
from typing import NamedTuple

from kg.catalogue import Catalogue
from kg.identity import Node, alternative_slug, is_generic, local_name
from kg.kept import kept
from kg.model import Document, Resource
from kg.network import joins

BITS = 5
MASK = (1 << BITS) - 1
assert len(joins.WORDS) <= MASK


class Bundle(NamedTuple):
    """Many joined to many by one thing that is no resource, such as a page: each of `left` to each of `right`.

    Where all are joined to all, `right` is `left`.
    """

    left: tuple[int, ...]
    right: tuple[int, ...]
    code: int

    def across(self, side: int) -> tuple[int, ...]:
        """Whom those of a side, 0 for left, are joined to."""
        return self.left if side else self.right

    @property
    def size(self) -> int:
        """How many take part."""
        return len(self.left) if self.right is self.left else len(self.left) + len(self.right)


class Index:
    """The resources, numbered: principles in catalogue order, then alternatives, sources and themes.

    `joined[n]` holds for each neighbour of n its number and the code of the join in one number,
    `neighbour << BITS | code`; a pair has its most telling join alone. `members[n]` of them are principles.
    `sides[n]` are the bundles of n, each with the side that n is on. It holds nothing of the catalogue but the
    resources.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        nodes: list[Resource] = [*catalogue.principles, *catalogue.alternatives]
        nodes += [*catalogue.sources, *catalogue.themes]
        self.nodes = tuple(nodes)
        self.principles = len(catalogue.principles)
        self.numbers = {local_name(node): number for number, node in enumerate(self.nodes)}
        self._of = {id(node): number for number, node in enumerate(self.nodes)}
        self._codes: list[dict[int, int]] = [{} for _ in self.nodes]
        self.bundles: list[Bundle] = []
        self.sides: dict[int, list[tuple[int, int]]] = defaultdict(list)
        self._join_principles(catalogue)
        self._join_shared(catalogue)
        self._bundle(catalogue)
        self.joined = [tuple(other << BITS | code for other, code in sorted(codes.items())) for codes in self._codes]
        self._neighbours = [tuple(packed >> BITS for packed in row) for row in self.joined]
        # Passing through what joins many tells little.
        self.passing = [int(1000 * log2(1 + len(row))) for row in self.joined]
        self.members = [sum(packed >> BITS < self.principles for packed in row) for row in self.joined]
        del self._codes, self._of

    def number(self, node: Node) -> int | None:
        """The number of a resource; None for what is none of this catalogue."""
        return self.numbers.get(local_name(node))

    def around(self, numbers: Iterable[int]) -> set[int]:
        """Whatever is joined to any of some nodes."""
        found: set[int] = set()
        sides: set[tuple[int, int]] = set()
        for number in numbers:
            found.update(self._neighbours[number])
            if number in self.sides:
                sides.update(self.sides[number])
        for at, side in sides:
            found.update(self.bundles[at].across(side))
        return found

    def steps(self, number: int, among: set[int]) -> Iterator[tuple[int, int, int]]:
        """The neighbours of a node among some, each with the code of the join and the detour that it is."""
        for packed in self.joined[number]:
            if packed >> BITS in among:
                code = packed & MASK
                yield packed >> BITS, code, joins.DETOURS[code]
        for at, side in self.sides.get(number, ()):
            bundle = self.bundles[at]
            code = bundle.code + side
            detour = joins.DETOURS[code] + int(1000 * log2(bundle.size))
            for other in among.intersection(bundle.across(side)):
                if other != number:
                    yield other, code, detour

    def _join(self, start: int, end: int, code: int) -> None:
        if start == end:
            return
        there, back = self._codes[start], self._codes[end]
        if code < there.get(end, MASK):
            there[end] = code
        if code ^ 1 < back.get(start, MASK):
            back[start] = code ^ 1

    def _join_principles(self, catalogue: Catalogue) -> None:
        of = self._of
        for number, principle in enumerate(catalogue.principles):
            for rejection in catalogue.rejections(principle):
                self._join(number, of[id(rejection.alternative)], joins.REJECTS)
            for citation in catalogue.citations_by(principle):
                self._join(number, of[id(citation.source)], joins.OF_ROLE[citation.reference.role])
            for relation in catalogue.relations(principle):
                if relation.target is not None:
                    self._join(number, of[id(relation.target)], joins.OF_RELATION[relation.type])
        for conflict in catalogue.conflicts:
            self._join(of[id(conflict.principle)], of[id(conflict.other)], joins.CONFLICTS)

    def _join_shared(self, catalogue: Catalogue) -> None:
        of = self._of
        for alternative in catalogue.alternatives:
            number = of[id(alternative)]
            for principle in catalogue.chosen_by(alternative):
                self._join(of[id(principle)], number, joins.CHOOSES)
            same = catalogue.same_as(alternative)
            if same is not None:
                self._join(of[id(same)], number, joins.IS_OPTION)
        for theme in catalogue.themes:
            for principle in theme.principles:
                self._join(of[id(principle)], of[id(theme)], joins.IN_THEME)

    def _bundle(self, catalogue: Catalogue) -> None:
        of = self._of
        for document in catalogue.documents:
            self._all_joined((of[id(one)] for one in document.principles), joins.SAME_PAGE)
        linking: dict[str, dict[int, None]] = defaultdict(dict)
        choosing: dict[str, list[int]] = defaultdict(list)
        for number, principle in enumerate(catalogue.principles):
            for relation in catalogue.relations(principle):
                if relation.target is None:
                    linking[relation.document.path][number] = None
            if principle.chosen and not is_generic(principle.chosen):
                slug = alternative_slug(principle.chosen)
                if f"alternative/{slug}" not in self.numbers:  # else they are joined by the alternative
                    choosing[slug].append(number)
        for document in catalogue.documents:
            if document.path in linking:
                self._each_joined(tuple(linking[document.path]), document)
        for numbers in choosing.values():
            self._all_joined(numbers, joins.SAME_CHOICE)

    def _all_joined(self, numbers: Iterable[int], code: int) -> None:
        members = tuple(sorted(numbers))
        if len(members) > 1:
            for number in members:
                self.sides[number].append((len(self.bundles), 0))
            self.bundles.append(Bundle(members, members, code))

    def _each_joined(self, left: tuple[int, ...], document: Document) -> None:
        right = tuple(sorted(self._of[id(one)] for one in document.principles))
        if right:
            for side, members in enumerate((left, right)):
                for number in members:
                    self.sides[number].append((len(self.bundles), side))
            self.bundles.append(Bundle(left, right, joins.LINKS_PAGE))


@kept
def index_of(catalogue: Catalogue) -> Index:
    """The index of a catalogue, made when first asked for."""
    return Index(catalogue)
