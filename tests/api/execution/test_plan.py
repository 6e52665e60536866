import json
from pathlib import Path
from typing import Any

import pytest
from graphql import execute_sync, parse, validate
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from api.errors import of_fields
from api.execution import prepare, run
from api.schema import graphql_schema
from api.schema.context import Context
from api.settings import Settings
from kg.catalogue import Catalogue
from kg.folder import load
from kg.identity import opaque_id
from tests.api.execution.operations import Asked, operations

LIMITS = Settings(cost=None, fields=None, root_fields=None, depth=None)


def known(catalogue: Catalogue) -> dict[str, list[str]]:
    """Texts that lead somewhere in a catalogue."""
    principles, sources = catalogue.principles[:3], [one for one in catalogue.sources if one.url][:2]
    ids = [opaque_id(one) for one in (*principles, *catalogue.alternatives[:2], *sources, *catalogue.themes[:1])]
    return {
        "principle.slug": [one.slug for one in principles],
        "alternative.label": [one.slug for one in catalogue.alternatives[:2]],
        "source.url": [one.url or "" for one in sources],
        "document.path": [one.path for one in catalogue.documents[:2]],
        "resource.iri": [catalogue.iris.of(one) for one in principles],
        **dict.fromkeys(("node.id", "nodes.ids", "path.from", "path.to"), ids),
    }


def by_core(catalogue: Catalogue, asked: Asked) -> dict[str, Any]:
    """The answer as graphql-core gives it."""
    result = execute_sync(
        graphql_schema(),
        parse(asked.text),
        context_value=Context(catalogue, LIMITS),
        variable_values=asked.variables,
    )
    return {"data": result.data, **({"errors": of_fields(result.errors)} if result.errors else {})}


@pytest.fixture(scope="module", params=["shipped", "made", "published"])
def asked_of(request: pytest.FixtureRequest, catalogue: Catalogue, shipped: Path) -> Catalogue:
    """Catalogues: the one that ships, a small one, and published documents."""
    if request.param == "made":
        return catalogue
    return load(shipped if request.param == "shipped" else request.getfixturevalue("corpora") / "madr")


@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_plans_answer_as_graphql_core_does(asked_of: Catalogue, data: st.DataObject) -> None:
    """Whatever is asked, the answer is that of graphql-core: keys and their order, values, nulls and errors."""
    asked = data.draw(operations(known(asked_of)))
    assume(not validate(graphql_schema(), parse(asked.text)))
    answer = run(prepare(asked.text, LIMITS), asked_of, asked.variables, None, LIMITS)
    expected = by_core(asked_of, asked)
    if "data" not in answer:
        # Variables that can't be used are told before anything runs.
        assert expected["data"] is None
        assert [one["message"] for one in answer["errors"]] == [one["message"] for one in expected["errors"]]
    else:
        assert json.dumps(answer, default=str) == json.dumps(expected, default=str)
