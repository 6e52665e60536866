from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.execution import execute
from api.settings import Settings
from kg.catalogue import Catalogue
from kg.configuration import CatalogueSettings
from kg.folder import load, shipped
from kg.identity import opaque_id
from kg.network.centrality import centrality
from kg.reading.document import read
from tests.api.conftest import Ask

PATH = "query Q($a: ID!, $b: ID!) { path(from: $a, to: $b) { length steps { from { id label } to { id label } via } } }"


@pytest.fixture(scope="module")
def whole() -> Catalogue:
    """The catalogue that ships."""
    return load(shipped())


def test_related(ask: Ask) -> None:
    """What is near a principle comes with a score and with what the two share, the weightiest first."""
    answer = ask('{ principle(slug: "one") { related { score principle { slug } because { __typename label } } } }')
    assert "errors" not in answer
    (near,) = answer["data"]["principle"]["related"]
    assert near["principle"] == {"slug": "two"}
    assert 0 < near["score"] < 1
    assert near["because"] == [
        {"__typename": "Principle", "label": "Two"},
        {"__typename": "Alternative", "label": "Big Ball"},
        {"__typename": "Alternative", "label": "Two"},
    ]


@pytest.mark.parametrize(
    "field", ["principles { nodes { related(first: %s) { score } } }", "suggestedThemes(first: %s) { label }"]
)
def test_sizes(ask: Ask, field: str) -> None:
    """Lists without cursors refuse the sizes that connections refuse, and take null for the default."""
    for size in ("-1", "501"):
        (error, *_) = ask("{ " + field % size + " }")["errors"]
        assert error["extensions"]["code"] == "BAD_USER_INPUT"
        assert error["message"] == f"`first` is {size}. Ask for a number from 0 to 500."
    for size in ("0", "1", "500", "null"):
        assert "errors" not in ask("{ " + field % size + " }")


def test_default_size_is_within_the_page_size(whole: Catalogue) -> None:
    """Where a page may hold less than the default, the default is what a page may hold."""
    query = "{ principles(first: 1) { nodes { related { score } } } suggestedThemes { label } }"
    answer = execute(whole, query, {}, None, Settings(page_size=2))
    assert len(answer["data"]["suggestedThemes"]) == 2
    assert len(answer["data"]["principles"]["nodes"][0]["related"]) == 2


def test_path(catalogue: Catalogue, ask: Ask) -> None:
    """A path says at each step what joins its ends; from a resource to itself it has none."""
    one, ball = catalogue.principle("one"), catalogue.alternative("big ball")
    source = catalogue.source("book.example.org/a")
    assert one
    assert ball
    assert source
    answer = ask(PATH, a=opaque_id(ball), b=opaque_id(source))
    first, middle, last = (
        {"id": opaque_id(node), "label": name} for node, name in ((ball, "Big Ball"), (one, "One"), (source, "A book"))
    )
    assert answer["data"]["path"] == {
        "length": 2,
        "steps": [
            {"from": first, "to": middle, "via": "rejected by"},
            {"from": middle, "to": last, "via": "cites as evidence"},
        ],
    }
    assert ask(PATH, a=opaque_id(ball), b=opaque_id(ball))["data"]["path"] == {"length": 0, "steps": []}


def test_no_path(catalogue: Catalogue, ask: Ask) -> None:
    """Where none joins the two there is no path, nor to a document or to what does not exist."""
    alone = Catalogue(
        [*catalogue.documents, read("z.md", b"# Z\n\n## Justification\n\nIt is so.\n")], catalogue.settings
    )
    one, z = alone.principle("one"), alone.principle("z")
    assert one
    assert z
    assert execute(alone, PATH, {"a": opaque_id(one), "b": opaque_id(z)}, None, Settings()) == {"data": {"path": None}}
    for other in (opaque_id(catalogue.documents[0]), "x", "", "é", opaque_id(z)):
        assert ask(PATH, a=opaque_id(one), b=other) == {"data": {"path": None}}
        assert ask(PATH, a=other, b=opaque_id(one)) == {"data": {"path": None}}


