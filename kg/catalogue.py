"""Documents to one immutable, indexed catalogue."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime
from itertools import chain
from operator import attrgetter
from typing import TypeVar

import msgspec

from kg import __version__, conflicts, joining, levels, relations, themes
from kg.configuration import CatalogueSettings
from kg.finding import finding
from kg.identity import Iris, Node, alternative_slug, local_name, slugify, source_key
from kg.model import (
    Alternative,
    Citation,
    Conflict,
    Document,
    Finding,
    Kind,
    Location,
    Principle,
    Rejection,
    Relation,
    Source,
    Theme,
)
from kg.paths import Paths

_T = TypeVar("_T")
_NUMBER = re.compile(r"~\d+\Z")


class Catalogue:
    """One snapshot of everything; a reader keeps the one it began with. Look-ups give None where there is nothing.

    Of the folder `findings` are what was found, `others` the paths that are no documents, `toml` its catalogue.toml,
    `graphs` the digests of its files of RDF.
    """

    def __init__(
        self,
        documents: Iterable[Document],
        settings: CatalogueSettings,
        findings: Iterable[Finding] = (),
        *,
        others: Collection[str] = (),
        toml: str | None = None,
        graphs: Sequence[str] = (),
    ) -> None:
        self.settings = settings
        self.iris = Iris(settings.base)
        self.imported_at = datetime.now(UTC)
        in_order = sorted(documents, key=lambda document: document.path)
        self.documents, duplicates = _apart(in_order)
        self._documents = {document.path: document for document in self.documents}
        by_path = [principle for document in self.documents for principle in document.principles]
        self.paths = Paths(self.documents, others)
        self.themes = themes.gather(settings, self.documents)
        self.principles = themes.in_order(self.themes, by_path)
        self._principles = {principle.slug: principle for principle in self.principles}
        self._theme_of: dict[str, Theme] = {}
        for theme in self.themes:
            for principle in theme.principles:
                self._theme_of.setdefault(principle.slug, theme)
        self._join(by_path)
        found = chain(
            findings,
            (one for document in self.documents for one in document.findings),
            duplicates,
            map(relations.dangling, self._dangling),
            relations.odd(self.principles, self._relations),
            map(conflicts.conflict_finding, self.conflicts),
            () if toml is None else themes.unknown(settings, self.documents, toml),
        )
        self.findings: tuple[Finding, ...] = tuple(
            sorted(
                levels.told(found, self.documents, settings.findings),
                key=lambda one: (one.location.path, one.location.line, one.code, one.message),
            )
        )
        self._findings = _grouped(self.findings, "location.path")
        self._themes = {theme.slug: theme for theme in self.themes}
        self.version = self._digest(graphs)

    def _join(self, by_path: Sequence[Principle]) -> None:
        # Ties between spellings go to the first in path order, so edges are made in that order.
        rejections = joining.rejections(by_path)
        citations = joining.citations(by_path)
        self._rejections = _grouped(rejections, "principle.slug")
        self._citations = _grouped(citations, "principle.slug")
        in_order = [edge for principle in self.principles for edge in self._rejections.get(principle.slug, ())]
        self.citations: tuple[Citation, ...] = tuple(
            edge for principle in self.principles for edge in self._citations.get(principle.slug, ())
        )
        self._rejections_of = _grouped(in_order, "alternative.slug")
        self._citations_of = _grouped(self.citations, "source.key")
        self._alternatives = {edge.alternative.slug: edge.alternative for edge in in_order}
        self.alternatives: tuple[Alternative, ...] = tuple(
            sorted(self._alternatives.values(), key=lambda one: (one.label.casefold(), one.slug))
        )
        self._sources = {edge.source.key: edge.source for edge in self.citations}
        self.sources: tuple[Source, ...] = tuple(
            sorted(self._sources.values(), key=lambda one: (one.title.casefold(), one.key))
        )
        self._relations, astray = relations.relate(self.principles, self.paths)
        self._elsewhere = [link for link in astray if self.paths.is_other(link)]
        self._dangling = [link for link in astray if not self.paths.is_other(link)]
        self.conflicts: tuple[Conflict, ...] = tuple(conflicts.between(in_order, self.principles, self._relations))
        self._conflicts: dict[str, list[Conflict]] = defaultdict(list)
        for conflict in self.conflicts:
            self._conflicts[conflict.principle.slug].append(conflict)
            self._conflicts[conflict.other.slug].append(conflict)
        self._named: dict[str, Principle] = {}
        self._chosen: dict[str, list[Principle]] = defaultdict(list)
        for principle in self.principles:
            if principle.kind is Kind.PRINCIPLE:
                self._named.setdefault(alternative_slug(principle.title), principle)
            if principle.chosen:
                self._chosen[alternative_slug(principle.chosen)].append(principle)
        self._names: dict[str, Principle] = {}
        for document in self.documents:
            if len(document.principles) == 1:
                for name in document.names:
                    self._names.setdefault(name, document.principles[0])

    def _digest(self, graphs: Sequence[str]) -> str:
        digest = hashlib.sha256(__version__.encode())
        digest.update(msgspec.json.encode((self.settings, [(d.path, d.digest) for d in self.documents])))
        if self._elsewhere:  # these would mean other documents, or nothing, if what they lead to were not there
            digest.update(msgspec.json.encode([(link.location.path, link.href) for link in self._elsewhere]))
        if graphs:  # what they state of documents may change where the documents did not
            digest.update(msgspec.json.encode(graphs))
        return digest.hexdigest()[:32]

    @property
    def title(self) -> str:
        """The catalogue's title."""
        return self.settings.title

    @property
    def base(self) -> str:
        """What the IRIs of the catalogue begin with."""
        return self.settings.base

    @property
    def licence(self) -> str | None:
        """The licence of the documents, as `catalogue.toml` names it."""
        return self.settings.licence

    def principle(self, slug: str) -> Principle | None:
        """The principle of a slug, an old permalink or a file's name."""
        found = self._principles.get(slug) or self._names.get(slug)
        if found is None:
            folded = "/".join(map(slugify, slug.removesuffix(".html").removesuffix(".md").strip("/").split("/")))
            found = self._principles.get(folded) or self._names.get(folded)
        return found

    def alternative(self, label: str) -> Alternative | None:
        """The alternative of a slug, or of a label in any spelling."""
        return self._alternatives.get(label) or self._alternatives.get(alternative_slug(label))

    def source(self, url: str) -> Source | None:
        """The source of a URL in any spelling."""
        key = source_key(url if "://" in url else f"https://{url}", None)
        return self._sources.get(key) if key else None

    def source_by_key(self, key: str) -> Source | None:
        """The source of the key in its IRI."""
        return self._sources.get(key)

    def theme(self, slug: str) -> Theme | None:
        """The theme of a slug."""
        return self._themes.get(slug)

    def document(self, path: str) -> Document | None:
        """The document at a path, relative to the catalogue's folder."""
        return self._documents.get(path)

    def node(self, local: str) -> Node | None:
        """The node of a local name such as `principle/slug`."""
        kind, _, name = local.partition("/")
        node: Node | None
        match kind:
            case "principle":
                node = self._principles.get(name)
            case "alternative":
                node = self._alternatives.get(name)
            case "source":
                node = self._sources.get(name)
            case "theme":
                node = self._themes.get(name)
            case "document":
                node = self._documents.get(name)
            case _:
                node = None
        assert node is None or local_name(node) == local
        return node

    def rejections(self, principle: Principle) -> tuple[Rejection, ...]:
        """What a principle rejects, in document order."""
        return self._rejections.get(principle.slug, ())

    def rejections_of(self, alternative: Alternative) -> tuple[Rejection, ...]:
        """Who rejects an alternative, in catalogue order."""
        return self._rejections_of.get(alternative.slug, ())

    def citations_by(self, principle: Principle) -> tuple[Citation, ...]:
        """What a principle cites, in document order."""
        return self._citations.get(principle.slug, ())

    def citations_of(self, source: Source) -> tuple[Citation, ...]:
        """Who cites a source, in catalogue order."""
        return self._citations_of.get(source.key, ())

    def relations(self, principle: Principle) -> tuple[Relation, ...]:
        """The relations of a principle to others, stated and derived."""
        return self._relations.get(principle.slug, ())

    def conflicts_of(self, principle: Principle) -> tuple[Conflict, ...]:
        """The conflicts that a principle is part of, on either side."""
        return tuple(self._conflicts.get(principle.slug, ()))

    def theme_of(self, principle: Principle) -> Theme | None:
        """The theme of a principle."""
        return self._theme_of.get(principle.slug)

    def document_of(self, principle: Principle) -> Document:
        """The document that holds a principle."""
        return self._documents[principle.path]

    def findings_of(self, node: Principle | Document) -> tuple[Finding, ...]:
        """What was found in a document, or in the lines of an entry."""
        found = self._findings.get(node.path, ())
        if isinstance(node, Document) or len(self._documents[node.path].principles) == 1:
            return found
        place = node.location
        return tuple(one for one in found if place.line <= one.location.line <= place.end_line)

    def same_as(self, alternative: Alternative) -> Principle | None:
        """The principle that bears an alternative's name."""
        return self._named.get(alternative.slug)

    def same_option(self, principle: Principle) -> Alternative | None:
        """The alternative that bears a principle's name."""
        slug = alternative_slug(principle.title)
        return self._alternatives.get(slug) if self._named.get(slug) is principle else None

    def chosen_by(self, alternative: Alternative) -> tuple[Principle, ...]:
        """Decisions that chose an option of an alternative's name."""
        return tuple(self._chosen.get(alternative.slug, ()))


