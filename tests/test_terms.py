"""Terms, vocabulary, shapes, JSON-LD context, GraphQL schema and the table between them: none drifts alone."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import rdflib
from graphql import GraphQLEnumType, GraphQLObjectType, build_schema
from rdflib import OWL, RDF, RDFS, XSD, URIRef
from rdflib.namespace import SH

from api.schema import sdl
from kg import folder
from kg.catalogue import Catalogue
from kg.model import SectionRole, Severity
from kg.rdf import entry, terms
from kg.rdf.conformance import SHAPES
from kg.rdf.jsonld import context
from kg.rdf.statements import describe
from tests.kg.rdf.conftest import everything

ROOT = Path(__file__).parent.parent
VOCABULARY = rdflib.Graph().parse(Path(terms.__file__).with_name("vocabulary.ttl"), format="turtle")
GRAPH = rdflib.Graph(bind_namespaces="none").parse(SHAPES, format="turtle")
NAMESPACE = "https://principle-graph.example/shapes#"
PAGE = (ROOT / "docs/rdf.md").read_text(encoding="utf-8")
SCHEMA = build_schema(sdl())
ITEM = re.compile(re.escape(terms.RDF) + r"_\d+")

# The types of GraphQL that are nodes of the graph, with the classes of their context.
CLASSES = {
    "Catalogue": ("Dataset",),
    "Principle": ("Principle", "Decision"),
    "Section": ("Section",),
    "Fact": ("Fact",),
    "Alternative": ("Alternative",),
    "Rejection": ("Rejection",),
    "Source": ("BibliographicResource",),
    "Citation": ("Citation",),
    "Relation": ("Relation",),
    "Theme": ("Collection",),
    "Document": ("Document",),
    "Finding": ("Finding",),
}
ROWS = re.findall(r"^\| `([A-Z]\w+)\.(\w+)` \| (?:`(\^?)(\w+:\w+)`|–) \| (.+) \|$", PAGE, re.MULTILINE)
VALUES = dict(re.findall(r"^\| `(\w+\.[A-Z_]+)` \| `([\w:-]+)` \|$", PAGE, re.MULTILINE))


def full(short: str) -> str:
    """An IRI written by prefix."""
    prefix, _, local = short.partition(":")
    return terms.PREFIXES[prefix] + local


def short(iri: object) -> str:
    """An IRI by prefix."""
    prefix, namespace = next(item for item in terms.PREFIXES.items() if str(iri).startswith(item[1]))
    return f"{prefix}:{str(iri).removeprefix(namespace)}"


@pytest.fixture(scope="module")
def used() -> dict[str, set[str]]:
    """The properties that exports use, by class; a node without another class than `prov:Entity` is a place."""
    cases = folder.load(ROOT / "tests/kg/reading/cases")
    catalogues = (everything(), cases, folder.load(ROOT / "principles"), folder.load(ROOT / "docs/decisions"))
    found: dict[str, set[str]] = {}
    for catalogue in catalogues:
        for places in (False, True):
            for kinds, predicates in _used(catalogue, places):
                for kind in kinds:
                    found.setdefault(kind, set()).update(predicates)
    return found


def _used(catalogue: Catalogue, places: bool) -> Iterator[tuple[set[str], set[str]]]:
    for _, said in describe(catalogue, places):
        kinds = {value for predicate, value in said if predicate == terms.TYPE and isinstance(value, str)}
        if terms.DOCUMENT in kinds:
            kinds.remove(terms.ENTITY)
        yield kinds, {predicate for predicate, _ in said if predicate != terms.TYPE and not ITEM.fullmatch(predicate)}


def shaped() -> dict[str, set[str]]:
    """The properties that shapes speak of, by the class that they are for."""
    found: dict[str, set[str]] = {}
    for shape in set(GRAPH.subjects(SH.property)):
        paths = {str(GRAPH.value(one, SH.path)) for one in GRAPH.objects(shape, SH.property)}
        kinds = {str(kind) for kind in GRAPH.objects(shape, SH.targetClass)}
        if (shape, SH.targetSubjectsOf, URIRef(terms.IS_PART_OF)) in GRAPH:
            kinds.add(terms.ENTITY)
            paths.add(terms.IS_PART_OF)
        for kind in kinds:
            found.setdefault(kind, set()).update(path for path in paths if path.startswith("http"))
    return found


def test_every_property_has_a_shape(used: dict[str, set[str]]) -> None:
    """What exports say of a class has a property shape there; add it to `shapes.ttl` where one is missing."""
    known = shaped()
    bare = {terms.CONCEPT, terms.CONCEPT_SCHEME, terms.VOID_DATASET}
    missing = {
        f"{short(kind)}: {short(predicate)}"
        for kind, predicates in used.items()
        if kind not in bare
        for predicate in predicates - known.get(kind, set())
    }
    assert missing == set()
    assert set(used) - bare == set(known)


def test_every_shape_has_a_property(used: dict[str, set[str]]) -> None:
    """Each property shape of a class is of a property that exports use there, so no shape is left of what is gone."""
    either = {terms.PRINCIPLE, terms.DECISION}
    entries = used[terms.PRINCIPLE] | used[terms.DECISION]
    # A place tells a heading, and what stands there under another one says so: that may be anything with a place.
    anywhere = {terms.UNDER, terms.TYPE}
    stale = {
        f"{short(kind)}: {short(path)}"
        for kind, paths in shaped().items()
        for path in paths - (entries if kind in either else used[kind]) - anywhere
        if not ITEM.fullmatch(path)
    }
    assert stale == set()


def test_shapes_and_vocabulary_agree() -> None:
    """A property shape asks for the datatype that the vocabulary gives as range, or for nodes."""
    checked = 0
    for shape in GRAPH.subjects(SH.path):
        path, datatype = GRAPH.value(shape, SH.path), GRAPH.value(shape, SH.datatype)
        if not str(path).startswith(terms.PV):
            continue
        kinds = set(VOCABULARY.objects(path, RDF.type))
        assert OWL.ObjectProperty in kinds or OWL.DatatypeProperty in kinds, path
        if datatype is not None:
            assert datatype == VOCABULARY.value(path, RDFS.range), path
            checked += 1
        elif GRAPH.value(shape, SH["class"]) is not None or GRAPH.value(shape, SH["or"]) is not None:
            assert OWL.ObjectProperty in kinds, path
            checked += 1
    assert checked > 30


def test_shapes_and_context_agree() -> None:
    """A key of the context reads its values as what the property shape asks for: nodes, texts, numbers."""
    keys = {name: definition for name, definition in context().items() if name not in terms.PREFIXES}
    definitions = {full(one["@id"]): one for one in map(_expanded, keys.values()) if "@id" in one}
    checked = 0
    for shape in set(GRAPH.objects(None, SH.property)):
        path = str(GRAPH.value(shape, SH.path))
        if path not in definitions or path == terms.DATE:
            continue
        kind = definitions[path].get("@type", "xsd:string")
        datatype = GRAPH.value(shape, SH.datatype)
        if datatype is not None:
            assert full(kind) == str(datatype), path
            checked += 1
        elif GRAPH.value(shape, SH["class"]) is not None or GRAPH.value(shape, SH["or"]) is not None:
            assert kind in ("@id", "@vocab"), path
            checked += 1
    assert checked > 50


def _expanded(definition: Any) -> dict[str, Any]:
    return definition if isinstance(definition, dict) else {"@id": str(definition)} if ":" in str(definition) else {}


@pytest.mark.parametrize(
    ("shape", "values"),
    [
        ("status", set(entry.STATUSES.values())),
        ("characterization", set(entry.CHARACTERIZATIONS.values())),
        ("relation-type", set(entry.RELATION_TYPES.values())),
        ("role", {role.value for role in SectionRole}),
        ("severity", {severity.value for severity in Severity}),
    ],
)
def test_shapes_know_the_values(shape: str, values: set[str]) -> None:
    """Where values are listed, the list of the shape is that of the model."""
    (items,) = GRAPH.objects(URIRef(NAMESPACE + shape), SH["in"])
    assert {str(item) for item in GRAPH.items(items)} == values


def test_every_field_is_in_the_table() -> None:
    """Each field of a GraphQL type that is a node has its row in docs/rdf.md; add the row where one is missing."""
    rows = [f"{kind}.{field}" for kind, field, *_ in ROWS]
    fields = {f"{kind}.{field}" for kind in CLASSES for field in _fields(kind)}
    assert set(rows) == fields
    assert len(rows) == len(fields)


def _fields(kind: str) -> set[str]:
    found = SCHEMA.type_map[kind]
    assert isinstance(found, GraphQLObjectType)
    return set(found.fields)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]}.{row[1]}")
def test_field_has_its_key(row: tuple[str, str, str, str, str]) -> None:
    """A row gives the key that the context reads as the term, for each class of the type, or says why there is none."""
    kind, field, inverse, term, how = row
    key = re.fullmatch(r"`(\w+)`", how)
    if key is None:
        assert len(how.split()) > 2
        return
    assert key[1] == field
    assert full(term) in terms.ORDER
    for name in CLASSES[kind]:
        own = context()[name]
        definitions = {**context(), **(own.get("@context", {}) if isinstance(own, dict) else {})}
        definition = definitions[field]
        given = definition if isinstance(definition, str) else definition["@reverse" if inverse else "@id"]
        assert given == term, f"{name}.{field}"


def test_every_value_is_in_the_table() -> None:
    """Each value of an enumeration that the graph tells by a term has its row, and the key of the context agrees."""
    scoped = {
        "Status": context()["status"]["@context"],
        "CitationRole": context()["Citation"]["@context"]["role"]["@context"],
        "RelationType": context()["Relation"]["@context"]["type"]["@context"],
    }
    terms_of = {
        "Status": entry.STATUSES,
        "CitationRole": entry.CHARACTERIZATIONS,
        "RelationType": entry.RELATION_TYPES,
    }
    told: dict[str, str] = {}
    for name in ("Kind", *scoped):
        found = SCHEMA.type_map[name]
        assert isinstance(found, GraphQLEnumType)
        told |= {f"{name}.{value}": VALUES[f"{name}.{value}"] for value in found.values}
    assert told == VALUES
    assert {full(VALUES[f"Kind.{value}"]) for value in ("PRINCIPLE", "DECISION")} == {terms.PRINCIPLE, terms.DECISION}
    for name, values in scoped.items():
        assert {f"{name}.{value}": term for value, term in values.items()} == {
            value: term for value, term in VALUES.items() if value.startswith(f"{name}.")
        }
        for member, iri in terms_of[name].items():  # type: ignore[attr-defined]
            assert full(values[member.name]) == iri


def test_lists_are_arrays() -> None:
    """A field that GraphQL gives as a list of texts or nodes is an array in JSON-LD as well."""
    checked = 0
    for kind, field, inverse, _, how in ROWS:
        if how != f"`{field}`" or inverse:
            continue
        given = SCHEMA.type_map[kind]
        assert isinstance(given, GraphQLObjectType)
        own = context()[CLASSES[kind][0]]
        definitions = {**context(), **(own.get("@context", {}) if isinstance(own, dict) else {})}
        definition = definitions[field]
        container = definition.get("@container") if isinstance(definition, dict) else None
        type_ = str(given.fields[field].type)
        if type_.startswith("[") or type_.endswith("Connection!"):
            assert container == "@set", f"{kind}.{field}"
            checked += 1
        elif type_.rstrip("!") in ("String", "Int", "Boolean", "Status", "Date"):
            assert kind == "Alternative" or container is None, f"{kind}.{field}"
    assert checked >= 10


def test_context_is_json_ld(tmp_path: Path) -> None:
    """An answer of GraphQL, with `@id` and `@type`, is read as the triples that the graph states."""
    answer = {
        "@context": context(),
        "@id": "https://example.org/principle/a",
        "@type": "Decision",
        "title": "A",
        "status": "SUPERSEDED",
        "keywords": ["k"],
        "theme": {"@id": "https://example.org/theme/t"},
        "alternatives": [{"@id": "https://example.org/alternative/b", "@type": "Alternative", "label": "B"}],
        "citations": [
            {
                "@id": "https://example.org/citation/a",
                "@type": "Citation",
                "role": "FURTHER_READING",
                "url": "https://x.org/",
                "source": {"@id": "https://example.org/source/s", "@type": "BibliographicResource", "title": "S"},
            }
        ],
    }
    graph = rdflib.Graph().parse(data=json.dumps(answer), format="json-ld")
    lines = {f"{_last(subject)} {short(predicate)} {_last(value)}" for subject, predicate, value in graph}
    assert lines == {
        "a rdf:type Decision", "a skos:prefLabel A", "a adms:status status-superseded", "a dcat:keyword k",
        "t skos:member a", "a pv:rejects b", "b rdf:type Alternative", "b skos:prefLabel B",
        "a cito:hasCitingEntity a", "a rdf:type Citation", "a pv:href https://x.org/",
        "a cito:hasCitationCharacterization citesAsRecommendedReading", "a cito:hasCitedEntity s",
        "s rdf:type BibliographicResource", "s dcterms:title S",
    }  # fmt: skip


def _last(node: object) -> str:
    return re.split(r"[/#]", str(node))[-1] if isinstance(node, URIRef) else str(node)


def test_published_terms_are_placed() -> None:
    """Every term has a plain label and the ontology that defines it, and every other vocabulary has a prefix."""
    for iri in map(URIRef, (*terms.ORDER, *terms.CLASSES)):
        label, home = VOCABULARY.value(iri, RDFS.label), VOCABULARY.value(iri, RDFS.isDefinedBy)
        assert isinstance(label, rdflib.Literal), iri
        assert label.language is None
        assert str(iri).startswith(str(home).rstrip("#/")), iri
    assert XSD.string == URIRef(terms.XSD_STRING)
