"""Which field of GraphQL is which term of RDF; the one table of it. docs/rdf.md says why others have none."""

import enum
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from kg.rdf import terms
from kg.rdf.entry import CHARACTERIZATIONS, RELATION_TYPES, STATUSES
from kg.rdf.iri import web_iri
from kg.rdf.shared import licence
from kg.rdf.triple import TRUE, Literal, Object, calendar_date, integer


class Holds(enum.Enum):
    """What a field holds, which says how the graph tells it."""

    TEXT = enum.auto()
    RICH = enum.auto()
    """A `RichText`; the graph has its Markdown."""
    NUMBER = enum.auto()
    FLAG = enum.auto()
    """Told only where it is true."""
    DAY = enum.auto()
    PAGE = enum.auto()
    """A web address; told as an IRI where it is one as it stands."""
    LICENCE = enum.auto()
    SPACE = enum.auto()
    """What IRIs begin with; the graph has it with a slash at its end."""
    CODE = enum.auto()
    """A value of an enumeration."""
    NODE = enum.auto()
    """A node, a list of nodes, or a page of them."""


class Term(Struct, frozen=True):
    """A property, what its field holds, whether it leads the other way, and the IRIs of an enumeration's values."""

    predicate: str
    holds: Holds = Holds.TEXT
    inverse: bool = False
    values: Mapping[str, str] = {}

    @property
    def usual(self) -> Object:
        """A value such as the graph usually holds."""
        match self.holds:
            case Holds.DAY:
                return Literal("", terms.XSD_DATE)
            case Holds.PAGE | Holds.LICENCE:
                return ""
            case _:
                return Literal("")

    def told(self, value: Any) -> Object | None:
        """A scalar as the graph tells it; None where it does not."""
        match self.holds:
            case Holds.TEXT:
                return Literal(value)
            case Holds.NUMBER:
                return integer(value)
            case Holds.FLAG:
                return TRUE if value else None
            case Holds.DAY:
                return calendar_date(value)
            case Holds.PAGE:
                return value if web_iri(value) == value else None
            case Holds.LICENCE:
                return licence(value)
            case Holds.SPACE:
                return Literal(value) if value.endswith("/") else None
            case Holds.CODE:
                return self.values.get(value)
            case _:
                return None


CLASSES: Mapping[str, str] = {
    "Catalogue": terms.DCAT_DATASET,
    "Alternative": terms.ALTERNATIVE,
    "Source": terms.BIBLIOGRAPHIC_RESOURCE,
    "Theme": terms.COLLECTION,
    "Document": terms.DOCUMENT,
    "Section": terms.SECTION,
    "Rejection": terms.REJECTION,
    "Citation": terms.CITATION,
    "Relation": terms.RELATION,
    "Principle": terms.PRINCIPLE,
}
"""The types that are nodes of the graph, and the class that says most of each; each has the field `iri`."""

KINDS: Mapping[str, str] = {"PRINCIPLE": terms.PRINCIPLE, "DECISION": terms.DECISION}
"""The class of an entry, by its `kind`."""

_NODE, _RICH = Holds.NODE, Holds.RICH

