"""The catalogue as a whole."""

from datetime import datetime

import strawberry

from kg import catalogue as graph
from kg.rdf.export import triple_count

_Whole = strawberry.Parent[graph.Catalogue]


def _iri(root: _Whole) -> str:
    return root.iris.catalogue


def _documents(root: _Whole) -> int:
    return len(root.documents)


def _principles(root: _Whole) -> int:
    return len(root.principles)


def _alternatives(root: _Whole) -> int:
    return len(root.alternatives)


def _sources(root: _Whole) -> int:
    return len(root.sources)


def _citations(root: _Whole) -> int:
    return len(root.citations)


def _triples(root: _Whole) -> int:
    return triple_count(root)


@strawberry.type
class Catalogue:
    """What the catalogue is called, and how much it holds."""

    iri: str = strawberry.field(resolver=_iri)
    title: str
    licence: str | None
    base: str
    version: str = strawberry.field(description="Changes exactly when the content of the graph changes.")
    imported_at: datetime
    documents: int = strawberry.field(resolver=_documents)
    principles: int = strawberry.field(resolver=_principles)
    alternatives: int = strawberry.field(resolver=_alternatives)
    sources: int = strawberry.field(resolver=_sources)
    citations: int = strawberry.field(resolver=_citations)
    triples: int = strawberry.field(resolver=_triples)
