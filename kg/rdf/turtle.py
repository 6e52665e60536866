"""Turtle (RDF 1.1): a line a triple, in one fixed order, so that two exports can be compared line by line."""

import re
from collections.abc import Iterator

from kg.rdf import terms
from kg.rdf.blocks import Blocks
from kg.rdf.quoting import quoted_long, utf8
from kg.rdf.triple import Description, Descriptions, Literal

# A conservative part of PN_LOCAL: names outside it are written as whole IRIs.
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_BARE = {terms.XSD_INTEGER: re.compile(r"[+-]?[0-9]+"), terms.XSD_BOOLEAN: re.compile("true|false")}
_STRING = terms.XSD_STRING
_ENTITIES = ("alternative", "principle", "source", "theme")


def prefixes(base: str) -> dict[str, str]:
    """The prefixes of a catalogue's exports: its own kinds of nodes, and the vocabularies."""
    return {**{kind: f"{base}{kind}/" for kind in _ENTITIES}, **terms.PREFIXES}


class _Names(dict[str, str]):
    """IRIs as Turtle writes them: by prefix where the grammar's short form surely holds them."""

    def __init__(self, prefixes: dict[str, str]) -> None:
        super().__init__()
        self._prefixes = {namespace: f"{name}:" for name, namespace in prefixes.items()}

    def __missing__(self, iri: str) -> str:
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        prefix = self._prefixes.get(iri[:cut])
        short = prefix is not None and _LOCAL.fullmatch(iri, cut)
        self[iri] = name = f"{prefix}{iri[cut:]}" if short else f"<{iri}>"
        return name


class _Verbs(dict[str, str]):
    """Predicates as they begin a line."""

    def __init__(self, names: _Names) -> None:
        super().__init__({terms.TYPE: "    a "})
        self._names = names

    def __missing__(self, predicate: str) -> str:
        self[predicate] = verb = f"    {self._names[predicate]} "
        return verb


class TurtleBlocks:
    """Writes subjects of one catalogue for Turtle and TriG."""

    def __init__(self, base: str) -> None:
        self._prefixes = prefixes(base)
        self._names = _Names(self._prefixes)
        self._verbs = _Verbs(self._names)

    def head(self) -> bytes:
        """The prefixes."""
        lines = (f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(self._prefixes.items()))
        return utf8("".join(lines))

    def name(self, iri: str) -> str:
        """An IRI by prefix or in full."""
        return self._names[iri]

    def block(self, subject: str, description: Description) -> bytes:
        """What is said of a subject: a line for itself, one a triple, and one that closes it."""
        names, verbs = self._names, self._verbs
        lines = [f"\n{names[subject]}\n"]
        for predicate, value in description:
            if isinstance(value, str):
                written = names[value]
            elif value.datatype == _STRING:
                written = quoted_long(value.text)
            else:
                written = self._typed(value)
            lines.append(f"{verbs[predicate]}{written} ;\n")
        lines.append(".\n")
        return utf8("".join(lines))

    def _typed(self, literal: Literal) -> str:
        bare = _BARE.get(literal.datatype)
        if bare is not None and bare.fullmatch(literal.text):
            return literal.text
        return f"{quoted_long(literal.text)}^^{self._names[literal.datatype]}"


def turtle(descriptions: Descriptions, base: str) -> Iterator[bytes]:
    """The catalogue first, then subjects by IRI; a line a triple, and a line that closes each subject."""
    writer, blocks = TurtleBlocks(base), Blocks()
    for subject, description in descriptions:
        blocks.add(subject, writer.block(subject, description))
    yield writer.head()
    yield from blocks.in_order(first=base)
