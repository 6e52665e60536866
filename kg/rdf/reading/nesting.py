"""How deep the parts of a file stand in one another: parsers take all memory, or all day, for what has no bottom."""

import re
from xml.parsers import expat

DEEPEST = 100
"""Levels that a file may have: of elements in RDF/XML, of brackets in JSON-LD, of triples in triples."""
_TEXTS = re.compile(
    rb'"""(?:[^"\\]|\\.|"(?!""))*+"""|"(?:[^"\\\n]|\\.)*+"|\'(?:[^\'\\\n]|\\.)*+\'|<[^<>\s"]*>', re.DOTALL
)
_TRIPLES = re.compile(rb"<<|>>")
_BRACKETS = re.compile(rb'"(?:[^"\\]|\\.)*+"?|[\[{]|[\]}]', re.DOTALL)
_LONGEST_ENTITY = 1000


class DepthError(Exception):
    """A file that has no bottom, or grows beyond bounds when its entities are put in; `line` is where."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def check(data: bytes, suffix: str) -> None:
    """Raises `DepthError` for a file that is nested too deep for its format, by its suffix."""
    if suffix == ".rdf":
        _check_xml(data)
    elif suffix == ".jsonld":
        if data.count(b"[") + data.count(b"{") > DEEPEST:
            _check_depth(data, _BRACKETS, b"[{", b"]}")
    elif data.count(b"<<") > DEEPEST:
        blanked = _TEXTS.sub(lambda found: b"\n" * found[0].count(b"\n"), data)
        _check_depth(blanked, _TRIPLES, b"<<", b">>")


def _check_depth(data: bytes, pattern: re.Pattern[bytes], opening: bytes, closing: bytes) -> None:
    depth = 0
    for found in pattern.finditer(data):
        sign = found[0]
        if sign in opening:
            depth += 1
            if depth > DEEPEST:
                raise DepthError(_message(), data.count(b"\n", 0, found.start()) + 1)
        elif sign in closing:
            depth -= 1


def _message() -> str:
    return f"it is nested deeper than {DEEPEST} levels"


def _check_xml(data: bytes) -> None:
    parser = expat.ParserCreate(namespace_separator=" ")  # so that unknown prefixes are told with their line
    depth = 0

    def opened(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise DepthError(_message(), parser.CurrentLineNumber)

    def closed(name: str) -> None:
        nonlocal depth
        depth -= 1

    def declared(name: str, is_parameter: bool, value: str | None, *_: str | None) -> None:
        # Namespaces are written so; what names others, is long or lies elsewhere is an attack.
        if value is None or "&" in value or len(value) > _LONGEST_ENTITY:
            message = f"the entity “{name}” is long, stands for others or lies elsewhere"
            raise DepthError(message, parser.CurrentLineNumber)

    parser.StartElementHandler, parser.EndElementHandler = opened, closed
    parser.EntityDeclHandler = declared
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise DepthError(expat.ErrorString(error.code), error.lineno) from error
