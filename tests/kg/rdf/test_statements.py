from kg.catalogue import Catalogue
from kg.rdf import terms
from kg.rdf.statements import describe, ordered, statements
from kg.rdf.triple import Description, Literal

PV = terms.PV


def said(catalogue: Catalogue, local: str, places: bool = False) -> Description:
    """What is said of a node by its local name."""
    return dict(describe(catalogue, places))[catalogue.iris.mint(local)]


def worded(catalogue: Catalogue, local: str) -> list[Description]:
    """What is said of the nodes whose names are made of this one and a digest of their wording."""
    start = catalogue.iris.mint(f"{local}/")
    return [description for subject, description in describe(catalogue) if subject.startswith(start)]


def values(description: Description, predicate: str) -> list[str]:
    """The texts and IRIs that a description gives for a predicate."""
    return [one if isinstance(one, str) else one.text for name, one in description if name == predicate]


def test_catalogue_comes_first(catalogue: Catalogue) -> None:
    """The dataset header is the first subject; all others follow by IRI."""
    first, *rest = [subject for subject, _ in ordered(describe(catalogue), catalogue.base)]
    assert first == catalogue.base
    assert rest == sorted(set(rest))


def test_header(catalogue: Catalogue) -> None:
    """The catalogue is a concept scheme, a DCAT dataset and a VoID dataset that counts its own triples."""
    header = said(catalogue, "")
    assert {terms.CONCEPT_SCHEME, terms.DCAT_DATASET, terms.VOID_DATASET} == set(values(header, terms.TYPE))
    assert values(header, terms.TRIPLES) == [str(len(list(statements(catalogue))))]
    assert values(header, terms.VERSION_INFO) == values(header, terms.DCAT_VERSION) == [catalogue.version]
    assert values(header, terms.LICENCE) == ["https://example.org/by/4.0/"]


def test_own_names_are_described(catalogue: Catalogue) -> None:
    """Whatever of its own the graph names, it describes as well; but for its shapes, which are a graph of their own."""
    graph = list(statements(catalogue, places=True))
    named = {value for _, _, value in graph if isinstance(value, str) and value.startswith(catalogue.base)}
    assert named - {catalogue.iris.mint("shapes")} <= {subject for subject, _, _ in graph}


def test_no_triple_twice(catalogue: Catalogue) -> None:
    """A triple that two facts state is given once."""
    triples = list(statements(catalogue, places=True))
    assert len(triples) == len(set(triples))


def test_decision(catalogue: Catalogue) -> None:
    """A decision is a SKOS concept of the catalogue with status, date and texts; superseded, it is deprecated."""
    queue = said(catalogue, "principle/queue")
    assert set(values(queue, terms.TYPE)) == {terms.CONCEPT, terms.DECISION}
    assert values(queue, terms.IN_SCHEME) == values(queue, terms.TOP_CONCEPT_OF) == [catalogue.base]
    assert values(queue, terms.ADMS_STATUS) == [f"{PV}status-superseded"]
    assert (terms.DEPRECATED, Literal("true", terms.XSD_BOOLEAN)) in queue
    assert (terms.DATE, Literal("2024-02-29", terms.XSD_DATE)) in queue
    assert values(queue, terms.DEFINITION) == ["Load\nvaries."]
    assert values(queue, terms.CHOSEN) == ["A queue"]


def test_year_is_no_date(catalogue: Catalogue) -> None:
    """A date that names no day stays a plain string."""
    assert (terms.DATE, Literal("2023")) in said(catalogue, "principle/table")


def test_order_is_kept(catalogue: Catalogue) -> None:
    """Where a set would lose the order or number of values, a list of its own gives them."""
    keywords = said(catalogue, "order/principle/queue/keywords")
    assert [one.text for name, one in keywords if name.startswith(f"{terms.RDF}_") and not isinstance(one, str)] == [
        "b",
        "a",
        "b",
    ]
    assert values(keywords, terms.ORDER_OF) == [f"{catalogue.base}principle/queue"]
    assert f"{catalogue.base}order/principle/queue/consulted" not in dict(describe(catalogue))


def test_rejections(catalogue: Catalogue) -> None:
    """Each rejection is a node of its own; the second of the same option bears `~2`."""
    first, second = said(catalogue, "rejection/queue/polling"), said(catalogue, "rejection/queue/polling~2")
    assert values(first, terms.REJECTED) == values(second, terms.REJECTED) == [f"{catalogue.base}alternative/polling"]
    assert values(first, terms.REASON) == ["It *wakes* for nothing."]
    assert values(first, terms.PRO) == ["known", "simple"]
    assert values(second, terms.LABEL) == ["“polling”"]
    assert values(said(catalogue, "principle/queue"), terms.REJECTS) == [
        f"{catalogue.base}alternative/polling",
        f"{catalogue.base}alternative/queue/do-nothing",
    ]
    assert values(said(catalogue, "rejection/queue/do-nothing"), terms.REJECTED) == [
        f"{catalogue.base}alternative/queue/do-nothing"
    ]


def test_citations(catalogue: Catalogue) -> None:
    """Each citation is a node of its own with title and URL as written, and a direct triple joins both ends."""
    source = next(one for one in catalogue.sources if one.title == "Queues")
    citation, _ = sorted(
        worded(catalogue, f"citation/queue/evidence/{source.key}"), key=lambda one: values(one, terms.HREF)
    )
    assert values(citation, terms.HREF) == ["http://www.example.org/queues"]
    assert values(citation, terms.TITLE) == ["On queues"]
    assert values(citation, terms.CHARACTERIZATION) == [terms.CITES_AS_EVIDENCE]
    queue = said(catalogue, "principle/queue")
    iri = catalogue.iris.source(source)
    assert values(queue, terms.SOURCE) == values(queue, terms.CITES_AS_EVIDENCE) == [iri]
    assert values(said(catalogue, f"source/{source.key}"), terms.URL) == [
        "http://www.example.org/queues",
        "https://example.org/queues/",
    ]