@given(st.text(), st.text())
def test_any_id(ask: Ask, one: str, other: str) -> None:
    """No text as an id makes a path fail."""
    assert "errors" not in ask(PATH, a=one, b=other)


def listed(catalogue: Catalogue, order: str, rest: str = "") -> Any:
    """The answer to a list of principles in an order."""
    query = f"{{ principles(orderBy: {order}{rest}) {{ edges {{ cursor node {{ slug title date }} }} }} }}"
    answer = execute(catalogue, query, {}, None, Settings())
    assert "errors" not in answer
    return [{"cursor": edge["cursor"], **edge["node"]} for edge in answer["data"]["principles"]["edges"]]


def test_orders(whole: Catalogue) -> None:
    """Each order is what it says, with ties as the catalogue has them; null is the catalogue's order."""
    entries = whole.principles
    expected = {
        "CATALOGUE": entries,
        "null": entries,
        "TITLE": sorted(entries, key=lambda one: one.title.casefold()),
        "DATE": [one for one in entries if one.date] + [one for one in entries if not one.date],
        "MOST_CITING": sorted(entries, key=lambda one: -len({id(edge.source) for edge in whole.citations_by(one)})),
        "MOST_REJECTING": sorted(
            entries, key=lambda one: -len({id(edge.alternative) for edge in whole.rejections(one)})
        ),
        "CENTRALITY": sorted(entries, key=lambda one: -centrality(whole, one)),
    }
    expected["DATE"].sort(key=lambda one: one.date or "", reverse=True)
    for order, given_ in expected.items():
        found = [one["slug"] for one in listed(whole, order, ", first: 100")]
        assert found == [one.slug for one in given_], order


def test_titles_and_counts() -> None:
    """Titles are in order whatever their case; a source cited twice and an option rejected twice count once."""
    twice = "Source: [S](https://s.example.org/a)\n\n## Further Reading\n\n* [S](https://s.example.org/a)\n"
    apart = "Source: [S](https://s.example.org/a)\n\nSource: [T](https://t.example.org/)\n"
    options = "\n## The Other Alternatives That Were Not Chosen\n\n"
    pages = {
        "a": f"# b\n\n## Justification\n\n{twice}{options}* Way\n* way\n* The way\n",
        "b": f"# C\n\n## Justification\n\n{apart}{options}* Way\n* Other way\n",
        "c": "# A\n\n## Justification\n\nSo.\n",
    }
    made = Catalogue([read(f"{name}.md", text.encode()) for name, text in pages.items()], CatalogueSettings())
    assert [len(made.citations_by(one)) for one in made.principles] == [2, 2, 0]
    assert [one["slug"] for one in listed(made, "TITLE")] == ["c", "a", "b"]
    assert [one["slug"] for one in listed(made, "MOST_CITING")] == ["b", "a", "c"]
    assert [one["slug"] for one in listed(made, "MOST_REJECTING")] == ["b", "a", "c"]


def test_newest_first() -> None:
    """By date the newest comes first and what has none last."""
    page = "# {}\n\nDate: {}\n\n## Status\n\nAccepted\n\n## Context\n\nC.\n\n## Decision\n\nD.\n"
    dates = {"a": "2020-01-01", "b": "", "c": "2024-05-06", "d": "2024-05-05"}

    documents = [read(f"{name}.md", page.format(name, date).encode()) for name, date in dates.items()]
    found = listed(Catalogue(documents, CatalogueSettings()), "DATE")
    assert [one["slug"] for one in found] == ["c", "d", "a", "b"]


def test_suggested_themes(whole: Catalogue) -> None:
    """A suggested theme has a label, its principles as a connection, and what they share."""
    query = """{ suggestedThemes(first: 3) {
        label principles(first: 2) { totalCount nodes { slug } } because { __typename label } } }"""
    answer = execute(whole, query, {}, None, Settings())
    assert "errors" not in answer
    themes = answer["data"]["suggestedThemes"]
    assert len(themes) == 3
    for theme in themes:
        assert theme["label"]
        assert theme["principles"]["totalCount"] >= len(theme["principles"]["nodes"]) == 2
        assert {one["__typename"] for one in theme["because"]} <= {"Alternative", "Source"}
