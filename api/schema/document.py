"""Documents."""

from typing import Any

import strawberry

from api.schema.node import Info, Node
from api.schema.principle import Principle
from api.schema.text import Finding, Section
from kg import model


def _findings(root: strawberry.Parent[model.Document], info: Info) -> Any:
    return info.context.catalogue.findings_of(root)


@strawberry.type(description="A file as it was read.")
class Document(Node):
    """A file as it was read."""

    path: str = strawberry.field(
        description="Relative to the catalogue's folder, with `/`. For example `docs/adr/0001-x.md`."
    )
    template: str | None = strawberry.field(description="Name of the template family that the document was read as.")
    markdown: str = strawberry.field(description="The whole text.")
    digest: str = strawberry.field(description="SHA-256 of the file's bytes.")
    principles: list[Principle] = strawberry.field(description="The entries it holds.")
    sections: list[Section] = strawberry.field(description="What belongs to no entry of the document.")
    findings: list[Finding] = strawberry.field(
        resolver=_findings, description="What a maintainer should look at in it."
    )

    @classmethod
    def is_type_of(cls, value: object, _: object) -> bool:
        """True for a document of the catalogue."""
        return isinstance(value, model.Document)
