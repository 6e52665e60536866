"""The networkx view: nodes by local name, edges keyed by what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.catalogue import Catalogue
from kg.identity import Node, local_name
from kg.model import Principle

if TYPE_CHECKING:
    import networkx

    Graph = networkx.MultiDiGraph[str]


def to_networkx(catalogue: Catalogue) -> Graph:
    """The graph for networkx; a new one each time, to be changed at will.

    Nodes are local names such as `principle/slug`, with `kind`, `label` and `iri`; edges are keyed by their
    type, with `weight`, how often it is stated. Attributes are strings, numbers and truth values only, as
    GraphML needs them.
    """
    import networkx

    graph: Graph = networkx.MultiDiGraph(name=catalogue.title, version=catalogue.version)
    _add_nodes(graph, catalogue)
    for principle in catalogue.principles:
        _add_edges(graph, catalogue, principle)
    for alternative in catalogue.alternatives:
        same = catalogue.same_as(alternative)
        if same is not None:
            _join(graph, alternative, same, "same-as")
    for theme in catalogue.themes:
        for principle in theme.principles:
            _join(graph, principle, theme, "in-theme")
    for conflict in catalogue.conflicts:
        _join(graph, conflict.principle, conflict.other, "conflicts-with", over=conflict.over.label)
    return graph


def _add_nodes(graph: Graph, catalogue: Catalogue) -> None:
    def add(node: Node, kind: str, label: str, **attributes: str | int | None) -> None:
        known = {name: value for name, value in attributes.items() if value is not None}
        graph.add_node(local_name(node), kind=kind, label=label, iri=catalogue.iris.of(node), **known)

    for principle in catalogue.principles:
        add(
            principle,
            principle.kind.value,
            principle.title,
            slug=principle.slug,
            summary=principle.summary,
            status=principle.status.value if principle.status else None,
            date=principle.date,
        )
    for alternative in catalogue.alternatives:
        add(alternative, "alternative", alternative.label, slug=alternative.slug)
    for source in catalogue.sources:
        add(source, "source", source.title, url=source.url, host=source.host)
    for theme in catalogue.themes:
        add(theme, "theme", theme.label, slug=theme.slug, position=theme.position)
    for document in catalogue.documents:
        add(document, "document", document.path, path=document.path, template=document.template)


def _add_edges(graph: Graph, catalogue: Catalogue, principle: Principle) -> None:
    for rejection in catalogue.rejections(principle):
        _join(graph, principle, rejection.alternative, "rejects")
    for citation in catalogue.citations_by(principle):
        role = citation.reference.role.value
        _join(graph, principle, citation.source, "cites", f"cites:{role}", role=role)
    for relation in catalogue.relations(principle):
        end = relation.target or relation.document
        _join(graph, principle, end, relation.type.value, partial=relation.partial, derived=relation.derived)
    _join(graph, principle, catalogue.document_of(principle), "recorded-in")


def _join(graph: Graph, start: Node, end: Node, kind: str, key: str | None = None, **attributes: str | bool) -> None:
    first, last, key = local_name(start), local_name(end), key or kind
    if graph.has_edge(first, last, key):
        graph.edges[first, last, key]["weight"] += 1
    else:
        graph.add_edge(first, last, key=key, type=kind, weight=1, **attributes)
