import json
import re
from pathlib import Path

import rdflib
from rdflib import OWL, RDF, RDFS, SKOS

from kg.catalogue import Catalogue
from kg.rdf import entry, terms
from kg.rdf.export import to_rdf
from kg.rdf.jsonld import CONTEXT

VOCABULARY = Path(terms.__file__).with_name("vocabulary.ttl")
ONTOLOGY = rdflib.Graph().parse(VOCABULARY, format="turtle")
ITEM = re.compile(re.escape(terms.RDF) + r"_\d+")


def used(catalogue: Catalogue) -> set[str]:
    """Every property and class that the graph uses."""
    graphs = [to_rdf(catalogue, places) for places in (False, True)]
    found = {str(iri) for graph in graphs for iri in (*graph.predicates(), *graph.objects(None, RDF.type))}
    return {iri for iri in found if not ITEM.fullmatch(iri)}


def ours(iris: object) -> set[str]:
    """Those of the IRIs that are in our namespace."""
    return {str(iri) for iri in iris if str(iri).startswith(terms.PV)}  # type: ignore[attr-defined]


def test_every_term_is_used_and_listed(catalogue: Catalogue) -> None:
    """The graph uses every term that `kg.rdf.terms` lists, and no other."""
    assert used(catalogue) == {*terms.ORDER, *terms.CLASSES}


def test_own_terms_are_declared(catalogue: Catalogue) -> None:
    """Every `pv:` term in use is declared in the vocabulary, and every one declared is in use."""
    statuses = {*entry.STATUSES.values(), f"{terms.PV}Statuses"}
    assert ours(ONTOLOGY.subjects()) == ours(used(catalogue)) | statuses


def test_own_terms_are_explained() -> None:
    """Every `pv:` term has one label, one comment and a type; no label is given twice."""
    for term in map(rdflib.URIRef, ours(ONTOLOGY.subjects())):
        assert len(list(ONTOLOGY.objects(term, RDFS.label))) == 1, term
        assert len(list(ONTOLOGY.objects(term, RDFS.comment))) == 1, term
        assert ONTOLOGY.value(term, RDF.type, any=True) is not None, term


def test_all_terms_have_labels(catalogue: Catalogue) -> None:
    """Every property and class in use has a label, those of other vocabularies too."""
    assert not [iri for iri in used(catalogue) if ONTOLOGY.value(rdflib.URIRef(iri), RDFS.label) is None]


def test_statuses() -> None:
    """Every status is a concept of one scheme, near to a status of ADMS."""
    for iri in map(rdflib.URIRef, entry.STATUSES.values()):
        assert ONTOLOGY.value(iri, SKOS.inScheme) == rdflib.URIRef(f"{terms.PV}Statuses")
        assert str(ONTOLOGY.value(iri, SKOS.closeMatch)).startswith("http://purl.org/adms/status/")


def test_declared_types_hold(catalogue: Catalogue) -> None:
    """Object properties of ours have IRIs for values, data properties literals of their range, in their domain."""
    graph = to_rdf(catalogue, places=True)
    for term in map(rdflib.URIRef, ours(graph.predicates())):
        kinds = set(ONTOLOGY.objects(term, RDF.type))
        domain, range_ = ONTOLOGY.value(term, RDFS.domain), ONTOLOGY.value(term, RDFS.range)
        for subject, value in graph.subject_objects(term):
            assert (OWL.ObjectProperty in kinds) == isinstance(value, rdflib.URIRef), term
            assert (OWL.DatatypeProperty in kinds) == isinstance(value, rdflib.Literal), term
            assert domain is None or (subject, RDF.type, domain) in graph, term
            if isinstance(value, rdflib.Literal):
                assert (value.datatype or rdflib.XSD.string) == range_, term


def test_context_names_every_term() -> None:
    """The JSON-LD context has a key for every property and class, and the prefixes of the other formats."""
    context = json.loads(CONTEXT.read_text(encoding="utf-8"))["@context"]
    assert {name: context[name] for name in terms.PREFIXES} == terms.PREFIXES
    named = {
        definition["@id"] if isinstance(definition, dict) else definition
        for name, definition in context.items()
        if name not in terms.PREFIXES and not name.startswith("@") and "@reverse" not in definition
    }
    expanded = {terms.PREFIXES[prefix] + local for prefix, local in (short.split(":") for short in named)}
    assert expanded == {*terms.ORDER, *terms.CLASSES} - {terms.TYPE}
