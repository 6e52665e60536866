"""Where the statements of one catalogue are gathered, subject by subject."""

from collections.abc import Sequence

from kg.catalogue import Catalogue
from kg.identity import Iris
from kg.model import Location
from kg.rdf import terms
from kg.rdf.parts import Names
from kg.rdf.triple import Description, Literal, Object, integer


class Ledger:
    """The descriptions of a catalogue's nodes by subject IRI, while they are being gathered."""

    __slots__ = ("_joined", "catalogue", "descriptions", "iris", "links", "names", "paths", "places")

    def __init__(self, catalogue: Catalogue, places: bool) -> None:
        self.catalogue = catalogue
        self.iris: Iris = catalogue.iris
        self.paths = catalogue.paths
        self.places = places
        self.descriptions: dict[str, Description] = {}
        self._joined: dict[str, Description] = {}
        self.links: list[str] = []
        self.names = Names(self.iris)

    def open(self, iri: str) -> Description:
        """The description of a subject, to be added to."""
        return self.descriptions.setdefault(iri, [])

    def join(self, iri: str) -> Description:
        """What follows for a subject from other documents than its own, to be added to."""
        return self._joined.setdefault(iri, [])

    def close(self) -> dict[str, Description]:
        """What was stated since the last time; no more may be said of these subjects."""
        stated, self.descriptions = self.descriptions, {}
        # Names bear the document's or the entry's: what one document holds never numbers what another one does.
        self.names = Names(self.iris)
        return stated

    def close_joined(self) -> dict[str, Description]:
        """What followed from other documents since the last time."""
        joined, self._joined = self._joined, {}
        return joined

    def link(self, iri: str) -> Description:
        """The description of a new citation or relation, whose place among the links of its document is kept."""
        self.links.append(iri)
        return self.open(iri)

    def place(self, description: Description, location: Location, told: bool = False) -> None:
        """If places are wanted: at which lines something stands (RFC 5147: 11 to 29 are `line=10,29`).

        The first of those at the same lines gives their heading; the others say theirs where it's another, unless it
        was `told` already.
        """
        if not self.places:
            return
        document = self.iris.document(location.path)
        iri = f"{document}#line={max(location.line - 1, 0)},{location.end_line}"
        description.append((terms.DERIVED_FROM, iri))
        place = self.descriptions.get(iri)
        if place is None:
            place = self.open(iri)
            place.append((terms.TYPE, terms.ENTITY))
            place.append((terms.IS_PART_OF, document))
            if location.heading is not None:
                place.append((terms.HEADING, Literal(location.heading)))
        elif not told:
            heading = place[2][1] if len(place) > 2 else None
            known = heading.text if isinstance(heading, Literal) else None
            if known != location.heading:
                description.append((terms.UNDER, Literal(location.heading or "")))

    def strings(self, owner: str, local: str, field: str, predicate: str, values: Sequence[str]) -> None:
        """States each value; where a set would lose their order or number, as an `rdf:Seq` too."""
        if not values:
            return
        objects = [Literal(value) for value in values]
        description = self.open(owner)
        description.extend((predicate, literal) for literal in objects)
        if len(values) > 1 and list(values) != sorted(set(values)):
            self.order(owner, local, field, objects)

    def order(self, owner: str, local: str, field: str, values: Sequence[Object]) -> None:
        """The values of a field, in their order, as an `rdf:Seq` with an IRI of its own."""
        description = self.open(self.iris.mint(f"order/{local}/{field}"))
        description.append((terms.TYPE, terms.SEQ))
        description.append((terms.ORDER_OF, owner))
        description.append((terms.FIELD, Literal(field)))
        description.extend((f"{terms.RDF}_{index}", value) for index, value in enumerate(values, 1))


def numbered(description: Description, index: int) -> None:
    """Says the position among siblings, from 1."""
    description.append((terms.INDEX, integer(index)))
