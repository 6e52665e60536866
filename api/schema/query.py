"""What can be asked."""

from collections.abc import Callable, Sequence
from typing import Any

import strawberry

from api.schema.alternative import Alternative
from api.schema.catalogue import Catalogue
from api.schema.connection import After, Before, Connection, First, Last, page, paged
from api.schema.document import Document
from api.schema.edges import Conflict
from api.schema.node import Info, Node, Resource, from_id
from api.schema.order import PrincipleOrder, in_order
from api.schema.path import Path, way
from api.schema.principle import Principle
from api.schema.search import SearchConnection, found
from api.schema.source import Source
from api.schema.suggestion import SuggestedTheme, suggestions
from api.schema.text import Finding
from api.schema.theme import Theme
from api.schema.values import ConflictKind, Severity
from kg import catalogue as graph
from kg import model

UNSET = strawberry.UNSET


def _list(items: Callable[[graph.Catalogue], Sequence[Any]]) -> Any:
    return paged(lambda _, info: items(info.context.catalogue))


def _node(info: Info, id: strawberry.ID) -> Any:
    local = from_id(id)
    return info.context.catalogue.node(local) if local else None


def _nodes(info: Info, ids: list[strawberry.ID]) -> Any:
    return [_node(info, one) for one in ids]


def _resource(info: Info, iri: str) -> Any:
    catalogue = info.context.catalogue
    local = catalogue.iris.local(iri)
    found = catalogue.node(local) if local else None
    return None if isinstance(found, model.Document) else found


def _catalogue(info: Info) -> Any:
    return info.context.catalogue


def _principle(info: Info, slug: str) -> Any:
    return info.context.catalogue.principle(slug)


def _principles(
    info: Info,
    order_by: PrincipleOrder | None = PrincipleOrder.CATALOGUE,
    first: First = UNSET,
    after: After = UNSET,
    last: Last = UNSET,
    before: Before = UNSET,
) -> Any:
    return page(in_order(info.context.catalogue, order_by), info, first, after, last, before)


def _alternative(info: Info, label: str) -> Any:
    return info.context.catalogue.alternative(label)


def _source(info: Info, url: str) -> Any:
    return info.context.catalogue.source(url)


def _themes(info: Info) -> Any:
    return info.context.catalogue.themes


def _document(info: Info, path: str) -> Any:
    return info.context.catalogue.document(path)


def _conflicts(
    info: Info,
    kinds: list[ConflictKind] | None = UNSET,
    first: First = UNSET,
    after: After = UNSET,
    last: Last = UNSET,
    before: Before = UNSET,
) -> Any:
    conflicts = info.context.catalogue.conflicts
    chosen = [one for one in conflicts if one.kind in kinds] if kinds else conflicts
    return page(chosen, info, first, after, last, before)


def _findings(
    info: Info,
    severities: list[Severity] | None = UNSET,
    codes: list[str] | None = UNSET,
    first: First = UNSET,
    after: After = UNSET,
    last: Last = UNSET,
    before: Before = UNSET,
) -> Any:
    chosen = [
        one
        for one in info.context.catalogue.findings
        if (not severities or one.severity in severities) and (not codes or one.code in codes)
    ]
    return page(chosen, info, first, after, last, before)


@strawberry.type
class Query:
    """Everything that can be asked."""

    node: Node | None = strawberry.field(resolver=_node)
    nodes: list[Node | None] = strawberry.field(resolver=_nodes)
    resource: Resource | None = strawberry.field(resolver=_resource, description="Any resource by its IRI.")
    catalogue: Catalogue = strawberry.field(resolver=_catalogue)
    principle: Principle | None = strawberry.field(resolver=_principle)
    principles: Connection[Principle] = strawberry.field(resolver=_principles)
    alternative: Alternative | None = strawberry.field(
        resolver=_alternative, description="By slug or by label, in any spelling of case, quotes and punctuation."
    )
    alternatives: Connection[Alternative] = strawberry.field(resolver=_list(lambda catalogue: catalogue.alternatives))
    source: Source | None = strawberry.field(
        resolver=_source,
        description="By URL, however it is spelt (http or https, trailing slash, tracking parameters).",
    )
    sources: Connection[Source] = strawberry.field(resolver=_list(lambda catalogue: catalogue.sources))
    themes: list[Theme] = strawberry.field(resolver=_themes)
    suggested_themes: list[SuggestedTheme] = strawberry.field(
        resolver=suggestions,
        description="Groups of principles that share much, largest first: what a maintainer might make themes of.",
    )
    document: Document | None = strawberry.field(resolver=_document)
    documents: Connection[Document] = strawberry.field(
        resolver=_list(lambda catalogue: catalogue.documents),
        description="All documents, those without an entry too.",
    )
    search: SearchConnection = strawberry.field(resolver=found, description="Full text over everything, best first.")
    path: Path | None = strawberry.field(
        resolver=way, description="Shortest way between two resources (ids), null where none joins them."
    )
    conflicts: Connection[Conflict] = strawberry.field(resolver=_conflicts)
    findings: Connection[Finding] = strawberry.field(resolver=_findings)
