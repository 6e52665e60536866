"""Waits for a change with gql: python gql_live.py [ADDRESS OF /graphql] (pip install "gql[websockets]")."""

import asyncio
import sys

from gql import Client, gql
from gql.transport.websockets import WebsocketsTransport

VERSION = "{ catalogue { version } }"
CHANGES = """
subscription Changes($since: String) {
  catalogueChanged(since: $since) { version added changed removed }
}
"""


async def main(endpoint: str) -> None:
    """Prints the version, then what the next change has changed."""
    transport = WebsocketsTransport(
        url=endpoint.replace("http", "ws", 1), subprotocols=[WebsocketsTransport.GRAPHQLWS_SUBPROTOCOL]
    )
    async with Client(transport=transport) as session:
        version = (await session.execute(gql(VERSION)))["catalogue"]["version"]
        print(version, flush=True)
        # Nothing that happens between the two is missed: the change goes on from that version.
        changes = gql(CHANGES)
        changes.variable_values = {"since": version}
        async for answer in session.subscribe(changes):
            change = answer["catalogueChanged"]
            print(len(change["added"]), "added,", len(change["changed"]), "changed,", len(change["removed"]), "removed")
            break


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000/graphql"))
