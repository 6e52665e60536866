"""What is said of the catalogue, and of what entries share: alternatives, sources, themes, documents."""

from kg.catalogue import Catalogue
from kg.identity import local_name, url_key
from kg.model import Alternative, Document, Source, Theme
from kg.rdf import definitions, terms
from kg.rdf.entry import describe_entry, describe_findings, describe_sections
from kg.rdf.iri import web_iri
from kg.rdf.ledger import Ledger, numbered
from kg.rdf.triple import Description, Literal, Object, integer


def describe_catalogue(catalogue: Catalogue) -> Description:
    """The dataset header, but for the number of triples."""
    header: Description = [
        (terms.TYPE, terms.CONCEPT_SCHEME),
        (terms.TYPE, terms.DCAT_DATASET),
        (terms.TYPE, terms.VOID_DATASET),
        (terms.TITLE, Literal(catalogue.title)),
        (terms.DCAT_VERSION, Literal(catalogue.version)),
        (terms.VERSION_INFO, Literal(catalogue.version)),
        (terms.URI_SPACE, Literal(catalogue.iris.catalogue)),
    ]
    header.extend((terms.VOCABULARY, vocabulary) for vocabulary in terms.VOCABULARIES)
    header.append((terms.SUGGESTED_SHAPES, catalogue.iris.mint("shapes")))
    if catalogue.licence is not None:
        header.append((terms.LICENCE, licence(catalogue.licence)))
    return header


def licence(text: str) -> Object:
    """A licence as it is stated: an IRI where it is one as it stands, so that it comes back as it was, else a text."""
    return text if url_key(text) is not None and web_iri(text) == text else Literal(text)


def triple_total(count: int) -> tuple[str, Object]:
    """How many triples a dataset holds, itself included."""
    return terms.TRIPLES, integer(count)


def describe_document(ledger: Ledger, document: Document) -> None:
    """States a document, its entries, and the sections that belong to none of them."""
    iri = ledger.iris.document(document)
    description = ledger.open(iri)
    description.append((terms.TYPE, terms.ENTITY))
    description.append((terms.TYPE, terms.DOCUMENT))
    description.append((terms.IDENTIFIER, Literal(document.slug)))
    description.append((terms.PATH, Literal(document.path)))
    description.append((terms.DIGEST, Literal(document.digest)))
    if document.template is not None:
        description.append((terms.TEMPLATE, Literal(document.template)))
    description.append((terms.MARKDOWN, Literal(document.markdown)))
    defined = definitions.written(definitions.of(document))
    if defined:
        description.append((terms.LINK_DEFINITIONS, Literal(defined)))
    ledger.strings(iri, local_name(document), "names", terms.NAME, document.names)
    describe_sections(ledger, document.sections, f"document/{document.path}", iri)
    describe_findings(ledger, document, iri)
    ledger.links.clear()
    for index, entry in enumerate(document.principles, 1):
        describe_entry(ledger, entry, index)
    _describe_order(description, ledger)


def _describe_order(description: Description, ledger: Ledger) -> None:
    """States the order of a document's links in one line: numbers on each would move when one is added."""
    ranks = {iri: rank for rank, iri in enumerate(sorted(ledger.links), 1)}
    order = [ranks[iri] for kind in ("citation/", "relation/") for iri in ledger.links if _is(ledger, iri, kind)]
    if not ledger.places and order != sorted(order):
        description.append((terms.LINK_ORDER, Literal(" ".join(map(str, order)))))


def _is(ledger: Ledger, iri: str, kind: str) -> bool:
    return iri.startswith(kind, len(ledger.iris.base))


def describe_alternative(ledger: Ledger, alternative: Alternative) -> None:
    """States an alternative: its name, its other spellings, and the principle that bears its name."""
    description = ledger.open(ledger.iris.alternative(alternative))
    description.append((terms.TYPE, terms.CONCEPT))
    description.append((terms.TYPE, terms.ALTERNATIVE))
    description.append((terms.PREF_LABEL, Literal(alternative.label)))
    description.extend((terms.ALT_LABEL, Literal(label)) for label in alternative.labels if label != alternative.label)
    description.append((terms.NOTATION, Literal(alternative.slug)))
    description.append((terms.IN_SCHEME, ledger.iris.catalogue))
    same = ledger.catalogue.same_as(alternative)
    if same is not None:
        description.append((terms.EXACT_MATCH, ledger.iris.principle(same)))


def describe_source(ledger: Ledger, source: Source) -> None:
    """States a source: its titles, the page to follow, and every spelling of its URL."""
    description = ledger.open(ledger.iris.source(source))
    description.append((terms.TYPE, terms.BIBLIOGRAPHIC_RESOURCE))
    description.append((terms.TITLE, Literal(source.title)))
    description.extend((terms.OTHER_TITLE, Literal(title)) for title in source.titles if title != source.title)
    description.append((terms.IDENTIFIER, Literal(source.key)))
    if source.url is not None:
        description.append((terms.PAGE, web_iri(source.url)))
    description.extend((terms.URL, web_iri(url)) for url in source.urls)


def describe_theme(ledger: Ledger, theme: Theme) -> None:
    """States a theme and its members, in their order."""
    iri = ledger.iris.theme(theme)
    description = ledger.open(iri)
    description.append((terms.TYPE, terms.COLLECTION))
    description.append((terms.PREF_LABEL, Literal(theme.label)))
    description.append((terms.NOTATION, Literal(theme.slug)))
    description.append((terms.IN_SCHEME, ledger.iris.catalogue))
    numbered(description, theme.position)
    members: list[Object] = [ledger.iris.principle(principle) for principle in theme.principles]
    description.extend((terms.MEMBER, member) for member in members)
    if len(members) > 1:
        ledger.order(iri, local_name(theme), "principles", members)
