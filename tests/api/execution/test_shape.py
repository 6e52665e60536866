import re
from pathlib import Path

from graphql import parse, validate
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from api.execution import prepare, run
from api.execution.scan import scan
from api.schema import graphql_schema
from kg.catalogue import Catalogue
from kg.folder import load
from tests.api.execution.operations import Asked, operations
from tests.api.execution.test_plan import LIMITS, by_core, known

FEW = "{ a: principles(first: %s) { nodes { title } } b: principle(slug: %s) { title } }"


def test_texts_that_differ_in_values_have_one_skeleton() -> None:
    """Texts that differ in numbers and plain strings alone have one skeleton; others, also in what is equal, do not."""
    one, other = scan(FEW % (1, '"a"')), scan(FEW % (25, '"b c"'))
    assert one.skeleton == other.skeleton
    assert (one.literals, other.literals) == ((1, "a"), (25, "b c"))
    for different in (FEW % ("1.5", '"a"'), FEW % (1, '"\\u0061"'), FEW % (1, "null"), FEW % (1, '"""a"""')):
        assert scan(different).skeleton != one.skeleton
    twice = "{ a: principles(first: %s) { totalCount } ... { a: principles(first: %s) { totalCount } } }"
    assert scan(twice % (1, 1)).skeleton == scan(twice % (2, 2)).skeleton != scan(twice % (1, 2)).skeleton


def test_values_that_may_not_differ_stay() -> None:
    """Defaults of variables, names, and numbers beyond 32 bits are part of the skeleton."""
    assert scan("query Q($a: Int = 5) { principles(first: $a) { totalCount } }").literals == ()
    assert scan("{ principles(orderBy: TITLE, first: 9999999999) { totalCount } }").literals == ()


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_texts_of_one_shape_are_answered_as_graphql_core_does(catalogue: Catalogue, data: st.DataObject) -> None:
    """A text whose shape was there before with other values is answered as if it had been read by itself."""
    asked = data.draw(operations(known(catalogue)))
    assume(scan(asked.text).literals)
    for _ in range(4):
        numbers = data.draw(st.lists(st.integers(0, 30), min_size=1, max_size=5))
        turn = iter(numbers * 200)
        text = re.sub(r"(?<=: )\d+\b", lambda _, turn=turn: str(next(turn)), asked.text)
        other = Asked(re.sub(r"\s+", f" # {numbers}\\n", text, count=3), asked.variables)
        errors = validate(graphql_schema(), parse(other.text))
        answer = run(prepare(other.text, LIMITS), catalogue, other.variables, None, LIMITS)
        if errors:
            assert "data" not in answer
        elif "data" in answer:
            assert answer == by_core(catalogue, other)


def test_a_shape_is_used(shipped: Path) -> None:
    """The third text of a shape needs neither parsing nor validation, and has answers of its own."""
    catalogue = load(shipped)
    titles = []
    for slug in ("loose-coupling", "nothing", "paved-road"):
        prepared = prepare(f'query Shape {{ principle(slug: "{slug}") {{ slug }} }}', LIMITS)
        titles.append(run(prepared, catalogue, {}, None, LIMITS)["data"]["principle"])
    assert titles == [{"slug": "loose-coupling"}, None, {"slug": "paved-road"}]
    assert prepared.values == {"0": "paved-road"}
    assert "document" not in vars(prepared)