def test_relations(catalogue: Catalogue) -> None:
    """A link keeps its target as written on a node of its own; the relation it makes is a direct triple."""
    (node,) = worded(catalogue, "relation/queue/supersedes/table-md")
    assert values(node, terms.HREF) == ["table.md"]
    assert values(node, terms.RELATION_TO) == [f"{catalogue.base}principle/table"]
    assert values(node, terms.RELATION_TYPE) == [terms.REPLACES]
    assert (terms.PARTIAL, Literal("true", terms.XSD_BOOLEAN)) in node
    queue = said(catalogue, "principle/queue")
    assert values(queue, terms.REPLACES) == [f"{catalogue.base}principle/table"]
    assert values(queue, terms.DCTERMS_RELATION) == [f"{catalogue.base}document/notes.md"]
    assert values(queue, terms.AMENDS) == []


def test_derived_relations(catalogue: Catalogue) -> None:
    """A relation that only the other document states is a direct triple without a node."""
    table = said(catalogue, "principle/table")
    assert values(table, terms.IS_REPLACED_BY) == [f"{catalogue.base}principle/queue"]
    assert not [subject for subject, _ in describe(catalogue) if "/relation/table/" in subject]


def test_link_to_nowhere(catalogue: Catalogue) -> None:
    """A link that leads to no document keeps its node, without an end."""
    (node,) = worded(catalogue, "relation/queue/amends/nowhere-md")
    assert values(node, terms.HREF) == ["nowhere.md"]
    assert values(node, terms.RELATION_TO) == []


def test_sections(catalogue: Catalogue) -> None:
    """Each section is a node of its own with position, level, role, heading and Markdown."""
    section = said(catalogue, "section/queue/options~2")
    assert values(section, terms.SECTION_OF) == [f"{catalogue.base}principle/queue"]
    assert values(section, terms.INDEX) == ["3"]
    assert values(section, terms.MARKDOWN) == ["See [x]."]
    assert values(said(catalogue, "section/queue/options"), terms.ROLE) == ["alternatives"]
    assert values(said(catalogue, "section/queue/opening"), terms.HEADING) == []
    assert values(said(catalogue, "section/document/notes.md/notes"), terms.SECTION_OF) == [
        f"{catalogue.base}document/notes.md"
    ]


def test_documents(catalogue: Catalogue) -> None:
    """A document has path, digest, template, names and link definitions; what it gave is derived from it."""
    node = said(catalogue, "document/decisions/queue.md")
    assert values(node, terms.PATH) == ["decisions/queue.md"]
    assert values(node, terms.DIGEST) == ["0" * 64]
    assert values(node, terms.TEMPLATE) == ["madr"]
    assert values(node, terms.NAME) == ["a queue", "q"]
    assert values(node, terms.LINK_DEFINITIONS) == [r'[x]: <https://x.org/> "a \"b\""']
    assert values(said(catalogue, "principle/queue"), terms.DERIVED_FROM) == [
        f"{catalogue.base}document/decisions/queue.md"
    ]


def test_conflicts_and_matches(catalogue: Catalogue) -> None:
    """A conflict is stated at both ends, and an option that is a principle elsewhere is matched to it both ways."""
    push, polling = f"{catalogue.base}principle/push/größe", f"{catalogue.base}principle/polling"
    assert values(said(catalogue, "principle/push/größe"), terms.CONFLICTS_WITH) == [polling]
    assert values(said(catalogue, "principle/polling"), terms.CONFLICTS_WITH) == [push]
    alternative = f"{catalogue.base}alternative/polling"
    assert values(said(catalogue, "principle/polling"), terms.EXACT_MATCH) == [alternative]
    assert values(said(catalogue, "alternative/polling"), terms.EXACT_MATCH) == [polling]
    assert values(said(catalogue, "alternative/polling"), terms.ALT_LABEL) == ["“polling”"]


def test_themes(catalogue: Catalogue) -> None:
    """A theme is a collection of its principles; a list gives their order."""
    theme = said(catalogue, "theme/flow")
    push, polling = f"{catalogue.base}principle/push/größe", f"{catalogue.base}principle/polling"
    assert values(theme, terms.MEMBER) == [polling, push]
    order = said(catalogue, "order/theme/flow/principles")
    assert values(order, f"{terms.RDF}_1") == [push]
    assert values(order, f"{terms.RDF}_2") == [polling]


def test_places(catalogue: Catalogue) -> None:
    """With places, lines 2 to 3 of a document are `#line=1,3` of its IRI, and single facts are told."""
    place = f"{catalogue.base}document/decisions/queue.md#line=1,3"
    assert values(said(catalogue, "section/queue/options", places=True), terms.DERIVED_FROM) == [place]
    fact = said(catalogue, "fact/queue/status", places=True)
    assert values(fact, terms.VALUE) == ["Superseded (partly)"]
    document = f"{catalogue.base}document/decisions/queue.md"
    whole = dict(describe(catalogue, places=True))[f"{document}#line=0,40"]
    assert values(whole, terms.HEADING) == ["Queue"]
    assert values(whole, terms.IS_PART_OF) == [document]


def test_no_places(catalogue: Catalogue) -> None:
    """Without places, no line number is told."""
    assert not [triple for triple in statements(catalogue) if "#line=" in str(triple) or terms.FACT in triple]
