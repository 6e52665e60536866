import re
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from api.sources import told
from kg.catalogue import Catalogue

HTML = {"Accept": "text/html"}
SCHEMA = "{ __schema { types { name } } }"


@pytest.fixture
def hardened(catalogue: Catalogue) -> Iterator[TestClient]:
    """A client of a hardened server."""
    settings = told({"profile": "hardened"}, None, {}).settings
    with TestClient(create_app(settings, catalogue), raise_server_exceptions=False) as client:
        yield client


@pytest.mark.parametrize("query", [SCHEMA, '{ __type(name: "Query") { name } }'])
def test_introspection(client: TestClient, hardened: TestClient, query: str) -> None:
    """A public server tells its schema; a hardened one refuses, and says why."""
    assert "errors" not in client.post("/graphql", json={"query": query}).json()
    (error,) = hardened.post("/graphql", json={"query": query}).json()["errors"]
    assert error["message"] == "The schema is not told here: introspection is off."
    assert error["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"
    assert hardened.post("/graphql", json={"query": "{ __typename }"}).json() == {"data": {"__typename": "Query"}}
    assert hardened.get("/schema.graphql").status_code == 404


@pytest.mark.parametrize("headers", [{}, HTML])
def test_get(hardened: TestClient, headers: dict[str, str]) -> None:
    """A hardened server has no IDE, and answers no query by GET."""
    answer = hardened.get("/graphql", params={"query": "{ __typename }"}, headers=headers)
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")


@pytest.mark.parametrize(
    ("query", "variables"),
    [
        ("{ principlez { totalCount } }", {}),
        ("{ principles { totalCounts } }", {}),
        ("{ principles { nodes } }", {}),
        ("{ principles(firs: 1) { totalCount } }", {}),
        ("{ principles(orderBy: TITEL) { totalCount } }", {}),
        ("{ ... on Principl { slug } }", {}),
        ("query Q($o: PrincipleOrders) { principles(orderBy: $o) { totalCount } }", {"o": "TITLE"}),
        ("query Q($o: PrincipleOrder) { principles(orderBy: $o) { totalCount } }", {"o": "TITEL"}),
    ],
)
def test_suggestions(client: TestClient, hardened: TestClient, query: str, variables: dict[str, str]) -> None:
    """What is nearly right is named by a public server; a hardened one says where, and names nothing of the schema."""
    body = {"query": query, "variables": variables}
    public, closed = (one.post("/graphql", json=body).json()["errors"] for one in (client, hardened))
    assert "Did you mean" in public[0]["message"]
    assert [error["locations"] for error in closed] == [error["locations"] for error in public]
    assert [error["extensions"]["code"] for error in closed] == [error["extensions"]["code"] for error in public]
    assert not [error for error in closed if "expected" in error["extensions"]]
    for error in closed:
        assert "Did you mean" not in error["message"]
        assert "TITLE" not in error["message"]
        assert not re.search(r"Principle(?!Order)|totalCount|first|nodes", error["message"])


def test_versions(client: TestClient, hardened: TestClient) -> None:
    """A hardened server says that it is well, and not what it serves."""
    for path in ("/healthz", "/readyz"):
        assert "version" in client.get(path).json()
        assert hardened.get(path).json() == {"status": "ok"}
    assert "Server" not in hardened.get("/").headers


@pytest.mark.parametrize("path", ["/", "/sparql", "/vocabulary", "/principle/one.html", "/nothing"])
def test_pages_offer_what_is_there(client: TestClient, hardened: TestClient, path: str) -> None:
    """Pages of a hardened server lead neither to the IDE nor to the schema, and all they lead to is there."""
    offered = client.get(path, headers=HTML).text
    assert 'href="/graphql' in offered
    assert 'href="/schema.graphql' in offered
    page = hardened.get(path, headers=HTML).text
    links = set(re.findall(r'href="(/[^"]*)"', page))
    assert not [link for link in links if link.startswith(("/graphql", "/schema"))]
    for link in links:
        assert hardened.get(link, headers=HTML).status_code == 200


def test_each_by_itself(catalogue: Catalogue) -> None:
    """Each switch is a setting of its own: without the IDE a browser's query is answered as JSON."""
    client = TestClient(create_app(Settings(ide=False), catalogue))
    assert client.get("/graphql", params={"query": "{__typename}"}, headers=HTML).status_code == 406
    browser = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    assert client.get("/graphql", params={"query": "{__typename}"}, headers=browser).json()["data"]
    client = TestClient(create_app(Settings(get=False), catalogue))
    assert "GraphiQL" not in client.get("/graphql").text
    assert client.get("/graphql", headers=HTML).status_code == 200


def test_examples(client: TestClient, hardened: TestClient) -> None:
    """The start page of a hardened server has no queries to try: they would tell of the schema."""
    assert "rejections {" in client.get("/").text
    assert "rejections {" not in hardened.get("/").text
