"""A graph to documents: those that it describes, and the files of RDF themselves for what has no other."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from urllib.parse import quote

from kg.finding import SEVERITIES
from kg.identity import document_slug
from kg.model import Document, Finding, Location, Principle, Severity
from kg.rdf import definitions, terms
from kg.rdf.reading.entry import Home, Reader, slug_of
from kg.rdf.reading.places import Places
from kg.rdf.reading.term import Node
from kg.rdf.reading.values import Values

_DIGEST = re.compile("[0-9a-f]{64}")
_SEVERITIES = {severity.value: severity for severity in Severity}
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
Elsewhere = Callable[[str], str | None]
"""A link target that leads to a node of the folder's other documents, by its IRI."""


class Documents:
    """The documents of one graph; `digests` are those of the files it was read from, by path."""

    def __init__(self, values: Values, digests: Mapping[str, str], elsewhere: Elsewhere) -> None:
        self._values, self._graph, self._digests = values, values.graph, digests
        self._elsewhere = elsewhere
        self.paths: dict[str, str] = {}
        """The path of each document that is described, by its IRI."""
        for iri in self._graph.documents:
            self.paths[iri] = self._path(iri, self._graph.nodes[iri]) or self._graph.homes[iri]
        self._described = frozenset(self.paths)
        self._name_derived()
        self._places = Places(self._graph, self.paths)
        self.slugs = {iri: slug_of(values, iri) for iri in self._graph.entries}
        self.homes = {iri: self._home(iri) for iri in self._graph.entries}
        self._reader = Reader(values, self._places, self._href, self.slugs)

    def read(self) -> list[Document]:
        """The documents, by path."""
        described: dict[str, str] = {}
        for iri, path in self.paths.items():
            if iri in self._described:
                described.setdefault(path, iri)
        entries: dict[str, list[str]] = defaultdict(list)
        for iri, path in self.homes.items():
            entries[path].append(iri)
        paths = sorted({*described, *entries})
        return [self._document(path, described.get(path), entries.get(path, [])) for path in paths]

    def _name_derived(self) -> None:
        """Gives paths to documents of the base that something was derived from and that nothing else is said of."""
        for iri in self._graph.entries:
            for end in self._graph.ends(self._graph.nodes[iri], terms.DERIVED_FROM):
                name = end.partition("#line=")[0]
                local = self._graph.local(name, "document")
                if name not in self.paths and local is not None and _is_path(local):
                    self.paths[name] = local

    def _path(self, iri: str, node: Node) -> str | None:
        """The path of a document, or of an entry that states it itself."""
        path = self._values.text(iri, node, terms.PATH)
        if path is not None and not _is_path(path):
            self._values.unfit(iri, terms.PATH, path, "a path inside the folder")
            path = None
        local = self._graph.local(iri, "document")
        return path if path is not None else (local if local is not None and _is_path(local) else None)

    def _home(self, iri: str) -> str:
        """The path of the document that holds an entry."""
        node = self._graph.nodes[iri]
        if terms.PATH in node and (path := self._path(iri, node)) is not None:
            return path
        return min(self._places.documents(node), default=self._graph.homes[iri])

    def _href(self, iri: str) -> str:
        """A link target that leads to a node, wherever the link stands."""
        slug = self.slugs.get(iri)
        if slug is not None:
            return target(self.homes[iri], slug)
        path = self.paths.get(iri)
        return target(path) if path is not None else self._elsewhere(iri) or str(iri)

    def _document(self, path: str, iri: str | None, entries: list[str]) -> Document:
        values, graph = self._values, self._graph
        node = graph.nodes[iri] if iri is not None else {}
        about = iri or ""
        markdown = values.text(about, node, terms.MARKDOWN) or ""
        defined = definitions.read(values.text(about, node, terms.LINK_DEFINITIONS) or "")
        is_file = path in self._digests
        home = Home(path, Location(path, 0, 0), defined, self._ranks(node, entries))
        slug = values.text(about, node, terms.IDENTIFIER) or self._slug(path, entries, is_file)
        principles: list[Principle] = []
        for entry in self._in_order(entries):
            # What only a file of RDF says stands at the line where that speaks of the entry.
            own = Home(path, values.notes.place(path, entry), defined, home.ranks) if is_file else home
            principles.append(self._reader.principle(entry, own, own.default))
        digest = values.text(about, node, terms.DIGEST) or ""
        if not _DIGEST.fullmatch(digest):
            digest = self._digests.get(path) or hashlib.sha256(markdown.encode()).hexdigest()
        return Document(
            path,
            slug,
            markdown,
            digest,
            values.text(about, node, terms.TEMPLATE),
            values.strings(about, node, terms.NAME, "names"),
            tuple(principles),
            self._reader.sections(iri, home) if iri is not None else (),
            self._findings(iri, home.default) if iri is not None else (),
        )

    def _slug(self, path: str, entries: list[str], is_file: bool) -> str:
        """The slug of a document that states none: its only entry's, else its path's."""
        return self.slugs[entries[0]] if len(entries) == 1 and not is_file else document_slug(path)

    def _in_order(self, entries: list[str]) -> list[str]:
        return sorted(entries, key=lambda iri: (self._graph.index(iri), self.slugs[iri], self._graph.rank(iri)))

    def _ranks(self, node: Node, entries: list[str]) -> dict[str, int]:
        """The stated order of a document's links; empty where none is stated, or it is one of other links."""
        stated = self._values.text("", node, terms.LINK_ORDER) if terms.LINK_ORDER in node else None
        if stated is None:
            return {}
        links = sorted(
            part
            for entry in entries
            for property in (terms.CITING_ENTITY, terms.RELATION_FROM)
            for part in self._graph.parts(entry, property)
        )
        numbers = [int(word) for word in stated.split() if word.isascii() and word.isdigit() and len(word) < 16]
        if sorted(numbers) != list(range(1, len(links) + 1)):
            return {}
        return {links[number - 1]: rank for rank, number in enumerate(numbers, 1)}

    def _findings(self, iri: str, default: Location) -> tuple[Finding, ...]:
        found = []
        for part in self._graph.parts(iri, terms.FINDING_OF):
            node = self._graph.nodes[part]
            code = self._values.text(part, node, terms.CODE) or ""
            message = self._values.text(part, node, terms.MESSAGE)
            severity = self._values.text(part, node, terms.SEVERITY) or ""
            level = _SEVERITIES.get(severity) or SEVERITIES.get(code)
            if code and level is not None and message is not None:
                found.append(Finding(code, level, message, self._places.of(node, default)))
        return tuple(found)


def _is_path(text: str) -> bool:
    """True for the path of a file inside a folder, with slashes."""
    parts = text.split("/")
    return bool(text) and not _CONTROL.search(text) and not any(part in ("", ".", "..") for part in parts)


def target(path: str, entry: str | None = None) -> str:
    """A link target that leads to a path from the root, and to an entry there."""
    return "/" + quote(path) + (f"#{quote(entry)}" if entry is not None else "")
