"""What is said of a principle or decision: its own facts, sections, rejections, citations and relations."""

from collections.abc import Iterator

from kg.identity import local_name
from kg.model import CitationRole, Document, Kind, Principle, RelationType, Section, Status
from kg.rdf import terms
from kg.rdf.ledger import Ledger, numbered
from kg.rdf.triple import TRUE, Description, Literal, calendar_date, integer

STATUSES = {status: f"{terms.PV}status-{status.value}" for status in Status}
"""The concept of each status, in the scheme `pv:Statuses`."""

CHARACTERIZATIONS = {
    CitationRole.EVIDENCE: terms.CITES_AS_EVIDENCE,
    CitationRole.FURTHER_READING: terms.CITES_AS_RECOMMENDED_READING,
    CitationRole.MENTION: terms.CITES,
}
"""The property that says what a link to a source is for."""

RELATION_TYPES = {
    RelationType.SUPERSEDES: terms.REPLACES,
    RelationType.SUPERSEDED_BY: terms.IS_REPLACED_BY,
    RelationType.AMENDS: terms.AMENDS,
    RelationType.AMENDED_BY: terms.AMENDED_BY,
    RelationType.RELATES_TO: terms.RELATED,
}
"""The property of each type of relation."""


def describe_entry(ledger: Ledger, entry: Principle, index: int) -> None:
    """States everything of one entry; `index` is its position in its document, from 1."""
    iri = ledger.iris.principle(entry)
    description = ledger.open(iri)
    description.append((terms.TYPE, terms.CONCEPT))
    description.append((terms.TYPE, terms.PRINCIPLE if entry.kind is Kind.PRINCIPLE else terms.DECISION))
    description.append((terms.PREF_LABEL, Literal(entry.title)))
    description.append((terms.NOTATION, Literal(entry.slug)))
    description.append((terms.IN_SCHEME, ledger.iris.catalogue))
    description.append((terms.TOP_CONCEPT_OF, ledger.iris.catalogue))
    description.append((terms.DERIVED_FROM, ledger.iris.document(entry.path)))
    numbered(description, index)
    if entry.location.heading is not None:
        description.append((terms.HEADING, Literal(entry.location.heading)))
    ledger.place(description, entry.location, told=True)
    _describe_status(description, entry)
    description.extend((predicate, Literal(text)) for predicate, text in _texts(entry))
    local = local_name(entry)
    ledger.strings(iri, local, "keywords", terms.KEYWORD, entry.keywords)
    ledger.strings(iri, local, "deciders", terms.DECIDER, entry.deciders)
    ledger.strings(iri, local, "consulted", terms.CONSULTED, entry.consulted)
    ledger.strings(iri, local, "informed", terms.INFORMED, entry.informed)
    ledger.strings(iri, local, "drivers", terms.DRIVER, entry.drivers)
    describe_sections(ledger, entry.sections, entry.slug, iri)
    _describe_rejections(ledger, entry, iri, description)
    _describe_citations(ledger, entry, iri, description)
    _describe_relations(ledger, entry, iri, description)
    _describe_facts(ledger, entry, iri)
    for conflict in ledger.catalogue.conflicts_of(entry):
        other = conflict.other if conflict.principle.slug == entry.slug else conflict.principle
        ledger.join(iri).append((terms.CONFLICTS_WITH, ledger.iris.principle(other)))
    same = ledger.catalogue.same_option(entry)
    if same is not None:
        ledger.join(iri).append((terms.EXACT_MATCH, ledger.iris.alternative(same)))


def _describe_status(description: Description, entry: Principle) -> None:
    if entry.status is not None:
        description.append((terms.ADMS_STATUS, STATUSES[entry.status]))
        if entry.status in (Status.DEPRECATED, Status.SUPERSEDED):
            description.append((terms.DEPRECATED, TRUE))
    if entry.date is not None:
        description.append((terms.DATE, calendar_date(entry.date)))


def _texts(entry: Principle) -> Iterator[tuple[str, str]]:
    for predicate, plain in (
        (terms.ABSTRACT, entry.summary),
        (terms.STATUS_TEXT, entry.status_text),
        (terms.CHOSEN, entry.chosen),
    ):
        if plain is not None:
            yield predicate, plain
    for predicate, text in (
        (terms.DEFINITION, entry.context),
        (terms.JUSTIFICATION, entry.justification),
        (terms.DECISION_TEXT, entry.decision),
        (terms.CONSEQUENCES, entry.consequences),
    ):
        if text is not None:
            yield predicate, text.markdown


def describe_sections(ledger: Ledger, sections: tuple[Section, ...], path: str, owner: str) -> None:
    """States the sections of an entry or of a document, each as a node of its own."""
    for index, section in enumerate(sections, 1):
        description = ledger.open(ledger.names.section(section, path))
        description.append((terms.TYPE, terms.SECTION))
        description.append((terms.SECTION_OF, owner))
        numbered(description, index)
        description.append((terms.LEVEL, integer(section.level)))
        description.append((terms.ROLE, Literal(section.role.value)))
        if section.heading is not None:
            description.append((terms.HEADING, Literal(section.heading)))
        description.append((terms.MARKDOWN, Literal(section.body.markdown)))
        ledger.place(description, section.location)


