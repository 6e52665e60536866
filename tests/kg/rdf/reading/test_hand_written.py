import re
from pathlib import Path

import pytest

from kg import folder
from kg.catalogue import Catalogue
from kg.model import CitationRole, Kind, RelationType, Status

ROOT = Path(__file__).parents[4]
PREFIXES = """
@prefix adms: <http://www.w3.org/ns/adms#> .
@prefix cito: <http://purl.org/spar/cito/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix pv: <https://principle-graph.example/vocabulary#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix void: <http://rdfs.org/ns/void#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <https://example.org/arch#> .
"""


class Folder:
    """A folder that files are written to."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def load(self, **files: str) -> Catalogue:
        """The catalogue of files, by name with `_` before the suffix; Turtle gets prefixes."""
        for name, text in files.items():
            stem, _, suffix = name.rpartition("_")
            path = self.path / f"{stem}.{suffix}"
            path.write_text(PREFIXES + text if suffix in ("ttl", "trig") else text, encoding="utf-8")
        return folder.load(self.path)


PAGE = """---
title: Small batches
permalink: page.html
---
## Defining Small Batches
Finish one thing.

## Justification Of The Choices Made
It is quicker.

## The Other Alternatives That Were Not Chosen
* Polling

## Further Reading
* [Q](http://www.example.com/q/)
"""


@pytest.fixture
def written(tmp_path: Path) -> Folder:
    """An empty folder."""
    return Folder(tmp_path)


def codes(catalogue: Catalogue) -> list[tuple[str, int]]:
    """The findings by code and line."""
    return [(one.code, one.location.line) for one in catalogue.findings]


def test_example_of_the_documentation(tmp_path: Path) -> None:
    """The example in docs/rdf.md is read as the page says, without a finding."""
    (example,) = re.findall(r"```turtle\n(.*?)```", (ROOT / "docs/rdf.md").read_text(encoding="utf-8"), re.DOTALL)
    (tmp_path / "graph.ttl").write_text(example, encoding="utf-8")
    catalogue = folder.load(tmp_path)
    assert catalogue.findings == ()
    (theme,) = catalogue.themes
    assert [one.slug for one in theme.principles] == ["one-owner", "small-batches"]
    batches, owner = catalogue.principle("small-batches"), catalogue.principle("one-owner")
    assert batches is not None
    assert owner is not None
    assert (batches.title, batches.kind, owner.kind) == ("Small batches", Kind.PRINCIPLE, Kind.DECISION)
    assert batches.context is not None
    assert [(one.label, one.reason and one.reason.markdown) for one in batches.options] == [
        ("A yearly plan", "It is wrong by March."),
        ("Big releases", None),
    ]
    assert [(one.role, one.title, one.url) for one in batches.references] == [
        (CitationRole.EVIDENCE, "On flow", "https://example.com/flow")
    ]
    assert [one.target for one in catalogue.relations(batches)] == [owner]
    assert owner.date == "2024-02-29"
    assert (batches.location.path, batches.location.line) == ("graph.ttl", 6)


def test_smallest(written: Folder) -> None:
    """An entry needs a type and a title; an option needs a name, at its node, at a rejection or in its IRI."""
    catalogue = written.load(
        graph_ttl="""
        :x a pv:Principle ; skos:prefLabel "X" ; pv:rejects :y, :big-bang, "Waiting" .
        :y skos:prefLabel "Y" .
        [] pv:rejectedBy :x ; pv:rejected :y ; pv:reason "No." ; pv:con "slow", "dear" .
        [] pv:rejectedBy :x ; skos:prefLabel "Z" .
        """
    )
    (entry,) = catalogue.principles
    assert {one.label for one in entry.options} == {"Y", "Z", "big bang", "Waiting"}
    (told,) = [one for one in entry.options if one.reason]
    assert (told.label, told.cons) == ("Y", ("dear", "slow"))
    assert [code for code, _ in codes(catalogue)] == ["unreadable-value"]  # a text is no node


def test_sources(written: Folder) -> None:
    """A source is a web address, a node with one, or a text; what says the same twice is one citation."""
    catalogue = written.load(
        graph_ttl="""
        :x a pv:Principle ; skos:prefLabel "X" ;
            dcterms:source <https://a.example/>, "E. Author, A Book" ;
            dcterms:source [ dcterms:title "B" ; foaf:page <https://b.example/> ] ;
            cito:citesAsEvidence <https://a.example/> ; cito:cites <https://a.example/> ;
            cito:citesAsRecommendedReading "https://c.example/" .
        [] a cito:Citation ; cito:hasCitingEntity :x ; cito:hasCitedEntity <https://d.example/> ;
            cito:hasCitationCharacterization cito:citesAsRecommendedReading ; dcterms:title "D" .
        """
    )
    (entry,) = catalogue.principles
    cited = {(one.role, one.title, one.url) for one in entry.references}
    assert cited == {
        (CitationRole.EVIDENCE, None, "https://a.example/"),
        (CitationRole.EVIDENCE, "B", "https://b.example/"),
        (CitationRole.EVIDENCE, "E. Author, A Book", None),
        (CitationRole.FURTHER_READING, None, "https://c.example/"),
        (CitationRole.FURTHER_READING, "D", "https://d.example/"),
    }
    assert len(entry.references) == len(cited)
    assert catalogue.findings == ()


@pytest.mark.parametrize(
    ("stated", "status"),
    [
        ("pv:status-proposed", Status.PROPOSED),
        ("<http://purl.org/adms/status/Completed>", Status.ACCEPTED),
        ("<http://purl.org/adms/status/Withdrawn>", Status.REJECTED),
        ('"Superseded by the queue"', Status.SUPERSEDED),
        (':own . :own skos:prefLabel "deprecated"', Status.DEPRECATED),
    ],
)
def test_statuses(written: Folder, stated: str, status: Status) -> None:
    """A status is one of our concepts, one of ADMS, a text, or a concept with a label that says it."""
    (entry,) = written.load(graph_ttl=f':x a pv:Decision ; skos:prefLabel "X" ; adms:status {stated} .').principles
    assert entry.status is status


def test_relations(written: Folder) -> None:
    """Relations join entries of several files and of Markdown; one that leads nowhere is told."""
    catalogue = written.load(
        page_md=PAGE,
        one_ttl=':a a pv:Decision ; skos:prefLabel "A" ; dcterms:replaces :b ; skos:related <principle/page> ;\n'
        " pv:amends :c .",
        two_ttl=':b a pv:Decision ; skos:prefLabel "B" ; dcterms:isReplacedBy :a .',
    )
    entries = {one.slug: one for one in catalogue.principles}
    a, b = entries["a"], entries["b"]
    assert {(one.type, one.target and one.target.slug) for one in catalogue.relations(a)} == {
        (RelationType.SUPERSEDES, "b"),
        (RelationType.RELATES_TO, "page"),
    }
    assert [(one.type, one.derived) for one in catalogue.relations(b)] == [(RelationType.SUPERSEDED_BY, False)]
    assert ("dangling-relation", 12) in codes(catalogue)


def test_shared_with_markdown(written: Folder) -> None:
    """Options, sources and slugs of RDF and Markdown join by the same rules."""
    catalogue = written.load(
        page_md=PAGE,
        graph_ttl=':x a pv:Principle ; skos:prefLabel "X" ; pv:rejects [ skos:prefLabel "“polling”" ] ;'
        " dcterms:source <https://example.com/q> .\n"
        ':page a pv:Principle ; skos:prefLabel "Another page" .',
    )
    (alternative,), (source,) = catalogue.alternatives, catalogue.sources
    assert len(catalogue.rejections_of(alternative)) == len(catalogue.citations_of(source)) == 2
    assert sorted(one.slug for one in catalogue.principles) == ["page", "page~2", "x"]
    assert [one.location.path for one in catalogue.findings if one.code == "duplicate-slug"] == ["graph.ttl", "page.md"]


def test_documents(written: Folder) -> None:
    """An entry is in the document that it names by path, or that it was derived from; else in the file of RDF."""
    catalogue = written.load(
        graph_ttl="""
        :a a pv:Principle ; skos:prefLabel "A" ; pv:path "docs/a.md" .
        :b a pv:Principle ; skos:prefLabel "B" ; prov:wasDerivedFrom :doc .
        :doc a pv:Document ; pv:path "docs/b.md" .
        :c a pv:Principle ; skos:prefLabel "C" ; pv:path "../../etc/passwd" .
        """
    )
    assert {one.slug: one.path for one in catalogue.principles} == {
        "a": "docs/a.md",
        "b": "docs/b.md",
        "c": "graph.ttl",
    }
    assert codes(catalogue) == [("unreadable-value", 16)]


def test_markdown_is_the_source(written: Folder) -> None:
    """A document that is there as Markdown too is read as Markdown; one finding a file says so."""
    catalogue = written.load(
        page_md=PAGE,
        graph_ttl=':p a pv:Principle ; skos:prefLabel "Old" ; prov:wasDerivedFrom :d .\n'
        ':d a pv:Document ; pv:path "page.md" .',
    )
    (entry,) = catalogue.principles
    assert entry.title == "Small batches"
    assert [one.code for one in catalogue.findings if one.location.path == "graph.ttl"] == ["document-twice"]


def test_settings(written: Folder) -> None:
    """The header names title, base and licence, collections the themes; what catalogue.toml gives goes first."""
    header = """<https://data.example/> a skos:ConceptScheme ; dcterms:title "Graph" ; dcterms:license "CC0" .
        :t a skos:OrderedCollection ; skos:prefLabel "T" ; skos:memberList ( :b :a ) .
        :a a pv:Principle ; skos:prefLabel "A" . :b a pv:Principle ; skos:prefLabel "B" ."""
    catalogue = written.load(graph_ttl=header)
    assert (catalogue.title, catalogue.base, catalogue.licence) == ("Graph", "https://data.example/", "CC0")
    assert [[one.slug for one in theme.principles] for theme in catalogue.themes] == [["b", "a"]]
    catalogue = written.load(catalogue_toml='title = "Principles"\n')
    assert (catalogue.title, catalogue.base) == ("Principles", "https://data.example/")


def test_named_graphs(written: Folder) -> None:
    """All graphs of a TriG file are read as one."""
    catalogue = written.load(graph_trig=':g { :x a pv:Principle . } :h { :x skos:prefLabel "X" . }')
    assert [one.title for one in catalogue.principles] == ["X"]


def test_what_cant_be_read(written: Folder) -> None:
    """Invalid Turtle, unknown terms, contradictions and wrong values are findings at their lines; the rest is read."""
    catalogue = written.load(
        bad_ttl=":x a .\n",
        graph_ttl=""":x a pv:Principle ;
            skos:prefLabel "X", "Y" ;
            pv:colour "red" ;
            dcterms:creator "Ada", "Bob" ;
            dcterms:date "soon"^^xsd:date .
        :y a pv:Decision .
        """,
    )
    assert codes(catalogue) == [
        ("invalid-rdf", 12),
        ("two-values", 12),
        ("unreadable-date", 12),
        ("unknown-term", 14),
        ("unknown-term", 15),
        ("no-title", 17),
    ]
    assert [(one.slug, one.title) for one in catalogue.principles] == [("x", "X"), ("y", "y")]


def test_contexts(written: Folder) -> None:
    """The project's own context is known by name; another one is told and not fetched."""
    entry = '"@graph": [{"@id": "https://example.org/x", "@type": "Principle", "title": "X"}]'
    catalogue = written.load(
        own_jsonld=f'{{"@context": "context.jsonld", {entry}}}',
        other_jsonld=f'{{\n"@context": ["https://example.com/c.jsonld"], {entry}}}',
    )
    assert [one.title for one in catalogue.principles] == ["X"]
    assert codes(catalogue) == [("remote-context", 2)]


def test_files_of_other_things(written: Folder) -> None:
    """A file of RDF about other things is a note, and says nothing of its terms."""
    catalogue = written.load(graph_ttl=":a foaf:page <https://a.example/> ; :b :c .")
    assert catalogue.principles == ()
    assert codes(catalogue) == [("no-entry", 1)]


def test_version_follows_the_graph(written: Folder) -> None:
    """The version of a catalogue changes with its files of RDF, whatever digests these state."""
    text = ':x a pv:Principle ; skos:prefLabel "X" ; prov:wasDerivedFrom :d . :d a pv:Document ; pv:path "x.md" .'
    versions = {written.load(graph_ttl=text.replace("X", title)).version for title in ("X", "Y", "X")}
    assert len(versions) == 2


def test_lists(written: Folder) -> None:
    """An RDF collection is its values in their order, of texts, options and sources alike; an empty one is none."""
    catalogue = written.load(
        graph_ttl="""
        :x a pv:Principle ; skos:prefLabel "X" ; pv:decider ( "Zoe" "Ann" ) ; pv:driver () ; pv:rejects ( :z :a "t" ) ;
            cito:cites ( <https://z.example/> ( <https://a.example/> ) ) .
        :z skos:prefLabel "Z" ; pv:pro ( "quick" "cheap" ) .
        :a skos:prefLabel "A" .
        """,
        other_jsonld="""{"@context": {"@vocab": "https://principle-graph.example/vocabulary#"}, "@type": "Decision",
        "@id": "https://example.org/y", "http://www.w3.org/2004/02/skos/core#prefLabel": "Y",
        "consulted": {"@list": ["Eve", "Bob"]}}""",
    )
    x, y = catalogue.principle("x"), catalogue.principle("y")
    assert x is not None
    assert y is not None
    assert (x.deciders, x.drivers, y.consulted) == (("Zoe", "Ann"), (), ("Eve", "Bob"))
    assert [(one.label, one.pros) for one in x.options] == [("Z", ("quick", "cheap")), ("A", ()), ("t", ())]
    assert [one.url for one in x.references] == ["https://z.example/", "https://a.example/"]
    assert [code for code, _ in codes(catalogue)] == ["unreadable-value"]  # a text is no node


def test_lists_without_end(written: Folder) -> None:
    """A list that leads back to itself, or ends nowhere, gives what it holds."""
    catalogue = written.load(
        graph_ttl="""@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
        :x a pv:Principle ; skos:prefLabel "X" ; pv:decider _:a ; pv:informed _:c ; pv:consulted () .
        _:a rdf:first "A" ; rdf:rest _:b . _:b rdf:first "B" ; rdf:rest _:a . _:c a rdf:List ; rdf:first "C" .
        """
    )
    (entry,) = catalogue.principles
    assert (entry.deciders, entry.informed, codes(catalogue)) == (("A", "B"), ("C",), [])


def test_files_that_repeat_each_other(written: Folder) -> None:
    """Two files that say the same, in blank nodes too, say no more than one of them."""
    text = """:x a pv:Principle ; skos:prefLabel "X" ; pv:rejects [ skos:prefLabel "A" ; pv:pro ( "p" "o" ) ] ;
            dcterms:source [ dcterms:title "Book" ] .
        [] a cito:Citation ; cito:hasCitingEntity :x ; cito:hasCitedEntity [ dcterms:title "Talk" ] .
        """
    (one,) = written.load(a_ttl=text).principles
    assert (len(one.options), len(one.references)) == (1, 2)
    again = written.load(b_ttl=text, c_trig=f":g {{ {text} }}")
    assert again.principles == (one,)
    assert again.findings == ()
    different = written.load(d_ttl=text.replace('"o"', '"other"'))
    assert [len(entry.options) for entry in different.principles] == [2]


def test_entries_without_iris(written: Folder) -> None:
    """An entry may be a blank node, and others may lead to it."""
    catalogue = written.load(
        graph_ttl='[] a pv:Decision ; skos:prefLabel "X" ; skos:related [ a pv:Principle ; skos:prefLabel "Y" ] .'
    )
    x, y = catalogue.principle("x"), catalogue.principle("y")
    assert x is not None
    assert [one.target for one in catalogue.relations(x)] == [y]
    assert codes(catalogue) == []


def test_schema_org(written: Folder) -> None:
    """Names and addresses of schema.org are read, be its namespace http or https."""
    for scheme in ("http", "https"):
        catalogue = written.load(
            graph_ttl=f"""@prefix schema: <{scheme}://schema.org/> .
            :x a pv:Principle ; schema:name "X" ; pv:rejects [ schema:name "A" ] ;
                dcterms:source [ schema:name "B" ; schema:url <https://b.example/> ] ."""
        )
        (entry,) = catalogue.principles
        assert (entry.title, [one.label for one in entry.options]) == ("X", ["A"])
        assert [(one.title, one.url) for one in entry.references] == [("B", "https://b.example/")]
        assert codes(catalogue) == []


def test_thesaurus(written: Folder) -> None:
    """Concepts that are no entries are told once a file; those that an entry rejects, or has as status, are none."""
    catalogue = written.load(
        graph_ttl="""<https://example.org/> a skos:ConceptScheme .
        :one a skos:Concept ; skos:prefLabel "One" .
        :two a skos:Concept ; skos:prefLabel "Two" .
        """,
        named_ttl="""
        :x a skos:Concept, pv:Principle ; skos:prefLabel "X" ; pv:rejects :a ; adms:status :s .
        :a a skos:Concept ; skos:prefLabel "A" .
        :s a skos:Concept ; skos:prefLabel "accepted" .
        """,
    )
    assert [one.slug for one in catalogue.principles] == ["x"]
    (found,) = catalogue.findings
    assert (found.code, found.location.path, found.location.line) == ("unreadable-value", "graph.ttl", 13)
    assert found.message.startswith("2 concepts, “One” the first, are neither a pv:Principle nor a pv:Decision")


def test_themes_of_nothing(written: Folder) -> None:
    """A member of a theme that is no entry, in the graph or beside it, is a finding; a page of the folder is none."""
    catalogue = written.load(
        page_md=PAGE,
        graph_ttl="""<https://example.org/arch/> a skos:ConceptScheme .
        :t a skos:Collection ; skos:prefLabel "T" ; skos:member <https://example.org/arch/principle/page>, :no, "x" .
        """,
    )
    assert [[one.slug for one in theme.principles] for theme in catalogue.themes] == [["page"]]
    found = [one for one in codes(catalogue) if one[0] != "no-source"]
    assert sorted(found) == [("unknown-theme-member", 13), ("unreadable-value", 13)]


def test_what_has_no_name(written: Folder) -> None:
    """An option without a name, and an entry whose title is blank, are told."""
    catalogue = written.load(graph_ttl=':x a pv:Principle ; skos:prefLabel " " ; pv:rejects [ pv:reason "Slow." ] .')
    assert [one.title for one in catalogue.principles] == ["x"]
    assert sorted(codes(catalogue)) == [("no-title", 12), ("unreadable-value", 12)]


def test_lines_below_a_base(tmp_path: Path) -> None:
    """Lines are told where IRIs are relative, to the base of Turtle, SPARQL, XML or a context; comments name none."""
    pv = "https://principle-graph.example/vocabulary#"
    texts = {
        "a.ttl": f"# @base <http://no.example/> .\n@base <https://a.example/x/> .\n<other>\n    <{pv}href>\n"
        f"    <one> ;\n"
        f'    <{pv}pro> "a" .\n\n<one> a <{pv}Principle> .\n',
        "b.ttl": f"BASE <https://b.example/x/>\nBASE <y/>\n\n<../one> a <{pv}Principle> .\n",
        "c.rdf": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"\n  xml:base="https://c.example/">\n'
        f'<pv:Principle xmlns:pv="{pv}" rdf:ID="one"/>\n<pv:Principle xmlns:pv="{pv}"\n rdf:about="two"/></rdf:RDF>\n',
        "d.jsonld": '{"@context": {"@base": "https://d.example/"},\n "@type": "' + f'{pv}Principle",\n "@id": "one"}}',
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = [one.location for one in folder.load(tmp_path).findings if one.code == "no-title"]
    assert [(one.path, one.line) for one in found] == [
        ("a.ttl", 8), ("b.ttl", 4), ("c.rdf", 3), ("c.rdf", 5), ("d.jsonld", 3),
    ]  # fmt: skip


def test_lines_of_errors(tmp_path: Path) -> None:
    """A prefix that RDF/XML does not declare is told at its line."""
    text = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n<rdf:Description>\n<no:x/>\n'
    (tmp_path / "a.rdf").write_text(f"{text}</rdf:Description></rdf:RDF>", encoding="utf-8")
    (found,) = folder.load(tmp_path).findings
    assert (found.code, found.location.line) == ("invalid-rdf", 3)


@pytest.mark.parametrize("order", ["9 1", "1", "1 1", "0 1", "2 one", "", "1 2 3"])
def test_orders_of_other_links(written: Folder, order: str) -> None:
    """An order of links that does not fit the links of its document says nothing."""
    entry = """:d a pv:Document ; pv:path "d.md" {} .
        :x a pv:Principle ; skos:prefLabel "X" ; prov:wasDerivedFrom :d .
        :a a cito:Citation ; cito:hasCitingEntity :x ; dcterms:title "A" .
        :b a cito:Citation ; cito:hasCitingEntity :x ; dcterms:title "B" ."""
    turned = written.load(graph_ttl=entry.format('; pv:linkOrder "2 1"')).principles
    plain = written.load(graph_ttl=entry.format("")).principles
    assert [[one.title for one in principle.references] for principle in (*turned, *plain)] == [["B", "A"], ["A", "B"]]
    assert written.load(graph_ttl=entry.format(f'; pv:linkOrder "{order}"')).principles == plain
