"""A catalogue as statements: each node described once, in one fixed order."""

from collections.abc import Iterator

from kg.catalogue import Catalogue
from kg.rdf import terms
from kg.rdf.ledger import Ledger
from kg.rdf.shared import (
    describe_alternative,
    describe_catalogue,
    describe_document,
    describe_source,
    describe_theme,
    triple_count,
)
from kg.rdf.triple import Description, Object, Triple

_RANKS = {predicate: rank for rank, predicate in enumerate(terms.ORDER)}
_ITEM = terms.RDF + "_"


def describe(catalogue: Catalogue, places: bool = False) -> Iterator[tuple[str, Description]]:
    """Each subject with what is said of it: the catalogue first, then by IRI; without duplicates, sorted."""
    ledger = Ledger(catalogue, places)
    for document in catalogue.documents:
        describe_document(ledger, document)
    for alternative in catalogue.alternatives:
        describe_alternative(ledger, alternative)
    for source in catalogue.sources:
        describe_source(ledger, source)
    for theme in catalogue.themes:
        describe_theme(ledger, theme)
    header = describe_catalogue(ledger)
    descriptions = {iri: sorted(set(said), key=_key) for iri, said in sorted(ledger.descriptions.items())}
    count = len(header) + 1 + sum(map(len, descriptions.values()))
    header.append(triple_count(count))
    yield catalogue.iris.catalogue, sorted(header, key=_key)
    yield from descriptions.items()


def statements(catalogue: Catalogue, places: bool = False) -> Iterator[Triple]:
    """Every triple, once and in order; with `places`, where in the documents each fact stands."""
    for subject, description in describe(catalogue, places):
        for predicate, value in description:
            yield subject, predicate, value


def _key(pair: tuple[str, Object]) -> tuple[int, str, str]:
    predicate, value = pair
    rank = _RANKS.get(predicate)
    if rank is None:
        rank = len(_RANKS) + int(predicate.removeprefix(_ITEM))
    return (rank, value, "") if isinstance(value, str) else (rank, value.text, value.datatype)
