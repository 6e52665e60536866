"""The formats that answers are written in."""

from collections.abc import Mapping
from types import MappingProxyType

TABLES: Mapping[str, str] = MappingProxyType(
    {
        "application/sparql-results+json": "JSON",
        "application/sparql-results+xml": "XML",
        "text/csv": "CSV",
        "text/tab-separated-values": "TSV",
        "application/json": "JSON",
        "application/xml": "XML",
        "text/xml": "XML",
    }
)
"""For SELECT and ASK: media types and what pyoxigraph calls them, the default first, the broader names last."""

GRAPHS: Mapping[str, str] = MappingProxyType(
    {
        "text/turtle": "TURTLE",
        "application/n-triples": "N_TRIPLES",
        "application/ld+json": "JSON_LD",
        "application/rdf+xml": "RDF_XML",
        "application/json": "JSON_LD",
        "application/xml": "RDF_XML",
        "text/xml": "RDF_XML",
    }
)
"""The same for CONSTRUCT and DESCRIBE."""
