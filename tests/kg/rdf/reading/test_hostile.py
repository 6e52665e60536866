import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.catalogue import Catalogue
from kg.configuration import CatalogueSettings
from kg.rdf import terms
from kg.rdf.export import FORMATS, serialise
from kg.rdf.reading import folder

BASE = "https://example.org/"
FEW = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
FORMAT = st.sampled_from(sorted(FORMATS))
EDITS = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.integers(0, 40),
        st.one_of(
            st.binary(max_size=4),
            st.sampled_from(
                [b'"', b"<", b">", b" .", b";", b"[", b"]", b"{", b"}", b"\\u", b"<<(", b"a", b"_:x", b"&x;"]
            ),
        ),
    ),
    min_size=1,
    max_size=6,
)


def taken(files: list[tuple[str, bytes]]) -> Catalogue:
    """The catalogue of files of RDF, whatever they hold; it can be exported again."""
    stated = folder.read(files, BASE)
    values = {"base": BASE, **stated.settings}
    catalogue = Catalogue(stated.documents, CatalogueSettings(**values), stated.findings, others=stated.others)
    for places in (False, True):
        assert serialise(catalogue, "turtle", places)
    for entry in catalogue.principles:
        assert catalogue.principle(entry.slug) is entry
        assert catalogue.document_of(entry)
    return catalogue


@FEW
@given(FORMAT, EDITS)
def test_any_bytes(catalogue: Catalogue, name: str, edits: list[tuple[float, int, bytes]]) -> None:
    """Whatever happens to the bytes of an export, it is read to a catalogue: in full, in part, or to a finding."""
    data = serialise(catalogue, name, places=True)
    for where, length, put in edits:
        at = int(where * len(data))
        data = data[:at] + put + data[at + length :]
    taken([(f"graph{FORMATS[name].suffix}", data)])


@FEW
@given(st.randoms(use_true_random=False), st.integers(1, 60))
def test_any_triples(catalogue: Catalogue, chance: random.Random, count: int) -> None:
    """Triples may be lost, be there twice, come in any order, or end at another node: it's still a catalogue."""
    lines = serialise(catalogue, "ntriples", places=True).splitlines(keepends=True)
    chance.shuffle(lines)
    for _ in range(count):
        one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        match chance.randrange(3):
            case 0:
                del lines[one]
            case 1:
                lines.append(lines[other])
            case _:
                subject, predicate, _ = lines[one].split(b" ", 2)
                lines[one] = b" ".join((subject, predicate, lines[other].split(b" ", 2)[2]))
    taken([("graph.nt", b"".join(lines))])


@FEW
@given(st.randoms(use_true_random=False))
def test_order_means_nothing(catalogue: Catalogue, chance: random.Random) -> None:
    """The triples in another order, each twice and in two files, give the same documents."""
    lines = serialise(catalogue, "ntriples", places=True).splitlines(keepends=True)
    expected = folder.read([("graph.nt", b"".join(lines))], BASE).documents
    chance.shuffle(lines)
    half = len(lines) // 2
    files = [("a.nt", b"".join(lines[:half])), ("b.nt", b"".join(lines[half:] + lines[:half]))]
    assert folder.read(files, BASE).documents == expected


SUBJECTS = st.sampled_from(["_:a", "_:b", "_:c", "_:d", f"<{BASE}x>", f"<{BASE}y>", f"<{terms.PV}z>", f"<{terms.NIL}>"])
PREDICATES = st.sampled_from([*terms.ORDER, *terms.READ_ONLY, f"{terms.RDF}_1"]).map("<{}>".format)
VALUES = st.one_of(
    SUBJECTS,
    st.sampled_from(terms.CLASSES).map("<{}>".format),
    st.sampled_from(['""', '" "', '"x"@en', f'"1"^^<{terms.XSD_INTEGER}>', f'"x"^^<{terms.RDF}HTML>', '"2024-01-01"']),
)


@settings(max_examples=200)
@given(st.lists(st.lists(st.tuples(SUBJECTS, PREDICATES, VALUES), max_size=25), min_size=1, max_size=3))
def test_any_graph(graphs: list[list[tuple[str, str, str]]]) -> None:
    """Any nodes, blank ones and broken lists too, joined by any of our terms in any files, give a catalogue."""
    graphs[0] += [(subject, f"<{terms.TYPE}>", f"<{terms.PRINCIPLE}>") for subject in ("_:a", f"<{BASE}x>")]
    taken(
        [
            (f"{number}.nt", "".join(f"{' '.join(one)} .\n" for one in graph).encode())
            for number, graph in enumerate(graphs)
        ]
    )


@given(st.sampled_from([".ttl", ".trig", ".nt", ".nq", ".jsonld", ".rdf"]), st.binary(max_size=60))
def test_no_rdf_at_all(suffix: str, data: bytes) -> None:
    """Any bytes under the name of a format give a catalogue, which says what is wrong."""
    assert not taken([(f"graph{suffix}", data)]).principles


DEEP = {
    ".ttl": b"<a> <b> " + b"<<( <a> <b> " * 50_000,
    ".nt": b"<http://a/> <http://b/> " + b"<<( <http://a/> <http://b/> " * 50_000,
    ".jsonld": b'{"@id":"http://a/b","http://p/q":' * 50_000 + b"1" + b"}" * 50_000,
    ".rdf": b'<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:a="http://a/">'
    + b"<a:b><a:c>" * 50_000,
}


@pytest.mark.parametrize("suffix", DEEP)
def test_no_bottom(suffix: str) -> None:
    """A file that is nested without end is a finding at once; it takes neither all memory nor all day."""
    (found,) = folder.read([(f"deep{suffix}", DEEP[suffix])], BASE).findings
    assert found.code == "invalid-rdf"
    assert "deeper than 100 levels" in found.message


def test_brackets_in_texts_are_no_levels() -> None:
    """What looks like nesting inside texts is none."""
    text = "<<( " * 500 + "[{" * 500
    turtle = f'<a> a <https://principle-graph.example/vocabulary#Principle> ; <http://b/> "{text}", """{text}\n""" .'
    assert not [one for one in folder.read([("a.ttl", turtle.encode())], BASE).findings if one.code == "invalid-rdf"]
    json = f'{{"@id": "http://a/", "http://b/": "{text}"}}'
    assert not [one for one in folder.read([("a.jsonld", json.encode())], BASE).findings if one.code == "invalid-rdf"]


RDF_XML = """<!DOCTYPE rdf:RDF [ {0} ]>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#"
         xmlns:pv="https://principle-graph.example/vocabulary#">
  <pv:Principle rdf:about="https://example.org/principle/x"><skos:prefLabel>{1}</skos:prefLabel></pv:Principle>
</rdf:RDF>
"""


def test_entities_do_not_grow() -> None:
    """Entities of RDF/XML that stand for others, or for other files, are refused; plain ones are read."""
    for declared in ('<!ENTITY a "aa"><!ENTITY b "&a;&a;">', '<!ENTITY b SYSTEM "file:///etc/passwd">'):
        stated = folder.read([("a.rdf", RDF_XML.format(declared, "&b;").encode())], BASE)
        assert [one.code for one in stated.findings] == ["invalid-rdf"]
        assert not stated.documents
    stated = folder.read([("a.rdf", RDF_XML.format('<!ENTITY b "Small batches">', "&b;").encode())], BASE)
    assert [one.title for one in stated.documents[0].principles] == ["Small batches"]
