"""A GraphQL text as tokens, read without parsing: what it counts, and its shape without the values written in it."""

import re
from typing import NamedTuple

_TOKEN = re.compile(
    r'"""(?:\\"""|"(?!"")|[^"])*"""'  # a block string
    r'|"(?:[^"\\\n\r]|\\[^\n\r])*"'
    r"|[A-Za-z_][A-Za-z0-9_]*"
    r"|-?[0-9][A-Za-z0-9_.+-]*"
    r"|\.\.\.|\#[^\n\r]*"
    "|[^ \t\n\r,\ufeff]"  # one character, of which the parser knows what it is
)
_INT, _FLOAT = re.compile(r"-?(?:0|[1-9][0-9]{0,8})"), re.compile(r"-?(?:0|[1-9][0-9]{0,11})\.[0-9]{1,12}")
MOST_LITERALS = 40

Literal = int | float | str
Skeleton = tuple[str, ...]


class Scan(NamedTuple):
    """How many tokens, aliases and directives a text has; its skeleton is None where texts of its shape may differ."""

    tokens: int
    aliases: int
    directives: int
    skeleton: Skeleton | None
    literals: tuple[Literal, ...]


def scan(text: str) -> Scan:
    """Counts, and the tokens with a mark for each value that may be another one in a text of the same shape.

    Values that are equal have equal marks: whether fields can be merged depends on that. Values outside of selections
    (the defaults of variables), strings with escapes, large numbers, names and `true`, `false`, `null` stay.
    """
    tokens = [token for token in _TOKEN.findall(text) if token[0] != "#"]
    literals: list[Literal] = []
    marks: dict[tuple[str, str], str] = {}
    skeleton: list[str] = []
    braces = parens = aliases = 0
    for token in tokens:
        first = token[0]
        if first == "{":
            braces += not parens
        elif first == "}":
            braces -= not parens
        elif first == "(":
            parens += 1
        elif first == ")":
            parens -= 1
        elif first == ":":
            aliases += not parens
        elif braces and (first in '-0123456789"'):
            found = _literal(token)
            if found is not None:
                literals.append(found[1])
                token = marks.setdefault((found[0], token), f"\x01{found[0]}{len(marks)}")
        skeleton.append(token)
    fit = len(literals) <= MOST_LITERALS
    return Scan(len(tokens), aliases, tokens.count("@"), tuple(skeleton) if fit else None, tuple(literals))


def _literal(token: str) -> tuple[str, Literal] | None:
    if token[0] == '"':
        plain = token[1:-1]
        is_plain = not token.startswith('"""') and "\\" not in plain and plain.isprintable()
        return ("string", plain) if is_plain else None
    if _INT.fullmatch(token):
        return "int", int(token)
    return ("float", float(token)) if _FLOAT.fullmatch(token) else None
