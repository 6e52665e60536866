"""The orders that lists can be asked for in: each a key of its items, made of what can be compared in any version."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from msgspec import Struct

from kg.catalogue import Catalogue
from kg.model import Alternative, Document, Principle, Source
from kg.network.centrality import centrality
from kg.selection.folding import trimmed
from kg.selection.places import LONGEST, PLACE, Key, place

_Keyed = Callable[[Catalogue, Any], Key]


class Order(Struct, frozen=True):
    """An order: the key of an item of a catalogue, the types that its keys are of, and if the catalogue is in it."""

    key: _Keyed
    shape: tuple[type, ...]
    is_own: bool = False


def _title(_: Catalogue, principle: Principle) -> Key:
    return (trimmed(principle.title)[:LONGEST],)


def _newest(_: Catalogue, principle: Principle) -> Key:
    try:
        return (-date.fromisoformat(principle.date).toordinal() if principle.date else 0,)
    except ValueError:
        return (0,)


def _citing(catalogue: Catalogue, principle: Principle) -> Key:
    return (-len({id(edge.source) for edge in catalogue.citations_by(principle)}),)


def _rejecting(catalogue: Catalogue, principle: Principle) -> Key:
    return (-len({id(edge.alternative) for edge in catalogue.rejections(principle)}),)


def _central(catalogue: Catalogue, principle: Principle) -> Key:
    return (-centrality(catalogue, principle),)


def _label(_: Catalogue, alternative: Alternative) -> Key:
    return trimmed(alternative.label)[:LONGEST], alternative.slug


def _rejected(catalogue: Catalogue, alternative: Alternative) -> Key:
    return -_principles(catalogue.rejections_of(alternative)), *_label(catalogue, alternative)


def _source(_: Catalogue, source: Source) -> Key:
    return trimmed(source.title)[:LONGEST], source.key


def _cited(catalogue: Catalogue, source: Source) -> Key:
    return -_principles(catalogue.citations_of(source)), *_source(catalogue, source)


def _path(_: Catalogue, document: Document) -> Key:
    return (document.path,)


def _principles(edges: Iterable[Any]) -> int:
    """How many principles some edges come from."""
    return len({id(edge.principle) for edge in edges})


def _then_place(first: _Keyed, kind: type) -> Order:
    """An order of principles whose ties are in the order of the catalogue."""
    return Order(lambda catalogue, one: (*first(catalogue, one), *place(catalogue, one)), (kind, *PLACE))


CATALOGUE = Order(place, PLACE, is_own=True)
PRINCIPLES = {
    "CATALOGUE": CATALOGUE,
    "TITLE": _then_place(_title, str),
    "DATE": _then_place(_newest, int),
    "MOST_CITING": _then_place(_citing, int),
    "MOST_REJECTING": _then_place(_rejecting, int),
    "CENTRALITY": _then_place(_central, int),
}
ALTERNATIVES = {"LABEL": Order(_label, (str, str)), "MOST_REJECTED": Order(_rejected, (int, str, str))}
SOURCES = {"TITLE": Order(_source, (str, str)), "MOST_CITED": Order(_cited, (int, str, str))}
DOCUMENTS = {"PATH": Order(_path, (str,), is_own=True)}
