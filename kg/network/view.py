"""The networkx view: nodes by local name, edges keyed by what they say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.catalogue import Catalogue
from kg.identity import Node, local_name
from kg.model import Principle

if TYPE_CHECKING:
    import networkx

    Graph = networkx.MultiDiGraph[str]

# What XML 1.0, and so GraphML, can't hold.
_NO_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_networkx(catalogue: Catalogue) -> Graph:
    """The graph for networkx; a new one each time, to be changed at will.

    Nodes are local names such as `principle/slug`, with `kind`, `label` and `iri`; edges are keyed by their
    type, with `weight`, how often it is stated. Nodes and edges come in the order of the catalogue. Attributes are
    strings, numbers and truth values only, as GraphML needs them; what is not stated has none.
    """
    import networkx

    graph: Graph = networkx.MultiDiGraph(name=_text(catalogue.title), version=catalogue.version, base=catalogue.base)
    if catalogue.licence is not None:
        graph.graph["licence"] = _text(catalogue.licence)
    _add_nodes(graph, catalogue)
    for principle in catalogue.principles:
        _add_edges(graph, catalogue, principle)
    for alternative in catalogue.alternatives:
        for principle in catalogue.chosen_by(alternative):
            _join(graph, principle, alternative, "chooses")
        same = catalogue.same_as(alternative)
        if same is not None:
            _join(graph, alternative, same, "same-as")
    for theme in catalogue.themes:
        for principle in theme.principles:
            _join(graph, principle, theme, "in-theme")
    for conflict in catalogue.conflicts:
        key = f"conflicts-with:{conflict.over.slug}"
        about = {"conflict": conflict.kind.value, "over": conflict.over.label}
        _join(graph, conflict.principle, conflict.other, "conflicts-with", key, **about)
    return graph


def _add_nodes(graph: Graph, catalogue: Catalogue) -> None:
    def add(node: Node, kind: str, name: str, **attributes: str | int | None) -> None:
        given = {"kind": kind, "label": name, "iri": catalogue.iris.of(node), **attributes}
        known = {key: _text(value) for key, value in given.items() if value is not None and value != ""}
        graph.add_node(local_name(node), **known)

    for principle in catalogue.principles:
        theme = catalogue.theme_of(principle)
        add(
            principle,
            principle.kind.value,
            principle.title,
            slug=principle.slug,
            summary=principle.summary,
            status=principle.status.value if principle.status else None,
            date=principle.date,
            chosen=principle.chosen,
            keywords=", ".join(principle.keywords),
            theme=theme.label if theme else None,
        )
    for alternative in catalogue.alternatives:
        add(alternative, "alternative", alternative.label, slug=alternative.slug)
    for source in catalogue.sources:
        add(source, "source", source.title, url=source.url, host=source.host)
    for theme in catalogue.themes:
        add(theme, "theme", theme.label, slug=theme.slug, position=theme.position)
    for document in catalogue.documents:
        add(document, "document", document.path, path=document.path, template=document.template)


def _text(value: str | int) -> str | int:
    return _NO_XML.sub("\ufffd", value) if isinstance(value, str) and not value.isprintable() else value


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
        known = {name: _text(value) for name, value in attributes.items()}
        graph.add_edge(first, last, key=key, type=kind, weight=1, **known)
