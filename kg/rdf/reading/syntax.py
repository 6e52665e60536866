"""The bytes of a file to what they say of each subject; Oxigraph reads the formats, named by the file's suffix."""

from collections.abc import Iterable
from typing import cast

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple

from kg.rdf.reading import contexts, nesting

__all__ = ["BlankNode", "Literal", "NamedNode", "Node", "Nodes", "Term", "UnreadableError", "read"]

Term = NamedNode | BlankNode | Literal
Node = dict[str, list[Term]]
"""What is said of one subject: values by predicate."""
Nodes = dict[str, Node]
"""By subject: the IRI, or the label of a blank node, which alone holds no colon."""

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

    Raises `UnreadableError`: then nothing of the file counts.
    """
    data = data.removeprefix(_MARK)
    form = FORMATS[suffix]
    try:
        nesting.check(data, suffix)
        if form == RdfFormat.JSON_LD:
            data = contexts.within(data, base)
        quads = pyoxigraph.parse(data, format=form, base_iri=base, rename_blank_nodes=True)
        nodes = _gathered(cast("Iterable[Quad]", quads))
    except nesting.DepthError as error:
        raise UnreadableError("invalid-rdf", str(error), error.line) from error
    except contexts.RemoteContextError as error:
        raise UnreadableError("remote-context", str(error), error.line) from error
    except SyntaxError as error:
        reason = error.msg.partition(": ")[2] if error.msg.startswith("Parser error at") else error.msg
        raise UnreadableError("invalid-rdf", reason, error.lineno or 1) from error
    except ValueError as error:
        raise UnreadableError("invalid-rdf", str(error), 1) from error
    if b"<<" in data or form == RdfFormat.RDF_XML:
        _drop_triples(nodes)
    return nodes


def _gathered(quads: Iterable[Quad]) -> Nodes:
    nodes: Nodes = {}
    last, node = "", cast("Node", {})
    for quad in quads:
        subject = cast("NamedNode", quad.subject).value  # a triple is no subject
        if subject != last:  # most come one after another
            last = subject
            known = nodes.get(subject)
            if known is None:
                node = nodes[subject] = {}
            else:
                node = known
        predicate = quad.predicate.value
        values = node.get(predicate)
        if values is None:
            node[predicate] = [cast("Term", quad.object)]
        else:
            values.append(cast("Term", quad.object))
    return nodes


def _drop_triples(nodes: Nodes) -> None:
    """Takes out triples that are values (RDF 1.2): the model has no place for them."""
    for node in nodes.values():
        for predicate, values in list(node.items()):
            node[predicate] = [term for term in values if not isinstance(cast("object", term), Triple)]
            if not node[predicate]:
                del node[predicate]
