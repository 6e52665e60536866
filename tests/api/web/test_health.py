from starlette.testclient import TestClient

from api.schema import sdl
from kg.catalogue import Catalogue


def test_health(client: TestClient, catalogue: Catalogue) -> None:
    """/healthz says ok and the version that is served, and is never kept."""
    answer = client.get("/healthz")
    assert answer.json() == {"status": "ok", "version": catalogue.version}
    assert answer.headers["Cache-Control"] == "no-store"
    assert client.head("/healthz").status_code == 200


def test_schema(client: TestClient) -> None:
    """/schema.graphql is the schema with descriptions, as text."""
    answer = client.get("/schema.graphql")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.text == sdl()


def test_schema_is_held_by_clients(client: TestClient) -> None:
    """/schema.graphql has an entity tag, and who holds it is told that it is current."""
    answer = client.get("/schema.graphql")
    assert answer.headers["Cache-Control"] == "no-cache"
    held = client.get("/schema.graphql", headers={"If-None-Match": answer.headers["ETag"]})
    assert (held.status_code, held.content) == (304, b"")
    assert held.headers["ETag"] == answer.headers["ETag"]
    assert client.get("/schema.graphql", headers={"If-None-Match": '"other"'}).status_code == 200
