"""What joins documents: shared alternatives and sources, relations, conflicts. All follows from identity."""

import posixpath
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import unquote, urlsplit

from kg.finding import finding
from kg.identity import alternative_slug, document_slug, host_of, is_generic, slugify, source_key
from kg.model import (
    Alternative,
    Citation,
    Conflict,
    ConflictKind,
    Document,
    Finding,
    Kind,
    Link,
    Option,
    Principle,
    Rejection,
    Relation,
    RelationType,
    Severity,
    Source,
)

_SUCCESSION = set(RelationType) - {RelationType.RELATES_TO}


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
    titles: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    urls: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    edges = []
    for principle in principles:
        for reference in principle.references:
            key = source_key(reference.url, reference.title)
            if key is None:
                continue
            if reference.title:
                titles[key][reference.title].add(principle.path)
            if reference.url:
                urls[key][reference.url].add(principle.path)
            edges.append((principle, reference, key))
    nodes: dict[str, Source] = {}
    for _, _, key in edges:
        if key not in nodes:
            nodes[key] = _source(key, titles[key], urls[key])
    return [Citation(principle, nodes[key], reference) for principle, reference, key in edges]


def _source(key: str, titles: Mapping[str, set[str]], urls: Mapping[str, set[str]]) -> Source:
    url = _widest(urls)
    title = _widest(titles) or (url or key).split("://", 1)[-1]
    return Source(key, title, tuple(titles), url, tuple(urls), host_of(url) if url else None)


def _most(spellings: Counter[str]) -> str:
    return max(spellings, key=lambda label: spellings[label])


def _widest(spellings: Mapping[str, set[str]]) -> str | None:
    """The spelling that most documents use; of several the one that comes first."""
    return max(spellings, key=lambda text: len(spellings[text]), default=None)


class Paths:
    """Where links between documents lead: by path, permalink and file name."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.by_path = {document.path: document for document in documents}
        self.by_slug: dict[str, Document] = {}
        for document in documents:
            self.by_slug.setdefault(document.slug, document)

    def find(self, link: Link) -> Document | None:
        """The document that a link leads to; None where it leads to none."""
        href = urlsplit(link.href)
        target = unquote(href.path)
        folder = posixpath.dirname(link.location.path)
        base = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
        path = posixpath.normpath(base)
        for candidate in (path, f"{path}.md", f"{path}/README.md", f"{path}/index.md"):
            if candidate in self.by_path:
                return self.by_path[candidate]
        slug = document_slug(path, target.strip("/").removesuffix(".md"))
        return self.by_slug.get(slug) or self.by_slug.get(slug.rsplit("/", 1)[-1])


def entry_at(document: Document, fragment: str) -> Principle | None:
    """The entry of a document that a link with this fragment means: its only one, or the one so headed."""
    if len(document.principles) == 1:
        return document.principles[0]
    wanted = slugify(unquote(fragment))
    for principle in document.principles:
        heading = slugify(principle.location.heading or principle.title)
        if wanted and wanted in (heading, principle.slug.rsplit("/", 1)[-1]):
            return principle
    return None


def relations(
    documents: Sequence[Document], principles: Sequence[Principle]
) -> tuple[dict[str, tuple[Relation, ...]], list[Finding]]:
    """The relations of each principle by slug, stated and derived, and the links that lead nowhere."""
    paths = Paths(documents)
    homes = {principle.slug: paths.by_path[principle.path] for principle in principles}
    stated: dict[str, dict[tuple[RelationType, str], Relation]] = {p.slug: {} for p in principles}
    dangling = []
    for principle in principles:
        mine = stated[principle.slug]
        for link in principle.links:
            document = paths.find(link)
            if document is None:
                message = (
                    f"The link “{link.href}” leads to no document of this folder. Correct it, or add the document."
                )
                dangling.append(finding("dangling-relation", message, link.location))
                continue
            target = entry_at(document, urlsplit(link.href).fragment)
            if target is principle or (target is None and document.path == principle.path):
                continue
            end = target.slug if target else document.path
            mine.setdefault(
                (link.type, end),
                Relation(link.type, document, link.location, target, link.text, link.partial),
            )
    typed = {slug: {end for kind, end in rows if kind in _SUCCESSION} for slug, rows in stated.items()}
    joined = {
        slug: [row for (kind, end), row in rows.items() if kind in _SUCCESSION or end not in typed[slug]]
        for slug, rows in stated.items()
    }
    known = {(slug, row.target.slug) for slug, rows in joined.items() for row in rows if row.target}
    for principle in principles:
        for row in [row for row in joined[principle.slug] if not row.derived]:
            if row.target is None or (row.target.slug, principle.slug) in known:
                continue
            inverse = Relation(
                row.type.inverse,
                homes[principle.slug],
                row.location,
                principle,
                row.text,
                row.partial,
                derived=True,
            )
            joined[row.target.slug].append(inverse)
    return {slug: tuple(rows) for slug, rows in joined.items()}, dangling


def conflicts(
    edges: Sequence[Rejection], principles: Sequence[Principle], related: Mapping[str, tuple[Relation, ...]]
) -> list[Conflict]:
    """Where one entry in force rejects what another one in force is, or chose; one a pair and option."""
    bearers: dict[str, list[tuple[ConflictKind, Principle]]] = defaultdict(list)
    for principle in principles:
        if not _in_force(principle):
            continue
        if principle.kind is Kind.PRINCIPLE:
            bearers[alternative_slug(principle.title)].append((ConflictKind.PRINCIPLE, principle))
        elif principle.chosen and not is_generic(principle.chosen):
            bearers[alternative_slug(principle.chosen)].append((ConflictKind.OPTION, principle))
    found: dict[tuple[frozenset[str], str], Conflict] = {}
    for edge in edges:
        principle = edge.principle
        if edge.alternative.slug not in bearers or not _in_force(principle):
            continue
        successors = {row.target.slug for row in related[principle.slug] if row.target and row.type in _SUCCESSION}
        for kind, other in bearers[edge.alternative.slug]:
            if other.path == principle.path or other.slug in successors:
                continue
            pair = (frozenset((principle.slug, other.slug)), edge.alternative.slug)
            found.setdefault(pair, Conflict(kind, principle, other, edge.alternative, edge.option.location))
    return list(found.values())


def conflict_finding(conflict: Conflict) -> Finding:
    """A conflict, told to the author of the document that rejects."""
    severity = Severity.WARNING if conflict.kind is ConflictKind.PRINCIPLE else Severity.NOTE
    message = f"{conflict.explanation} Say in one of them why both stand, or let one supersede the other."
    return finding("conflict", message, conflict.location, severity)


def _in_force(principle: Principle) -> bool:
    return principle.status is None or principle.status.in_force
