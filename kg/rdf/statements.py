"""A catalogue as statements: each node described once, what is said of it in one fixed order."""

from collections.abc import Iterable, Iterator

from kg.catalogue import Catalogue
from kg.rdf import terms
from kg.rdf.ledger import Ledger
from kg.rdf.shared import (
    describe_alternative,
    describe_catalogue,
    describe_document,
    describe_source,
    describe_theme,
    triple_total,
)
from kg.rdf.triple import Description, Object, Triple


class _Ranks(dict[str, int]):
    """Where each predicate stands among what is said of a subject."""

    def __missing__(self, predicate: str) -> int:
        return len(terms.ORDER) + int(predicate.removeprefix(terms.RDF + "_"))


_RANKS = _Ranks({predicate: rank for rank, predicate in enumerate(terms.ORDER)})


def describe(catalogue: Catalogue, places: bool = False) -> Iterator[tuple[str, Description]]:
    """Each subject with what is said of it, sorted and without duplicates; subjects come in no order of use.

    Each is made when it is asked for, so that a large catalogue is never held twice.
    """
    count = 0
    for subject, description in _gathered(Ledger(catalogue, places)):
        ordered = sorted(set(description), key=_key)
        count += len(ordered)
        yield subject, ordered
    header = describe_catalogue(catalogue)
    header.append(triple_total(len(header) + 1 + count))
    yield catalogue.iris.catalogue, sorted(header, key=_key)


def _gathered(ledger: Ledger) -> Iterator[tuple[str, Description]]:
    catalogue = ledger.catalogue
    for document in catalogue.documents:
        describe_document(ledger, document)
        yield from ledger.close()
    for alternative in catalogue.alternatives:
        describe_alternative(ledger, alternative)
    for source in catalogue.sources:
        describe_source(ledger, source)
    for theme in catalogue.themes:
        describe_theme(ledger, theme)
    yield from ledger.close()


def ordered(descriptions: Iterable[tuple[str, Description]], catalogue_iri: str) -> list[tuple[str, Description]]:
    """The descriptions in the order of exports: the catalogue's own first, the others by IRI."""
    return sorted(descriptions, key=lambda one: (one[0] != catalogue_iri, one[0]))


def statements(catalogue: Catalogue, places: bool = False) -> Iterator[Triple]:
    """Every triple, once and in the order of exports; with `places`, where in the documents each fact stands."""
    for subject, description in ordered(describe(catalogue, places), catalogue.iris.catalogue):
        for predicate, value in description:
            yield subject, predicate, value


def _key(pair: tuple[str, Object]) -> tuple[int, str, str]:
    predicate, value = pair
    if isinstance(value, str):
        return _RANKS[predicate], value, ""
    return _RANKS[predicate], value.text, value.datatype
