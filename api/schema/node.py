"""Global ids, and the two interfaces that every node of the graph has a share in."""

import binascii
from base64 import urlsafe_b64decode
from typing import TYPE_CHECKING, Any

import strawberry

from api.schema.context import Context
from kg.identity import opaque_id
from kg.names import label
from kg.rdf.parts import part_iri

if TYPE_CHECKING:
    Info = strawberry.Info[Context, None]
else:
    Info = strawberry.Info


def from_id(given: str) -> str | None:
    """The local name in an id; None where it is no id."""
    try:
        return urlsafe_b64decode(given + "=" * (-len(given) % 4)).decode()
    except (binascii.Error, ValueError):
        return None


def _id(root: Any) -> strawberry.ID:
    return strawberry.ID(opaque_id(root))


def _iri(root: strawberry.Parent[Any], info: Info) -> str:
    return info.context.catalogue.iris.of(root)


def named_node() -> Any:
    """The field `iri` of what has an id."""
    return strawberry.field(resolver=_iri, description="The IRI that RDF exports name it by.")


def _part_iri(root: strawberry.Parent[Any], info: Info) -> Any:
    return part_iri(info.context.catalogue, root)


def named_part() -> Any:
    """The field `iri` of what is part of an entry or a document."""
    return strawberry.field(resolver=_part_iri, description="The IRI that RDF exports name it by.")


def _label(root: Any) -> str:
    return label(root)


@strawberry.interface(description="Anything with a global id (GraphQL Global Object Identification).")
class Node:
    """What has an id."""

    id: strawberry.ID = strawberry.field(resolver=_id, description="Opaque and stable: `node(id:)` finds it again.")


@strawberry.interface(
    description="A node of the knowledge graph: it has an IRI of its own,"
    " which the server answers (Turtle, JSON-LD, HTML)."
)
class Resource(Node):
    """What has an IRI."""

    iri: str = named_node()
    label: str = strawberry.field(resolver=_label, description="How it is called, in one line.")
