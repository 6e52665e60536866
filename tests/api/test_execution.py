import pytest

from tests.api.conftest import Ask


def code(answer: dict) -> str:
    """The code of the first error."""
    return answer["errors"][0]["extensions"]["code"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("{", "GRAPHQL_PARSE_FAILED"),
        ("{ nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("query A { themes { label } } query B { themes { label } }", "BAD_USER_INPUT"),
        ("query A($x: Int!) { principles(first: $x) { totalCount } }", "BAD_USER_INPUT"),
        ("{" + " __typename" * 10_001 + "}", "LIMIT_EXCEEDED"),
        ("{ a" * 3_000 + "}" * 3_000, "LIMIT_EXCEEDED"),
    ],
)
def test_requests_that_are_wrong_have_no_data(ask: Ask, query: str, expected: str) -> None:
    """A request that is wrong as a whole is answered with a coded error and without data."""
    answer = ask(query)
    assert "data" not in answer
    assert code(answer) == expected


def test_operation_name(ask: Ask) -> None:
    """Of several operations the named one runs, and a name that is none is an error that lists them."""
    query = "query A { themes { label } } query B { catalogue { title } }"
    assert list(ask(query, "B")["data"]) == ["catalogue"]
    answer = ask(query, "C")
    assert code(answer) == "BAD_USER_INPUT"
    assert "A, B" in answer["errors"][0]["message"]


@pytest.mark.parametrize("arguments", ["first: 501", "first: -1", "last: 501", 'after: "é"', 'before: "AAAA"'])
def test_page_out_of_range(ask: Ask, arguments: str) -> None:
    """A page size out of range, or a cursor that is none, is bad input said in a sentence."""
    answer = ask(f"{{ principles({arguments}) {{ totalCount }} }}")
    assert code(answer) == "BAD_USER_INPUT"
    assert answer["errors"][0]["message"].endswith(".")
