"""The GraphQL schema."""

from datetime import datetime
from functools import cache

import strawberry
from graphql import GraphQLSchema
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.schema_converter import GraphQLCoreConverter

from api.schema.document import Document
from api.schema.query import Query
from api.schema.subscription import Subscription
from api.schema.theme import Theme
from api.schema.values import DATE, DATE_TIME, Date

__all__ = ["graphql_schema", "sdl", "strawberry_converter"]


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


def graphql_schema() -> GraphQLSchema:
    """The schema as graphql-core executes it."""
    return _schema()._schema


def sdl() -> str:
    """The schema in the schema definition language."""
    return _schema().as_str() + "\n"
