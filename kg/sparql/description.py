"""What an endpoint says of itself (SPARQL 1.1 Service Description)."""

from collections.abc import Iterator

from kg.catalogue import Catalogue
from kg.rdf import terms
from kg.rdf.export import triple_count
from kg.rdf.formats import FORMATS
from kg.rdf.triple import Description, integer
from kg.sparql.dataset import FORMAT

SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RESULTS = tuple(
    _FORMATS + name
    for name in (
        "N-Triples",
        "JSON-LD",
        "RDF_XML",
        "SPARQL_Results_CSV",
        "SPARQL_Results_JSON",
        "SPARQL_Results_TSV",
        "SPARQL_Results_XML",
        "Turtle",
    )
)


def describe_service(catalogue: Catalogue, endpoint: str) -> Iterator[tuple[str, Description]]:
    """Each subject with what is said of it: the service at an IRI, its dataset and the graphs in that."""
    service, dataset, union = f"{endpoint}#service", f"{endpoint}#dataset", f"{endpoint}#default-graph"
    yield (
        service,
        [
            (terms.TYPE, SD + "Service"),
            (SD + "endpoint", endpoint),
            (SD + "supportedLanguage", SD + "SPARQL11Query"),
            (SD + "feature", SD + "UnionDefaultGraph"),
            *((SD + "resultFormat", iri) for iri in sorted(_RESULTS)),
            (SD + "defaultDataset", dataset),
        ],
    )
    graphs = _named_graphs(catalogue)
    parts = {name: f"{endpoint}#graph-{number}" for number, name in enumerate(graphs, 1)}
    yield (
        dataset,
        [
            (terms.TYPE, SD + "Dataset"),
            (SD + "defaultGraph", union),
            *((SD + "namedGraph", part) for part in parts.values()),
        ],
    )
    yield union, [(terms.TYPE, SD + "Graph"), (terms.TRIPLES, integer(triple_count(catalogue)))]
    for name, part in parts.items():
        yield part, [(terms.TYPE, SD + "NamedGraph"), (SD + "name", name)]


def _named_graphs(catalogue: Catalogue) -> list[str]:
    """The IRIs of the documents, where the format of the graph can tell whose a triple is."""
    if FORMATS[FORMAT].media_type not in ("application/n-quads", "application/trig"):
        return []
    return sorted(catalogue.iris.document(document) for document in catalogue.documents)