TERMS: Mapping[str, Mapping[str, Term]] = {
    "Catalogue": {
        "title": Term(terms.TITLE),
        "licence": Term(terms.LICENCE, Holds.LICENCE),
        "base": Term(terms.URI_SPACE, Holds.SPACE),
        "version": Term(terms.DCAT_VERSION),
        "triples": Term(terms.TRIPLES, Holds.NUMBER),
    },
    "Principle": {
        "label": Term(terms.PREF_LABEL),
        "slug": Term(terms.NOTATION),
        "title": Term(terms.PREF_LABEL),
        "summary": Term(terms.ABSTRACT),
        "keywords": Term(terms.KEYWORD),
        "status": Term(terms.ADMS_STATUS, Holds.CODE, values={one.name: iri for one, iri in STATUSES.items()}),
        "statusText": Term(terms.STATUS_TEXT),
        "date": Term(terms.DATE, Holds.DAY),
        "deciders": Term(terms.DECIDER),
        "consulted": Term(terms.CONSULTED),
        "informed": Term(terms.INFORMED),
        "drivers": Term(terms.DRIVER),
        "theme": Term(terms.MEMBER, _NODE, inverse=True),
        "context": Term(terms.DEFINITION, _RICH),
        "justification": Term(terms.JUSTIFICATION, _RICH),
        "consequences": Term(terms.CONSEQUENCES, _RICH),
        "decision": Term(terms.DECISION_TEXT, _RICH),
        "sections": Term(terms.SECTION_OF, _NODE, inverse=True),
        "chosen": Term(terms.CHOSEN),
        "alternatives": Term(terms.REJECTS, _NODE),
        "rejections": Term(terms.REJECTED_BY, _NODE, inverse=True),
        "evidence": Term(terms.CITES_AS_EVIDENCE, _NODE),
        "furtherReading": Term(terms.CITES_AS_RECOMMENDED_READING, _NODE),
        "citations": Term(terms.CITING_ENTITY, _NODE, inverse=True),
        "relations": Term(terms.RELATION_FROM, _NODE, inverse=True),
        "document": Term(terms.DERIVED_FROM, _NODE),
    },
    "Section": {
        "heading": Term(terms.HEADING),
        "level": Term(terms.LEVEL, Holds.NUMBER),
        "body": Term(terms.MARKDOWN, _RICH),
    },
    "Alternative": {
        "label": Term(terms.PREF_LABEL),
        "slug": Term(terms.NOTATION),
        "rejections": Term(terms.REJECTED, _NODE, inverse=True),
        "rejectedBy": Term(terms.REJECTS, _NODE, inverse=True),
        "principle": Term(terms.EXACT_MATCH, _NODE),
    },
    "Rejection": {
        "principle": Term(terms.REJECTED_BY, _NODE),
        "alternative": Term(terms.REJECTED, _NODE),
        "reason": Term(terms.REASON, _RICH),
        "pros": Term(terms.PRO),
        "cons": Term(terms.CON),
    },
    "Source": {
        "label": Term(terms.TITLE),
        "title": Term(terms.TITLE),
        "url": Term(terms.PAGE, Holds.PAGE),
        "citations": Term(terms.CITED_ENTITY, _NODE, inverse=True),
    },
    "Citation": {
        "principle": Term(terms.CITING_ENTITY, _NODE),
        "source": Term(terms.CITED_ENTITY, _NODE),
        "role": Term(
            terms.CHARACTERIZATION, Holds.CODE, values={one.name: iri for one, iri in CHARACTERIZATIONS.items()}
        ),
        "title": Term(terms.TITLE),
        "url": Term(terms.HREF),
    },
    "Relation": {
        "type": Term(terms.RELATION_TYPE, Holds.CODE, values={one.name: iri for one, iri in RELATION_TYPES.items()}),
        "target": Term(terms.RELATION_TO, _NODE),
        "text": Term(terms.TITLE),
        "partial": Term(terms.PARTIAL, Holds.FLAG),
    },
    "Theme": {
        "label": Term(terms.PREF_LABEL),
        "slug": Term(terms.NOTATION),
        "position": Term(terms.INDEX, Holds.NUMBER),
        "principles": Term(terms.MEMBER, _NODE),
    },
    "Document": {
        "path": Term(terms.PATH),
        "template": Term(terms.TEMPLATE),
        "markdown": Term(terms.MARKDOWN),
        "digest": Term(terms.DIGEST),
        "principles": Term(terms.DERIVED_FROM, _NODE, inverse=True),
        "sections": Term(terms.SECTION_OF, _NODE, inverse=True),
    },
}
"""The property of each field that has one, by type and field."""
