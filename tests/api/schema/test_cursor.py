from base64 import urlsafe_b64encode
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.execution import execute
from api.schema.cursor import LONGEST
from api.settings import Settings
from kg.catalogue import Catalogue
from kg.folder import load, shipped
from kg.reading.document import read

LISTS = (
    *(
        f"principles(orderBy: {order}%s)"
        for order in ("CATALOGUE", "TITLE", "DATE", "MOST_CITING", "MOST_REJECTING", "CENTRALITY")
    ),
    *(f"alternatives(orderBy: {order}%s)" for order in ("LABEL", "MOST_REJECTED")),
    *(f"sources(orderBy: {order}%s)" for order in ("TITLE", "MOST_CITED")),
    "documents(hasPrinciples: true%s)",
    "conflicts(kinds: [PRINCIPLE, OPTION]%s)",
    "findings(severities: [ERROR, WARNING, NOTE]%s)",
)
NESTED = (
    'alternative(label: "queue") { list: rejections(first: 50%s) { edges { cursor node { location { line } } } } }',
    'alternative(label: "queue") { list: rejectedBy(first: 50%s) { edges { cursor node { slug } } } }',
    'alternative(label: "queue") { list: chosenBy(first: 50%s) { edges { cursor node { slug } } } }',
    'source(url: "s.example.org") { list: citations(first: 50%s) { edges { cursor node { location { line } } } } }',
    'source(url: "s.example.org") { list: citedBy(first: 50%s) { edges { cursor node { slug } } } }',
)
PAGE = """# {0}

## Status

Accepted

## Context

So. See [S](https://s.example.org/) and [S again](https://s.example.org/).

## Considered Options

* Queue
* {1}

## Decision

{1}, because so.

Chosen option: "{1}"
"""
INFO = "pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount"


@pytest.fixture(scope="module")
def whole() -> Catalogue:
    """The catalogue that ships, with records that reject and choose one option and cite one page, twice each."""
    catalogue = load(shipped())
    choices = ("Push", "Queue", "Pull", "Push", "Queue")
    more = [read(f"r{at}.md", PAGE.format(f"Record {at}", one).encode()) for at, one in enumerate(choices)]
    return Catalogue([*catalogue.documents, *more], catalogue.settings)


def asked(catalogue: Catalogue, query: str, **variables: Any) -> Any:
    """The answer, which has no errors."""
    answer = execute(catalogue, query, variables, None, Settings())
    assert "errors" not in answer, answer
    return answer["data"]


def page(catalogue: Catalogue, of: str, **arguments: object) -> Any:
    """A page of a list."""
    said = "".join(f", {name}: {orjson.dumps(value).decode()}" for name, value in arguments.items())
    return asked(catalogue, f"{{ list: {of % said} {{ edges {{ cursor }} {INFO} }} }}")["list"]


@pytest.mark.parametrize("of", LISTS)
def test_arguments_of_pages(whole: Catalogue, of: str) -> None:
    """All four arguments may be given together, in the sense of the Relay specification, and a page knows its sides."""
    every = [edge["cursor"] for edge in page(whole, of, first=500)["edges"]]
    assert len(set(every)) == len(every) > 4
    ends = (None, 0, 2, len(every) - 1)
    for after in ends:
        for before in ends:
            start, stop = 0 if after is None else after + 1, len(every) if before is None else before
            for first, last in ((500, None), (None, 500), (2, None), (None, 2), (3, 2), (0, None), (2, 500)):
                given_ = {"first": first, "last": last, "after": every[after] if after is not None else None}
                given_["before"] = every[before] if before is not None else None
                found = page(whole, of, **given_)
                expected = every[start : max(start, stop)]
                expected = expected if first is None else expected[:first]
                expected = expected if last is None else expected[max(0, len(expected) - last) :]
                assert [edge["cursor"] for edge in found["edges"]] == expected
                assert found["totalCount"] == len(every)
                info = found["pageInfo"]
                assert (info["startCursor"], info["endCursor"]) == (
                    (expected[0], expected[-1]) if expected else (None, None)
                )
                if expected:
                    assert info["hasPreviousPage"] is (expected[0] != every[0])
                    assert info["hasNextPage"] is (expected[-1] != every[-1])


@pytest.mark.parametrize("of", NESTED)
def test_nested_lists(whole: Catalogue, of: str) -> None:
    """The lists of a node are followed in the same way, also while documents before and after are removed."""

    def rows(catalogue: Catalogue, more: str = "") -> list[Any]:
        (holder,) = asked(catalogue, "{ " + of % more + " }").values()
        return holder["list"]["edges"]

    every = rows(whole)
    assert len(every) >= 2
    assert len({edge["cursor"] for edge in every}) == len(every)
    for at, edge in enumerate(every):
        assert rows(whole, f', after: "{edge["cursor"]}"') == every[at + 1 :]
        assert rows(whole, f', before: "{edge["cursor"]}"') == every[:at]
    for gone in ("r0.md", "r1.md", "r4.md"):
        fewer = Catalogue([one for one in whole.documents if one.path != gone], whole.settings)
        left = {edge["cursor"] for edge in rows(fewer)}
        for at, edge in enumerate(every):
            found = rows(fewer, f', after: "{edge["cursor"]}"')
            assert found == [one for one in every[at + 1 :] if one["cursor"] in left]


