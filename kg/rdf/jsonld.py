"""JSON-LD 1.1, compacted with the project's own context, which stands in the output itself."""

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import orjson

from kg.rdf import terms
from kg.rdf.blocks import Blocks
from kg.rdf.quoting import sound
from kg.rdf.triple import Description, Descriptions, Literal, Object

# What comes back from JSON as it was written: JavaScript's numbers are exact up to 2^53.
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,14}")
_NATIVE: dict[str, Callable[[str], Any]] = {
    terms.XSD_INTEGER: lambda text: int(text) if _INTEGER.fullmatch(text) else None,
    terms.XSD_BOOLEAN: {"true": True, "false": False}.get,
}

_BETWEEN = b",\n    "

CONTEXT = Path(__file__).with_name("context.jsonld")


@cache
def context() -> dict[str, Any]:
    """The term definitions of `context.jsonld`."""
    definitions: dict[str, Any] = json.loads(CONTEXT.read_text(encoding="utf-8"))["@context"]
    return definitions


@cache
def _keys() -> dict[str, tuple[str, str]]:
    """The key of each predicate and class, with the type that its values are read as.

    What a class redefines for its own nodes, and keys that are read the other way round, are for other writers.
    """
    definitions = context()
    prefixes = {name: iri for name, iri in definitions.items() if isinstance(iri, str) and iri.endswith(("#", "/"))}

    def expanded(short: str) -> str:
        prefix, _, local = short.partition(":")
        return prefixes[prefix] + local

    keys: dict[str, tuple[str, str]] = {}
    for name, definition in definitions.items():
        if name in prefixes or name.startswith("@"):
            continue
        if isinstance(definition, str):
            keys[expanded(definition)] = (name, terms.XSD_STRING)
        elif "@id" in definition:
            kind = definition.get("@type", "xsd:string")
            keys[expanded(definition["@id"])] = (name, "@id" if kind in ("@id", "@vocab") else expanded(kind))
    return keys


@cache
def _sets() -> frozenset[str]:
    """The keys whose values always stand in an array."""
    return frozenset(
        name
        for name, definition in context().items()
        if isinstance(definition, dict) and definition.get("@container") == "@set"
    )


def jsonld(descriptions: Descriptions, base: str) -> Iterator[bytes]:
    """A flat document: the context, then each subject once: the catalogue first, the others by IRI."""
    keys, blocks = _keys(), Blocks()
    for subject, said in descriptions:
        node = _indented(_node(subject, said, keys))
        blocks.add(subject, _BETWEEN + node if subject in blocks else node)
    head = orjson.dumps(context(), option=orjson.OPT_INDENT_2).replace(b"\n", b"\n  ")
    yield b'{\n  "@context": ' + head + b',\n  "@graph": [\n    '
    yield from blocks.in_order(first=base, separator=_BETWEEN)
    yield b"\n  ]\n}\n"


def _indented(node: dict[str, Any]) -> bytes:
    try:
        written = orjson.dumps(node, option=orjson.OPT_INDENT_2)
    except orjson.JSONEncodeError:
        # orjson refuses surrogates that stand alone; the standard library escapes them, and so they are found.
        written = orjson.dumps(json.loads(sound(json.dumps(node, ensure_ascii=False))), option=orjson.OPT_INDENT_2)
    return written.replace(b"\n", b"\n    ")


def _node(subject: str, description: Description, keys: dict[str, tuple[str, str]]) -> dict[str, Any]:
    node: dict[str, Any] = {"@id": subject}
    for predicate, value in description:
        if predicate == terms.TYPE:
            assert isinstance(value, str)
            node.setdefault("@type", []).append(keys[value][0] if value in keys else value)
            continue
        key, kind = keys.get(predicate) or _without_term(predicate)
        written = _value(value, kind)
        if key not in node:
            node[key] = [written] if key in _sets() else written
        elif isinstance(node[key], list):
            node[key].append(written)
        else:
            node[key] = [node[key], written]
    return node


def _without_term(predicate: str) -> tuple[str, str]:
    """The key of a predicate that the context doesn't name: an item of a list, or an IRI in full."""
    in_rdf = predicate.startswith(terms.RDF)
    return (f"rdf:{predicate.removeprefix(terms.RDF)}" if in_rdf else predicate), terms.XSD_STRING


def _value(value: Object, kind: str) -> Any:
    if isinstance(value, str):
        return value if kind == "@id" else {"@id": value}
    return _literal(value, kind)


def _literal(literal: Literal, kind: str) -> Any:
    # A value stands for itself where its key is read as just this datatype.
    if literal.datatype == kind:
        native = _NATIVE[kind](literal.text) if kind in _NATIVE else literal.text
        if native is not None:
            return native
    if literal.datatype == terms.XSD_STRING:
        return {"@value": literal.text}
    return {"@value": literal.text, "@type": literal.datatype}
