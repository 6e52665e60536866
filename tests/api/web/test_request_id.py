import asyncio

import pytest
from starlette.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send

from api.app import create_app
from api.settings import Settings
from api.web.request_id import RequestIds
from kg.catalogue import Catalogue
from tests.api.web.test_errors import fail


@pytest.mark.parametrize("path", ["/", "/graphql?query={__typename}", "/graphql", "/graph.ttl", "/nothing", "/healthz"])
def test_every_response_names_its_request(client: TestClient, path: str) -> None:
    """Each response, a refusal too, has the id that its request came with."""
    assert client.get(path, headers={"X-Request-Id": "a-1"}).headers.get_list("X-Request-Id") == ["a-1"]


def test_a_failure_names_its_request(catalogue: Catalogue) -> None:
    """So has the response to a request that the server failed at."""
    app = create_app(Settings(), catalogue)
    app.router.add_route("/fail", fail)
    with TestClient(app, raise_server_exceptions=False) as client:
        assert client.get("/fail", headers={"X-Request-Id": "a-1"}).headers["X-Request-Id"] == "a-1"


def test_a_field_that_fails_names_its_request(catalogue: Catalogue) -> None:
    """An error of the server in an answer has the id too, and no other error has."""

    class Broken:
        """A catalogue with a part that can't be told."""

        version = "1"

        @property
        def themes(self) -> None:
            raise RuntimeError("secret")

    app = create_app(Settings(), catalogue)
    with TestClient(app, headers={"X-Request-Id": "a-1"}) as client:
        app.state.catalogue = Broken()
        (error,) = client.post("/graphql", json={"query": "{ themes { label } }"}).json()["errors"]
        assert error["extensions"] == {"code": "INTERNAL", "requestId": "a-1"}
        (error,) = client.post("/graphql", json={"query": "{ nothing }"}).json()["errors"]
        assert "requestId" not in error["extensions"]


@pytest.mark.parametrize("given", ["", " ", "a b", "a\tb", "é", "<script>", '"', "a" * 129, "a,b", "a;b", None])
def test_an_id_is_made_where_none_is_sane(client: TestClient, given: str | None) -> None:
    """Where a request has no id, or one that is long or would be trouble in a log, one is made, another each time."""
    del client.headers["X-Request-Id"]
    headers = {} if given is None else {"X-Request-Id": given.encode()}
    made = [client.get("/graphql?query={__typename}", headers=headers).headers["X-Request-Id"] for _ in range(3)]
    assert len(set(made)) == 3
    assert given not in made


def test_an_id_in_several_lines_is_none(client: TestClient) -> None:
    """Of two ids neither is taken over."""
    del client.headers["X-Request-Id"]
    answer = client.get("/healthz", headers=[("X-Request-Id", "a"), ("X-Request-Id", "b")])
    assert answer.headers["X-Request-Id"] not in ("a", "b")


def test_the_state_holds_the_id() -> None:
    """Whoever logs finds the id in the scope's state; a message of the application below is left as it is."""
    sent: list[Message] = []
    start: Message = {"type": "http.response.start", "status": 200, "headers": []}

    async def app(scope: Scope, _: Receive, send: Send) -> None:
        assert scope["state"]["request_id"] == "a"
        await send(start)

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "headers": [(b"x-request-id", b"a")]}
    asyncio.run(RequestIds(app)(scope, None, send))  # type: ignore[arg-type]
    assert sent[0]["headers"] == [(b"x-request-id", b"a")]
    assert start["headers"] == []
