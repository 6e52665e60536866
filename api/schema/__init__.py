"""The GraphQL schema."""

from datetime import datetime
from functools import cache
from typing import Any

import strawberry
from graphql import GraphQLSchema, build_schema, introspection_from_schema
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.schema_converter import GraphQLCoreConverter

from api.schema.document import Document
from api.schema.federation import subgraph, subgraph_sdl
from api.schema.query import Query
from api.schema.subscription import Subscription
from api.schema.theme import Theme
from api.schema.values import DATE, DATE_TIME, Date

__all__ = ["graphql_schema", "introspection", "sdl", "strawberry_converter"]


@cache
def _schema() -> strawberry.Schema:
    return strawberry.Schema(
        Query,
        subscription=Subscription,
        types=[Document, Theme],
        config=StrawberryConfig(scalar_map={Date: DATE, datetime: DATE_TIME}),
    )


def strawberry_converter() -> GraphQLCoreConverter:
    """What Strawberry makes the schema with: it knows how arguments are converted."""
    return _schema().schema_converter


@cache
def graphql_schema(federation: bool = False) -> GraphQLSchema:
    """The schema as graphql-core executes it; as a subgraph it has `_entities` and `_service` as well."""
    schema = _schema()._schema
    return subgraph(schema, sdl(federation=True)) if federation else schema


@cache
def sdl(federation: bool = False) -> str:
    """The schema in the schema definition language, or that of the subgraph."""
    text = _schema().as_str() + "\n"
    return subgraph_sdl(text) if federation else text


def introspection() -> dict[str, Any]:
    """The schema as the answer to an introspection of all that there is: `{"__schema": …}`.

    Descriptions are in it, what is deprecated, also of inputs, and where scalars are specified.
    """
    # Directives that are deprecated are told by no released specification.
    return dict(introspection_from_schema(build_schema(sdl()), experimental_directive_deprecation=False))
