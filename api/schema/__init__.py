"""The GraphQL schema."""

from functools import cache

import strawberry
from graphql import GraphQLSchema
from strawberry.schema.config import StrawberryConfig

from api.schema.document import Document
from api.schema.query import Query
from api.schema.subscription import Subscription
from api.schema.theme import Theme
from api.schema.values import DATE, Date

__all__ = ["graphql_schema", "sdl"]


@cache
def _schema() -> strawberry.Schema:
    return strawberry.Schema(
        Query,
        subscription=Subscription,
        types=[Document, Theme],
        config=StrawberryConfig(scalar_map={Date: DATE}),
    )


def graphql_schema() -> GraphQLSchema:
    """The schema as graphql-core executes it."""
    return _schema()._schema


def sdl() -> str:
    """The schema in the schema definition language."""
    return _schema().as_str() + "\n"
