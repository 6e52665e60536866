"""What several files say, as one set of statements, and what stands in it with what."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from kg.rdf import terms
from kg.rdf.reading import lean
from kg.rdf.reading.term import Iri, Listed, Node, Nodes, Term

_LAST = 1 << 60
_ITEM = terms.RDF + "_"
_OWNERS = (
    terms.SECTION_OF, terms.REJECTED_BY, terms.CITING_ENTITY, terms.RELATION_FROM, terms.FACT_OF, terms.FINDING_OF,
)  # fmt: skip
_KINDS = {
    terms.PRINCIPLE: "entries",
    terms.DECISION: "entries",
    terms.DOCUMENT: "documents",
    terms.COLLECTION: "collections",
    terms.ORDERED_COLLECTION: "collections",
    terms.CONCEPT_SCHEME: "headers",
    terms.VOID_DATASET: "headers",
    terms.DCAT_DATASET: "headers",
    terms.ALTERNATIVE: "options",
    terms.CONCEPT: "others",
}
"""Where nodes of a class are kept, but for options; of several, the first in the alphabet of these names counts."""
_ENTRY_PROPERTIES = frozenset(
    (terms.REJECTS, terms.JUSTIFICATION, terms.DECISION_TEXT, terms.CHOSEN, terms.CONSEQUENCES)
)


class Graph:
    """Nodes by subject, the file that speaks of each first, and who belongs to whom."""

    def __init__(self, files: Iterable[tuple[str, Nodes]], bases: Iterable[str]) -> None:
        self.nodes: Nodes = {}
        self.homes: dict[str, str] = {}
        for path, nodes in files:
            self._add(path, nodes)
        lean.merge(self.nodes)
        self._parts: dict[str, dict[str, list[str]]] = {property: defaultdict(list) for property in _OWNERS}
        self._orders: dict[tuple[str, str], list[Term]] = {}
        self.entries: list[str] = []
        self.documents: list[str] = []
        self.collections: list[str] = []
        self.headers: list[str] = []
        self.others: list[str] = []
        """Concepts that are said to be nothing else."""
        for iri, node in self.nodes.items():
            self._sort(iri, node)
        self.bases = tuple(dict.fromkeys((*self._spaces(), *bases)))

    def _add(self, path: str, nodes: Nodes) -> None:
        if not self.nodes:
            self.nodes = nodes
            self.homes = dict.fromkeys(nodes, path)
            return
        for iri, node in nodes.items():
            self.homes.setdefault(iri, path)
            known = self.nodes.setdefault(iri, node)
            if known is not node:
                for predicate, values in node.items():
                    both = [*known.get(predicate, ()), *values]
                    listed = isinstance(values, Listed) or isinstance(known.get(predicate), Listed)
                    known[predicate] = Listed(dict.fromkeys(both)) if listed else both

    def _sort(self, iri: str, node: Node) -> None:
        for property in _OWNERS:
            if property in node:
                for owner in self.ends(node, property):
                    self._parts[property][owner].append(iri)
        if terms.ORDER_OF in node:
            self._order(node)
        kinds = [_KINDS[term] for term in node.get(terms.TYPE, ()) if term in _KINDS]
        kind = min(kinds, default="others")
        if kind == "others" and not _ENTRY_PROPERTIES.isdisjoint(node):
            kind = "entries"
        elif not kinds or kind == "options" or (iri.startswith(terms.PV) and kind in ("headers", "others")):
            return
        getattr(self, kind).append(iri)

    def _order(self, node: Node) -> None:
        field = next((term for term in node.get(terms.FIELD, ()) if type(term) is not Iri), "")
        items = [(int(name[len(_ITEM) :]), value) for name, value in _items(node)]
        for owner in self.ends(node, terms.ORDER_OF):
            self._orders[owner, field] = [value for _, value in sorted(items, key=lambda item: item[0])]

    def _spaces(self) -> Iterator[str]:
        """The bases that headers name: the URI space, or the scheme itself."""
        for iri in self.headers:
            yield from self.nodes[iri].get(terms.URI_SPACE, ())
            if iri.endswith("/"):
                yield iri

    def ends(self, node: Node, predicate: str) -> list[str]:
        """The nodes that a property leads to, each once, in no order that means anything."""
        found = node.get(predicate)
        if found is None:
            return []
        if len(found) == 1:
            first = found[0]
            return [first] if type(first) is Iri else []
        return list(dict.fromkeys([term for term in found if type(term) is Iri]))

    def parts(self, owner: str, property: str) -> list[str]:
        """What says by a property that it belongs to an owner, in the order of `pv:index`, then of IRIs."""
        found = self._parts[property].get(owner)
        if found is None:
            return []
        if len(found) < 2:
            return found
        if all(":" in iri for iri in found):
            return sorted(found, key=lambda iri: (self.index(iri), iri))
        return sorted(found, key=lambda iri: (self.index(iri), self.rank(iri)))

    def index(self, iri: str) -> int:
        """The position of a node among its siblings; behind all others where none is stated."""
        for term in self.nodes[iri].get(terms.INDEX, ()):
            text = term
            if text.isdigit() and text.isascii() and len(text) < 16:
                return int(text)
        return _LAST

    def rank(self, iri: str) -> tuple[bool, str]:
        """What nodes are sorted by: their IRI; the labels of blank nodes mean nothing, so what they say."""
        if ":" in iri:
            return False, iri
        said = sorted(
            (predicate, term)
            for predicate, values in self.nodes.get(iri, {}).items()
            for term in values
            if type(term) is not Iri or ":" in term
        )
        return True, "\n".join(f"{predicate} {text}" for predicate, text in said)

    def order(self, owner: str, field: str) -> list[Term] | None:
        """The values of a field in their stated order; None where none is stated."""
        return self._orders.get((owner, field))

    def local(self, iri: str, kind: str) -> str | None:
        """The rest of an IRI behind a base and the name of a kind of nodes, unescaped; None for other IRIs."""
        for base in self.bases:
            if iri.startswith(f"{base}{kind}/"):
                return unquote(iri[len(base) + len(kind) + 1 :]) or None
        return None


def _items(node: Node) -> Iterator[tuple[str, Term]]:
    for name, values in node.items():
        number = name[len(_ITEM) :]
        if name.startswith(_ITEM) and number.isascii() and number.isdigit() and len(number) < 16:
            yield name, min(values, key=str)
