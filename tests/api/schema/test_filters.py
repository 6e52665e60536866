from typing import Any

import pytest

from api.execution import execute
from api.settings import Settings
from kg.catalogue import Catalogue
from kg.configuration import CatalogueSettings, ThemeSettings
from kg.reading.document import read

PAGES = {
    "coupling": """---
title: Lose Kopplung auf der Straße
keywords: [Architektur, Modularität]
---

## Defining It

So.

Source: [A book on coupling](https://www.book.example.org/a/?utm_source=x)

## The Other Alternatives That Were Not Chosen

* A "Big Ball" of Mud
* C++
""",
    "record": """# 1. Use queues

Date: 2024-05-06

## Status

Accepted

## Context

See [Coupling](https://book.example.org/a) and [the manual](https://docs.example.org/queues).

## Considered Options

* Queues
* Big ball of mud

## Decision

Chosen option: "Queues", because they wait.
""",
    "old": "# 2. Use mail\n\nDate: 2020-01-01\n\n## Status\n\nDeprecated\n\n## Context\n\nC.\n\n## Decision\n\nMail.\n",
    "notes": "# Notes\n\nProse alone.\n",
}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """A principle with a theme, two records and some prose."""
    themes = (ThemeSettings("Große Linien", ("coupling",)),)
    documents = [read(f"{name}.md", text.encode()) for name, text in PAGES.items()]
    return Catalogue(documents, CatalogueSettings(themes=themes))


def slugs(catalogue: Catalogue, wanted: Any) -> list[str]:
    """The slugs of the principles that a filter means, by variable; null and absent fields are the same."""
    query = "query Q($f: PrincipleFilter) { principles(filter: $f) { totalCount nodes { slug } } }"
    answer = execute(catalogue, query, {"f": wanted}, None, Settings())
    assert "errors" not in answer, answer
    found = answer["data"]["principles"]
    assert found["totalCount"] == len(found["nodes"])
    return [one["slug"] for one in found["nodes"]]


ALL = ["coupling", "old", "record"]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (None, ALL),
        ({}, ALL),
        ({"title": None, "kinds": None, "and": None, "or": None, "not": None}, ALL),
        ({"title": {}}, ALL),
        ({"title": {"eq": None, "in": None, "contains": None, "startsWith": None}}, ALL),
        ({"date": {"from": None}}, ALL),
        ({"title": {"eq": "LOSE KOPPLUNG AUF DER STRASSE"}}, ["coupling"]),
        ({"title": {"eq": "Lose Kopplung"}}, []),
        ({"title": {"in": ["use mail", "USE QUEUES", "x"]}}, ["old", "record"]),
        ({"title": {"in": []}}, []),
        ({"title": {"startsWith": "use"}}, ["old", "record"]),
        ({"title": {"startsWith": "use", "contains": "QUEUE"}}, ["record"]),
        ({"title": {"contains": ""}}, ALL),
        ({"kinds": ["DECISION"]}, ["old", "record"]),
        ({"kinds": "DECISION"}, ["old", "record"]),
        ({"kinds": []}, []),
        ({"statuses": ["ACCEPTED", "DEPRECATED"]}, ["old", "record"]),
        ({"statuses": []}, []),
        ({"statusMissing": True}, ["coupling"]),
        ({"statusMissing": False}, ["old", "record"]),
        ({"keyword": {"eq": "modularitat"}}, ["coupling"]),
        ({"keyword": {"startsWith": "A", "contains": "modul"}}, []),
        ({"keyword": {"contains": ""}}, ["coupling"]),
        ({"theme": {"eq": "GROSSE LINIEN"}}, ["coupling"]),
        ({"theme": {"eq": "grosse-linien"}}, ["coupling"]),
        ({"not": {"theme": {"contains": ""}}}, ["old", "record"]),
        ({"date": {"from": "2024-05-06"}}, ["record"]),
        ({"date": {"to": "2024-05-06"}}, ["old", "record"]),
        ({"date": {"from": "2020-01-02", "to": "2024-05-05"}}, []),
        ({"date": {"from": "2024-01-01", "to": "2020-01-01"}}, []),
        ({"rejects": {"eq": "big ball of mud"}}, ["coupling", "record"]),
        ({"rejects": {"eq": "big-ball-of-mud"}}, ["coupling", "record"]),
        ({"rejects": {"eq": "«The Big Ball of Mud!»"}}, ["coupling", "record"]),
        ({"rejects": {"eq": "c-plus-plus"}}, ["coupling"]),
        ({"rejects": {"eq": "C"}}, []),
        ({"rejects": {"contains": "BALL"}}, ["coupling", "record"]),
        ({"cites": {"eq": "http://book.example.org/a#x"}}, ["coupling", "record"]),
        ({"cites": {"eq": "docs.example.org"}}, ["record"]),
        ({"cites": {"contains": "MANUAL"}}, ["record"]),
        ({"cites": {"contains": ""}}, ["coupling", "record"]),
        ({"and": []}, ALL),
        ({"or": []}, []),
        ({"not": {}}, []),
        ({"or": [{}]}, ALL),
        ({"or": [{"kinds": ["PRINCIPLE"]}, {"statuses": ["DEPRECATED"]}]}, ["coupling", "old"]),
        ({"and": [{"kinds": ["DECISION"]}, {"not": {"or": [{"statuses": ["DEPRECATED"]}]}}]}, ["record"]),
        ({"kinds": ["DECISION"], "or": [{"title": {"contains": "mail"}}, {"kinds": ["PRINCIPLE"]}]}, ["old"]),
    ],
)
def test_principles(catalogue: Catalogue, wanted: Any, expected: list[str]) -> None:
    """A filter means what its description says."""
    assert slugs(catalogue, wanted) == expected


