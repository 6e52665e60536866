"""Documents."""

from typing import Any

import strawberry

from api.schema.node import Info, Node, named_node
from api.schema.principle import Principle
from api.schema.text import Finding, Section
from kg import model


def _findings(root: strawberry.Parent[model.Document], info: Info) -> Any:
    return info.context.catalogue.findings_of(root)


@strawberry.type
class Document(Node):
    """A file as it was read."""

    iri: str = named_node()
    path: str
    template: str | None = strawberry.field(description="Name of the template family that the document was read as.")
    markdown: str
    digest: str = strawberry.field(description="SHA-256 of the file's bytes.")
    principles: list[Principle]
    sections: list[Section] = strawberry.field(description="What belongs to no entry of the document.")
    findings: list[Finding] = strawberry.field(resolver=_findings)

    @classmethod
    def is_type_of(cls, value: object, _: object) -> bool:
        """True for a document of the catalogue."""
        return isinstance(value, model.Document)
