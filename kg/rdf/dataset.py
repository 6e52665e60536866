"""The description of a catalogue as a dataset, for those that harvest them (VoID)."""

from collections.abc import Mapping

from kg.catalogue import Catalogue
from kg.rdf import terms
from kg.rdf.formats import FORMATS
from kg.rdf.nodes import Nodes
from kg.rdf.triple import Description

_FEATURES = {
    "text/turtle": "Turtle",
    "application/n-triples": "N-Triples",
    "application/ld+json": "JSON-LD",
    "application/rdf+xml": "RDF_XML",
    "application/trig": "TriG",
    "application/n-quads": "N-Quads",
}


def describe_dataset(
    catalogue: Catalogue, nodes: Nodes, document: str, dumps: Mapping[str, str], sparql: str | None
) -> list[tuple[str, Description]]:
    """The dataset's header, with where it is to be had; `document` is the IRI of the description itself.

    `dumps` are the addresses of the whole graph by name of the format, `sparql` that of the endpoint if there is one.
    """
    iri = catalogue.iris.catalogue
    said = nodes.said(iri)
    said.extend((f"{terms.VOID}dataDump", address) for address in dumps.values())
    said.extend(
        (f"{terms.VOID}feature", f"http://www.w3.org/ns/formats/{feature}")
        for feature in (_FEATURES.get(FORMATS[name].media_type) for name in dumps)
        if feature is not None
    )
    if sparql is not None:
        said.append((f"{terms.VOID}sparqlEndpoint", sparql))
    said.extend((f"{terms.VOID}exampleResource", example) for example in _examples(catalogue))
    return [
        (document, [(terms.TYPE, f"{terms.VOID}DatasetDescription"), (f"{terms.FOAF}primaryTopic", iri)]),
        (iri, said),
    ]


def _examples(catalogue: Catalogue) -> list[str]:
    kinds = (catalogue.principles, catalogue.alternatives, catalogue.sources, catalogue.themes, catalogue.documents)
    return [catalogue.iris.of(kind[0]) for kind in kinds if kind]