def test_findings(catalogue: Catalogue) -> None:
    """Entries with findings, and those without, are all entries."""
    some, none = slugs(catalogue, {"hasFindings": True}), slugs(catalogue, {"hasFindings": False})
    assert some
    assert sorted(some + none) == ALL


def test_other_lists(catalogue: Catalogue) -> None:
    """Alternatives, sources and documents are narrowed too, and an empty list of an argument means nothing."""
    answer = execute(
        catalogue,
        """{
          twice: alternatives(filter: {minRejections: 2}, orderBy: MOST_REJECTED) { nodes { slug } }
          spelt: alternatives(filter: {label: {eq: "the BIG ball of mud"}, isPrinciple: false}) { totalCount }
          named: alternatives(filter: {isPrinciple: true}) { totalCount }
          most: alternatives(orderBy: MOST_REJECTED, first: 1) { nodes { slug } }
          book: sources(filter: {url: {eq: "https://book.example.org/a"}, title: {contains: "Coupling"}}) {
            nodes { citations { totalCount } } }
          cited: sources(filter: {minCitations: 2}, orderBy: MOST_CITED) { nodes { host } }
          evidence: sources(filter: {role: EVIDENCE}) { nodes { host } }
          twiceEvidence: sources(filter: {role: EVIDENCE, minCitations: 2}) { totalCount }
          hosts: sources(filter: {host: {startsWith: "docs"}}) { nodes { host } }
          prose: documents(hasPrinciples: false) { nodes { path } }
          records: documents(template: {contains: "nygard"}) { nodes { path } }
          every: documents(template: {}, hasPrinciples: null) { totalCount }
          conflicts(kinds: []) { totalCount }
          findings(codes: []) { totalCount }
          source(url: "book.example.org/a") { citations(roles: []) { totalCount } all: citations { totalCount } }
          principle(slug: "record") { citations(roles: []) { role } relations(types: []) { type } }
        }""",
        {},
        None,
        Settings(),
    )
    assert answer == {
        "data": {
            "twice": {"nodes": [{"slug": "big-ball-of-mud"}]},
            "spelt": {"totalCount": 1},
            "named": {"totalCount": 0},
            "most": {"nodes": [{"slug": "big-ball-of-mud"}]},
            "book": {"nodes": [{"citations": {"totalCount": 2}}]},
            "cited": {"nodes": [{"host": "book.example.org"}]},
            "evidence": {"nodes": [{"host": "book.example.org"}]},
            "twiceEvidence": {"totalCount": 0},
            "hosts": {"nodes": [{"host": "docs.example.org"}]},
            "prose": {"nodes": [{"path": "notes.md"}]},
            "records": {"nodes": [{"path": "old.md"}, {"path": "record.md"}]},
            "every": {"totalCount": 4},
            "conflicts": {"totalCount": 0},
            "findings": {"totalCount": 0},
            "source": {"citations": {"totalCount": 0}, "all": {"totalCount": 2}},
            "principle": {"citations": [], "relations": []},
        }
    }


