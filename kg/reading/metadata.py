"""Single values of a record, from lines such as `* Status: accepted` and from tables of them."""

import re
from functools import cache
from itertools import pairwise

from msgspec import Struct

from kg.model import RelationType
from kg.reading.hidden import GAP
from kg.reading.vocabulary import alternation, data, fold
from kg.reading.vocabulary import key as key_of

_LIST = re.compile(r"^[ \t]+(?:[-*+]|\d+[.)])[ \t]+(.+)$|^[-*+][ \t]+(.+)$")
_LINE_BREAK = re.compile(r"(?:\\|<br\s{0,3}/?>)\s*$")
_RULE = re.compile(r"[|:\-\s]+")

_PARTING = re.compile(r"(?<=\s)[·•|](?=\s)")
_CELL = re.compile(r"<t[hd]\b[^<>]*>(?P<said>[^<]*(?:</?[abi]\b[^<>]*>[^<]*)*)</t[hd]|<tr\b", re.IGNORECASE)
_LINK_TAG = re.compile(r"<[^<>]*>")

_AROUND = "*_ :"  # a key in a table's cell
LISTING = ("related", "references", "links", "further reading", "see also")
"""Keys that list what to read further."""
RELATIONS = {
    "supersedes": RelationType.SUPERSEDES,
    "replaces": RelationType.SUPERSEDES,
    "superseded by": RelationType.SUPERSEDED_BY,
    "replaced by": RelationType.SUPERSEDED_BY,
    "amends": RelationType.AMENDS,
    "amended by": RelationType.AMENDED_BY,
}
"""Keys that name how a record stands to another."""
_WIDEST = 100  # characters before the colon of a line: more is prose
_LONGEST = 1000  # characters of a value: more is prose


class Field(Struct, frozen=True):
    """A value with the field it belongs to, and its lines within the text."""

    name: str
    key: str
    value: str
    line: int
    end_line: int


@cache
def _names() -> dict[str, str]:
    return {fold(text): name for name, texts in data()["fields"].items() for text in texts}


@cache
def _line() -> re.Pattern[str]:
    keys = alternation(text for texts in data()["fields"].values() for text in texts)
    return re.compile(
        rf"^[ \t>]*(?:[-*+][ \t]+)?(?:\*\*|__|[*_])?(?P<key>{keys})[ \t]*+(?:\*\*|__|[*_])?+"
        r"[ \t]*+:[ \t]*(?:\*\*|__|[*_])?[ \t]*"
        r"(?P<value>.*)$",
        re.IGNORECASE,
    )


def name_of(text: str) -> str | None:
    """The field that a key of front matter or of a line belongs to; None for any other key."""
    return _names().get(key_of(text))


def is_key(text: str) -> bool:
    """True for a key of front matter that holds a value of an entry, or links to others."""
    folded = key_of(text)
    return folded in _names() or folded in RELATIONS or folded in LISTING


def read(text: str) -> tuple[Field, ...]:
    """The fields in a text, in order; lines count from 0. A value may go on in a list below its key."""
    found: list[Field] = _html_table(text) if "<t" in text else []
    if ":" not in text and "|" not in text:
        return tuple(found)
    lines = text.split("\n")
    if "|" in text:
        found += _table(lines)
    number = 0
    while number < len(lines):
        if ":" not in lines[number]:  # as most are
            number += 1
            continue
        line, *others = _parted(lines[number])
        match = _stated(line)
        number += 1
        further = [_field(stated, number - 1) for stated in filter(None, map(_stated, others))]
        if match is None:
            found += filter(None, further)
            continue
        name = _names()[fold(match["key"])]
        values, first = [_LINE_BREAK.sub("", match["value"][:_LONGEST].partition(GAP)[0]).strip(" \t")], number - 1
        if not values[0] or name in ("deciders", "consulted", "informed"):
            while number < len(lines) and (item := _LIST.match(lines[number])) and not _stated(lines[number]):
                if item[2] and line.lstrip()[:1] in "-*+" and line[:1] not in " \t":
                    break
                values.append((item[1] or item[2]).strip())
                number += 1
        value = ", ".join(filter(None, values))
        if value:
            found.append(Field(name, match["key"], value, first, number - 1))
        found += filter(None, further)
    return tuple(found)


def _field(stated: re.Match[str], line: int) -> Field | None:
    value = stated["value"][:_LONGEST].partition(GAP)[0].strip()
    return Field(_names()[fold(stated["key"])], stated["key"], value, line, line) if value else None


def is_all(text: str) -> bool:
    """True for a text that is fields and nothing else."""
    fields = read(text)
    if not fields:
        return False
    told = {line for field in fields for line in range(field.line, field.end_line + 1)}
    return all(
        number in told or not line.strip() or line.lstrip()[0] == "|" or _RULE.fullmatch(line.strip())
        for number, line in enumerate(text.split("\n"))
    )


def _stated(line: str) -> re.Match[str] | None:
    """A line of a key and a value; the key is looked up first, since the pattern of all of them is slow."""
    head, colon, _ = line.partition(":")
    return _line().match(line) if colon and len(head) <= _WIDEST and fold(head) in _names() else None


def _parted(line: str) -> list[str]:
    """A line, apart where signs such as "·" part its fields; the rest goes on where none follows."""
    if "·" not in line and "|" not in line and "•" not in line:
        return [line]
    if line.lstrip()[:1] == "|":
        return [line]
    ends = [*(match.start() for match in _PARTING.finditer(line)), len(line)]
    starts = [0, *(end + 1 for end, after in pairwise(ends) if _stated(line[end + 1 : after]))]
    return [line[start : after - 1] for start, after in pairwise((*starts, len(line) + 1))]


def _html_table(text: str) -> list[Field]:
    """Cells of an HTML table that name a field, each with the one after it in its row."""
    found: list[Field] = []
    line = at = 0
    key: tuple[str, str] | None = None
    for cell in _CELL.finditer(text):
        line += text.count("\n", at, cell.start())
        at = cell.start()
        said = " ".join(_LINK_TAG.sub("", cell["said"] or "").split())
        if key is not None and said:
            found.append(Field(*key, said, line, line + cell[0].count("\n")))
        name = _named(said) if key is None and cell["said"] is not None else None
        key = (name, said.strip(_AROUND)) if name is not None else None
    return found


def _table(lines: list[str]) -> list[Field]:
    """Rows of a key and a value, and a head of keys over a row of values."""
    rows = [(number, _cells(line)) for number, line in enumerate(lines) if line.lstrip().startswith("|")]
    rows = [(number, cells) for number, cells in rows if not _RULE.fullmatch("|".join(cells))]
    if len(rows) > 1 and len(rows[0][1]) > 1 and all(map(_named, rows[0][1])):
        (_, keys), (number, values) = rows[:2]
        pairs = [(number, key, value) for key, value in zip(keys, values, strict=False)]
    else:
        pairs = [(number, cells[0], cells[1]) for number, cells in rows if len(cells) == 2]
    found = []
    for number, key, value in pairs:
        name = _named(key)
        if name is not None and value:
            found.append(Field(name, key.strip(_AROUND), value, number, number))
    return found


def _named(cell: str) -> str | None:
    return name_of(cell.strip(_AROUND))


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]
