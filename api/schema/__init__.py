"""The GraphQL schema."""

from datetime import datetime
from functools import cache
from typing import Any

import strawberry
from graphql import GraphQLSchema, build_schema, introspection_from_schema
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.schema_converter import GraphQLCoreConverter

from api.schema.document import Document
from api.schema.query import Query
from api.schema.theme import Theme
from api.schema.values import DATE, DATE_TIME, Date

__all__ = ["graphql_schema", "introspection", "sdl", "strawberry_converter"]


@cache
def _schema() -> strawberry.Schema:
    return strawberry.Schema(
        Query, types=[Document, Theme], config=StrawberryConfig(scalar_map={Date: DATE, datetime: DATE_TIME})
    )


def strawberry_converter() -> GraphQLCoreConverter:
    """What Strawberry makes the schema with: it knows how arguments are converted."""
    return _schema().schema_converter


def graphql_schema() -> GraphQLSchema:
    """The schema as graphql-core executes it."""
    return _schema()._schema


@cache
def sdl() -> str:
    """The schema in the schema definition language."""
    return _schema().as_str() + "\n"


def introspection() -> dict[str, Any]:
    """The schema as the answer to an introspection of all that there is: `{"__schema": …}`.

    Descriptions are in it, what is deprecated, also of inputs, and where scalars are specified.
    """
    # Directives that are deprecated are told by no released specification.
    return dict(introspection_from_schema(build_schema(sdl()), experimental_directive_deprecation=False))