def test_too_many_conditions(catalogue: Catalogue) -> None:
    """More conditions than the setting allows are refused; the texts of one list are one condition."""
    query = "query Q($f: PrincipleFilter) { principles(filter: $f) { totalCount } }"

    def ask(wanted: Any, most: int | None) -> Any:
        return execute(catalogue, query, {"f": wanted}, None, Settings(conditions=most))

    (error,) = ask({"or": [{}] * 11}, 10)["errors"]
    assert error["extensions"] == {
        "code": "LIMIT_EXCEEDED",
        "argument": "filter",
        "expected": "at most 10 conditions",
    }
    title = {"title": {"eq": "x"}}
    for fine in ({"or": [title] * 10}, {"title": {"in": ["x"] * 1_000}}, {"not": {"and": [title] * 10}}):
        assert "errors" not in ask(fine, 10)
    assert "errors" in ask({"or": [title] * 10, **title}, 10)
    assert "errors" not in ask({"or": [title] * 1_000}, None)


@pytest.mark.parametrize(
    ("wanted", "argument", "expected"),
    [
        ({"date": {"from": "2024-13-01"}}, "$f.date.from", "a value of the type Date"),
        ({"date": {"from": "2024-5-6"}}, "$f.date.from", "a value of the type Date"),
        ({"date": {"to": "20240506"}}, "$f.date.to", "a value of the type Date"),
        ({"date": {"to": 20240506}}, "$f.date.to", "a value of the type Date"),
        ({"date": {"to": "2024-05-06T07:08:09Z"}}, "$f.date.to", "a value of the type Date"),
        ({"or": [{}, {"statuses": ["ACCEPTED", "DONE"]}]}, "$f.or[1].statuses[1]", "one of DRAFT, PROPOSED, ACCEPTED,"),
        ({"or": {"not": {"kinds": 5}}}, "$f.or.not.kinds", "one of PRINCIPLE, DECISION"),
        ({"title": "x"}, "$f.title", "a value of the type TextFilter"),
        ({"title": {"like": "x"}}, "$f.title", "a value of the type TextFilter"),
        ({"title": {"in": ["a", None]}}, "$f.title.in[1]", "a value of the type String!"),
        ({"statusMissing": "yes"}, "$f.statusMissing", "a value of the type Boolean"),
        ([{}], "$f", "a value of the type PrincipleFilter"),
    ],
)
def test_variables_that_do_not_fit(catalogue: Catalogue, wanted: Any, argument: str, expected: str) -> None:
    """A value that does not fit is bad input: the error says where it stands and what was expected there."""
    query = "query Q($f: PrincipleFilter) { principles(filter: $f) { totalCount } }"
    answer = execute(catalogue, query, {"f": wanted}, None, Settings())
    assert "data" not in answer
    (error,) = answer["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert error["extensions"]["argument"] == argument
    assert error["extensions"]["expected"].startswith(expected)
    assert error["message"].startswith(f"`{argument}`")
    assert error["locations"]


def test_missing_variables(catalogue: Catalogue) -> None:
    """A variable that is needed and not given, or null, is told; of very many errors the first twenty are."""
    query = (
        "query Q($slug: String!, $n: Int = 3) { principle(slug: $slug) { title } principles(first: $n) { totalCount } }"
    )
    for given_, said in (({}, "not given"), ({"slug": None}, "null")):
        (error,) = execute(catalogue, query, given_, None, Settings())["errors"]
        assert error["message"] == f"Variable `$slug` of the type `String!` is {said}."
        assert error["extensions"] == {
            "code": "BAD_USER_INPUT",
            "argument": "$slug",
            "expected": "a value of the type String!",
        }
    query = "query Q($f: PrincipleFilter) { principles(filter: $f) { totalCount } }"
    errors = execute(catalogue, query, {"f": {"kinds": ["X"] * 50}}, None, Settings())["errors"]
    assert len(errors) == 21
    assert errors[-1]["message"] == "30 more values don't fit their types."
