"""What can be asked."""

from collections.abc import Sequence
from typing import Annotated, Any

import strawberry

from api.schema import order
from api.schema.alternative import Alternative
from api.schema.catalogue import Catalogue
from api.schema.connection import After, Before, Connection, First, Last, page
from api.schema.document import Document
from api.schema.edges import Conflict
from api.schema.filters import AlternativeFilter, PrincipleFilter, SourceFilter, TextFilter, stated
from api.schema.given import is_given
from api.schema.node import Info, Node, Resource, from_id
from api.schema.order import AlternativeOrder, PrincipleOrder, SourceOrder
from api.schema.path import Path, way
from api.schema.principle import Principle
from api.schema.source import Source
from api.schema.suggestion import SuggestedTheme, suggestions
from api.schema.text import Finding
from api.schema.theme import Theme
from api.schema.values import ConflictKind, Severity
from kg import model
from kg.selection import edges, filters, lists

UNSET = strawberry.UNSET


def _node(info: Info, id: Annotated[strawberry.ID, strawberry.argument(description="The `id` of any node.")]) -> Any:
    local = from_id(id)
    return info.context.catalogue.node(local) if local else None


def _nodes(
    info: Info, ids: Annotated[list[strawberry.ID], strawberry.argument(description="The `id` of each node.")]
) -> Any:
    return [_node(info, one) for one in ids]


def _resource(
    info: Info, iri: Annotated[str, strawberry.argument(description="As `iri` and the RDF exports give it.")]
) -> Any:
    catalogue = info.context.catalogue
    local = catalogue.iris.local(iri)
    found = catalogue.node(local) if local else None
    return None if isinstance(found, model.Document) else found


def _catalogue(info: Info) -> Any:
    return info.context.catalogue


def _principle(
    info: Info,
    slug: Annotated[
        str, strawberry.argument(description="Slug, old permalink or file name. For example `loose-coupling`.")
    ],
) -> Any:
    return info.context.catalogue.principle(slug)


def _principles(
    info: Info,
    filter: Annotated[
        PrincipleFilter | None, strawberry.argument(description="Only those that meet it; all where it is left out.")
    ] = UNSET,
    order_by: Annotated[PrincipleOrder | None, strawberry.argument(description="What comes first.")] = (
        PrincipleOrder.CATALOGUE
    ),
    first: First = UNSET,
    after: After = UNSET,
    last: Last = UNSET,
    before: Before = UNSET,
) -> Any:
    listing = order.principles(info.context.catalogue, stated(filter, info), order_by)
    return page(listing, info, first, after, last, before)


def _alternatives(
    info: Info,
    filter: Annotated[
        AlternativeFilter | None, strawberry.argument(description="Only those that meet it; all where it is left out.")
    ] = UNSET,
    order_by: Annotated[AlternativeOrder | None, strawberry.argument(description="What comes first.")] = (
        AlternativeOrder.LABEL
    ),
    first: First = UNSET,
    after: After = UNSET,
    last: Last = UNSET,
    before: Before = UNSET,
) -> Any:
    listing = order.alternatives(info.context.catalogue, stated(filter, info), order_by)
    return page(listing, info, first, after, last, before)


def _sources(
    info: Info,
    filter: Annotated[
        SourceFilter | None, strawberry.argument(description="Only those that meet it; all where it is left out.")
    ] = UNSET,
    order_by: Annotated[SourceOrder | None, strawberry.argument(description="What comes first.")] = SourceOrder.TITLE,
    first: First = UNSET,
    after: After = UNSET,
    last: Last = UNSET,
    before: Before = UNSET,
) -> Any:
    listing = order.sources(info.context.catalogue, stated(filter, info), order_by)
    return page(listing, info, first, after, last, before)


def _documents(
    info: Info,
    template: Annotated[
        TextFilter | None,
        strawberry.argument(description="The name of the template family; all where it is left out."),
    ] = UNSET,
    has_principles: Annotated[
        bool | None, strawberry.argument(description="True: only those with an entry. False: only those without.")
    ] = UNSET,
    first: First = UNSET,
    after: After = UNSET,
    last: Last = UNSET,
    before: Before = UNSET,
) -> Any:
    wanted = filters.DocumentFilter(stated(template, info), has_principles if is_given(has_principles) else None)
    listing = lists.documents(info.context.catalogue, None if wanted == filters.DocumentFilter() else wanted, "PATH")
    return page(listing, info, first, after, last, before)


