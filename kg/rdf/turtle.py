"""Turtle (RDF 1.1): a line a triple, in one fixed order, so that two exports can be compared line by line."""

import re
from collections.abc import Iterable, Iterator

from kg.rdf import terms
from kg.rdf.triple import Description, Literal

# What a string can't hold as it is, and what some tools take for a line's end; tabs and line feeds may stand in
# the long form.
_SPECIAL = re.compile(r'[\x00-\x1f"\\\x7f-\x9f\u2028\u2029\ufffe\uffff]')
_SPECIAL_LONG = re.compile(r"[\x00-\x08\x0b-\x1f\\\x7f-\x9f\u2028\u2029\ufffe\uffff]")
_QUOTES, _ESCAPED_QUOTES = '"""', '""\\"'
_SHORT = {"\b": r"\b", "\t": r"\t", "\n": r"\n", "\f": r"\f", "\r": r"\r", '"': r"\"", "\\": r"\\"}
# A conservative part of PN_LOCAL: names outside it are written as whole IRIs.
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_BARE = {terms.XSD_INTEGER: re.compile(r"[+-]?[0-9]+"), terms.XSD_BOOLEAN: re.compile("true|false")}
_ENTITIES = ("alternative", "principle", "source", "theme")


def escaped(text: str) -> str:
    """A text as the inside of a short Turtle or N-Triples string."""
    return _SPECIAL.sub(_escape, text) if _SPECIAL.search(text) else text


def _escape(found: re.Match[str]) -> str:
    sign = found[0]
    return _SHORT.get(sign) or f"\\u{ord(sign):04X}"


def _string(text: str) -> str:
    if "\n" not in text:
        return f'"{_SPECIAL.sub(_escape, text)}"' if _SPECIAL.search(text) else f'"{text}"'
    # The long form ends at the first three quotes, so no text may end with one or hold three.
    body, end = (text[:-1], '\\"') if text.endswith('"') else (text, "")
    if _SPECIAL_LONG.search(body):
        body = _SPECIAL_LONG.sub(_escape, body)
    return f'"""{body.replace(_QUOTES, _ESCAPED_QUOTES)}{end}"""'


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


def _literal(literal: Literal, names: _Names) -> str:
    if literal.datatype == terms.XSD_STRING:
        return _string(literal.text)
    bare = _BARE.get(literal.datatype)
    if bare is not None and bare.fullmatch(literal.text):
        return literal.text
    return f"{_string(literal.text)}^^{names[literal.datatype]}"


def prefixes(base: str) -> dict[str, str]:
    """The prefixes of a catalogue's exports: its own kinds of nodes, and the vocabularies."""
    return {**{kind: f"{base}{kind}/" for kind in _ENTITIES}, **terms.PREFIXES}


def turtle(descriptions: Iterable[tuple[str, Description]], base: str) -> Iterator[bytes]:
    """The catalogue first, then subjects by IRI; a line a triple, and a line that closes each subject."""
    bound = prefixes(base)
    names = _Names(bound)
    lines = [f"@prefix {name}: <{iri}> ." for name, iri in sorted(bound.items())]
    verbs = {predicate: f"    {names[predicate]} " for predicate in terms.ORDER}
    verbs[terms.TYPE] = "    a "
    blocks = {}
    for subject, description in descriptions:
        block = [names[subject]]
        for predicate, value in description:
            verb = verbs.get(predicate) or f"    {names[predicate]} "
            written = names[value] if isinstance(value, str) else _literal(value, names)
            block.append(f"{verb}{written} ;")
        blocks[subject] = "\n".join(block)
    yield "\n".join(lines).encode() + b"\n"
    for subject in sorted(blocks, key=lambda subject: (subject != base, subject)):
        yield f"\n{blocks[subject]}\n.\n".encode("utf-8", "replace")
