"""Asks with gql and asyncio: python gql_async.py [ADDRESS OF /graphql] (pip install "gql[httpx]")."""

import asyncio
import sys

from gql import Client, gql
from gql.transport.exceptions import TransportQueryError
from gql.transport.httpx import HTTPXAsyncTransport

FILTER = {"kinds": ["PRINCIPLE"], "cites": {"contains": "martinfowler.com"}}
PAGE = """
query Page($filter: PrincipleFilter, $first: Int!, $after: String) {
  principles(filter: $filter, orderBy: TITLE, first: $first, after: $after) {
    nodes { title }
    pageInfo { hasNextPage endCursor }
  }
}
"""


async def main(endpoint: str) -> None:
    """Prints titles page by page, then what a refusal says."""
    async with Client(transport=HTTPXAsyncTransport(url=endpoint)) as session:
        page = gql(PAGE)
        page.variable_values = {"filter": FILTER, "first": 5}
        while True:
            principles = (await session.execute(page))["principles"]
            for node in principles["nodes"]:
                print(node["title"])
            if not principles["pageInfo"]["hasNextPage"]:
                break
            page.variable_values = {"filter": FILTER, "first": 5, "after": principles["pageInfo"]["endCursor"]}

        page.variable_values = {"first": 1_000_000}
        try:
            await session.execute(page)
        except TransportQueryError as refused:
            for error in refused.errors or []:
                print(error["extensions"]["code"], "at", error.get("path"))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000/graphql"))
