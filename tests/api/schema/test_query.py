from api.execution import execute
from api.settings import Settings
from kg.catalogue import Catalogue
from kg.reading.document import read
from tests.api.conftest import Ask

ADDED = """---
title: Added
---

## Defining Added

What that is.

Source: [A paper](https://paper.example.org/)

## The Other Alternatives That Were Not Chosen

* Aardvark

## Further Reading

* [A talk](https://talk.example.org/)
"""


def test_principle_with_what_it_rejects_and_cites(ask: Ask) -> None:
    """A principle tells what it rejects with reasons, what it rests on, and what to read, by shared nodes."""
    answer = ask(
        """{ principle(slug: "one") {
            title summary
            rejections { alternative { label } reason { text html } location { path line heading } }
            evidence { id } furtherReading { id } citations(roles: [EVIDENCE]) { role location { line } }
            relations { type target { slug } document { path } }
        } }"""
    )
    assert "errors" not in answer
    principle = answer["data"]["principle"]
    assert principle["summary"] == "The first."
    assert [one["alternative"]["label"] for one in principle["rejections"]] == ["Big Ball", "Two"]
    assert principle["rejections"][0]["reason"] == {
        "text": "nobody can hold it",
        "html": "<p>nobody can hold it</p>\n",
    }
    assert principle["rejections"][0]["location"] == {
        "path": "one.md",
        "line": 15,
        "heading": "The Other Alternatives That Were Not Chosen",
    }
    assert principle["evidence"] == principle["furtherReading"]
    assert principle["citations"] == [{"role": "EVIDENCE", "location": {"line": 11}}]
    assert principle["relations"] == [{"type": "RELATES_TO", "target": {"slug": "two"}, "document": {"path": "two.md"}}]


def test_alternative_in_any_spelling(ask: Ask) -> None:
    """An alternative is found by its label in any spelling and knows all who reject it."""
    answer = ask('{ alternative(label: "«BIG ball»") { rejectedBy { nodes { slug } totalCount } principle { slug } } }')
    assert answer["data"]["alternative"] == {
        "rejectedBy": {"nodes": [{"slug": "one"}, {"slug": "two"}], "totalCount": 2},
        "principle": None,
    }


def test_conflict(ask: Ask) -> None:
    """A principle that rejects another one by name conflicts with it, seen from both and from the catalogue."""
    answer = ask(
        """{ conflicts(kinds: [PRINCIPLE]) {
             nodes { kind principle { slug } other { slug } over { principle { slug } } }
           }
             none: conflicts(kinds: [OPTION]) { totalCount }
             principle(slug: "two") { conflicts { principle { slug } } } }"""
    )
    assert answer["data"] == {
        "conflicts": {
            "nodes": [
                {
                    "kind": "PRINCIPLE",
                    "principle": {"slug": "one"},
                    "other": {"slug": "two"},
                    "over": {"principle": {"slug": "two"}},
                }
            ]
        },
        "none": {"totalCount": 0},
        "principle": {"conflicts": [{"principle": {"slug": "one"}}]},
    }


def test_every_resource_is_found_by_id_and_by_iri(ask: Ask) -> None:
    """What has an id is found by it, what has an IRI by that; what is unknown is null."""
    listed = ask("{ principles { nodes { id iri } } alternatives { nodes { id iri } } sources { nodes { id iri } } }")
    for connection in listed["data"].values():
        assert connection["nodes"]
        for node in connection["nodes"]:
            found = ask(
                "query Q($id: ID!, $iri: String!) { node(id: $id) { id } resource(iri: $iri) { id iri } }", **node
            )
            assert found["data"] == {"node": {"id": node["id"]}, "resource": node}
    unknown = ask('{ node(id: "é") { id } nodes(ids: ["AAAA", "x"]) { id } resource(iri: "x:y") { id } }')
    assert unknown["data"] == {"node": None, "nodes": [None, None], "resource": None}


