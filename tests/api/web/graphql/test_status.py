from typing import Any

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from api.web.graphql.status import answered
from kg.catalogue import Catalogue

GRAPHQL, JSON = "application/graphql-response+json", "application/json"
VARIABLE = "query Q($n: Int!) { principles(first: $n) { totalCount } }"
CASES: list[tuple[Any, int, int, int, int]] = [
    # what is asked; statuses for the newer and the older media type, by the older codes and by the newer ones
    (b"{", 400, 400, 400, 400),
    ([], 400, 400, 422, 422),
    ({}, 400, 400, 422, 422),
    ({"query": 5}, 400, 400, 422, 422),
    ({"query": "{ __typename }", "variables": []}, 400, 400, 422, 422),
    ({"query": "{"}, 400, 200, 400, 400),
    ({"query": "{ nothing }"}, 400, 200, 422, 422),
    ({"query": "query A { __typename } query B { __typename }"}, 400, 200, 422, 422),
    ({"query": VARIABLE, "variables": {"n": "x"}}, 400, 200, 422, 422),
    ({"documentId": "nothing"}, 400, 200, 422, 422),
    ({"query": '{ __typename principles(after: "é") { totalCount } }'}, 200, 200, 294, 200),
    ({"query": "{ __typename }"}, 200, 200, 200, 200),
]


@pytest.mark.parametrize(("asked", "graphql", "json", "newer", "newer_json"), CASES)
def test_codes(catalogue: Catalogue, asked: Any, graphql: int, json: int, newer: int, newer_json: int) -> None:
    """Statuses are those of the audits, or where it is set those of the newer draft, whichever media type is taken.

    By the newer draft plain JSON is what answers with success have; all others have the newer media type.
    """
    for draft_codes, of_graphql, of_json in ((False, graphql, json), (True, newer, newer_json)):
        with TestClient(create_app(Settings(draft_codes=draft_codes), catalogue)) as client:
            for accept, status in ((GRAPHQL, of_graphql), (JSON, of_json)):
                given = {"content": asked} if isinstance(asked, bytes) else {"json": asked}
                headers = {"Accept": accept, "Content-Type": JSON}
                answer = client.post("/graphql", headers=headers, **given)  # type: ignore[arg-type]
                assert answer.status_code == status
                plain = accept == JSON and (status == 200 or not draft_codes)
                assert answer.headers["Content-Type"] == (JSON if plain else GRAPHQL)
                assert ("errors" in answer.json()) == (status != 200 or "errors" in answer.json())


@pytest.mark.parametrize(("code", "status"), [("INTERNAL", 500), ("UNAVAILABLE", 503), ("DOCUMENT_NOT_TRUSTED", 403)])
@pytest.mark.parametrize("newer", [False, True])
def test_what_is_no_fault_of_the_question(code: str, status: int, newer: bool) -> None:
    """A server that fails or has no time says so, whatever the media type; who may not ask gets 403."""
    answer = {"errors": [{"message": "", "extensions": {"code": code}}]}
    assert answered(answer, GRAPHQL, newer) == (status, GRAPHQL)
    if status >= 500:
        assert answered(answer, JSON, newer)[0] == status
