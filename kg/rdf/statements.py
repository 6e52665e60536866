"""A catalogue as statements: each node described once, what is said of it in one fixed order."""

from collections.abc import Iterator

from kg.catalogue import Catalogue
from kg.model import Document
from kg.rdf.ledger import Ledger
from kg.rdf.order import arranged
from kg.rdf.shared import (
    describe_alternative,
    describe_catalogue,
    describe_document,
    describe_source,
    describe_theme,
    triple_total,
)
from kg.rdf.triple import Description, Descriptions, Triple


class Describing:
    """Describes a catalogue in parts; `count` says how many statements those so far hold."""

    def __init__(self, catalogue: Catalogue, places: bool = False) -> None:
        self.count = 0
        self._catalogue = catalogue
        self._ledger = Ledger(catalogue, places)

    def document(self, document: Document) -> list[tuple[str, Description]]:
        """What is said of a document and of all that it holds."""
        ledger = self._ledger
        describe_document(ledger, document)
        stated = ledger.close()
        for subject, description in ledger.close_joined().items():
            stated[subject] += description
        return self._counted([(subject, arranged(description)) for subject, description in stated.items()])

    def graph(self, document: Document) -> tuple[str, list[tuple[str, Description]], list[tuple[str, Description]]]:
        """The graph of a document, what it states there, and what follows for it from others."""
        ledger = self._ledger
        describe_document(ledger, document)
        stated, joined = ledger.close(), []
        for subject, description in ledger.close_joined().items():
            known = set(stated[subject])
            new = [pair for pair in description if pair not in known]
            if new:
                joined.append((subject, arranged(new)))
        graph = [(subject, arranged(description)) for subject, description in stated.items()]
        return ledger.iris.document(document), self._counted(graph), self._counted(joined)

    def shared(self) -> list[tuple[str, Description]]:
        """What is said of what documents share and, at last, of the catalogue, which counts all statements."""
        ledger = self._ledger
        for alternative in ledger.catalogue.alternatives:
            describe_alternative(ledger, alternative)
        for source in ledger.catalogue.sources:
            describe_source(ledger, source)
        for theme in ledger.catalogue.themes:
            describe_theme(ledger, theme)
        shared = self._counted([(subject, arranged(description)) for subject, description in ledger.close().items()])
        header = describe_catalogue(self._catalogue)
        header.append(triple_total(len(header) + 1 + self.count))
        return [*shared, (self._catalogue.iris.catalogue, arranged(header))]

    def _counted(self, descriptions: list[tuple[str, Description]]) -> list[tuple[str, Description]]:
        self.count += sum(len(description) for _, description in descriptions)
        return descriptions


def describe(catalogue: Catalogue, places: bool = False) -> Iterator[tuple[str, Description]]:
    """Each subject with what is said of it, sorted and without duplicates; subjects come in no order of use.

    A document's are made when the first is asked for, so that a large catalogue is never held twice.
    """
    describing = Describing(catalogue, places)
    for document in catalogue.documents:
        yield from describing.document(document)
    yield from describing.shared()


def describe_graphs(catalogue: Catalogue, places: bool = False) -> Iterator[tuple[str | None, Descriptions]]:
    """The same statements, each in one named graph: graph IRI, and its subjects with what is said of them there.

    What a document states is in the graph whose IRI is the document's. What documents share, and what follows from
    several, comes last, in the default graph (None).
    """
    describing = Describing(catalogue, places)
    default: list[tuple[str, Description]] = []
    for document in catalogue.documents:
        graph, stated, joined = describing.graph(document)
        default += joined
        yield graph, stated
    yield None, default + describing.shared()


def ordered(descriptions: Descriptions, catalogue_iri: str) -> list[tuple[str, Description]]:
    """The descriptions in the order of exports: the catalogue's own first, the others by IRI."""
    return sorted(descriptions, key=lambda one: (one[0] != catalogue_iri, one[0]))


def statements(catalogue: Catalogue, places: bool = False) -> Iterator[Triple]:
    """Every triple, once and in the order of exports; with `places`, where in the documents each fact stands."""
    for subject, description in ordered(describe(catalogue, places), catalogue.iris.catalogue):
        for predicate, value in description:
            yield subject, predicate, value
