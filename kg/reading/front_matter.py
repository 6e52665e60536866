"""The front matter of a document: YAML between two `---` lines at its top."""

import re
from collections.abc import Mapping
from typing import Any

import yaml_rs
from msgspec import Struct

_OPENING = re.compile(r"\ufeff?\s*?^---[ \t]*\n", re.MULTILINE)
_CLOSING = re.compile(r"\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_KEY = re.compile(r"([^\s:#\-][^:]*+):(.*)")
_SEPARATOR = re.compile(r"[,;]")
# The YAML reader recurs with the depth of a block, and has no limit for what is nested in one line or by indents.
_TOO_DEEP = re.compile(r"(?:[-?:][ \t]+){50}|^[ \t]{200}", re.MULTILINE)
_MOST_REPLAYED = 1000  # values for which aliases stand
_LARGEST = 20_000_000  # characters that they may come to
_HREFS = ("href", "url", "link")
_TITLES = ("text", "title", "name", "label")
_PAGES = (".md", ".markdown", ".html")
_MOST_LINKS = 1000
_ASIDE = re.compile(r"(?:^|[ \t])#")
# Words that YAML takes for themselves: no sign in them means anything else.
_PLAIN = re.compile(r"([A-Za-z][A-Za-z0-9_-]*): +([A-Za-z][A-Za-z0-9 ,.;()/+_-]*[A-Za-z0-9.)]) *")
_NO_WORDS = frozenset(("true", "false", "null", "yes", "no", "on", "off"))
_ITEM = re.compile(r"[ \t]*-[ \t]+(.*)")
_PHRASE = 4  # blanks in a value: fewer are a name, a state, a date


class Problem(Struct, frozen=True):
    """Why a front matter isn't valid YAML, and the line of the file where."""

    message: str
    line: int


class FrontMatter(Struct, frozen=True):
    """Values by key, first and last line of each, the last line of the block (0 without one), and what is wrong."""

    values: Mapping[str, Any]
    lines: Mapping[str, tuple[int, int]]
    end_line: int
    problem: Problem | None = None

    def flat(self) -> "FrontMatter":
        """The same with the keys of mappings beside those that hold them; of two alike the outer one counts."""
        inner = {
            str(name): value
            for outer in self.values.values()
            if isinstance(outer, dict)
            for name, value in outer.items()
            if value is not None
        }
        if not inner:
            return self
        places = {
            str(name): self.lines[key]
            for key, outer in self.values.items()
            if isinstance(outer, dict) and key in self.lines
            for name in outer
        }
        return FrontMatter({**inner, **self.values}, {**places, **self.lines}, self.end_line, self.problem)

    def text(self, key: str) -> str | None:
        """The value of a key as one line of text; None where it is missing, empty, or no plain value."""
        value = self.values.get(key)
        if value is None or isinstance(value, (dict, list)):
            return None
        return " ".join(str(value).split()) or None

    def prose(self, key: str) -> str | None:
        """The Markdown in the value of a key: a text, or the items of a list; None where it is no phrase."""
        value = self.values.get(key)
        if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
            value = "\n".join(f"- {' '.join(part.split())}" for part in value)
        return value.strip() if isinstance(value, str) and value.count(" ") >= _PHRASE else None

    def texts(self, key: str) -> tuple[str, ...]:
        """The values of a list, or of one text with commas."""
        value = self.values.get(key)
        parts = _SEPARATOR.split(value) if isinstance(value, str) else value
        if not isinstance(parts, list):
            return ()
        texts = (
            " ".join(str(part).split()) for part in parts if part is not None and not isinstance(part, (dict, list))
        )
        return tuple(dict.fromkeys(text for text in texts if text))

    def worded(self, key: str) -> str | None:
        """The value of a key as one line, whatever its shape: `{ accepted }` and lists are their words."""
        value = self.values.get(key)
        if isinstance(value, dict):
            value = ", ".join(str(name) if inner is None else f"{name}: {inner}" for name, inner in value.items())
        elif isinstance(value, list):
            value = ", ".join(str(part) for part in value if part is not None)
        return None if value is None else " ".join(str(value).split()) or None

    def linked(self, key: str) -> tuple[tuple[str | None, str], ...]:
        """The links, each with its title, in the lists and mappings below a key, however deep."""
        found: list[tuple[str | None, str]] = []
        pending = [(self.values.get(key), None)]
        while pending and len(found) < _MOST_LINKS:
            value, title = pending.pop()
            if isinstance(value, dict):
                href = next((value[name] for name in _HREFS if isinstance(value.get(name), str)), None)
                if href is not None:
                    words = next((value[name] for name in _TITLES if isinstance(value.get(name), str)), None)
                    found.append((words, href.strip()))
                else:
                    pending += [(inner, None) for inner in reversed(value.values())]
            elif isinstance(value, list):
                pending += [(inner, title) for inner in reversed(value)]
            elif isinstance(value, str) and (value.startswith(("http://", "https://")) or value.endswith(_PAGES)):
                found.append((None, value.strip()))
        return tuple(row for row in found if row[1])


_NONE = FrontMatter({}, {}, 0)


def read(text: str) -> tuple[FrontMatter, str]:
    """The front matter of a text and the rest of it; lines that YAML refuses are read one by one, with a problem."""
    if "---" not in text[:200]:
        return _NONE, text.removeprefix("\ufeff")
    opening = _OPENING.match(text)
    closing = _CLOSING.search(text, opening.end() - 1) if opening else None
    if opening is None or closing is None:
        return _NONE, text.removeprefix("\ufeff")
    block = text[opening.end() : closing.start() + 1]
    first = text.count("\n", 0, opening.end()) + 1
    lines = block.split("\n")
    end = first + len(lines) - 1
    rest = text[closing.end() :]
    plain = _plainly(lines)
    if plain is not None:
        return FrontMatter(plain, {key: (number, number) for number, key in enumerate(plain, first)}, end), rest
    places = _places(lines, first)
    deep = _TOO_DEEP.search(block)
    if deep is not None:
        line = first + block.count("\n", 0, deep.start())
        return FrontMatter(_leniently(lines), places, end, Problem("it is nested too deeply", line)), rest
    try:
        values = yaml_rs.loads(block, parse_datetime=False, alias_limits=_limits(block)) if block.strip() else {}
    except ValueError as error:
        return FrontMatter(_leniently(lines), places, end, _problem(lines, first, error)), rest
    if not values or values == [{}]:
        values = {}
    if not isinstance(values, dict):
        return FrontMatter({}, places, end, Problem("it holds no keys with values", first)), rest
    worded = {str(key): value for key, value in values.items()}
    for key, (line, _) in places.items():
        if isinstance(worded.get(key), (bool, int, float)):
            worded[key] = _written(lines[line - first]) or worded[key]
    return FrontMatter(worded, places, end), rest


def _plainly(lines: list[str]) -> dict[str, Any] | None:
    """The values of a block in which each line is a key and plain words, as YAML reads it; None for any other block.

    Most blocks are so, and a YAML reader takes several times as long.
    """
    values: dict[str, Any] = {}
    for line in lines[:-1]:
        match = _PLAIN.fullmatch(line)
        if match is None or match[2].lower() in _NO_WORDS or match[1].lower() in _NO_WORDS:
            return None
        values[match[1]] = match[2]
    return values if len(values) == len(lines) - 1 and values else None


def _limits(block: str) -> yaml_rs.AliasLimits:
    """How much aliases may stand for, so that a few lines don't become gigabytes."""
    return yaml_rs.AliasLimits(max_total_replayed_events=min(_MOST_REPLAYED, _LARGEST // len(block)))


def _written(line: str) -> str | None:
    """The value of a line as its author wrote it: 1.10 is no 1.1. None where it stands elsewhere."""
    match = _KEY.match(line)
    value = _ASIDE.split(match[2], maxsplit=1)[0].strip() if match else ""
    return None if value[:1] in ("", "&", "*", "!") else value


def _places(lines: list[str], first: int) -> dict[str, tuple[int, int]]:
    """Each key's lines, up to the next key or the end."""
    starts: list[tuple[str, int]] = []
    for number, line in enumerate(lines, first):
        key, colon, _ = line.partition(":")
        if colon and key and not (key[0] in "#-" or key[0].isspace()):
            starts.append((_unquoted(key.rstrip(" \t")), number))
    places: dict[str, tuple[int, int]] = {}
    ends = [*(number - 1 for _, number in starts[1:]), first + len(lines) - 2][: len(starts)]
    for (name, number), end in zip(starts, ends, strict=True):
        places[name] = (number, end)  # of a key that is there twice the last one counts
    return places


def _leniently(lines: list[str]) -> dict[str, Any]:
    """Keys and values as far as single lines give them."""
    values: dict[str, Any] = {}
    current = None
    for line in lines:
        item, key = _ITEM.match(line), _KEY.match(line)
        if item and current is not None:
            if not isinstance(values[current], list):
                values[current] = []
            values[current].append(_unquoted(item[1].strip()))
        elif key:
            current = _unquoted(key[1].rstrip(" \t"))
            values[current] = _unquoted(key[2].strip()) or None
    return values


def _unquoted(text: str) -> str:
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text


def _problem(lines: list[str], first: int, error: ValueError) -> Problem:
    """The line to mend: the first that is no YAML by itself, else the one the parser stopped at."""
    for number, line in enumerate(lines, first):
        if not line.strip() or line[0] in " \t#-":
            continue
        key = _KEY.match(line)
        if key is None:
            return Problem("the line is no “key: value”", number)
        if key[2] and key[2][0] not in " \t":
            return Problem(f"a space is missing after “{key[1].rstrip()}:”", number)
        try:
            yaml_rs.loads(line, parse_datetime=False)
        except ValueError as alone:
            if not key[2].strip().startswith(("|", ">", "{", "[", '"', "'", "&")):
                return Problem(_last_line(alone), number)
    stopped = re.search(r"line (\d+)", str(error))
    return Problem(_last_line(error), first - 1 + min(int(stopped[1]), len(lines)) if stopped else first)


def _last_line(error: ValueError) -> str:
    return str(error).strip().rsplit("\n", 1)[-1]
