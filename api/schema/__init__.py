"""The GraphQL schema."""

from datetime import datetime
from functools import cache

import strawberry
from graphql import GraphQLSchema
from strawberry.schema.config import StrawberryConfig

from api.schema.document import Document
from api.schema.query import Query
from api.schema.theme import Theme
from api.schema.values import DATE, DATE_TIME, Date

__all__ = ["graphql_schema", "sdl"]


@cache
def _schema() -> strawberry.Schema:
    return strawberry.Schema(
        Query, types=[Document, Theme], config=StrawberryConfig(scalar_map={Date: DATE, datetime: DATE_TIME})
    )


def graphql_schema() -> GraphQLSchema:
    """The schema as graphql-core executes it."""
    return _schema()._schema


def sdl() -> str:
    """The schema in the schema definition language."""
    return _schema().as_str() + "\n"
