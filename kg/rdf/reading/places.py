"""Where in documents things stand: `prov:wasDerivedFrom` of lines (RFC 5147) or of a document."""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from kg.model import Location
from kg.rdf import terms
from kg.rdf.reading.graph import Graph
from kg.rdf.reading.term import Iri, Node

_LINES = re.compile(r"#line=(\d{1,9}),(\d{1,9})\Z")


class Places:
    """Places by their IRIs; `paths` are the paths of documents by theirs."""

    def __init__(self, graph: Graph, paths: dict[str, str]) -> None:
        self._graph, self._paths = graph, paths
        self._known: dict[str, Location | None] = {}

    def of(self, node: Node, default: Location) -> Location:
        """Where a node stands, with the heading it stands under; the default where no lines are stated."""
        for term in node.get(terms.DERIVED_FROM, ()):
            iri = term
            if "#line=" not in iri:
                continue
            place = self._known[iri] if iri in self._known else self._read(iri)
            if place is not None:
                under = node.get(terms.UNDER)
                return place if under is None else replace(place, heading=_text(under[0]) or None)
        return default

    def documents(self, node: Node) -> Iterator[str]:
        """The paths of the documents that a node was derived from."""
        for term in node.get(terms.DERIVED_FROM, ()):
            path = self._path(term.partition("#line=")[0])
            if path is not None:
                yield path

    def _path(self, iri: str) -> str | None:
        return self._paths.get(iri)

    def _read(self, iri: str) -> Location | None:
        place = None
        found = _LINES.search(iri)
        path = self._path(iri[: found.start()]) if found else None
        if found and path is not None:
            start, end = int(found[1]), int(found[2])
            headings = self._graph.nodes.get(iri, {}).get(terms.HEADING)
            place = Location(path, start + 1 if end > start else end, end, _text(headings[0]) if headings else None)
        self._known[iri] = place
        return place


def _text(term: object) -> str | None:
    return str(term) if isinstance(term, str) and type(term) is not Iri else None
