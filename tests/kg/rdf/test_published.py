import rdflib
from pyoxigraph import RdfFormat, parse

from kg.catalogue import Catalogue
from kg.rdf import published, terms
from kg.rdf.dataset import describe_dataset
from kg.rdf.formats import FORMATS
from kg.rdf.nodes import nodes
from kg.rdf.statements import describe

MEDIA_TYPES = ("application/n-triples", "application/rdf+xml", "application/ld+json", "application/n-quads")


def counted(data: bytes, media_type: str) -> int:
    """How many statements a body holds, by pyoxigraph."""
    return len({quad.triple for quad in parse(data, RdfFormat.from_media_type(media_type))})


def test_a_file_keeps_its_meaning_in_each_format() -> None:
    """The vocabulary has as many statements in each format as in its file."""
    data = published.published(published.VOCABULARY)
    assert data is not None
    count = len(rdflib.Graph().parse(data=data, format="turtle"))
    for media_type in MEDIA_TYPES:
        other = published.rewritten(published.VOCABULARY, media_type)
        assert other is not None
        assert counted(other, media_type) == count, media_type


def test_what_is_not_there_is_none() -> None:
    """A file that this edition has not is None, in each format."""
    assert published.published("nothing.ttl") is None
    assert published.rewritten("nothing.ttl", MEDIA_TYPES[0]) is None


def test_every_term_of_the_graph_is_told(catalogue: Catalogue) -> None:
    """Every property and class that the graph uses has its label, and what is no term its own name."""
    known = published.vocabulary()
    for _, said in describe(catalogue):
        for predicate, value in said:
            assert predicate in known or predicate.startswith(f"{terms.RDF}_")
            if predicate == terms.TYPE and isinstance(value, str):
                assert known[value].is_class
    assert published.label(terms.PREF_LABEL) == known[terms.PREF_LABEL].label
    assert published.label(f"{terms.RDF}_1") == "rdf:_1"
    assert published.label("https://elsewhere.example/x") == "https://elsewhere.example/x"


def test_a_dataset_in_json_ld(catalogue: Catalogue) -> None:
    """Statements in terms beside the graph's own are written in each format, and mean the same."""
    said = describe_dataset(
        catalogue, nodes(catalogue), "https://x.example/void", {"turtle": "https://x.example/g"}, None
    )
    counts = {counted(published.written(said, catalogue.iris.base, form), form.media_type) for form in FORMATS.values()}
    assert counts == {sum(len(pairs) for _, pairs in said)}
