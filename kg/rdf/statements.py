"""A catalogue as statements: each node described once, what is said of it in one fixed order."""

from collections.abc import Iterator

from kg.catalogue import Catalogue
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


def describe(catalogue: Catalogue, places: bool = False) -> Iterator[tuple[str, Description]]:
    """Each subject with what is said of it, sorted and without duplicates; subjects come in no order of use.

    Each is made when it is asked for, so that a large catalogue is never held twice.
    """
    count = 0
    ledger = Ledger(catalogue, places)
    for document in catalogue.documents:
        describe_document(ledger, document)
        stated = ledger.close()
        for subject, description in ledger.close_joined().items():
            stated[subject] += description
        for subject, description in stated.items():
            in_order = arranged(description)
            count += len(in_order)
            yield subject, in_order
    for subject, description in _shared(ledger):
        count += len(description)
        yield subject, description
    yield _header(catalogue, count)


def describe_graphs(catalogue: Catalogue, places: bool = False) -> Iterator[tuple[str | None, Descriptions]]:
    """The same statements, each in one named graph: graph IRI, and its subjects with what is said of them there.

    What a document states is in the graph whose IRI is the document's. What documents share, and what follows from
    several, comes last, in the default graph (None).
    """
    count = 0
    joined: dict[str, Description] = {}
    ledger = Ledger(catalogue, places)
    for document in catalogue.documents:
        describe_document(ledger, document)
        stated = ledger.close()
        for subject, description in ledger.close_joined().items():
            known = set(stated[subject])
            joined[subject] = [pair for pair in description if pair not in known]
        graph = [(subject, arranged(description)) for subject, description in stated.items()]
        count += sum(len(description) for _, description in graph)
        yield ledger.iris.document(document), graph
    default = [(subject, arranged(description)) for subject, description in joined.items() if description]
    default.extend(_shared(ledger))
    count += sum(len(description) for _, description in default)
    default.append(_header(catalogue, count))
    yield None, default


def _shared(ledger: Ledger) -> Iterator[tuple[str, Description]]:
    for alternative in ledger.catalogue.alternatives:
        describe_alternative(ledger, alternative)
    for source in ledger.catalogue.sources:
        describe_source(ledger, source)
    for theme in ledger.catalogue.themes:
        describe_theme(ledger, theme)
    for subject, description in ledger.close().items():
        yield subject, arranged(description)


def _header(catalogue: Catalogue, count: int) -> tuple[str, Description]:
    """The dataset header, which counts its own statements as well."""
    header = describe_catalogue(catalogue)
    header.append(triple_total(len(header) + 1 + count))
    return catalogue.iris.catalogue, arranged(header)


def ordered(descriptions: Descriptions, catalogue_iri: str) -> list[tuple[str, Description]]:
    """The descriptions in the order of exports: the catalogue's own first, the others by IRI."""
    return sorted(descriptions, key=lambda one: (one[0] != catalogue_iri, one[0]))


def statements(catalogue: Catalogue, places: bool = False) -> Iterator[Triple]:
    """Every triple, once and in the order of exports; with `places`, where in the documents each fact stands."""
    for subject, description in ordered(describe(catalogue, places), catalogue.iris.catalogue):
        for predicate, value in description:
            yield subject, predicate, value
