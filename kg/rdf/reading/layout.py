"""Turtle a line a triple, as exports write it, read by its layout: three times as fast as by a parser of all Turtle.

Whatever differs from that layout is left to Oxigraph. What is taken here is Turtle that both read alike, which a test
holds.
"""

import re

from pyoxigraph import NamedNode

from kg.rdf import terms
from kg.rdf.reading.term import Iri, Node, Nodes, Term, Typed, typed

_HEAD = re.compile(r"(?:@prefix [A-Za-z]+: <[^<>\s]+> \.\n)+\n")
_PREFIX = re.compile(r"@prefix ([A-Za-z]+): <([^<>\s]+)> \.\n")
_NAME = re.compile(r"([A-Za-z]+):([A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?)")
_INTEGER = re.compile(r"[+-]?[0-9]+")
_STRING = re.compile(r'"((?:[^"\\\r\n]++|\\.)*+)"(?:\^\^(\S+))?')
_LONG = re.compile(r'"""((?:[^"\\]++|"(?!"")|\\.)*+)"""(?:\^\^(\S+))?')
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_SIGNS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "'": "'", "\\": "\\"}
_SURROGATES = range(0xD800, 0xE000)


class OtherLayoutError(Exception):
    """Turtle that is laid out in another way; nothing is wrong with it."""


def read(data: bytes) -> Nodes:
    """What the file says. Raises `OtherLayoutError` where it is laid out in another way than exports are."""
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise OtherLayoutError from error
    head = _HEAD.match(text)
    if head is None or not text.endswith(" ;\n.\n"):
        raise OtherLayoutError
    names = _Names(dict(_PREFIX.findall(head[0])))
    verbs = _Verbs(names)
    nodes: Nodes = {}
    for block in text[head.end() : -3].split("\n.\n\n"):
        subject, _, said = block.partition("\n    ")
        iri = names.iri(subject)
        node = nodes.get(iri)
        if node is None:
            node = nodes[iri] = {}
        _read(node, said, names, verbs)
    return nodes


def _read(node: Node, said: str, names: "_Names", verbs: "_Verbs") -> None:
    """The lines of one subject."""
    if said[-2:] != " ;":
        raise OtherLayoutError
    for line in said[:-2].split(" ;\n    "):
        verb, _, value = line.partition(" ")
        predicate = verbs[verb]
        term: Term
        if value[:1] != '"':
            term = names[value]
        elif value.find('"', 1) == len(value) - 1 and "\\" not in value and "\n" not in value and "\r" not in value:
            term = value[1:-1]
        else:
            term = _string(value, names)
        if predicate in node:
            node[predicate].append(term)
        else:
            node[predicate] = [term]


class _Names(dict[str, Iri | Typed]):
    """IRIs, and bare numbers and truths, as they are written."""

    def __init__(self, prefixes: dict[str, str]) -> None:
        super().__init__()
        self["true"] = typed("true", terms.XSD_BOOLEAN)
        self["false"] = typed("false", terms.XSD_BOOLEAN)
        self._prefixes = prefixes
        for iri in prefixes.values():
            _check(iri)

    def __missing__(self, written: str) -> Iri | Typed:
        named = _NAME.fullmatch(written)
        known: Iri | Typed
        if named is not None and named[1] in self._prefixes:
            known = Iri(self._prefixes[named[1]] + named[2])
        elif written[:1] == "<" and written[-1:] == ">":
            known = Iri(written[1:-1])
            _check(known)
        elif _INTEGER.fullmatch(written):
            known = typed(written, terms.XSD_INTEGER)
        else:
            raise OtherLayoutError
        if known == terms.NIL:  # the end of a list, which is a value in another layout
            raise OtherLayoutError
        self[written] = known
        return known

    def iri(self, written: str) -> Iri:
        """What must be an IRI: a subject, a predicate, a datatype."""
        found = self[written]
        if type(found) is not Iri:
            raise OtherLayoutError
        return found


class _Verbs(dict[str, Iri]):
    """Predicates as they are written."""

    def __init__(self, names: _Names) -> None:
        super().__init__({"a": Iri(terms.TYPE)})
        self._names = names

    def __missing__(self, written: str) -> Iri:
        self[written] = iri = self._names.iri(written)
        return iri


def _check(iri: str) -> None:
    """Raises `OtherLayoutError` for what Oxigraph takes for no absolute IRI."""
    try:
        NamedNode(iri)
    except ValueError as error:
        raise OtherLayoutError from error


def _string(value: str, names: _Names) -> Term:
    """A literal that is not a plain one on one line."""
    if value[:3] == '"""' and value[-3:] == '"""' and len(value) > 5:
        text = value[3:-3]
        if '"""' not in text and text[-1:] != '"' and "\\" not in text:
            return text
    found = (_LONG if value[:3] == '"""' else _STRING).fullmatch(value)
    if found is None:
        raise OtherLayoutError
    text = found[1]
    if "\\" in text:
        text = _ESCAPE.sub(_unescaped, text)
    return text if found[2] is None else typed(text, names.iri(found[2]))


def _unescaped(found: re.Match[str]) -> str:
    if found[3] is not None:
        if found[3] not in _SIGNS:
            raise OtherLayoutError
        return _SIGNS[found[3]]
    code = int(found[1] or found[2], 16)
    if code in _SURROGATES or code > 0x10FFFF:
        raise OtherLayoutError
    return chr(code)
