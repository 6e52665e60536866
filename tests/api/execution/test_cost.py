from pathlib import Path

import pytest

from api.execution import Admitted, Patience, admit, execute, prepare, run
from api.settings import Settings
from kg.catalogue import Catalogue
from kg.folder import load

FREE = Settings(cost=None)
QUERIES = (
    "{ principles(first: 500) { nodes { title keywords alternatives { label } evidence { title url } } } }",
    "{ principles { edges { cursor node { related { score principle { title } } } } totalCount } }",
    "{ themes { label principles { nodes { sections { heading body { html } } } } } }",
    "{ alternatives(first: 50) { nodes { rejectedBy { nodes { title citations { role source { title } } } } } } }",
    "{ documents { nodes { path principles { facts { field value location { line } } } } } }",
)


@pytest.fixture(scope="module")
def ours(shipped: Path) -> Catalogue:
    """The catalogue that ships."""
    return load(shipped)


def estimated(catalogue: Catalogue, query: str, settings: Settings = FREE, **variables: object) -> int:
    """What a query is reckoned to cost."""
    admitted = admit(prepare(query, settings), catalogue, variables, None, settings)
    assert isinstance(admitted, Admitted)
    return admitted.cost


@pytest.mark.parametrize("query", QUERIES)
def test_estimates_are_near_what_is_spent(ours: Catalogue, query: str) -> None:
    """An estimate by the lengths of the catalogue's lists is half to four times what the operation then costs."""
    told = run(prepare(query, FREE), ours, {}, None, FREE, tells_cost=True)["extensions"]["cost"]
    assert told["limit"] is None
    assert told["actual"] / 2 <= told["estimated"] <= 4 * told["actual"]


def test_cost_depends_on_variables(ours: Catalogue) -> None:
    """What a page costs grows with the number of items asked for, also where a variable says it."""
    query = "query Q($n: Int) { principles(first: $n) { nodes { title } } }"
    costs = [estimated(ours, query, n=n) for n in (0, 1, 5, 10)]
    assert costs == sorted(set(costs))
    assert estimated(ours, query) == estimated(ours, "{ principles { nodes { title } } }")
    ids = "query Q($ids: [ID!]!) { nodes(ids: $ids) { id } }"
    assert estimated(ours, ids, ids=["a"] * 100) > 10 * estimated(ours, ids, ids=["a"])


def test_a_page_costs_no_more_than_there_is(ours: Catalogue) -> None:
    """Asking for more items than there are costs what those there are cost."""
    most = len(ours.themes)
    assert estimated(ours, "{ themes { label } }") < 3 * most + 10
    everything = [estimated(ours, f"{{ principles(first: {n}) {{ nodes {{ title }} }} }}") for n in (400, 500)]
    assert everything[0] == everything[1]


def test_fragments_are_reckoned_in_linear_time(ours: Catalogue) -> None:
    """Fragments that spread others many times cost what they cost, and reckoning that takes no longer for it."""
    chain = " ".join(
        f"fragment F{n} on Principle {{ a: document {{ principles {{ ...F{n + 1} }} }}"
        f" b: document {{ principles {{ ...F{n + 1} }} }} }}"
        for n in range(30)
    )
    query = f'{{ principle(slug: "loose-coupling") {{ ...F0 }} }} {chain} fragment F30 on Principle {{ title }}'
    settings = Settings(depth=None, fields=None)
    answer = execute(ours, query, {}, None, settings)
    assert answer["errors"][0]["extensions"]["limit"] == "cost"


def test_what_costs_too_much_is_refused(ours: Catalogue) -> None:
    """An operation beyond the limit is refused before it runs; the error says what it costs and what is allowed."""
    answer = execute(ours, QUERIES[0], {}, None, Settings(cost=50))
    assert "data" not in answer
    told = answer["errors"][0]["extensions"]
    assert (told["code"], told["limit"], told["most"]) == ("LIMIT_EXCEEDED", "cost", 50)
    assert told["asked"] == estimated(ours, QUERIES[0])


def test_what_comes_out_costlier_is_ended(ours: Catalogue) -> None:
    """An operation that costs more than it may, whatever was reckoned, is ended on its way."""
    admitted = admit(prepare(QUERIES[0], FREE), ours, {}, None, FREE)
    assert isinstance(admitted, Admitted)
    answer = admitted.answer(Patience(most=50))
    assert list(answer) == ["errors"]
    assert answer["errors"][0]["extensions"]["limit"] == "cost"
