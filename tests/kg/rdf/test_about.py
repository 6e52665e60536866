import pytest

from kg.catalogue import Catalogue
from kg.rdf import terms
from kg.rdf.about import About, about, statements_about
from kg.rdf.nodes import Nodes, nodes
from kg.rdf.statements import describe, statements


def told(read: Nodes, iri: str, page: int = 1, size: int = 1000) -> About:
    """What there is to tell of a node that has such a page."""
    found = about(read, iri, page, size)
    assert found is not None
    return found


def all_pages(read: Nodes, iri: str, size: int) -> list[About]:
    """Every page of what points at a node."""
    first = told(read, iri, 1, size)
    return [first, *(told(read, iri, page, size) for page in range(2, first.pages + 1))]


@pytest.mark.parametrize("size", [1, 1000])
def test_every_statement_is_one_of_the_graph(catalogue: Catalogue, size: int) -> None:
    """A description adds nothing to the graph, has each subject once, and never says a thing twice."""
    read, graph = nodes(catalogue), set(statements(catalogue))
    for iri, _ in describe(catalogue):
        for page in all_pages(read, iri, size):
            said = statements_about(read, page)
            triples = [(subject, *pair) for subject, pairs in said for pair in pairs]
            assert graph.issuperset(triples)
            assert len(triples) == len(set(triples))
            assert len(dict(said)) == len(said)


def test_a_node_is_told_whole(catalogue: Catalogue) -> None:
    """One description has all that a node and its parts say, and all that points at them."""
    read = nodes(catalogue)
    for iri, own in describe(catalogue):
        said = dict(statements_about(read, told(read, iri)))
        assert said[iri] == own
        assert all(said[part] == read.said(part) for part in read.parts(iri))
        for subject, predicate in read.pointing(iri):
            assert (predicate, iri) in said[subject]


def test_neighbours_are_named(catalogue: Catalogue) -> None:
    """Every node that a description mentions has its name and type there."""
    read = nodes(catalogue)
    for iri, _ in describe(catalogue):
        said = dict(statements_about(read, told(read, iri)))
        mentioned = {value for pairs in said.values() for _, value in pairs if isinstance(value, str) and value in read}
        for other in mentioned:
            assert read.naming(other) in (*said[other], None)
            assert terms.TYPE in dict(said[other])


@pytest.mark.parametrize("size", [1, 2, 3])
def test_pages_part_what_points_at_a_node(catalogue: Catalogue, size: int) -> None:
    """Pages together list everybody that points at a node, each once and in order, and none is longer than asked."""
    read = nodes(catalogue)
    for iri, _ in describe(catalogue):
        whole = told(read, iri)
        pages = all_pages(read, iri, size)
        assert [one for page in pages for one in page.pointing] == list(whole.pointing)
        assert all(len(page.pointing) <= size for page in pages)
        assert {page.total for page in pages} == {len(whole.pointing)}


@pytest.mark.parametrize("page", [-1, 0, 2, 10**9])
def test_there_is_no_page_past_the_last(catalogue: Catalogue, page: int) -> None:
    """A node that fits on one page has no other."""
    assert about(nodes(catalogue), catalogue.iris.mint("principle/queue"), page, 1000) is None


def test_the_catalogue_leads_to_everything(catalogue: Catalogue) -> None:
    """From the catalogue's description, every node is reached by the IRIs that descriptions mention."""
    read = nodes(catalogue)
    waiting, seen = [catalogue.iris.catalogue], set[str]()
    while waiting:
        iri = waiting.pop()
        if iri not in seen:
            seen.add(iri)
            for page in all_pages(read, iri, 2):
                for subject, pairs in statements_about(read, page):
                    waiting += [one for one in (subject, *(value for _, value in pairs)) if one in read]
    assert seen == set(dict(describe(catalogue)))


def test_later_pages_leave_the_node_out(catalogue: Catalogue) -> None:
    """What a node says of itself is told on the first page; on later ones only its name."""
    read = nodes(catalogue)
    iri = next(iri for iri, _ in describe(catalogue) if told(read, iri, 1, 1).pages > 1)
    later = dict(statements_about(read, told(read, iri, 2, 1)))
    assert {predicate for predicate, _ in later[iri]} <= {terms.TYPE, *(pair[0] for pair in [read.naming(iri)] if pair)}


def test_many_that_point_make_pages_not_a_long_one(catalogue: Catalogue) -> None:
    """A hub is told in pages of bounded size."""
    read = nodes(catalogue)
    sizes = [len(statements_about(read, page)) for page in all_pages(read, catalogue.iris.catalogue, 1)]
    assert len(sizes) > 3
    assert max(sizes[1:]) < sizes[0] + 10


@pytest.mark.parametrize("paths", [("notes.md",), None])
def test_from_the_catalogue_every_node_is_reached(catalogue: Catalogue, paths: tuple[str, ...] | None) -> None:
    """Whoever follows what descriptions mention, from the catalogue on, finds every node, a loose document too."""
    chosen = [one for one in catalogue.documents if paths is None or one.path in paths]
    catalogue = Catalogue(chosen, catalogue.settings)
    read = nodes(catalogue)
    assert paths is None or read.loose
    seen: set[str] = set()
    pending = [catalogue.iris.catalogue]
    while pending:
        iri = pending.pop()
        if iri not in seen:
            seen.add(iri)
            for page in all_pages(read, iri, 2):
                said = statements_about(read, page)
                named = [value for _, pairs in said for _, value in pairs if isinstance(value, str) and value in read]
                pending += [*named, *(subject for subject, _ in said)]
    assert seen == {iri for iri, _ in describe(catalogue)}
