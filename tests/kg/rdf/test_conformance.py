from pathlib import Path

import pytest

from kg.catalogue import Catalogue
from kg.errors import PrincipleGraphError
from kg.folder import load
from kg.model import Finding, Severity
from kg.rdf.conformance import results, untold

PREFIXES = """
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix pv: <https://principle-graph.example/vocabulary#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix shape: <https://principle-graph.example/shapes#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix team: <https://example.org/rules/> .
"""
RECORD = """# 1. Use REST

## Status

Superseded

## Context

Clients need data, see [the web](https://example.org/web) and [notes](missing.md).

## Decision Drivers

* speed
* cost

## Alternatives Considered

* SOAP - because it is old

## Decision

We offer REST.
"""
TOML = 'title = "Records"\n\n[[themes]]\nlabel = "Web"\nprinciples = ["one"]\n'


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    """A record with every kind of node, and a theme."""
    (tmp_path / "one.md").write_text(RECORD, encoding="utf-8")
    (tmp_path / "catalogue.toml").write_text(TOML, encoding="utf-8")
    return load(tmp_path)


def rules(folder: Path, text: str, name: str = "team.ttl") -> Path:
    """A file of shapes."""
    file = folder / name
    file.write_text(PREFIXES + text, encoding="utf-8")
    return file


def told(found: tuple[Finding, ...], code: str) -> list[tuple[str, int]]:
    """Where results of a code stand."""
    return [(one.location.path, one.location.line) for one in found if one.code == code]


def test_results_of_the_shapes(catalogue: Catalogue) -> None:
    """A result has the shape's name as code, its severity, and its message with what it is about; lines are right."""
    found = results(catalogue)
    assert [(one.code, one.severity, one.location.line) for one in found] == [
        ("no-successor", Severity.NOTE, 1),
        ("dangling-relation", Severity.WARNING, 9),
    ]
    assert found[0].message == (
        "The entry is superseded, and nothing says by what."
        " Link in its status what holds now, like “Superseded by [2. Queues](0002-queues.md)”. (principle/one)"
    )


def test_told_once(catalogue: Catalogue) -> None:
    """What a finding tells is not told again, and only that."""
    assert "dangling-relation" in {one.code for one in catalogue.findings}
    assert [one.code for one in untold(results(catalogue), catalogue)] == ["no-successor"]


def test_levels_hold_for_results(tmp_path: Path) -> None:
    """A comment in a document switches a result off, by its code, as it does a finding."""
    comment = "\n<!-- principles: ignore dangling-relation no-successor -->\n"
    (tmp_path / "one.md").write_text(RECORD + comment, encoding="utf-8")
    catalogue = load(tmp_path)
    assert len(results(catalogue)) == 2
    assert untold(results(catalogue), catalogue) == ()


@pytest.mark.parametrize(
    ("kind", "places"),
    [
        ("pv:Decision", [("one.md", 1)]),
        ("pv:Document", [("one.md", 1)]),
        ("pv:Rejection", [("one.md", 18)]),
        ("pv:Alternative", [("one.md", 18)]),
        ("dcterms:BibliographicResource", [("one.md", 9)]),
        ("pv:Relation", [("one.md", 9)]),
        ("rdf:Seq", [("one.md", 1)]),
        ("skos:Collection", [("catalogue.toml", 0)]),
        ("dcat:Dataset", [("catalogue.toml", 0)]),
    ],
)
def test_everything_has_a_place(catalogue: Catalogue, tmp_path: Path, kind: str, places: list[tuple[str, int]]) -> None:
    """A result stands where its node does; a node without a place stands where the nearest that names it does."""
    shape = f"team:rule a sh:PropertyShape ; sh:targetClass {kind} ; sh:path dcterms:creator ; sh:minCount 1 ."
    found = results(catalogue, [rules(tmp_path, shape)])
    assert told(found, "rule") == places
    assert {one.severity for one in found if one.code == "rule"} == {Severity.ERROR}


