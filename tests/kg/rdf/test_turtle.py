import difflib
from pathlib import Path

import pyoxigraph
from hypothesis import given
from hypothesis import strategies as st

from kg import folder
from kg.catalogue import Catalogue
from kg.configuration import CatalogueSettings
from kg.identity import url_key
from kg.model import CitationRole, Document, Kind, Location, Principle, Reference
from kg.rdf import terms
from kg.rdf.export import FORMATS, serialise
from kg.rdf.iri import web_iri
from kg.rdf.triple import Literal
from kg.rdf.turtle import turtle
from tests.kg.rdf.readings import by_oxigraph, by_rdflib
from tests.kg.rdf.test_readers import NOT_IN_XML

HARD = st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from('"\\\n\r\t\x00\u2028\ufeff')))


def _catalogue(title: str, url: str = "https://example.org/") -> Catalogue:
    place = Location("p.md", 1, 1)
    reference = Reference(CitationRole.EVIDENCE, title, url, place)
    entry = Principle("p", Kind.PRINCIPLE, title, place, summary=f"{title}\n{title}", references=(reference,))
    return Catalogue([Document("p.md", "p", "", "", principles=(entry,))], CatalogueSettings(base="https://b.org/"))


@given(HARD)
def test_any_text_survives(title: str) -> None:
    """Any text comes back as it was from every format, through rdflib and through Oxigraph.

    But for RDF/XML, which has U+FFFD for the characters that XML can't hold.
    """
    catalogue = _catalogue(title)
    for name in FORMATS:
        held = NOT_IN_XML.sub("\ufffd", title) if name == "rdf-xml" else title
        data = serialise(catalogue, name)
        for reader in (by_oxigraph, by_rdflib):
            read = {
                (quad.predicate.value, quad.object.value)
                for quad in reader(data, name)
                if quad.subject == pyoxigraph.NamedNode("https://b.org/principle/p")
            }
            assert (terms.PREF_LABEL, held) in read
            assert (terms.ABSTRACT, f"{held}\n{held}") in read


@given(
    st.sampled_from(["http://", "HTTPS://", " https://"]),
    st.sampled_from(["", "user@", "a:b@c@", "us er:[x]@"]),
    st.sampled_from(["example.org", "bücher.example", "127.0.0.1", "[::1]", "a.b:8080", "localhost"]),
    st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from('/?#%[]@:|\\^`{}<>" \t\n'))),
)
def test_any_url_is_an_iri(scheme: str, user: str, host: str, tail: str) -> None:
    """Every URL that makes a source is written as an IRI that Oxigraph accepts."""
    url = f"{scheme}{user}{host}/{tail}"
    if url_key(url) is None:
        return
    data = serialise(_catalogue("x", url), "turtle")
    pages = [
        quad.object.value
        for quad in pyoxigraph.parse(data, format=pyoxigraph.RdfFormat.TURTLE)
        if quad.predicate.value == terms.PAGE
    ]
    assert pages == [web_iri(url)]


def test_plain_url_stays() -> None:
    """A URL that is an IRI already stays as it is, percent signs and letters of every script included."""
    for url in (
        "https://example.org/a%20b/c?d=e&f#g",
        "http://[::1]:8080/x",
        "https://de.example.org/wiki/Größe_(Maß)#Länge",
    ):
        assert web_iri(url) == url


def test_illegal_signs_are_escaped() -> None:
    """What an IRI can't hold is percent-encoded: a stray percent sign, brackets, a second hash."""
    assert web_iri("https://example.org/100%/[a b]#c#d") == "https://example.org/100%25/%5Ba%20b%5D#c%23d"


def test_short_names_only_where_valid() -> None:
    """A prefixed name is used only where the grammar holds it: never for a slash or a dot at the end."""
    base = "https://b.org/"
    description = [
        (terms.DERIVED_FROM, f"{base}principle/{local}") for local in ("a", "a.b", "a.", "-a", "a/b", "ä", "", "0")
    ]
    written = b"".join(turtle([(f"{base}principle/x", description)], base)).decode()
    assert [line.split()[1] for line in written.splitlines() if "wasDerivedFrom" in line] == [
        "principle:a",
        "principle:a.b",
        "<https://b.org/principle/a.>",
        "<https://b.org/principle/-a>",
        "<https://b.org/principle/a/b>",
        "<https://b.org/principle/ä>",
        "<https://b.org/principle/>",
        "principle:0",
    ]
    assert len(list(pyoxigraph.parse(written, format=pyoxigraph.RdfFormat.TURTLE))) == len(description)


def test_numbers_that_are_none() -> None:
    """A literal whose text its datatype doesn't hold keeps both."""
    literal = Literal("three", terms.XSD_INTEGER)
    written = b"".join(turtle([("https://b.org/x", [(terms.INDEX, literal)])], "https://b.org/")).decode()
    assert '"three"^^xsd:integer' in written


PAGE = """---
title: {0}
summary: What {0} is.
---

## Defining {0}
It is {0}. Source: [One](https://one.example.org/)

## The Other Alternatives That Were Not Chosen
* Not {0}

## Further Reading
* [Two](https://two.example.org/)
"""


def test_one_link_more(tmp_path: Path) -> None:
    """One link more in one document touches what speaks of it, its section, its document and the header alone."""
    for name in ("alpha", "beta", "gamma"):
        (tmp_path / f"{name}.md").write_text(PAGE.format(name), encoding="utf-8")
    before = serialise(folder.load(tmp_path), "turtle").decode().split("\n")
    page = tmp_path / "beta.md"
    page.write_text(page.read_text(encoding="utf-8") + "* [New](https://new.example.org/)\n", encoding="utf-8")
    catalogue = folder.load(tmp_path)
    after = serialise(catalogue, "turtle").decode().split("\n")

    source = catalogue.source("https://new.example.org/")
    assert source is not None
    changes = [line for line in difflib.ndiff(before, after) if line[0] in "-+"]
    removed = [line[1:].split()[0] for line in changes if line[0] == "-"]
    assert sorted(removed) == ["dcat:version", "owl:versionInfo", "pv:digest", "pv:markdown", "void:triples"]
    added = "\n".join(line for line in changes if line[0] == "+")
    assert source.key in added
    assert "alpha" not in added
    assert "gamma" not in added
