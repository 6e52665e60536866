"""What is said of the catalogue, and of what entries share: alternatives, sources, themes, documents."""

from itertools import chain

from kg.catalogue import Catalogue
from kg.identity import local_name, url_key
from kg.model import Alternative, Document, Source, Theme
from kg.rdf import terms
from kg.rdf.entry import describe_entry, describe_sections
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
    if catalogue.licence is not None:
        is_url = url_key(catalogue.licence) is not None
        licence: Object = web_iri(catalogue.licence) if is_url else Literal(catalogue.licence)
        header.append((terms.LICENCE, licence))
    return header


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
    definitions = _definitions(document)
    if definitions:
        description.append((terms.LINK_DEFINITIONS, Literal(definitions)))
    ledger.strings(iri, local_name(document), "names", terms.NAME, document.names)
    describe_sections(ledger, document.sections, f"document/{document.path}", iri)
    for index, entry in enumerate(document.principles, 1):
        describe_entry(ledger, entry, index)


def _definitions(document: Document) -> str:
    """The link reference definitions of a document (CommonMark 4.7), a line each."""
    sections = chain(document.sections, *(entry.sections for entry in document.principles))
    found = next((section.body.definitions for section in sections if section.body.definitions), ())
    return "\n".join(_definition(*one) for one in found)


def _definition(label: str, url: str, title: str) -> str:
    escaped = title.replace("\\", "\\\\").replace('"', '\\"')
    return f"[{label}]: <{url}>" + (f' "{escaped}"' if title else "")


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
