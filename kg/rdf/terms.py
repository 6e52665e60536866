"""The IRIs of every term that the RDF view uses. Loads no RDF library."""

PV = "https://principle-graph.example/vocabulary#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
DCAT = "http://www.w3.org/ns/dcat#"
VOID = "http://rdfs.org/ns/void#"
ADMS = "http://www.w3.org/ns/adms#"
CITO = "http://purl.org/spar/cito/"
PROV = "http://www.w3.org/ns/prov#"
FOAF = "http://xmlns.com/foaf/0.1/"
SCHEMA = "https://schema.org/"
SH = "http://www.w3.org/ns/shacl#"

PREFIXES = {
    "adms": ADMS,
    "cito": CITO,
    "dcat": DCAT,
    "dcterms": DCTERMS,
    "foaf": FOAF,
    "owl": OWL,
    "prov": PROV,
    "pv": PV,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SCHEMA,
    "sh": SH,
    "skos": SKOS,
    "void": VOID,
    "xsd": XSD,
}
"""The prefixes of every export, by name."""

VOCABULARIES = (ADMS, CITO, DCAT, DCTERMS, FOAF, OWL, PROV, PV, RDFS, SCHEMA, SKOS)
"""The vocabularies that describe what a catalogue holds (`void:vocabulary`)."""

# Datatypes
XSD_STRING = XSD + "string"
XSD_INTEGER = XSD + "integer"
XSD_BOOLEAN = XSD + "boolean"
XSD_DATE = XSD + "date"

# Classes of others
CONCEPT_SCHEME = SKOS + "ConceptScheme"
CONCEPT = SKOS + "Concept"
COLLECTION = SKOS + "Collection"
DCAT_DATASET = DCAT + "Dataset"
VOID_DATASET = VOID + "Dataset"
BIBLIOGRAPHIC_RESOURCE = DCTERMS + "BibliographicResource"
CITATION = CITO + "Citation"
ENTITY = PROV + "Entity"
SEQ = RDF + "Seq"

# Our classes
PRINCIPLE = PV + "Principle"
DECISION = PV + "Decision"
ALTERNATIVE = PV + "Alternative"
REJECTION = PV + "Rejection"
RELATION = PV + "Relation"
SECTION = PV + "Section"
DOCUMENT = PV + "Document"
FACT = PV + "Fact"
FINDING = PV + "Finding"

# Properties of others
TYPE = RDF + "type"
LABEL = RDFS + "label"
TITLE = DCTERMS + "title"
OTHER_TITLE = DCTERMS + "alternative"
IDENTIFIER = DCTERMS + "identifier"
LICENCE = DCTERMS + "license"
DCAT_VERSION = DCAT + "version"
VERSION_INFO = OWL + "versionInfo"
TRIPLES = VOID + "triples"
URI_SPACE = VOID + "uriSpace"
VOCABULARY = VOID + "vocabulary"
SUGGESTED_SHAPES = SH + "suggestedShapesGraph"
IN_SCHEME = SKOS + "inScheme"
TOP_CONCEPT_OF = SKOS + "topConceptOf"
NOTATION = SKOS + "notation"
PREF_LABEL = SKOS + "prefLabel"
ALT_LABEL = SKOS + "altLabel"
DEFINITION = SKOS + "definition"
MEMBER = SKOS + "member"
EXACT_MATCH = SKOS + "exactMatch"
RELATED = SKOS + "related"
ABSTRACT = DCTERMS + "abstract"
DATE = DCTERMS + "date"
SOURCE = DCTERMS + "source"
REPLACES = DCTERMS + "replaces"
IS_REPLACED_BY = DCTERMS + "isReplacedBy"
DCTERMS_RELATION = DCTERMS + "relation"
IS_PART_OF = DCTERMS + "isPartOf"
KEYWORD = DCAT + "keyword"
ADMS_STATUS = ADMS + "status"
DEPRECATED = OWL + "deprecated"
CITES = CITO + "cites"
CITES_AS_EVIDENCE = CITO + "citesAsEvidence"
CITES_AS_RECOMMENDED_READING = CITO + "citesAsRecommendedReading"
CITING_ENTITY = CITO + "hasCitingEntity"
CITED_ENTITY = CITO + "hasCitedEntity"
CHARACTERIZATION = CITO + "hasCitationCharacterization"
URL = SCHEMA + "url"
PAGE = FOAF + "page"
DERIVED_FROM = PROV + "wasDerivedFrom"

