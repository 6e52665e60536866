"""What is published beside every catalogue's data: the vocabulary, the shapes and the JSON-LD context."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import orjson
from msgspec import Struct

from kg.rdf import terms
from kg.rdf.formats import Format
from kg.rdf.ntriples import ntriples
from kg.rdf.triple import Description

if TYPE_CHECKING:
    import pyoxigraph

ROOM = Path(__file__).parent
VOCABULARY, SHAPES, CONTEXT = "vocabulary.ttl", "shapes.ttl", "context.jsonld"


class Term(Struct, frozen=True):
    """A term of the vocabulary, of ours or of others: its IRI, its name with prefix, and what is said of it.

    `links` are further statements: the predicate's name, and the IRI or text.
    """

    iri: str
    name: str
    label: str
    comment: str | None
    is_class: bool
    links: tuple[tuple[str, str], ...]


@cache
def published(name: str) -> bytes | None:
    """The bytes of a file by name; None where this edition has none."""
    path = ROOM / name
    return path.read_bytes() if path.is_file() else None


@lru_cache(maxsize=32)
def rewritten(name: str, media_type: str) -> bytes | None:
    """A Turtle file by name in another format; None where there is no such file."""
    data = published(name)
    return None if data is None else _serialised(_parsed(data, "text/turtle"), media_type)


def written(descriptions: Iterable[tuple[str, Description]], base: str, form: Format) -> bytes:
    """Statements in terms of any vocabulary, in a format; JSON-LD has the prefixes as its context."""
    if form.media_type == "application/ld+json":
        # Our own writer knows the terms of our own context alone.
        return _serialised(_parsed(b"".join(ntriples(descriptions, base)), "application/n-triples"), form.media_type)
    return b"".join(form.write(descriptions, base))


def short(iri: str) -> str:
    """A term's IRI by its prefix, where it has one of ours."""
    for prefix, namespace in terms.PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


@cache
def vocabulary() -> dict[str, Term]:
    """Every term that the vocabulary labels, by IRI, in its own order."""
    from pyoxigraph import NamedNode

    said: dict[str, list[tuple[str, str]]] = {}
    for triple in _parsed(published(VOCABULARY) or b"", "text/turtle"):
        if isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode | _value_type()):
            said.setdefault(triple.subject.value, []).append((triple.predicate.value, triple.object.value))
    return {iri: _term(iri, pairs) for iri, pairs in said.items() if any(key == terms.LABEL for key, _ in pairs)}


def label(iri: str) -> str:
    """The label of a term; its name with prefix where the vocabulary has none."""
    term = vocabulary().get(iri)
    return short(iri) if term is None else term.label


def _term(iri: str, pairs: list[tuple[str, str]]) -> Term:
    first = dict(reversed(pairs))
    comment = terms.RDFS + "comment"
    told = (terms.LABEL, comment, terms.TYPE, terms.RDFS + "isDefinedBy")
    shown = [(short(key), value) for key, value in pairs if key not in told]
    classes = (terms.RDFS + "Class", terms.OWL + "Class")
    is_class = any((terms.TYPE, one) in pairs for one in classes) or iri in terms.CLASSES
    return Term(iri, short(iri), first[terms.LABEL], first.get(comment), is_class, tuple(shown))


def _value_type() -> type[pyoxigraph.Literal]:
    from pyoxigraph import Literal as Value

    return Value


def _parsed(data: bytes, media_type: str) -> list[pyoxigraph.Triple]:
    from pyoxigraph import RdfFormat, parse

    return [quad.triple for quad in parse(data, RdfFormat.from_media_type(media_type))]


def _serialised(triples: list[pyoxigraph.Triple], media_type: str) -> bytes:
    from pyoxigraph import Quad, RdfFormat, serialize

    form = RdfFormat.from_media_type(media_type)
    if form is None:
        raise ValueError(f"{media_type} is no format of RDF.")
    quads = [Quad(*triple) for triple in triples] if form.supports_datasets else triples
    data = serialize(quads, format=form, prefixes=terms.PREFIXES)
    assert data is not None
    return _compacted(data) if form == RdfFormat.JSON_LD else data


def _compacted(expanded: bytes) -> bytes:
    """Expanded JSON-LD with the prefixes as its context."""
    nodes = [
        {short(key): [short(one) for one in values] if key == "@type" else values for key, values in node.items()}
        for node in orjson.loads(expanded)
    ]
    return orjson.dumps({"@context": terms.PREFIXES, "@graph": nodes}, option=orjson.OPT_INDENT_2)
