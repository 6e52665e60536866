"""A catalogue's nodes by IRI: what is said of each, what points at it, and what belongs to it."""

from collections import defaultdict

from kg.catalogue import Catalogue
from kg.kept import kept
from kg.rdf import terms
from kg.rdf.statements import describe
from kg.rdf.triple import Description, Literal, Object

BELONGS = frozenset(
    (
        terms.REJECTED_BY,
        terms.CITING_ENTITY,
        terms.RELATION_FROM,
        # Sections, orders, and whatever else our vocabulary says to be of something.
        *(term for term in terms.ORDER if term.startswith(terms.PV) and term.endswith("Of")),
    )
)
"""The predicates by which a node is part of another, and would say little without it."""

LABELS = (terms.PREF_LABEL, terms.LABEL, terms.TITLE, terms.HEADING, terms.PATH, terms.HREF, terms.FIELD)
"""The predicates that name a node, the best first."""

_SHORT = 40  # characters; longer texts are seldom the same
_Flat = tuple[str | Literal, ...]


class Nodes:
    """The graph of one catalogue, without places, read by node.

    Statements lie flat, predicate after object, with each IRI and short text held once: a third of what pairs take.
    """

    __slots__ = ("_pointing", "_said", "iris", "loose")

    def __init__(self, catalogue: Catalogue) -> None:
        self.iris = catalogue.iris
        held: dict[Object, Object] = {}
        said: dict[str, _Flat] = {}
        for subject, description in describe(catalogue):
            flat: list[str | Literal] = []
            for predicate, value in description:
                often = isinstance(value, str) or len(value.text) <= _SHORT
                flat += (predicate, held.setdefault(value, value) if often else value)
            said[str(held.setdefault(subject, subject))] = tuple(flat)
        pointing: defaultdict[str, list[str]] = defaultdict(list)
        for subject, pairs in said.items():
            for verb, target in zip(pairs[::2], pairs[1::2], strict=True):
                if isinstance(target, str) and target in said and isinstance(verb, str):
                    pointing[target] += (subject, verb)
        self._said = said
        self._pointing = {iri: tuple(links) for iri, links in pointing.items()}
        self.loose = tuple(iri for iri in said if self._is_loose(iri))

    def __contains__(self, iri: str) -> bool:
        return iri in self._said

    def __len__(self) -> int:
        return len(self._said)

    def find(self, local: str) -> str | None:
        """The IRI of a node by its name under the base, unescaped; None where there is none."""
        iri = self.iris.mint(local)
        return iri if iri in self._said else None

    def said(self, iri: str) -> Description:
        """What is said of a node, in the order of exports; nothing of an unknown one."""
        flat = self._said.get(iri, ())
        return list(zip(flat[::2], flat[1::2], strict=True))  # type: ignore[arg-type]

    def values(self, iri: str, predicate: str) -> list[Object]:
        """What a node says by one predicate."""
        return [value for said, value in self.said(iri) if said == predicate]

    def pointing(self, iri: str) -> list[tuple[str, str]]:
        """Who points at a node, and by which predicate."""
        flat = self._pointing.get(iri, ())
        return list(zip(flat[::2], flat[1::2], strict=True))

    def naming(self, iri: str) -> tuple[str, Object] | None:
        """The statement that names a node; None where none does."""
        said = self.said(iri)
        for predicate in LABELS:
            for pair in said:
                if pair[0] == predicate:
                    return pair
        return None

    def owner(self, iri: str) -> str | None:
        """What a node is part of; None where it stands by itself."""
        flat = self._said.get(iri, ())
        for place in range(0, len(flat), 2):
            if flat[place] in BELONGS:
                return str(flat[place + 1])
        return None

    def root(self, iri: str) -> str:
        """The node that stands by itself and holds this one; a node by itself is its own."""
        owner = self.owner(iri)
        return iri if owner is None else self.root(owner)

    def parts(self, iri: str) -> list[str]:
        """What belongs to a node, as deep as it goes, each after what it belongs to; siblings in their order."""
        own = sorted({one for one, predicate in self.pointing(iri) if predicate in BELONGS}, key=self._place)
        return [part for one in own for part in (one, *self.parts(one))]

    def _place(self, iri: str) -> tuple[str, int, str]:
        said = dict(self.said(iri))
        index = said.get(terms.INDEX)
        return str(said.get(terms.TYPE)), int(index.text) if isinstance(index, Literal) else 0, iri

    def _is_loose(self, iri: str) -> bool:
        """True for a node by itself that no other leads to, and that does not point at the catalogue."""
        catalogue = self.iris.catalogue
        if iri == catalogue or self.owner(iri) is not None or catalogue in self._said[iri]:
            return False
        return all(self.root(subject) == iri for subject, _ in self.pointing(iri))


@kept
def nodes(catalogue: Catalogue) -> Nodes:
    """The nodes of a catalogue; read when first asked for, and kept as long as the catalogue."""
    return Nodes(catalogue)
