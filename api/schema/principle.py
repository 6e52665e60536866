"""Principles and decisions."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from api.schema.edges import Citation, Conflict, Rejection, Relation
from api.schema.given import is_given
from api.schema.node import Info, Resource
from api.schema.related import Related, near
from api.schema.text import Fact, Finding, Location, RichText, Section
from api.schema.values import CitationRole, Date, Kind, RelationType, Status
from kg import model

if TYPE_CHECKING:
    from api.schema.alternative import Alternative
    from api.schema.document import Document
    from api.schema.source import Source
    from api.schema.theme import Theme
else:
    Alternative = Annotated["Alternative", strawberry.lazy("api.schema.alternative")]
    Document = Annotated["Document", strawberry.lazy("api.schema.document")]
    Source = Annotated["Source", strawberry.lazy("api.schema.source")]
    Theme = Annotated["Theme", strawberry.lazy("api.schema.theme")]

_Entry = strawberry.Parent[model.Principle]
Roles = Annotated[
    list[CitationRole] | None,
    strawberry.argument(description="Those of these roles; all where it is left out or null."),
]
Types = Annotated[
    list[RelationType] | None,
    strawberry.argument(description="Those of these types; all where it is left out or null."),
]


def _theme(root: _Entry, info: Info) -> Any:
    return info.context.catalogue.theme_of(root)


def _alternatives(root: _Entry, info: Info) -> Any:
    edges = info.context.catalogue.rejections(root)
    return list({edge.alternative.slug: edge.alternative for edge in edges}.values())


def _rejections(root: _Entry, info: Info) -> Any:
    return info.context.catalogue.rejections(root)


def _sources(root: model.Principle, info: Info, role: model.CitationRole) -> list[model.Source]:
    edges = info.context.catalogue.citations_by(root)
    return list({edge.source.key: edge.source for edge in edges if edge.reference.role is role}.values())


def _evidence(root: _Entry, info: Info) -> Any:
    return _sources(root, info, model.CitationRole.EVIDENCE)


def _further_reading(root: _Entry, info: Info) -> Any:
    return _sources(root, info, model.CitationRole.FURTHER_READING)


def in_roles(citations: Sequence[model.Citation], roles: list[model.CitationRole] | None) -> Sequence[model.Citation]:
    """The citations in any of the roles; all where `roles` is not given."""
    return [edge for edge in citations if edge.reference.role in roles] if is_given(roles) else citations


def citing(edges: Sequence[model.Citation] | Sequence[model.Rejection]) -> list[model.Principle]:
    """The principles that the edges come from, each once, in order."""
    return list({edge.principle.slug: edge.principle for edge in edges}.values())


def _citations(root: _Entry, info: Info, roles: Roles = strawberry.UNSET) -> Any:
    return in_roles(info.context.catalogue.citations_by(root), roles)


def _relations(root: _Entry, info: Info, types: Types = strawberry.UNSET) -> Any:
    relations = info.context.catalogue.relations(root)
    return [edge for edge in relations if edge.type in types] if is_given(types) else relations


def _conflicts(root: _Entry, info: Info) -> Any:
    return info.context.catalogue.conflicts_of(root)


def _document(root: _Entry, info: Info) -> Any:
    return info.context.catalogue.document_of(root)


def _findings(root: _Entry, info: Info) -> Any:
    return info.context.catalogue.findings_of(root)


@strawberry.type(description="A principle, or a decision recorded in the same way.")
class Principle(Resource):
    """An entry of the catalogue."""

    slug: str = strawberry.field(description="Its identity: permalink or path. For example `loose-coupling`.")
    kind: Kind = strawberry.field(description="Principle or decision.")
    title: str = strawberry.field(description="As the document words it.")
    summary: str | None = strawberry.field(
        description="In a sentence or two: front matter, abstract, statement or lead."
    )
    keywords: list[str] = strawberry.field(description="As the document lists them.")
    status: Status | None = strawberry.field(description="Null where the document states none: never a default.")
    status_text: str | None = strawberry.field(description="The status as the document words it.")
    date: Date | None = strawberry.field(description="Where the document states one.")
    deciders: list[str] = strawberry.field(description="Who decided.")
    consulted: list[str] = strawberry.field(description="Who was asked.")
    informed: list[str] = strawberry.field(description="Who was told.")
    drivers: list[str] = strawberry.field(description="What the choice is measured by.")
    theme: Theme | None = strawberry.field(resolver=_theme, description="The theme it belongs to.")
    context: RichText | None = strawberry.field(description="Definition, context or problem statement.")
    justification: RichText | None = strawberry.field(description="Why it was chosen.")
    consequences: RichText | None = strawberry.field(description="What follows from it.")
    decision: RichText | None = strawberry.field(
        description="What was decided, as the document words it (a record's Decision or Decision Outcome)."
    )
    sections: list[Section] = strawberry.field(
        description="Every section of the entry, in document order: nothing of the document is left out."
    )
    chosen: str | None = strawberry.field(description="The option chosen, where the document names options.")
    alternatives: list[Alternative] = strawberry.field(
        resolver=_alternatives, description="The options considered and not chosen."
    )
    rejections: list[Rejection] = strawberry.field(
        resolver=_rejections, description="The same, with what the document says of each."
    )
    evidence: list[Source] = strawberry.field(
        resolver=_evidence, description="Sources that statements of this principle rest on."
    )
    further_reading: list[Source] = strawberry.field(
        resolver=_further_reading, description="Sources listed for the reader."
    )
    citations: list[Citation] = strawberry.field(
        resolver=_citations, description="Every citation, or those of some roles, in document order."
    )
    relations: list[Relation] = strawberry.field(
        resolver=_relations, description="Both directions: what only the other document states is `derived`."
    )
    conflicts: list[Conflict] = strawberry.field(
        resolver=_conflicts, description="Principles that choose what this one rejects, or reject what it chooses."
    )
    facts: list[Fact] = strawberry.field(
        description="Where each single value (title, status, date, chosen, deciders ...) was found."
    )
    related: list[Related] = strawberry.field(
        resolver=near, description="Principles near this one in the graph, nearest first, with what they share."
    )
    document: Document = strawberry.field(resolver=_document, description="The document that holds it.")
    location: Location = strawberry.field(description="Its lines.")
    findings: list[Finding] = strawberry.field(
        resolver=_findings, description="What a maintainer should look at in it."
    )

    @classmethod
    def is_type_of(cls, value: object, _: object) -> bool:
        """True for an entry of the catalogue."""
        return isinstance(value, model.Principle)
