from concurrent.futures import ThreadPoolExecutor

from kg.catalogue import Catalogue
from kg.rdf import terms
from kg.rdf.nodes import BELONGS, Nodes, nodes
from kg.rdf.statements import describe, statements


def test_nodes_hold_the_graph(catalogue: Catalogue) -> None:
    """Every subject says what the export says of it, in the same order."""
    read = nodes(catalogue)
    assert {iri: read.said(iri) for iri, _ in describe(catalogue)} == dict(describe(catalogue))
    assert len(read) == len(dict(describe(catalogue)))


def test_pointing_is_saying_seen_from_the_other_end(catalogue: Catalogue) -> None:
    """Who points at a node are just those that the graph says to do so."""
    read = nodes(catalogue)
    said = sorted((value, (subject, predicate)) for subject, predicate, value in statements(catalogue) if value in read)
    assert said == sorted((iri, pair) for iri, _ in describe(catalogue) for pair in read.pointing(iri))


def test_a_node_is_found_by_its_name(catalogue: Catalogue) -> None:
    """Every IRI is found by its name under the base, unescaped, whatever is in it; another name finds nothing."""
    read = nodes(catalogue)
    for iri, _ in describe(catalogue):
        local = catalogue.iris.local(iri)
        assert local is not None
        assert read.find(local) == iri
    assert read.find("principle/nothing") is None
    assert "https://elsewhere.example/" not in read


def test_parts_stand_with_what_they_belong_to(catalogue: Catalogue) -> None:
    """Everything that belongs to an entry is a part of it, as deep as it goes, and siblings stand in their order."""
    read = nodes(catalogue)
    queue = catalogue.iris.mint("principle/queue")
    parts = read.parts(queue)
    named = [one for one in map(catalogue.iris.local, parts) if one is not None]
    assert "order/rejection/queue/polling/pros" in named
    assert all(read.root(part) == queue for part in parts)
    assert {part for part in dict(describe(catalogue)) if read.root(part) == queue} == {queue, *parts}
    sections = [one for one in named if one.startswith("section/")]
    assert sections == [
        "section/queue/opening",
        "section/queue/options",
        "section/queue/options~2",
        "section/queue/section",
    ]


def test_every_node_has_a_name(catalogue: Catalogue) -> None:
    """Every node is named by a statement of its own."""
    read = nodes(catalogue)
    unnamed = [iri for iri, _ in describe(catalogue) if read.naming(iri) is None]
    # What stands before the first heading has none.
    assert unnamed == [catalogue.iris.mint("section/queue/opening")]


def test_what_nothing_leads_to_is_loose(catalogue: Catalogue) -> None:
    """A document that no other node names is loose; nothing that belongs to another is."""
    read = nodes(Catalogue([one for one in catalogue.documents if one.path == "notes.md"], catalogue.settings))
    assert [read.iris.local(iri) for iri in read.loose] == ["document/notes.md"]


def test_nodes_are_read_once(catalogue: Catalogue) -> None:
    """All who ask at once get the same nodes, and so does who asks later."""
    fresh = Catalogue(catalogue.documents, catalogue.settings)
    with ThreadPoolExecutor(8) as pool:
        got = {id(one) for one in pool.map(lambda _: nodes(fresh), range(16))}
    assert got == {id(nodes(fresh))}


def test_what_belongs_is_named_by_the_vocabulary() -> None:
    """Each property by which a node is part of another is a term of the graph."""
    assert set(terms.ORDER) >= BELONGS
    assert {terms.SECTION_OF, terms.ORDER_OF, terms.FACT_OF} <= BELONGS


def test_a_catalogue_without_documents(catalogue: Catalogue) -> None:
    """A catalogue of nothing still says what it is."""
    empty = Nodes(Catalogue((), catalogue.settings))
    assert len(empty) == 1 + len(catalogue.settings.themes)
    assert empty.pointing(empty.iris.catalogue)
