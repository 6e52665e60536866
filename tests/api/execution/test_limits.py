from graphql import get_introspection_query

from api.settings import Settings
from tests.api.conftest import Ask


def test_introspection_is_within_the_limits(ask: Ask) -> None:
    """What an IDE or a generator of code asks of the schema is answered under the default limits."""
    query = get_introspection_query(
        descriptions=True, specified_by_url=True, directive_is_repeatable=True, input_value_deprecation=True
    )
    answer = ask(query)
    assert "errors" not in answer
    assert answer["data"]["__schema"]["queryType"]["name"] == "Query"
    assert Settings().cost is not None
