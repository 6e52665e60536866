"""The bytes of a file to what they say of each subject; Oxigraph reads the formats, named by the file's suffix."""

from collections.abc import Iterable
from typing import Any

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat

from kg.rdf import terms
from kg.rdf.reading import contexts, layout, lists, nesting
from kg.rdf.reading.term import Iri, Node, Nodes, Term, typed

FORMATS = {
    ".ttl": RdfFormat.TURTLE,
    ".trig": RdfFormat.TRIG,
    ".jsonld": RdfFormat.JSON_LD,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".rdf": RdfFormat.RDF_XML,
}
_MARK = b"\xef\xbb\xbf"


class UnreadableError(Exception):
    """A file that is no RDF of its format: the code of the finding, what is wrong, and the line (from 1)."""

    def __init__(self, code: str, message: str, line: int) -> None:
        super().__init__(message)
        self.code, self.line = code, line


def read(suffix: str, data: bytes, base: str) -> Nodes:
    """What a file says, named graphs and default graph alike; relative IRIs are resolved against `base`.

    Triples that are values (RDF 1.2) are left out: the model has no place for them. Raises `UnreadableError`: then
    nothing of the file counts.
    """
    data = data.removeprefix(_MARK)
    form = FORMATS[suffix]
    try:
        if form == RdfFormat.TURTLE:
            return layout.read(data)
    except layout.OtherLayoutError:
        pass
    try:
        nesting.check(data, suffix)
        if form == RdfFormat.JSON_LD:
            data = contexts.within(data, base)
        quads = pyoxigraph.parse(data, format=form, base_iri=base, rename_blank_nodes=True)
        return _gathered(quads)
    except nesting.DepthError as error:
        raise UnreadableError("invalid-rdf", str(error), error.line) from error
    except contexts.RemoteContextError as error:
        raise UnreadableError("remote-context", str(error), error.line) from error
    except SyntaxError as error:
        reason = error.msg.partition(": ")[2] if error.msg.startswith("Parser error") else error.msg
        raise UnreadableError("invalid-rdf", reason, error.lineno or 1) from error
    except ValueError as error:
        raise UnreadableError("invalid-rdf", str(error), 1) from error


def _gathered(quads: Iterable[Any]) -> Nodes:
    """What is said of each subject."""
    nodes: Nodes = {}
    known: dict[str, Iri] = {}
    last, node = "", Node()
    for quad in quads:
        subject = quad.subject.value
        if subject != last:  # most come one after another
            last = subject
            if subject in nodes:
                node = nodes[subject]
            else:
                node = nodes[subject] = {}
        value = quad.object
        kind = type(value)
        if kind is Literal:
            term = _literal(value)
        elif kind is NamedNode or kind is BlankNode:
            iri = value.value
            term = known.get(iri) or known.setdefault(iri, Iri(iri))
        else:
            continue
        predicate = quad.predicate.value
        if predicate in node:
            node[predicate].append(term)
        else:
            node[predicate] = [term]
    if terms.NIL in known:
        lists.unfold(nodes)
    return nodes


def _literal(literal: Literal) -> Term:
    language = literal.language
    if language is not None:
        return typed(literal.value, terms.RDF + "langString", language.lower())
    datatype = literal.datatype.value
    return literal.value if datatype == terms.XSD_STRING else typed(literal.value, datatype)
