"""The table of fields and terms is that of docs/rdf.md."""

import re
from pathlib import Path

from graphql import GraphQLObjectType, get_named_type

from api.forms.terms import CLASSES, TERMS, Holds
from api.schema import graphql_schema
from kg.rdf import terms
from kg.rdf.published import short

PAGE = (Path(__file__).parents[3] / "docs/rdf.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `([A-Z]\w+)\.(\w+)` \| (?:`(\^?\w+:\w+)`|–) \| (.+) \|$", PAGE, re.MULTILINE)
# Told by the page of the table, and not by an answer: each with the reason that its row gives, or here.
UNTOLD = {
    "Principle.kind": "is the class",
    "Principle.conflicts": "leads to the other entry",
    "Principle.facts": "stands in the graph with places alone",
    "Principle.location": "as its IRI",
    "Principle.findings": "belong to the document",
    "Section.role": "in small letters",
    "Source.titles": "holds the title too",
    "Source.citedBy": "depends on the role",
    "Relation.document": "only where the target is no entry",
    "Document.findings": "stands in the graph with places alone",
}


def test_table_is_that_of_the_page() -> None:
    """A field has the term that its row gives, the same way round, or the row or the test says why it has none."""
    told = {f"{kind}.{field}" for kind, fields in TERMS.items() for field in fields}
    rows = {f"{kind}.{field}": (term, how) for kind, field, term, how in ROWS}
    assert told <= set(rows)
    for name, (written, how) in rows.items():
        kind, field = name.split(".")
        if name in told:
            term = TERMS[kind][field]
            assert ("^" if term.inverse else "") + short(term.predicate) == written, name
        elif kind in CLASSES and written:
            reason = UNTOLD.get(name, "as its IRI")
            assert reason in how or reason.startswith("stands"), name


def test_terms_are_of_the_schema() -> None:
    """Types and fields of the table are in the schema; nodes are named by `iri` and joined to nodes."""
    for kind, fields in TERMS.items():
        known = graphql_schema().type_map[kind]
        assert isinstance(known, GraphQLObjectType)
        assert "iri" in known.fields
        for name, term in fields.items():
            named = get_named_type(known.fields[name].type)
            assert term.predicate in terms.ORDER
            assert (named.name == "RichText") is (term.holds is Holds.RICH), name
            if term.holds is Holds.NODE:
                assert named.name.removesuffix("Connection") in CLASSES, name
    assert set(TERMS) == set(CLASSES)
