"""RDF/XML (RDF 1.1, XML 1.0): an element a subject, in it a line a triple."""

import re
from collections.abc import Iterator
from html import escape  # xml.sax.saxutils would load half of the standard library

from kg.errors import PrincipleGraphError
from kg.rdf import terms
from kg.rdf.blocks import Blocks
from kg.rdf.quoting import utf8
from kg.rdf.triple import Description, Descriptions

# XML 1.0 has no way to write these characters (production 2, `Char`), not even as references.
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_REPLACEMENT = "\ufffd"
_IN_ATTRIBUTES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)
# The end of an IRI that is a name in every edition of XML.
_LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9._-]*\Z")


class _Tags(dict[str, tuple[str, str]]):
    """Predicates as names of elements; with a declaration where their namespace has no prefix."""

    def __init__(self) -> None:
        super().__init__()
        self._prefixes = {namespace: f"{name}:" for name, namespace in terms.PREFIXES.items()}

    def __missing__(self, predicate: str) -> tuple[str, str]:
        cut = max(map(predicate.rfind, "/#:")) + 1
        local = _LOCAL.search(predicate, cut)
        if local is None:
            raise PrincipleGraphError(
                f"RDF/XML can't write the property {predicate}: it doesn't end like a name in XML. Take another format."
            )
        namespace = predicate[: local.start()]
        prefix = self._prefixes.get(namespace)
        tag = (f"{prefix}{local[0]}", "") if prefix else (f"ns:{local[0]}", f" xmlns:ns={_quoted(namespace)}")
        self[predicate] = tag
        return tag


class _Attributes(dict[str, str]):
    """IRIs in quotation marks, as values of attributes."""

    def __missing__(self, iri: str) -> str:
        self[iri] = quoted = _quoted(_NOT_IN_XML.sub(_REPLACEMENT, iri))
        return quoted


class _Elements:
    """Writes subjects, and counts the characters that it had to replace."""

    def __init__(self) -> None:
        self._tags, self._attributes = _Tags(), _Attributes()
        self.replaced = 0

    def block(self, subject: str, description: Description) -> bytes:
        """What is said of a subject: an element, in it a line for each triple."""
        tags, attributes = self._tags, self._attributes
        lines = [f"  <rdf:Description rdf:about={attributes[subject]}>\n"]
        for predicate, value in description:
            tag, namespace = tags[predicate]
            if isinstance(value, str):
                lines.append(f"    <{tag}{namespace} rdf:resource={attributes[value]}/>\n")
            else:
                kind = "" if value.datatype == terms.XSD_STRING else f" rdf:datatype={attributes[value.datatype]}"
                lines.append(f"    <{tag}{namespace}{kind}>{self._text(value.text)}</{tag}>\n")
        lines.append("  </rdf:Description>\n")
        return utf8("".join(lines))

    def _text(self, text: str) -> str:
        if not text.replace("\n", "").isprintable():
            text, count = _NOT_IN_XML.subn(_REPLACEMENT, text)
            self.replaced += count
            # Readers take a carriage return for a line feed where it is no reference.
            return escape(text, quote=False).replace("\r", "&#13;")
        return escape(text, quote=False)


def _quoted(value: str) -> str:
    return f'"{value.translate(_IN_ATTRIBUTES)}"'


def rdfxml(descriptions: Descriptions, base: str) -> Iterator[bytes]:
    """The catalogue first, then subjects by IRI; a line an element.

    Characters that XML 1.0 can't hold become U+FFFD, and a comment at the top says how many. Raises
    `PrincipleGraphError` for a property that is no XML name.
    """
    elements, blocks = _Elements(), Blocks()
    for subject, description in descriptions:
        blocks.add(subject, elements.block(subject, description))
    head = ['<?xml version="1.0" encoding="UTF-8"?>\n']
    if elements.replaced:
        head.append(
            f"<!-- Characters that XML 1.0 can't hold, written as U+FFFD here: {elements.replaced}."
            " Every other format keeps them. -->\n"
        )
    names = sorted(terms.PREFIXES.items())
    head.append("<rdf:RDF" + "".join(f"\n    xmlns:{name}={_quoted(iri)}" for name, iri in names) + ">\n")
    yield "".join(head).encode()
    yield from blocks.in_order(first=base)
    yield b"</rdf:RDF>\n"
