"""The orders that principles can be listed in."""

import enum
from collections.abc import Callable, Sequence

import strawberry

from kg.catalogue import Catalogue
from kg.kept import kept
from kg.model import Principle
from kg.network.centrality import by_centrality

_Ordered = Sequence[Principle]


@strawberry.enum(description="An order of principles; ties are in the order of the catalogue.")
class PrincipleOrder(enum.Enum):
    """An order of principles."""

    CATALOGUE = strawberry.enum_value("catalogue", description="Theme by theme, then those without a theme by path.")
    TITLE = strawberry.enum_value("title", description="By title, whatever its case.")
    DATE = strawberry.enum_value("date", description="Newest first, those without a date last.")
    MOST_CITING = strawberry.enum_value("most-citing", description="Those that cite most sources first.")
    MOST_REJECTING = strawberry.enum_value("most-rejecting", description="Those that reject most alternatives first.")
    CENTRALITY = strawberry.enum_value("centrality", description="Those first that the others lead to most (PageRank).")


def in_order(catalogue: Catalogue, order: PrincipleOrder | None) -> _Ordered:
    """The principles in an order; None is the order of the catalogue."""
    return _ORDERS[order or PrincipleOrder.CATALOGUE](catalogue)


def _by_catalogue(catalogue: Catalogue) -> _Ordered:
    return catalogue.principles


def _by_title(catalogue: Catalogue) -> _Ordered:
    return sorted(catalogue.principles, key=lambda principle: principle.title.casefold())


def _by_date(catalogue: Catalogue) -> _Ordered:
    # Turned round, sorting still keeps ties as they were.
    return sorted(catalogue.principles, key=lambda principle: principle.date or "", reverse=True)


def _by_citing(catalogue: Catalogue) -> _Ordered:
    def count(principle: Principle) -> int:
        return len({citation.source.key for citation in catalogue.citations_by(principle)})

    return sorted(catalogue.principles, key=count, reverse=True)


def _by_rejecting(catalogue: Catalogue) -> _Ordered:
    def count(principle: Principle) -> int:
        return len({rejection.alternative.slug for rejection in catalogue.rejections(principle)})

    return sorted(catalogue.principles, key=count, reverse=True)


_ORDERS: dict[PrincipleOrder, Callable[[Catalogue], _Ordered]] = {
    PrincipleOrder.CATALOGUE: _by_catalogue,
    PrincipleOrder.TITLE: kept(_by_title),
    PrincipleOrder.DATE: kept(_by_date),
    PrincipleOrder.MOST_CITING: kept(_by_citing),
    PrincipleOrder.MOST_REJECTING: kept(_by_rejecting),
    PrincipleOrder.CENTRALITY: kept(by_centrality),
}