def _alternative(
    info: Info, label: Annotated[str, strawberry.argument(description="Slug or label. For example `Big ball of mud`.")]
) -> Any:
    return info.context.catalogue.alternative(label)


def _source(
    info: Info,
    url: Annotated[str, strawberry.argument(description="For example `https://martinfowler.com/bliki/Yagni.html`.")],
) -> Any:
    return info.context.catalogue.source(url)


def _themes(info: Info) -> Any:
    return info.context.catalogue.themes


def _document(
    info: Info,
    path: Annotated[str, strawberry.argument(description="Relative to the catalogue's folder, with `/`.")],
) -> Any:
    return info.context.catalogue.document(path)


def _conflicts(
    info: Info,
    kinds: Annotated[
        list[ConflictKind] | None,
        strawberry.argument(description="Those of these kinds; all where it is left out or null."),
    ] = UNSET,
    first: First = UNSET,
    after: After = UNSET,
    last: Last = UNSET,
    before: Before = UNSET,
) -> Any:
    catalogue = info.context.catalogue
    chosen = [one for one in catalogue.conflicts if one.kind in kinds] if is_given(kinds) else catalogue.conflicts
    return page(edges.conflicts("conflicts", catalogue, chosen), info, first, after, last, before)


def _findings(
    info: Info,
    severities: Annotated[
        list[Severity] | None,
        strawberry.argument(description="Those of these severities; all where it is left out or null."),
    ] = UNSET,
    codes: Annotated[
        list[str] | None, strawberry.argument(description="Those of these codes; all where it is left out or null.")
    ] = UNSET,
    first: First = UNSET,
    after: After = UNSET,
    last: Last = UNSET,
    before: Before = UNSET,
) -> Any:
    catalogue = info.context.catalogue
    chosen: Sequence[model.Finding] = catalogue.findings
    if is_given(severities):
        chosen = [one for one in chosen if one.severity in severities]
    if is_given(codes):
        known = frozenset(codes)
        chosen = [one for one in chosen if one.code in known]
    return page(edges.findings("findings", catalogue, chosen), info, first, after, last, before)


@strawberry.type(description="What can be asked.")
class Query:
    """Everything that can be asked."""

    node: Node | None = strawberry.field(resolver=_node, description="Any node by its id; null where there is none.")
    nodes: list[Node | None] = strawberry.field(
        resolver=_nodes, description="Nodes by their ids, in that order; null where there is none."
    )
    resource: Resource | None = strawberry.field(resolver=_resource, description="Any resource by its IRI.")
    catalogue: Catalogue = strawberry.field(resolver=_catalogue, description="The catalogue as a whole.")
    principle: Principle | None = strawberry.field(
        resolver=_principle, description="By slug, old permalink or file name; null where there is none."
    )
    principles: Connection[Principle] = strawberry.field(
        resolver=_principles,
        description="Principles and decisions, all or those that a filter means, in an order.",
    )
    alternative: Alternative | None = strawberry.field(
        resolver=_alternative, description="By slug or by label, in any spelling of case, quotes and punctuation."
    )
    alternatives: Connection[Alternative] = strawberry.field(
        resolver=_alternatives, description="Alternatives, all or those that a filter means, in an order."
    )
    source: Source | None = strawberry.field(
        resolver=_source,
        description="By URL, however it is spelt (http or https, trailing slash, tracking parameters).",
    )
    sources: Connection[Source] = strawberry.field(
        resolver=_sources, description="Sources, all or those that a filter means, in an order."
    )
    themes: list[Theme] = strawberry.field(resolver=_themes, description="In the order of the catalogue.")
    suggested_themes: list[SuggestedTheme] = strawberry.field(
        resolver=suggestions,
        description="Groups of principles that share much, largest first: what a maintainer might make themes of.",
    )
    document: Document | None = strawberry.field(resolver=_document, description="By path; null where there is none.")
    documents: Connection[Document] = strawberry.field(
        resolver=_documents,
        description="All documents, those without an entry too.",
    )
    path: Path | None = strawberry.field(
        resolver=way, description="Shortest way between two resources (ids), null where none joins them."
    )
    conflicts: Connection[Conflict] = strawberry.field(
        resolver=_conflicts, description="Conflicts, all or those of some kinds, in the order of the catalogue."
    )
    findings: Connection[Finding] = strawberry.field(
        resolver=_findings, description="Findings, all or those of some severities and codes, by path and line."
    )
