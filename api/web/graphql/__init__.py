"""GraphQL over HTTP."""

from api.web.graphql.endpoint import graphql

__all__ = ["graphql"]
