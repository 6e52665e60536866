from pathlib import Path

import pytest

from kg import folder, model
from kg.catalogue import Catalogue
from kg.rdf import terms
from kg.rdf.entry import CHARACTERIZATIONS, RELATION_TYPES
from kg.rdf.parts import part_iri
from kg.rdf.statements import describe
from kg.rdf.triple import Literal, Object
from tests.kg.rdf.conftest import everything

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module", params=["everything", "principles", "tests/kg/reading/cases", "docs/decisions"])
def known(request: pytest.FixtureRequest) -> Catalogue:
    """A catalogue that holds all that there can be, and real ones."""
    return everything() if request.param == "everything" else folder.load(ROOT / request.param)


def said(catalogue: Catalogue, kind: str) -> dict[str, dict[str, list[Object]]]:
    """What the graph says of the nodes of a class."""
    found: dict[str, dict[str, list[Object]]] = {}
    for subject, description in describe(catalogue):
        if (terms.TYPE, kind) in description:
            values = found[subject] = {}
            for predicate, value in description:
                values.setdefault(predicate, []).append(value)
    return found


def test_sections_are_found(known: Catalogue) -> None:
    """Every section has the IRI of the node that tells its heading and text; no two share one."""
    nodes = said(known, terms.SECTION)
    owners = [*known.principles, *known.documents]
    sections = [section for owner in owners for section in owner.sections]
    iris = [part_iri(known, section) for section in sections]
    assert sorted(filter(None, iris)) == sorted(nodes)
    for section, iri in zip(sections, iris, strict=True):
        assert iri
        assert nodes[iri][terms.MARKDOWN] == [Literal(section.body.markdown)]


def test_rejections_are_found(known: Catalogue) -> None:
    """Every rejection has the IRI of the node that tells its two ends and its reason; no two share one."""
    nodes = said(known, terms.REJECTION)
    edges = [edge for alternative in known.alternatives for edge in known.rejections_of(alternative)]
    iris = [part_iri(known, edge) for edge in edges]
    assert sorted(filter(None, iris)) == sorted(nodes)
    for edge, iri in zip(edges, iris, strict=True):
        assert iri
        assert nodes[iri][terms.REJECTED_BY] == [known.iris.of(edge.principle)]
        assert nodes[iri][terms.REJECTED] == [known.iris.of(edge.alternative)]
        assert nodes[iri][terms.LABEL] == [Literal(edge.option.label)]


def test_citations_are_found(known: Catalogue) -> None:
    """Every citation has the IRI of the node that tells its two ends, role and title; no two share one."""
    nodes = said(known, terms.CITATION)
    iris = [part_iri(known, edge) for edge in known.citations]
    assert sorted(filter(None, iris)) == sorted(nodes)
    for edge, iri in zip(known.citations, iris, strict=True):
        assert iri
        assert nodes[iri][terms.CITED_ENTITY] == [known.iris.of(edge.source)]
        assert nodes[iri][terms.CHARACTERIZATION] == [CHARACTERIZATIONS[edge.reference.role]]
        title = edge.reference.title
        assert nodes[iri].get(terms.TITLE, []) == ([] if title is None else [Literal(title)])


def test_relations_are_found(known: Catalogue) -> None:
    """A relation has the IRI of the link that states it; one that only the other document states has none."""
    nodes = said(known, terms.RELATION)
    for entry in known.principles:
        for edge in known.relations(entry):
            iri = part_iri(known, edge)
            assert (iri is None) is edge.derived
            if iri is not None:
                assert nodes[iri][terms.RELATION_FROM] == [known.iris.of(entry)]
                assert nodes[iri][terms.RELATION_TO] == [known.iris.of(edge.target or edge.document)]
                assert nodes[iri][terms.RELATION_TYPE] == [RELATION_TYPES[edge.type]]


def test_another_catalogue_names_nothing(known: Catalogue) -> None:
    """A part of another catalogue has no IRI here."""
    stray = model.Section(None, 0, model.SectionRole.OTHER, model.Text(""), model.Location("no.md", 1, 1))
    assert part_iri(known, stray) is None
