"""The lists that nodes have: principles, rejections, citations, in the order of the catalogue."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from kg.catalogue import Catalogue
from kg.selection.listing import Listing
from kg.selection.places import (
    PLACE,
    Key,
    citation_place,
    conflict_place,
    finding_place,
    place,
    rejection_place,
)


def _list(
    key: Callable[[Catalogue, Any], Key], shape: tuple[type, ...]
) -> Callable[[str, Catalogue, Sequence[Any]], Listing]:
    def listing(name: str, catalogue: Catalogue, items: Sequence[Any]) -> Listing:
        """Items in the order of the catalogue as the list of a name."""
        return Listing(name, items, partial(key, catalogue), shape)

    return listing


principles = _list(place, PLACE)
rejections = _list(rejection_place, (*PLACE, int))
citations = _list(citation_place, (*PLACE, int))
conflicts = _list(conflict_place, (*PLACE, int, *PLACE))
findings = _list(finding_place, (str, int, str, str))
