"""Queries to try on the page at /sparql."""

from urllib.parse import quote

from msgspec import Struct

from api.web.place import under


class Ready(Struct, frozen=True):
    """A query in SPARQL, and the question it asks."""

    question: str
    query: str

    @property
    def address(self) -> str:
        """Where the page opens with it."""
        return under(f"/sparql?query={quote(self.query)}")


QUESTIONS = (
    Ready(
        "What was rejected, by whom and why?",
        """SELECT ?title ?option ?why WHERE {
  ?rejection a pv:Rejection ;
    pv:rejectedBy/skos:prefLabel ?title ;
    pv:rejected/skos:prefLabel ?option .
  OPTIONAL { ?rejection pv:reason ?why }
}
ORDER BY ?title ?option
LIMIT 100""",
    ),
    Ready(
        "Which sources does each entry rest on?",
        """SELECT ?entry ?title ?source ?name WHERE {
  ?entry skos:prefLabel ?title ;
    cito:citesAsEvidence ?source .
  OPTIONAL { ?source dcterms:title ?name }
}
ORDER BY ?title ?source
LIMIT 100""",
    ),
    Ready(
        "What contradicts what?",
        """SELECT ?one ?other ?title ?otherTitle WHERE {
  ?one pv:conflictsWith ?other ;
    skos:prefLabel ?title .
  ?other skos:prefLabel ?otherTitle .
  FILTER (STR(?one) < STR(?other))
}
ORDER BY ?title
LIMIT 100""",
    ),
    Ready(
        "Which sources are cited most?",
        """SELECT ?source (SAMPLE(?name) AS ?called) (COUNT(DISTINCT ?entry) AS ?entries) WHERE {
  ?citation cito:hasCitingEntity ?entry ;
    cito:hasCitedEntity ?source .
  OPTIONAL { ?source dcterms:title ?name }
}
GROUP BY ?source
ORDER BY DESC(?entries) ?source
LIMIT 20""",
    ),
    Ready(
        "What is said of one entry?",
        """DESCRIBE ?entry WHERE {
  { SELECT ?entry WHERE { VALUES ?kind { pv:Principle pv:Decision } ?entry a ?kind } ORDER BY ?entry LIMIT 1 }
}""",
    ),
)
