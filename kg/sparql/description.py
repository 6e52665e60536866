"""What an endpoint says of itself (SPARQL 1.1 Service Description)."""

from kg.catalogue import Catalogue
from kg.rdf import terms
from kg.rdf.export import triple_count
from kg.rdf.formats import FORMATS
from kg.rdf.ntriples import ntriples
from kg.rdf.triple import Description, integer
from kg.sparql.dataset import FORMAT
from kg.sparql.results import GRAPHS

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


def describe_service(catalogue: Catalogue, endpoint: str, media_type: str) -> bytes:
    """The description of the service at an IRI, in one of the formats of `GRAPHS`."""
    import pyoxigraph

    triples = b"".join(ntriples(_described(catalogue, endpoint), endpoint))
    form = getattr(pyoxigraph.RdfFormat, GRAPHS[media_type])
    parsed = pyoxigraph.parse(triples, pyoxigraph.RdfFormat.N_TRIPLES)
    prefixes = {"sd": SD, "void": terms.VOID}
    return pyoxigraph.serialize((quad.triple for quad in parsed), format=form, prefixes=prefixes) or b""


def _described(catalogue: Catalogue, endpoint: str) -> list[tuple[str, Description]]:
    """Each subject with what is said of it: the service, its dataset, and the graphs in that."""
    service, dataset, union = f"{endpoint}#service", f"{endpoint}#dataset", f"{endpoint}#default-graph"
    graphs = {f"{endpoint}#graph-{number}": name for number, name in enumerate(_named_graphs(catalogue), 1)}
    said: list[tuple[str, Description]] = [
        (
            service,
            [
                (terms.TYPE, SD + "Service"),
                (SD + "endpoint", endpoint),
                (SD + "supportedLanguage", SD + "SPARQL11Query"),
                (SD + "feature", SD + "UnionDefaultGraph"),
                *((SD + "resultFormat", iri) for iri in _RESULTS),
                (SD + "defaultDataset", dataset),
            ],
        ),
        (
            dataset,
            [
                (terms.TYPE, SD + "Dataset"),
                (SD + "defaultGraph", union),
                *((SD + "namedGraph", part) for part in graphs),
            ],
        ),
        (union, [(terms.TYPE, SD + "Graph"), (terms.TRIPLES, integer(triple_count(catalogue)))]),
    ]
    said += [(part, [(terms.TYPE, SD + "NamedGraph"), (SD + "name", name)]) for part, name in graphs.items()]
    return said


def _named_graphs(catalogue: Catalogue) -> list[str]:
    """The IRIs of the documents, where the format of the graph can tell whose a triple is."""
    if FORMATS[FORMAT].media_type not in ("application/n-quads", "application/trig"):
        return []
    return sorted(catalogue.iris.document(document) for document in catalogue.documents)