def _grouped(values: Sequence[_T], key: str) -> dict[str, tuple[_T, ...]]:
    """The values by what their attribute `key` is."""
    groups: dict[str, list[_T]] = defaultdict(list)
    for name, value in zip(map(attrgetter(key), values), values, strict=True):
        groups[name].append(value)
    return {name: tuple(group) for name, group in groups.items()}


def _apart(documents: Sequence[Document]) -> tuple[tuple[Document, ...], list[Finding]]:
    """Entries of one slug told apart: the later in path order get `~2`, `~3`; all get a finding.

    Those of a graph may have been told apart already, and stay as they are.
    """
    owners: dict[str, list[Document]] = defaultdict(list)
    for document in documents:
        if any(_is_under(one.slug, document.slug) for one in document.principles):
            owners[_NUMBER.sub("", document.slug) if "~" in document.slug else document.slug].append(document)
    renamed: dict[str, Document] = {}
    findings = []
    for slug, group in owners.items():
        if len(group) == 1:
            continue
        alike = len({document.slug for document in group}) < len(group)
        for number, document in enumerate(group, 1):
            others = ", ".join(other.path for other in group if other is not document)
            findings.append(_duplicate(slug, others, document.path))
            wanted = f"{slug}~{number}" if number > 1 else slug
            if alike and wanted != document.slug:
                renamed[document.path] = _renamed(document, wanted)
    return _entries_apart([renamed.get(document.path, document) for document in documents], findings), findings


