"""The orders that lists can be asked for in."""

import enum

import strawberry

from kg.catalogue import Catalogue
from kg.selection import filters, lists
from kg.selection.listing import Listing


@strawberry.enum(description="An order of principles; ties are in the order of the catalogue.")
class PrincipleOrder(enum.Enum):
    """An order of principles."""

    CATALOGUE = strawberry.enum_value("catalogue", description="Theme by theme, then those without a theme by path.")
    TITLE = strawberry.enum_value(
        "title", description="By title as `TextFilter` compares, whatever its case and accents."
    )
    DATE = strawberry.enum_value("date", description="Newest first, those without a date last.")
    MOST_CITING = strawberry.enum_value("most-citing", description="Those that cite most sources first.")
    MOST_REJECTING = strawberry.enum_value("most-rejecting", description="Those that reject most alternatives first.")
    CENTRALITY = strawberry.enum_value("centrality", description="Those first that the others lead to most (PageRank).")


@strawberry.enum(description="An order of alternatives.")
class AlternativeOrder(enum.Enum):
    """An order of alternatives."""

    LABEL = strawberry.enum_value("label", description="By label, whatever its case and accents.")
    MOST_REJECTED = strawberry.enum_value(
        "most-rejected", description="Those that most principles reject first, ties by label."
    )


@strawberry.enum(description="An order of sources.")
class SourceOrder(enum.Enum):
    """An order of sources."""

    TITLE = strawberry.enum_value("title", description="By title, whatever its case and accents.")
    MOST_CITED = strawberry.enum_value(
        "most-cited", description="Those that most principles cite first, ties by title."
    )


def principles(catalogue: Catalogue, wanted: filters.PrincipleFilter | None, order: PrincipleOrder | None) -> Listing:
    """The principles that a filter means in an order; None is all of them, and the order of the catalogue."""
    return lists.principles(catalogue, wanted, (order or PrincipleOrder.CATALOGUE).name)


def alternatives(
    catalogue: Catalogue, wanted: filters.AlternativeFilter | None, order: AlternativeOrder | None
) -> Listing:
    """The alternatives that a filter means in an order; None is all of them, by label."""
    return lists.alternatives(catalogue, wanted, (order or AlternativeOrder.LABEL).name)


def sources(catalogue: Catalogue, wanted: filters.SourceFilter | None, order: SourceOrder | None) -> Listing:
    """The sources that a filter means in an order; None is all of them, by title."""
    return lists.sources(catalogue, wanted, (order or SourceOrder.TITLE).name)