@settings(max_examples=30)
@given(sizes=st.lists(st.integers(1, 9), min_size=1, max_size=4), goes=st.lists(st.integers(0, 30), max_size=6))
@pytest.mark.parametrize("order", ["CATALOGUE", "TITLE", "DATE", "MOST_CITING"])
def test_filtered_pages_while_documents_go(whole: Catalogue, order: str, sizes: list[int], goes: list[int]) -> None:
    """A narrowed list is followed to its end, each entry that stays once, also where that of a cursor is removed."""
    query = f"""query Q($size: Int, $after: String) {{
      principles(filter: {{not: {{title: {{contains: "data"}}}}}}, orderBy: {order}, first: $size, after: $after) {{
        nodes {{ slug }} pageInfo {{ hasNextPage endCursor }} }} }}"""
    catalogue, found, after = whole, list[str](), None
    for at in range(100):
        data = asked(catalogue, query, size=sizes[at % len(sizes)], after=after)["principles"]
        found += [one["slug"] for one in data["nodes"]]
        after = data["pageInfo"]["endCursor"]
        if not data["pageInfo"]["hasNextPage"]:
            break
        if at < len(goes):
            documents = [one for number, one in enumerate(catalogue.documents) if number != goes[at]]
            catalogue = Catalogue(documents, whole.settings)
    stayed = {one.slug for one in catalogue.principles if "data" not in one.title.casefold()}
    assert len(found) == len(set(found))
    assert stayed <= set(found)


def refused(whole: Catalogue, cursor: str, argument: str = "after") -> Any:
    """The error for a cursor of principles by title."""
    query = f"query Q($at: String) {{ principles(orderBy: TITLE, {argument}: $at) {{ totalCount }} }}"
    (error,) = execute(whole, query, {"at": cursor}, None, Settings())["errors"]
    assert error["extensions"] == {
        "code": "BAD_USER_INPUT",
        "argument": argument,
        "expected": "a cursor of “principles by TITLE”",
    }
    assert error["path"] == ["principles"]
    return error["message"]


@pytest.mark.parametrize("argument", ["after", "before"])
def test_cursors_of_other_lists(whole: Catalogue, argument: str) -> None:
    """A cursor of another list or order is refused, and the message names both."""
    for of in LISTS:
        cursor = page(whole, of, first=1)["pageInfo"]["endCursor"]
        if "TITLE" in of and "principles" in of:
            continue
        message = refused(whole, cursor, argument)
        assert "this list is “principles by TITLE”" in message
        assert f"cursor of “{of.split('(')[0]}" in message


def test_cut_and_changed_cursors(whole: Catalogue) -> None:
    """A cursor that was cut or changed anywhere is no cursor; nor is one that is empty, padded or very long."""
    cursor = page(whole, "principles(orderBy: TITLE%s)", first=1)["pageInfo"]["endCursor"]
    wrong = [cursor[:at] for at in range(len(cursor))]
    wrong += [cursor[:at] + ("A" if cursor[at] != "A" else "B") + cursor[at + 1 :] for at in range(len(cursor))]
    wrong += [cursor + "=", cursor + "A", f" {cursor}", cursor * 2, "A" * 1_000_000, "é", "\0", "%", "A" * LONGEST]
    for one in wrong:
        assert "no cursor of this server" in refused(whole, one)


@given(st.text() | st.binary().map(lambda given: urlsafe_b64encode(given).decode()))
def test_any_text_as_a_cursor(whole: Catalogue, text: str) -> None:
    """No text as a cursor makes a list fail; what is none is refused."""
    refused(whole, text)


def test_forged_cursors(whole: Catalogue) -> None:
    """A cursor that somebody else made well is a place in the list, whatever it says; made badly it is refused."""
    from hashlib import blake2b

    def made(*values: object) -> str:
        mark = orjson.dumps(values)
        return urlsafe_b64encode(blake2b(mark, digest_size=6).digest() + mark).decode().rstrip("=")

    name, query = (
        "principles by TITLE",
        "query Q($at: String) { principles(orderBy: TITLE, after: $at) { totalCount } }",
    )
    for alike in (0, -5, 1 << 62):
        for title in ("", "zzz", "\U0010ffff"):
            assert asked(whole, query, at=made(name, alike, title, -1, 0, 0, "x", 0))["principles"]["totalCount"]
    for values in ((), (name,), (name, 0, 1, 0, 0, 0, "x", 0), (name, 0, "a", 0.5, 0, 0, "x", 0), (1, 2), ({}, [])):
        refused(whole, made(*values))
    for mark in (b"{}", b"[", b"[[]]", b"null", b'"a"', b"[" * 5_000):
        refused(whole, urlsafe_b64encode(blake2b(mark, digest_size=6).digest() + mark).decode().rstrip("="))