def _describe_rejections(ledger: Ledger, entry: Principle, iri: str, description: Description) -> None:
    for index, rejection in enumerate(ledger.catalogue.rejections(entry), 1):
        alternative = ledger.iris.alternative(rejection.alternative)
        description.append((terms.REJECTS, alternative))
        option = rejection.option
        node = ledger.names.rejection(rejection)
        said = ledger.open(node)
        said.append((terms.TYPE, terms.REJECTION))
        said.append((terms.LABEL, Literal(option.label)))
        said.append((terms.REJECTED_BY, iri))
        said.append((terms.REJECTED, alternative))
        numbered(said, index)
        if option.reason is not None:
            said.append((terms.REASON, Literal(option.reason.markdown)))
        # The IRI may bear a `~2`; what is derived from it bears it too.
        local = ledger.iris.local(node) or node
        ledger.strings(node, local, "pros", terms.PRO, option.pros)
        ledger.strings(node, local, "cons", terms.CON, option.cons)
        ledger.place(said, option.location)


def _describe_citations(ledger: Ledger, entry: Principle, iri: str, description: Description) -> None:
    for index, citation in enumerate(ledger.catalogue.citations_by(entry), 1):
        source, reference = ledger.iris.source(citation.source), citation.reference
        predicate = CHARACTERIZATIONS[reference.role]
        description.append((predicate, source))
        if reference.role is CitationRole.EVIDENCE:
            description.append((terms.SOURCE, source))
        node = ledger.link(ledger.names.citation(citation))
        node.append((terms.TYPE, terms.CITATION))
        node.append((terms.CITING_ENTITY, iri))
        node.append((terms.CITED_ENTITY, source))
        node.append((terms.CHARACTERIZATION, predicate))
        if reference.title is not None:
            node.append((terms.TITLE, Literal(reference.title)))
        if reference.url is not None:
            node.append((terms.HREF, Literal(reference.url)))
        if ledger.places:
            numbered(node, index)
        ledger.place(node, reference.location)


def _describe_relations(ledger: Ledger, entry: Principle, iri: str, description: Description) -> None:
    for relation in ledger.catalogue.relations(entry):
        predicate = RELATION_TYPES[relation.type]
        if relation.target is None and predicate == terms.RELATED:
            # skos:related joins concepts only.
            predicate = terms.DCTERMS_RELATION
        said = ledger.join(iri) if relation.derived else description
        said.append((predicate, ledger.iris.of(relation.target or relation.document)))
    for index, link in enumerate(entry.links, 1):
        document = ledger.paths.find(link)
        node = ledger.link(ledger.names.relation(entry, link))
        node.append((terms.TYPE, terms.RELATION))
        node.append((terms.RELATION_FROM, iri))
        node.append((terms.RELATION_TYPE, RELATION_TYPES[link.type]))
        if document is not None:
            target = ledger.paths.entry(document, link.href) or document
            node.append((terms.RELATION_TO, ledger.iris.of(target)))
        elif (file := ledger.paths.file(link)) is not None:
            node.append((terms.FILE, Literal(file)))
        node.append((terms.HREF, Literal(link.href)))
        if link.text is not None:
            node.append((terms.TITLE, Literal(link.text)))
        if link.partial:
            node.append((terms.PARTIAL, TRUE))
        if ledger.places:
            numbered(node, index)
        ledger.place(node, link.location)


def _describe_facts(ledger: Ledger, entry: Principle, iri: str) -> None:
    """A fact is a value and its place, so it's stated where places are."""
    if not ledger.places:
        return
    for index, fact in enumerate(entry.facts, 1):
        node = ledger.open(ledger.names.fresh(f"fact/{entry.slug}/{fact.field}"))
        node.append((terms.TYPE, terms.FACT))
        node.append((terms.FACT_OF, iri))
        node.append((terms.FIELD, Literal(fact.field)))
        node.append((terms.VALUE, Literal(fact.value)))
        numbered(node, index)
        ledger.place(node, fact.location)


def describe_findings(ledger: Ledger, document: Document, iri: str) -> None:
    """States what was found in a document; findings are about places, so they're stated where places are."""
    if not ledger.places:
        return
    for index, found in enumerate(document.findings, 1):
        node = ledger.open(ledger.names.fresh(f"finding/{document.path}/{found.code}"))
        node.append((terms.TYPE, terms.FINDING))
        node.append((terms.FINDING_OF, iri))
        node.append((terms.CODE, Literal(found.code)))
        node.append((terms.SEVERITY, Literal(found.severity.value)))
        node.append((terms.MESSAGE, Literal(found.message)))
        numbered(node, index)
        ledger.place(node, found.location)