# Our properties
STATUS_TEXT = PV + "statusText"
DECIDER = PV + "decider"
CONSULTED = PV + "consulted"
INFORMED = PV + "informed"
DRIVER = PV + "driver"
JUSTIFICATION = PV + "justification"
CHOSEN = PV + "chosen"
DECISION_TEXT = PV + "decision"
CONSEQUENCES = PV + "consequences"
REJECTS = PV + "rejects"
CONFLICTS_WITH = PV + "conflictsWith"
AMENDS = PV + "amends"
AMENDED_BY = PV + "amendedBy"
REJECTED_BY = PV + "rejectedBy"
REJECTED = PV + "rejected"
REASON = PV + "reason"
PRO = PV + "pro"
CON = PV + "con"
RELATION_FROM = PV + "relationFrom"
RELATION_TO = PV + "relationTo"
RELATION_TYPE = PV + "relationType"
PARTIAL = PV + "partial"
HREF = PV + "href"
SECTION_OF = PV + "sectionOf"
INDEX = PV + "index"
LEVEL = PV + "level"
ROLE = PV + "role"
HEADING = PV + "heading"
MARKDOWN = PV + "markdown"
PATH = PV + "path"
DIGEST = PV + "digest"
TEMPLATE = PV + "template"
NAME = PV + "name"
LINK_DEFINITIONS = PV + "linkDefinitions"
ORDER_OF = PV + "orderOf"
FACT_OF = PV + "factOf"
FIELD = PV + "field"
VALUE = PV + "value"
UNDER = PV + "under"
FILE = PV + "file"
LINK_ORDER = PV + "linkOrder"
FINDING_OF = PV + "findingOf"
CODE = PV + "code"
SEVERITY = PV + "severity"
MESSAGE = PV + "message"

ORDER = (
    TYPE, LABEL, PREF_LABEL, ALT_LABEL, TITLE, OTHER_TITLE, NOTATION, IDENTIFIER, LICENCE,
    DCAT_VERSION, VERSION_INFO, TRIPLES, URI_SPACE, VOCABULARY, SUGGESTED_SHAPES,
    IN_SCHEME, TOP_CONCEPT_OF, SECTION_OF, ORDER_OF, FACT_OF, FINDING_OF, FIELD, INDEX, LEVEL, ROLE, HEADING, UNDER,
    CODE, SEVERITY, MESSAGE,
    ADMS_STATUS, STATUS_TEXT, DEPRECATED, DATE, KEYWORD, DECIDER, CONSULTED, INFORMED, DRIVER,
    ABSTRACT, DEFINITION, JUSTIFICATION, CHOSEN, DECISION_TEXT, CONSEQUENCES,
    REJECTED_BY, REJECTED, REASON, PRO, CON, REJECTS, EXACT_MATCH, CONFLICTS_WITH,
    RELATION_FROM, RELATION_TO, RELATION_TYPE, PARTIAL,
    REPLACES, IS_REPLACED_BY, AMENDS, AMENDED_BY, RELATED, DCTERMS_RELATION,
    CITING_ENTITY, CITED_ENTITY, CHARACTERIZATION,
    SOURCE, CITES_AS_EVIDENCE, CITES_AS_RECOMMENDED_READING, CITES,
    HREF, FILE, PAGE, URL, MEMBER, PATH, DIGEST, TEMPLATE, NAME, LINK_DEFINITIONS, LINK_ORDER, VALUE, MARKDOWN,
    IS_PART_OF, DERIVED_FROM,
)  # fmt: skip
"""Every predicate, in the order in which exports write them; `rdf:_1` and so on come last."""

ORDERED_COLLECTION = SKOS + "OrderedCollection"
MEMBER_LIST = SKOS + "memberList"
FIRST = RDF + "first"
REST = RDF + "rest"
NIL = RDF + "nil"

# Most who use schema.org write it so.
HTTP_URL = "http://schema.org/url"
NAMES = (SCHEMA + "name", "http://schema.org/name")

READ_ONLY = (
    ORDERED_COLLECTION, MEMBER_LIST, FIRST, REST, SKOS + "hasTopConcept", HTTP_URL, *NAMES,
)  # fmt: skip
"""Terms that exports don't write, and that are known where a graph is read."""

CLASSES = (
    CONCEPT_SCHEME, CONCEPT, COLLECTION, DCAT_DATASET, VOID_DATASET, BIBLIOGRAPHIC_RESOURCE, CITATION, ENTITY,
    SEQ, PRINCIPLE, DECISION, ALTERNATIVE, REJECTION, RELATION, SECTION, DOCUMENT, FACT, FINDING,
)  # fmt: skip
"""Every class."""
