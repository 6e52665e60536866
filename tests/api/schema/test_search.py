import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from api.execution import execute
from api.schema.cursor import read, write
from api.settings import Settings
from kg.catalogue import Catalogue
from kg.folder import load, shipped
from tests.api.conftest import Ask

QUERY = """query Search($text: String!, $kinds: [ResourceKind!], $first: Int, $after: String) {
  search(text: $text, kinds: $kinds, first: $first, after: $after) {
    totalCount
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    nodes { score }
    edges { cursor node { score highlight labelHighlight node { __typename id label } } }
  }
}"""


@pytest.fixture(scope="module")
def whole() -> Catalogue:
    """The catalogue that ships."""
    return load(shipped())


def asked(catalogue: Catalogue, **variables: object) -> dict[str, object]:
    """The answer to a search."""
    return execute(catalogue, QUERY, variables, None, Settings())


def test_hits(whole: Catalogue) -> None:
    """A hit is a resource of any kind with its score, its label and a piece of its text, marked where they match."""
    answer = asked(whole, text="big design up front")
    (first, *_) = answer["data"]["search"]["edges"]
    assert first["node"]["node"]["__typename"] == "Alternative"
    assert first["node"]["labelHighlight"] == "<mark>Big</mark> <mark>design</mark> <mark>up</mark> <mark>front</mark>"
    assert first["node"]["score"] >= 2
    assert "<mark>" in first["node"]["highlight"]
    assert len(answer["data"]["search"]["edges"]) == 10
    assert [one["node"]["score"] for one in answer["data"]["search"]["edges"]] == [
        one["score"] for one in answer["data"]["search"]["nodes"]
    ]


def test_pages(whole: Catalogue) -> None:
    """Following the cursors gives every hit once, and the pages say what is before and after them."""
    every = asked(whole, text="team", first=500)["data"]["search"]
    seen, after = [], None
    while True:
        page = asked(whole, text="team", first=7, after=after)["data"]["search"]
        assert page["totalCount"] == every["totalCount"]
        assert page["pageInfo"]["hasPreviousPage"] == (after is not None)
        seen += page["edges"]
        after = page["pageInfo"]["endCursor"]
        assert after == page["edges"][-1]["cursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert seen == every["edges"]
    assert len(seen) == every["totalCount"] > 14


def test_kinds(whole: Catalogue) -> None:
    """`kinds` gives hits of these kinds alone, null of all, and an empty list, which names none, no hits."""
    for kind in ("PRINCIPLE", "ALTERNATIVE", "SOURCE", "THEME"):
        edges = asked(whole, text="product* OR team", kinds=[kind], first=500)["data"]["search"]["edges"]
        assert {one["node"]["node"]["__typename"].upper() for one in edges} == {kind}
    assert asked(whole, text="team", kinds=None) == asked(whole, text="team")
    assert asked(whole, text="team", kinds=[])["data"]["search"]["totalCount"] == 0


def forged(cursor: str, **changes: object) -> str:
    """A cursor with another place in it."""
    name, *mark = read(cursor) or ()
    return write((name, *(dict(zip(("rank", "score", "name"), mark, strict=True)) | changes).values()))


def test_cursors_of_other_searches_are_refused(whole: Catalogue) -> None:
    """A cursor is followed with the text and the kinds that it came from; any other text is none."""
    cursor = asked(whole, text="team", first=1)["data"]["search"]["pageInfo"]["endCursor"]
    assert "errors" not in asked(whole, text="team", after=cursor)
    principles = asked(whole, text="", first=1, after=None)
    assert principles["data"]["search"]["edges"] == []
    for given_, said in (
        ({"text": "teams"}, "of another search"),
        ({"text": "team", "kinds": ["THEME"]}, "of another search"),
        ({"text": "team", "after": "x"}, "no cursor"),
        ({"text": "team", "after": "é\ud800"}, "no cursor"),
        ({"text": "team", "after": forged(cursor, rank=-1)}, "of another search"),
        ({"text": "team", "after": forged(cursor, rank="1")}, "of another search"),
        ({"text": "team", "after": forged(cursor, score=None)}, "of another search"),
        ({"text": "team", "after": forged(cursor, rank=1 << 31)}, "of another search"),
    ):
        (error,) = asked(whole, **{"after": cursor, **given_})["errors"]
        assert error["extensions"]["code"] == "BAD_USER_INPUT"
        assert said in error["message"]
    assert "errors" not in asked(whole, text="team", after=forged(cursor, rank=(1 << 31) - 1, name="gone"))


def test_sizes(whole: Catalogue) -> None:
    """`first` is refused where connections refuse it; null is the default, and 0 counts only."""
    for size in (-1, 501):
        (error,) = asked(whole, text="team", first=size)["errors"]
        assert error["message"] == f"`first` is {size}. Ask for a number from 0 to 500."
    assert len(asked(whole, text="team", first=None)["data"]["search"]["edges"]) == 10
    none = asked(whole, text="team", first=0)["data"]["search"]
    assert (none["edges"], none["totalCount"] > 0, none["pageInfo"]["hasNextPage"]) == ([], True, True)


def test_cost(whole: Catalogue) -> None:
    """A search costs by the hits that it asks for, whatever the catalogue holds, and their highlights most of it."""
    query = 'query Q($first: Int) { search(text: "x", first: $first) { nodes { %s } } }'
    for first, field, cost in ((None, "score", 3_000), (500, "score", 4_000), (500, "highlight", 160_000)):
        for most, refused in ((cost, False), (cost // 3, True)):
            answer = execute(whole, query % field, {"first": first}, None, Settings(cost=most))
            assert ("errors" in answer) == refused
        if refused:
            assert answer["errors"][0]["extensions"]["code"] == "LIMIT_EXCEEDED"


@given(st.text(alphabet=st.characters()))
@example("\ud800")
@example('"' * 10_001)
@example("a" * 10_000)
@example("\x00\x1f😀 OR -* )(")
def test_no_text_is_an_error(text: str) -> None:
    """Whatever is typed has an answer without errors."""
    assert "errors" not in asked(WHOLE, text=text)


WHOLE = load(shipped())


def test_of_a_catalogue_s_own(ask: Ask) -> None:
    """Every hit is a node that `node` finds again."""
    answer = ask('{ search(text: "two", first: 100) { nodes { node { id label } } } }')
    for hit in answer["data"]["search"]["nodes"]:
        found = ask(f'{{ node(id: "{hit["node"]["id"]}") {{ ... on Resource {{ label }} }} }}')
        assert found["data"]["node"]["label"] == hit["node"]["label"]
