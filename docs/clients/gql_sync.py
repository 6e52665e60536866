"""Asks with the Python client gql: python gql_sync.py [ADDRESS OF /graphql] (pip install "gql[httpx]")."""

import sys

from gql import Client, gql
from gql.transport.exceptions import TransportQueryError
from gql.transport.httpx import HTTPXTransport

FILTER = {"kinds": ["PRINCIPLE"], "cites": {"contains": "martinfowler.com"}}
PAGE = gql("""
query Page($filter: PrincipleFilter, $first: Int!, $after: String) {
  principles(filter: $filter, orderBy: TITLE, first: $first, after: $after) {
    nodes { title }
    pageInfo { hasNextPage endCursor }
    totalCount
  }
}
""")


def main(endpoint: str) -> None:
    """Prints titles page by page, and what a refusal says."""
    transport = HTTPXTransport(url=endpoint, headers={"Accept": "application/graphql-response+json"})
    # The schema is fetched once, so that a query is checked before it is sent.
    with Client(transport=transport, fetch_schema_from_transport=True) as session:
        after = None
        while True:
            PAGE.variable_values = {"filter": FILTER, "first": 5, "after": after}
            principles = session.execute(PAGE)["principles"]
            for node in principles["nodes"]:
                print(node["title"])
            if not principles["pageInfo"]["hasNextPage"]:
                break
            after = principles["pageInfo"]["endCursor"]
        print(principles["totalCount"], "in all")

        PAGE.variable_values = {"first": 1_000_000}
        try:
            session.execute(PAGE)
        except TransportQueryError as refused:
            for error in refused.errors or []:
                print(error["extensions"]["code"], "at", error.get("path"))


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000/graphql")