def _entries_apart(documents: Sequence[Document], findings: list[Finding]) -> tuple[Document, ...]:
    """The same for entries whose slugs don't follow from their documents, as those of a graph."""
    owners: dict[str, list[Principle]] = defaultdict(list)
    for document in documents:
        for entry in document.principles:
            owners[entry.slug].append(entry)
    names: dict[int, str] = {}
    for slug, group in owners.items():
        number = 1
        for entry in group[1:]:
            number += 1
            while f"{slug}~{number}" in owners:
                number += 1
            names[id(entry)] = f"{slug}~{number}"
        if len(group) > 1:
            for path in dict.fromkeys(entry.path for entry in group):
                others = ", ".join(dict.fromkeys(entry.path for entry in group if entry.path != path)) or path
                findings.append(_duplicate(slug, others, path))
    if not names:
        return tuple(documents)
    return tuple(_with_slugs(document, names) for document in documents)


def _with_slugs(document: Document, names: dict[int, str]) -> Document:
    """A document whose entries have other slugs, by their `id()`."""
    replace = msgspec.structs.replace
    return replace(
        document, principles=tuple(replace(one, slug=names.get(id(one), one.slug)) for one in document.principles)
    )


def _duplicate(slug: str, others: str, path: str) -> Finding:
    message = f"The slug “{slug}” is used by {others} too. Give one of them another permalink or file name."
    return finding("duplicate-slug", message, Location(path, 1, 1))


def _is_under(slug: str, other: str) -> bool:
    return slug == other or slug.startswith(f"{other}/")


def _renamed(document: Document, slug: str) -> Document:
    replace = msgspec.structs.replace
    entries = (
        replace(one, slug=slug + one.slug.removeprefix(document.slug)) if _is_under(one.slug, document.slug) else one
        for one in document.principles
    )
    return replace(document, slug=slug, principles=tuple(entries))
