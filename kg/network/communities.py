"""Groups of principles that share much, suggested as themes."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import ceil, log
from typing import NamedTuple

from kg.catalogue import Catalogue
from kg.identity import slugify
from kg.kept import kept
from kg.model import Principle, Resource
from kg.names import label
from kg.network.index import BITS, MASK, Index, index_of
from kg.network.joins import IN_THEME, STRENGTHS
from kg.network.nearness import shared_strength

_SEED = 7
_LABEL_WORDS = 2
_REASONS = 10
# Shorter words are mostly articles and the like, in any language; abbreviations are not.
_WORD = re.compile(r"[^\W\d_]{4,}|[^\W\d_a-z]{2,3}(?![^\W\d_])")

Edge = tuple[int, int, float]


class SuggestedTheme(NamedTuple):
    """A group with a label made of what its principles have in common.

    `principles` are in catalogue order; `because` are up to ten alternatives and sources that at least two of them
    share, what most share first.
    """

    label: str
    principles: tuple[Principle, ...]
    because: tuple[Resource, ...]


@kept
def suggested_themes(catalogue: Catalogue) -> tuple[SuggestedTheme, ...]:
    """The groups, largest first, ties in catalogue order. Who shares nothing with anybody is in none.

    They are Louvain communities of the graph without its themes, so they don't just repeat those there are.
    """
    index = index_of(catalogue)
    groups = [sorted(one for one in group if one < index.principles) for group in _communities(_edges(index))]
    groups = sorted((group for group in groups if len(group) > 1), key=lambda group: (-len(group), group))
    names = _Names(catalogue.principles)
    return tuple(_apart(_suggestion(index, group, names) for group in groups))


def _apart(themes: Iterable[SuggestedTheme]) -> Iterator[SuggestedTheme]:
    """Themes of one slug would be one: the later ones get a number."""
    seen: Counter[str] = Counter()
    for theme in themes:
        slug = slugify(theme.label)
        seen[slug] += 1
        yield theme if seen[slug] == 1 else theme._replace(label=f"{theme.label} ({seen[slug]})")


def _edges(index: Index) -> Iterator[Edge]:
    """What joins principles, themes left out: to one another, to what they share, and to their bundles."""
    for number in range(index.principles):
        for packed in index.joined[number]:
            other, code = packed >> BITS, packed & MASK
            if other >= index.principles:
                weight = shared_strength(STRENGTHS[code], index.members[other])
                if weight and code != IN_THEME:
                    yield number, other, weight
            elif number < other:
                yield number, other, STRENGTHS[code]
        for at, _ in index.sides.get(number, ()):
            bundle = index.bundles[at]
            yield number, len(index.nodes) + at, shared_strength(STRENGTHS[bundle.code], bundle.size)


def _communities(edges: Iterable[Edge]) -> Iterator[set[int]]:
    """The communities by modularity; those that fall apart are told as their pieces. The same each time."""
    import networkx

    graph: networkx.Graph[int] = networkx.Graph()
    graph.add_weighted_edges_from(edges)
    if graph:
        for community in networkx.community.louvain_communities(graph, seed=_SEED):
            yield from networkx.connected_components(graph.subgraph(community))


def _suggestion(index: Index, group: Sequence[int], names: "_Names") -> SuggestedTheme:
    members = [index.nodes[number] for number in group]
    principles = tuple(one for one in members if isinstance(one, Principle))
    sharing: dict[int, float] = defaultdict(float)
    counts: Counter[int] = Counter()
    for number in group:
        for packed in index.joined[number]:
            other, code = packed >> BITS, packed & MASK
            if other >= index.principles and code != IN_THEME:
                counts[other] += 1
                sharing[other] += shared_strength(STRENGTHS[code], index.members[other])
    order = sorted((other for other in counts if counts[other] > 1), key=lambda other: (-sharing[other], other))
    because = tuple(index.nodes[other] for other in order[:_REASONS])
    return SuggestedTheme(
        names.common(principles) or label(because[0] if because else principles[0]), principles, because
    )


class _Names:
    """The words and keywords of all titles, and in how many entries each occurs."""

    def __init__(self, principles: Sequence[Principle]) -> None:
        self.count = len(principles)
        self._of = {id(principle): self._words(principle) for principle in principles}
        self._everywhere = Counter(word for words in self._of.values() for word in words)

    @staticmethod
    def _words(principle: Principle) -> dict[str, str]:
        title = principle.title.lower() if principle.title.isupper() else principle.title
        spelt = (*principle.keywords, *_WORD.findall(title))
        return {word.casefold(): word for word in reversed(spelt)}

    def common(self, principles: Sequence[Principle]) -> str:
        """Up to two words that a quarter of the group and few others have, the most telling first; else empty."""
        inside: Counter[str] = Counter()
        spelling: dict[str, str] = {}
        for principle in principles:
            for word, spelt in self._of[id(principle)].items():
                inside[word] += 1
                spelling.setdefault(word, spelt)
        least = max(2, ceil(len(principles) / 4))
        telling = {
            word: count * log(1 + self.count / self._everywhere[word])
            for word, count in inside.items()
            if count >= least and 2 * count > self._everywhere[word]
        }
        chosen = sorted(telling, key=lambda word: (-telling[word], word))[:_LABEL_WORDS]
        text = " and ".join(spelling[word] for word in chosen)
        return text[:1].upper() + text[1:]
