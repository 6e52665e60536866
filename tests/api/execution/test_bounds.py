import orjson
import pytest
from graphql import get_introspection_query

from api.execution import execute
from api.settings import Settings
from kg.catalogue import Catalogue
from tests.api.conftest import Ask

BOMB = " ".join(
    f"fragment F{n} on Principle {{ document {{ principles {{ ...F{n + 1} ...F{n + 1} }} }}"
    f" relations {{ target {{ ...F{n + 1} }} }} }}"
    for n in range(60)
)
FLAT = " ".join(f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in range(300))
ATTACKS = {
    "characters": ("tokens", "#" + "a" * 500_000 + "\n{ __typename }"),
    "tokens": ("tokens", "{" + " __typename" * 5_000 + "}"),
    "aliases": ("aliases", "{" + " ".join(f"a{n}: __typename" for n in range(101)) + "}"),
    "directives": ("directives", "{ __typename" + " @skip(if: false)" * 51 + "}"),
    "doubles at the root": ("root_fields", "{" + "__typename " * 500 + "}"),
    "doubles below": ("fields", "{ catalogue {" + "title " * 4_900 + "} }"),
    "doubles of doubles": (
        "fields",
        "{" + ('principle(slug: "a") {' + "document { path } " * 80 + "} ") * 15 + "}",
    ),
    "fragments of fragments": (
        "depth",
        '{ principle(slug: "a") { ...F0 } }' + BOMB + " fragment F60 on Principle { title }",
    ),
    "spreads of spreads": ("root_fields", "{ ...F0 }" + FLAT + " fragment F300 on Query { __typename }"),
    "inline fragments": ("root_fields", "{" + "... { __typename } " * 1_000 + "}"),
    "depth": ("depth", '{ principle(slug: "a") {' + "alternatives { principle {" * 60 + "title" + "} }" * 60 + "} }"),
    "depth of types": (
        "depth",
        "{ __schema { types { fields { type {" + "ofType {" * 60 + "name" + "}" * 60 + "} } } } }",
    ),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_is_too_much_is_refused_with_its_limit(ask: Ask, attack: str) -> None:
    """A document beyond a limit is refused without data; the error names the limit, what it is, and what was asked."""
    limit, query = ATTACKS[attack]
    answer = ask(query)
    assert "data" not in answer
    (error,) = answer["errors"]
    told = error["extensions"]
    assert (told["code"], told["limit"], told["most"]) == ("LIMIT_EXCEEDED", limit, getattr(Settings(), limit))
    assert told["asked"] > told["most"]
    assert error["message"].endswith(".")
    assert orjson.dumps(answer)


def test_what_is_just_within_the_limits_is_answered(catalogue: Catalogue) -> None:
    """A limit is the most that is taken, of each kind."""
    query = "{ a: catalogue { title b: title @skip(if: false) } }"
    exact = {"tokens": 18, "aliases": 2, "directives": 1, "depth": 2, "root_fields": 1, "fields": 2}
    assert "errors" not in execute(catalogue, query, {}, None, Settings(**exact))
    for name, most in exact.items():
        if most > 1 or name == "directives":
            answer = execute(catalogue, query, {}, None, Settings(**{**exact, name: most - 1}))
            assert answer["errors"][0]["extensions"]["limit"] == name


@pytest.mark.parametrize("circle", ["{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }"])
def test_circles_are_told_as_such(ask: Ask, circle: str) -> None:
    """Fragments that spread each other are told by the rule against it, and by no other."""
    answer = ask(circle)
    assert [one["extensions"]["code"] for one in answer["errors"]] == ["GRAPHQL_VALIDATION_FAILED"]
    assert "within itself" in answer["errors"][0]["message"]


def test_circular_introspection_is_refused(ask: Ask) -> None:
    """Types of fields of types of fields of types are not told."""
    answer = ask(
        "{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }"
    )
    assert "data" not in answer


def test_introspection_is_within_the_limits(ask: Ask) -> None:
    """What an IDE or a generator of code asks of the schema is answered under the default limits."""
    query = get_introspection_query(
        descriptions=True, specified_by_url=True, directive_is_repeatable=True, input_value_deprecation=True
    )
    answer = ask(query)
    assert "errors" not in answer
    assert answer["data"]["__schema"]["queryType"]["name"] == "Query"
    assert ask(query) == answer
