"""What documents share: alternatives and sources. It follows from identity alone."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from kg.identity import alternative_slug, host_of, is_generic, source_key
from kg.model import Alternative, Citation, Option, Principle, Rejection, Source

_Spellings = dict[str, set[str]]
"""Each spelling with the paths of the documents that use it."""


def rejections(principles: Iterable[Principle]) -> list[Rejection]:
    """Every rejection, in the order of the principles, each with the alternative it shares with others."""
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    edges: list[tuple[Principle, Option, str]] = []
    for principle in principles:
        for option in principle.options:
            slug = alternative_slug(option.label)
            if is_generic(option.label):
                slug = f"{principle.slug}/{slug}"
            spellings[slug][option.label] += 1
            edges.append((principle, option, slug))
    nodes = {slug: Alternative(slug, _most(labels), tuple(labels)) for slug, labels in spellings.items()}
    return [Rejection(principle, nodes[slug], option) for principle, option, slug in edges]


def citations(principles: Iterable[Principle]) -> list[Citation]:
    """Every citation, in the order of the principles, each with the source it shares with others."""
    spelt: dict[str, tuple[_Spellings, _Spellings]] = {}
    edges = []
    for principle in principles:
        path = principle.path
        for reference in principle.references:
            key = source_key(reference.url, reference.title)
            if key is None:
                continue
            spellings = spelt.get(key)
            if spellings is None:
                spellings = spelt[key] = (defaultdict(set), defaultdict(set))
            if reference.title:
                spellings[0][reference.title].add(path)
            if reference.url:
                spellings[1][reference.url].add(path)
            edges.append((principle, reference, key))
    nodes = {key: _source(key, titles, urls) for key, (titles, urls) in spelt.items()}
    return [Citation(principle, nodes[key], reference) for principle, reference, key in edges]


def _source(key: str, titles: _Spellings, urls: _Spellings) -> Source:
    url = _widest(urls)
    title = _widest(titles) or (url or key).split("://", 1)[-1]
    return Source(key, title, tuple(titles), url, tuple(urls), host_of(url) if url else None)


def _most(spellings: Counter[str]) -> str:
    return max(spellings, key=lambda label: spellings[label])


def _widest(spellings: _Spellings) -> str | None:
    """The spelling that most documents use; of several the one that comes first."""
    return max(spellings, key=lambda text: len(spellings[text]), default=None)
