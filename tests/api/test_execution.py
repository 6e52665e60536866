from pathlib import Path

import orjson
import pytest

from api.execution import execute
from api.settings import Settings
from kg.catalogue import Catalogue
from kg.folder import load
from tests.api.conftest import Ask

LOOP = """# One

## Justification

It follows from [itself](one.md) and from [two](two.md).

## The Other Alternatives That Were Not Chosen

* Other
"""


@pytest.fixture
def chain(tmp_path: Path) -> Catalogue:
    """A catalogue in which every step leads on, and to one place alone."""
    (tmp_path / "one.md").write_text(LOOP, encoding="utf-8")
    (tmp_path / "two.md").write_text("# Two\n\n## Justification\n\nIt follows.\n", encoding="utf-8")
    return load(tmp_path)


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
def test_deep_nesting_is_refused(catalogue: Catalogue, fragments: int, levels: int) -> None:
    """A query that fragments nest too deeply is refused with a remedy, also where there are no limits."""
    if not levels:
        spread = "".join(f"fragment F{n} on Query {{ ...F{n + 1} }} " for n in range(fragments))
        query = f"{{ ...F0 }} {spread} fragment F{fragments} on Query {{ __typename }}"
    else:
        query = nested(fragments, levels)
    answer = execute(catalogue, query, {}, None, Settings.unlimited())
    assert answer == {
        "errors": [
            {
                "message": "The query is nested too deeply. Ask in smaller steps.",
                "extensions": {"code": "LIMIT_EXCEEDED"},
            }
        ]
    }


SHAPES = {
    "selections": lambda depth: "{ catalogue" * depth + "}" * depth,
    "inline fragments": lambda depth: "{ ..." * depth + "{ __typename" + "}" * (depth + 1),
    "fragments": lambda depth: (
        "{ ...F0 }"
        + "".join(f" fragment F{number} on Query {{ ...F{number + 1} }}" for number in range(depth))
        + f" fragment F{depth} on Query {{ __typename }}"
    ),
    "lists": lambda depth: f"{{ nodes(ids: {'[' * depth}{']' * depth}) {{ id }} }}",
    "objects": lambda depth: f"{{ node(id: {'{a: ' * depth}1{'}' * depth}) {{ id }} }}",
    "directives": lambda depth: f"{{ __typename @skip(if: {'[' * depth}{']' * depth}) }}",
    "types": lambda depth: f"query Q($a: {'[' * depth}ID{']' * depth}) {{ __typename }}",
    "defaults": lambda depth: f"query Q($a: ID = {'[' * depth}{']' * depth}) {{ node(id: $a) {{ id }} }}",
    "types of the schema": lambda depth: (
        f"{{ __schema {{ types {{ fields {{ type {'{ ofType ' * depth}{{ name }}{'}' * depth} }} }} }} }}"
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_depth_of_every_shape_is_refused(ask: Ask, shape: str) -> None:
    """However a query nests, a deeper one is answered or refused with a code, and from some depth on with a limit."""
    for depth in (20, 100, 190, 199, 200, 201, 400, 900, 2_400):
        answer = ask(SHAPES[shape](depth))
        assert "errors" not in answer or code(answer) in ("GRAPHQL_VALIDATION_FAILED", "LIMIT_EXCEEDED")
    assert code(answer) == "LIMIT_EXCEEDED"


STEPS = (
    "document { principles {",
    "alternatives { rejectedBy { nodes {",
    "rejections { principle {",
    "relations { target {",
)


@pytest.mark.parametrize("step", STEPS)
def test_a_deep_answer_is_whole_or_refused(chain: Catalogue, step: str) -> None:
    """A query that the schema allows is answered whole down to some depth, and below it refused without data."""
    refused = False
    for depth in range(1, 120, 2):
        inner = f"{step} " * depth + "title" + "}" * step.count("{") * depth
        answer = execute(chain, f'{{ principle(slug: "one") {{ {inner} }} }}', {}, None, Settings.unlimited())
        if refused or "errors" in answer:
            refused = True
            assert "data" not in answer
            assert code(answer) == "LIMIT_EXCEEDED"
        else:
            assert b'"title":"' in orjson.dumps(answer)
    assert refused


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a": ', "}")])
def test_deep_variables_are_refused(ask: Ask, opening: str, closing: str) -> None:
    """Values nested as deeply as JSON is read, for a variable that takes no such thing, are bad input."""
    value = orjson.loads(opening * 1_000 + "1" + closing * 1_000)
    for query in (
        "query Q($a: ID!) { node(id: $a) { id } }",
        "query Q($a: [ID!]!) { nodes(ids: $a) { id } }",
        "query Q($a: Int) { principles(first: $a) { totalCount } }",
    ):
        answer = ask(query, a=value)
        assert "data" not in answer
        assert code(answer) == "BAD_USER_INPUT"


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
