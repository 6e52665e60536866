from collections import Counter
from pathlib import Path

import pytest

from kg import folder
from kg.catalogue import Catalogue
from kg.rdf import terms
from kg.rdf.export import FORMATS, serialise
from kg.rdf.statements import describe, describe_graphs
from kg.rdf.triple import Object
from tests.kg.rdf.readings import by_oxigraph


def quads(catalogue: Catalogue, places: bool = False) -> list[tuple[str | None, str, str, Object]]:
    """Every statement with its graph."""
    return [
        (graph, subject, predicate, value)
        for graph, descriptions in describe_graphs(catalogue, places)
        for subject, description in descriptions
        for predicate, value in description
    ]


@pytest.mark.parametrize("places", [False, True])
def test_graphs_merge_to_the_whole(catalogue: Catalogue, shipped: Path, places: bool) -> None:
    """Every statement is in one graph alone, and all graphs together are what is described."""
    for one in (catalogue, folder.load(shipped)):
        merged = Counter(tuple(quad[1:]) for quad in quads(one, places))
        whole = Counter(
            (subject, predicate, value)
            for subject, description in describe(one, places)
            for predicate, value in description
        )
        assert merged == whole
        assert set(merged.values()) == {1}


def test_what_two_documents_state_of_each_other(tmp_path: Path) -> None:
    """A relation that both ends state is in the graphs of both, and not in the default graph as well."""
    page = "# {0}\n\n## Status\n\n{1} by [it]({2}.md)\n\n## Context\n\nSee [it]({2}.md).\n\n## Decision\n\n{0}.\n"
    (tmp_path / "a.md").write_text(page.format("Use red", "Superseded", "b"), encoding="utf-8")
    (tmp_path / "b.md").write_text(
        page.format("Use blue", "Accepted", "a").replace("Accepted by", "Accepted\n\nSupersedes"), encoding="utf-8"
    )
    one = folder.load(tmp_path)
    relations = {terms.REPLACES, terms.IS_REPLACED_BY, terms.RELATED}
    found = [quad for quad in quads(one) if quad[2] in relations]
    a, b = (f"{one.base}principle/{name}" for name in "ab")
    homes = {a: f"{one.base}document/a.md", b: f"{one.base}document/b.md"}
    assert {quad[1:] for quad in found} >= {(a, terms.IS_REPLACED_BY, b), (b, terms.REPLACES, a)}
    assert [quad[0] for quad in found] == [homes[quad[1]] for quad in found]
    assert len(found) == len({quad[1:] for quad in found})


def test_a_document_is_a_graph(catalogue: Catalogue) -> None:
    """Each document is a named graph of its IRI, which holds what it states, links to other documents among it."""
    found = quads(catalogue)
    assert {graph for graph, *_ in found} == {None, *(catalogue.iris.document(one) for one in catalogue.documents)}
    base = catalogue.base
    queue, table = f"{base}principle/queue", f"{base}principle/table"
    home = f"{base}document/decisions/queue.md"
    assert (home, queue, terms.REPLACES, table) in found
    assert (home, home, terms.PATH, next(o for _, s, p, o in found if s == home and p == terms.PATH)) in found
    assert (home, queue, terms.REJECTS, f"{base}alternative/polling") in found


def test_what_follows_from_several_is_in_the_default_graph(catalogue: Catalogue) -> None:
    """The header, alternatives, sources, themes, derived relations, conflicts and matches are in the default graph."""
    found = quads(catalogue)
    default = [quad[1:] for quad in found if quad[0] is None]
    base = catalogue.base
    table, queue = f"{base}principle/table", f"{base}principle/queue"
    push, polling = f"{base}principle/push/größe", f"{base}principle/polling"
    assert (table, terms.IS_REPLACED_BY, queue) in default
    assert (push, terms.CONFLICTS_WITH, polling) in default
    assert (polling, terms.EXACT_MATCH, f"{base}alternative/polling") in default
    kinds = {subject.removeprefix(base).partition("/")[0] for subject, *_ in default}
    assert kinds == {"", "alternative", "source", "theme", "order", "principle"}
    for graph, subject, *_ in found:
        if subject.removeprefix(base).partition("/")[0] in ("", "alternative", "source", "theme"):
            assert graph is None


def test_a_graph_depends_on_its_document_alone(shipped: Path) -> None:
    """What a document's graph says of its texts, options and sources is the same without the other documents."""
    whole = folder.load(shipped)
    links = {terms.RELATION_TO, terms.RELATED, terms.DCTERMS_RELATION, terms.REPLACES, terms.IS_REPLACED_BY}
    everything = [quad for quad in quads(whole) if quad[2] not in links]
    for document in whole.documents[:5]:
        alone = Catalogue([document], whole.settings)
        graph = alone.iris.document(document)
        here = [quad for quad in quads(alone) if quad[0] == graph and quad[2] not in links]
        assert here == [quad for quad in everything if quad[0] == graph]


@pytest.mark.parametrize("name", [name for name, form in FORMATS.items() if form.write_graphs])
def test_descriptions_alone_are_a_default_graph(catalogue: Catalogue, name: str) -> None:
    """A format with named graphs writes descriptions without graphs into the default graph."""
    written = b"".join(FORMATS[name].write(describe(catalogue), catalogue.base))
    assert {str(quad.graph_name) for quad in by_oxigraph(written, name)} == {"DEFAULT"}
    assert len(by_oxigraph(written, name)) == len(by_oxigraph(serialise(catalogue, name), name))
