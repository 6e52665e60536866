"""Files of RDF, beside Markdown or alone, to the documents and settings that they state."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct

from kg.finding import finding
from kg.identity import Iris
from kg.model import Document, Finding, Location
from kg.rdf import terms
from kg.rdf.reading import settings, syntax, unknown
from kg.rdf.reading.documents import Documents, target
from kg.rdf.reading.graph import Graph
from kg.rdf.reading.notes import Notes
from kg.rdf.reading.values import Values

_MENDING = {
    "invalid-rdf": "Nothing of this file is read: {}. Correct it; the other files are served.",
    "remote-context": (
        "The context “{}” is not fetched, so this file says nothing. Write the context into the file, or name"
        " “context.jsonld”, the project's own."
    ),
}


class Stated(Struct):
    """What files of RDF state: documents, settings by name, files that links lead to; and the digests of the files."""

    documents: list[Document]
    settings: dict[str, Any]
    findings: list[Finding]
    others: frozenset[str]
    digests: list[str]


def read(files: Sequence[tuple[str, bytes]], base: str, beside: Sequence[Document] = ()) -> Stated:
    """What files state, each a path and its bytes, together; whatever they hold, what can't be read is a finding.

    `base` is what relative IRIs are resolved against. `beside` are the folder's Markdown documents: where one is at the
    path of a document of the graph, it is the source and counts.
    """
    notes = Notes(files, base)
    parsed = []
    for path, data in files:
        try:
            parsed.append((path, syntax.read("." + path.rpartition(".")[2], data, base)))
        except syntax.UnreadableError as error:
            message = _MENDING[error.code].format(str(error).rstrip("."))
            notes.add(finding(error.code, message, Location(path, error.line, error.line)))
    for path, nodes in parsed:
        if unknown.is_ours(nodes):
            unknown.tell(notes, path, nodes)
        else:
            message = "No principle or decision was found here; what the file says of other things is left out."
            notes.add(finding("no-entry", message, Location(path, 1, 1)))
    digests = {path: hashlib.sha256(data).hexdigest() for path, data in files}
    graph = Graph(parsed, (base,))
    values = Values(graph, notes)
    unknown.tell_concepts(values)
    elsewhere = _Elsewhere(beside, graph.bases)
    whole = Documents(values, digests, elsewhere)
    documents = whole.read()
    found = settings.read(values, whole.slugs, elsewhere)
    kept = _apart(notes, graph, whole, documents, beside)
    return Stated(kept, found, list(notes.findings), _others(values), sorted(digests.values()))


class _Elsewhere:
    """Link targets that lead to the Markdown documents of the folder, by IRI; looked up when first asked for."""

    def __init__(self, beside: Sequence[Document], bases: Iterable[str]) -> None:
        self._beside, self._bases = beside, bases
        self._known: dict[str, str] | None = None

    def __call__(self, iri: str) -> str | None:
        if self._known is None:
            self._known = {}
            for one in map(Iris, self._bases):
                for document in self._beside:
                    self._known.setdefault(one.document(document), target(document.path))
                    for entry in document.principles:
                        self._known.setdefault(one.principle(entry), target(document.path, entry.slug))
        return self._known.get(iri)


def _apart(
    notes: Notes, graph: Graph, whole: Documents, documents: list[Document], beside: Sequence[Document]
) -> list[Document]:
    """The documents less those that are there as Markdown; says once a file how many these are."""
    present = {document.path for document in beside}
    twice: dict[str, list[str]] = {}
    for iri, path in whole.paths.items():
        if path in present and iri in graph.nodes:
            twice.setdefault(graph.homes[iri], []).append(path)
    for home, paths in twice.items():
        count = len(set(paths))
        named = f"“{min(paths)}” is" if count == 1 else f"{count} documents, “{min(paths)}” the first, are"
        message = f"{named} here as Markdown too, which is read instead. Take one of the two away."
        notes.add(finding("document-twice", message, Location(home, 1, 1)))
    return [document for document in documents if document.path not in present]


def _others(values: Values) -> frozenset[str]:
    """The paths of files that links lead to and that are no documents."""
    found = set()
    for iri, node in values.graph.nodes.items():
        if terms.FILE in node and (path := values.text(iri, node, terms.FILE)):
            found.add(path)
    return frozenset(found)
