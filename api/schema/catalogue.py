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


@strawberry.type(description="The catalogue as a whole: what it is called, and how much it holds.")
class Catalogue:
    """What the catalogue is called, and how much it holds."""

    iri: str = strawberry.field(resolver=_iri, description="The base itself.")
    title: str = strawberry.field(description="As `catalogue.toml` names it.")
    licence: str | None = strawberry.field(
        description="The licence of the documents, where `catalogue.toml` names one."
    )
    base: str = strawberry.field(description="What all IRIs begin with.")
    version: str = strawberry.field(description="Changes exactly when the content of the graph changes.")
    imported_at: datetime = strawberry.field(description="When this process read the documents.")
    documents: int = strawberry.field(resolver=_documents, description="How many, those without an entry too.")
    principles: int = strawberry.field(resolver=_principles, description="How many principles and decisions.")
    alternatives: int = strawberry.field(resolver=_alternatives, description="How many.")
    sources: int = strawberry.field(resolver=_sources, description="How many.")
    citations: int = strawberry.field(resolver=_citations, description="How many, each mention of a source counted.")
    triples: int = strawberry.field(resolver=_triples, description="How many the export to RDF has, without places.")
