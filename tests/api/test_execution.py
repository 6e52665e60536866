import pytest

from api.execution import execute
from api.settings import Settings
from kg.catalogue import Catalogue
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


def nested(fragments: int, levels: int) -> str:
    """A query whose fragments nest it deeper than its text shows."""
    steps = "document { principles { " * levels
    spread = "".join(
        f"fragment F{n} on Principle {{ {steps}...F{n + 1}{' }' * 2 * levels} }} " for n in range(fragments)
    )
    return f'{{ principle(slug: "one") {{ ...F0 }} }} {spread} fragment F{fragments} on Principle {{ title }}'


@pytest.mark.parametrize(("fragments", "levels"), [(30, 40), (1_200, 0)])
def test_deep_nesting_is_refused(ask: Ask, fragments: int, levels: int) -> None:
    """A query that fragments nest too deeply is refused with a remedy, wherever it is noticed."""
    if not levels:
        spread = "".join(f"fragment F{n} on Query {{ ...F{n + 1} }} " for n in range(fragments))
        answer = ask(f"{{ ...F0 }} {spread} fragment F{fragments} on Query {{ __typename }}")
    else:
        answer = ask(nested(fragments, levels))
    assert answer == {
        "errors": [
            {
                "message": "The query is nested too deeply. Ask in smaller steps.",
                "extensions": {"code": "LIMIT_EXCEEDED"},
            }
        ]
    }


def test_failures_are_masked(catalogue: Catalogue, caplog: pytest.LogCaptureFixture) -> None:
    """What a failing field says goes to the log alone; the answer says INTERNAL, and the rest is answered."""

    class Broken:
        title = "Here"

        @property
        def themes(self) -> None:
            raise RuntimeError("secret")

    answer = execute(Broken(), "{ catalogue { title } themes { label } }", {}, None, Settings())  # type: ignore[arg-type]
    assert answer["errors"][0]["extensions"] == {"code": "INTERNAL"}
    assert "secret" not in str(answer)
    assert "secret" in caplog.text


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