def test_pages_join_to_the_whole_list(ask: Ask) -> None:
    """Following the cursors forwards or backwards gives every item once, in one order."""
    names = [node["slug"] for node in ask("{ principles { nodes { slug } } }")["data"]["principles"]["nodes"]]
    for size, cursor, more, end in (
        ("first", "after", "hasNextPage", "endCursor"),
        ("last", "before", "hasPreviousPage", "startCursor"),
    ):
        found: list[str] = []
        place = None
        while True:
            page = ask(
                f"query Q($at: String) {{ principles({size}: 1, {cursor}: $at)"
                " { nodes { slug } edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }",
                at=place,
            )["data"]["principles"]
            found += [node["slug"] for node in page["nodes"]]
            place = page["pageInfo"][end]
            if not page["pageInfo"][more]:
                break
        assert found == (names if size == "first" else names[::-1])


def test_documents_without_an_entry(ask: Ask) -> None:
    """A document without an entry is listed with its sections and a finding that says so."""
    answer = ask(
        '{ document(path: "notes.md") { principles { slug } sections { heading body { text } } findings { code } }'
        ' findings(codes: ["no-entry"]) { nodes { location { path } } } }'
    )
    assert answer["data"]["document"] == {
        "principles": [],
        "sections": [{"heading": "Notes", "body": {"text": "Prose alone."}}],
        "findings": [{"code": "no-entry"}],
    }
    assert answer["data"]["findings"]["nodes"] == [{"location": {"path": "notes.md"}}]


def test_findings_by_severity(ask: Ask) -> None:
    """Findings are listed by severity, by code, or all."""
    answer = ask(
        """{ all: findings { nodes { severity code } }
             warnings: findings(severities: [WARNING]) { nodes { severity code } }
             none: findings(severities: [WARNING], codes: ["no-entry"]) { totalCount } }"""
    )["data"]
    assert {one["severity"] for one in answer["all"]["nodes"]} == {"NOTE", "WARNING"}
    assert answer["warnings"]["nodes"] == [{"severity": "WARNING", "code": "conflict"}]
    assert answer["none"] == {"totalCount": 0}


def test_evidence_and_further_reading_are_apart(catalogue: Catalogue) -> None:
    """Evidence is what statements rest on, further reading what is listed for the reader."""
    alone = Catalogue([read("a.md", ADDED.encode())], catalogue.settings)
    query = '{ principle(slug: "a") { evidence { title } furtherReading { title } } }'
    assert execute(alone, query, {}, None, Settings())["data"]["principle"] == {
        "evidence": [{"title": "A paper"}],
        "furtherReading": [{"title": "A talk"}],
    }


def test_a_cursor_outlives_its_place(ask: Ask, catalogue: Catalogue) -> None:
    """A cursor is found again where documents before it were added."""
    page = ask("{ alternatives(first: 1) { edges { cursor } } }")["data"]["alternatives"]
    later = Catalogue([*catalogue.documents, read("a.md", ADDED.encode())], catalogue.settings)
    query = "query Q($at: String) { alternatives(after: $at) { nodes { label } } }"
    variables = {"at": page["edges"][0]["cursor"]}
    everything = execute(later, "{ alternatives { nodes { label } } }", {}, None, Settings())
    assert [one["label"] for one in everything["data"]["alternatives"]["nodes"]] == ["Aardvark", "Big Ball", "Two"]
    answer = execute(later, query, variables, None, Settings())
    assert [one["label"] for one in answer["data"]["alternatives"]["nodes"]] == ["Two"]


def test_catalogue(ask: Ask) -> None:
    """The catalogue tells how much it holds."""
    answer = ask("{ catalogue { documents principles alternatives sources citations triples } }")
    counts = answer["data"]["catalogue"]
    assert counts.pop("triples") > 50
    assert counts == {"documents": 3, "principles": 2, "alternatives": 2, "sources": 1, "citations": 2}