def test_a_place_has_its_own_lines(catalogue: Catalogue, tmp_path: Path) -> None:
    """A rule for places is told at their lines."""
    shape = "team:rule a sh:PropertyShape ; sh:targetSubjectsOf dcterms:isPartOf ; sh:path pv:heading ; sh:maxCount 0 ."
    lines = {line for _, line in told(results(catalogue, [rules(tmp_path, shape)]), "rule")}
    assert {3, 7, 18} <= lines


def test_own_message_and_value(catalogue: Catalogue, tmp_path: Path) -> None:
    """Of several messages the one without language is told, else the English one; the value stands in brackets."""
    shape = (
        "team:word a sh:PropertyShape ; sh:targetClass pv:Decision ; sh:path skos:prefLabel ; sh:maxLength 3 ;"
        ' sh:message "Kurz!"@de, "Short!"@en . [] a sh:NodeShape ; sh:targetClass pv:Decision ;'
        " sh:property [ sh:path pv:rejects ; sh:maxCount 0 ; sh:severity sh:Warning ] ."
    )
    found = {one.code: one for one in results(catalogue, [rules(tmp_path, shape)])}
    assert found["word"].message == "Short! (principle/one, skos:prefLabel: “Use REST”)"
    assert found["MaxCount"].severity is Severity.WARNING


def test_own_rules_switch_ours_off(catalogue: Catalogue, tmp_path: Path) -> None:
    """Rules of one's own may deactivate a shape that ships."""
    file = rules(tmp_path, "shape:no-successor sh:deactivated true .")
    assert {one.code for one in results(catalogue, [file])} == {"dangling-relation"}


def test_rules_in_any_format(catalogue: Catalogue, tmp_path: Path) -> None:
    """Rules are read in any RDF format, and several files of them together."""
    sh = "http://www.w3.org/ns/shacl#"
    nt = (
        f"<http://e.org/r> <{sh}targetClass> <https://principle-graph.example/vocabulary#Decision> .\n"
        f"<http://e.org/r> <{sh}path> <http://purl.org/dc/terms/creator> .\n"
        f'<http://e.org/r> <{sh}minCount> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .\n'
    )
    json = (
        '{"@context": {"@vocab": "' + sh + '"}, "@id": "http://e.org/j",'
        '"targetClass": {"@id": "https://principle-graph.example/vocabulary#Section"},'
        '"path": {"@id": "http://purl.org/dc/terms/creator"}, "minCount": 1}'
    )
    (tmp_path / "a.nt").write_text(nt)
    (tmp_path / "b.jsonld").write_text(json)
    codes = {one.code for one in results(catalogue, [tmp_path / "a.nt", tmp_path / "b.jsonld"])}
    assert {"r", "j"} <= codes


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.ttl", "team:rule a\n.", r"a\.ttl:11: .*Correct it\."),
        ("a.ttl", "team:rule a team:Rule .", r"a\.ttl holds no SHACL shapes\. Name a file that does\."),
        ("a.md", "", r"a\.md has no suffix of an RDF format\. Write shapes as Turtle"),
        ("a.ttl", "team:x sh:message 'x'@en--ltr .", r"a\.ttl says .* as RDF 1\.2 can\. Write it as RDF 1\.1\."),
        ("a.ttl", "team:x a sh:PropertyShape ; sh:targetClass pv:Fact .", r"shapes in .*a\.ttl can't be used: .*path"),
        (
            "a.ttl",
            'team:x a sh:NodeShape ; sh:targetClass pv:Decision ; sh:sparql [ sh:select "SELECT $this {" ] .',
            r"shapes in .*a\.ttl can't be used",
        ),
    ],
)
def test_unusable_rules(catalogue: Catalogue, tmp_path: Path, name: str, text: str, said: str) -> None:
    """Rules that can't be used are an error that names the file, the line where there is one, and the remedy."""
    with pytest.raises(PrincipleGraphError, match=said):
        results(catalogue, [rules(tmp_path, text, name)])


def test_missing_rules(catalogue: Catalogue, tmp_path: Path) -> None:
    """A file that is not there is an error that names it."""
    with pytest.raises(PrincipleGraphError, match=r"missing\.ttl can't be read: No such file"):
        results(catalogue, [tmp_path / "missing.ttl"])
