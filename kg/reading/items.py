"""The options in a list of alternatives: each item's leading phrase is a label, what follows it the reason."""

import re
from collections.abc import Callable
from functools import lru_cache

from kg.model import Location, Option, Text
from kg.reading.outline import Item
from kg.reading.templates import Templates
from kg.text import to_plain

_BREAK = re.compile(r"(\s+[-–—]{1,3}\s+|:[*_]{0,2}\s+|[*_]{2}:?[ \t]*[-–—]+\s+|\s+(?=because\s)|,\s+(?=because\s))")
_NUMBER = re.compile(r"(?:option|alternative|choice)\s*(?:\d+|[a-z])\s*[:.)–-]\s*(?=\S)", re.IGNORECASE)
_OUTER = re.compile(r"^[\"'“”„‟«»‘’‚‹›*_\s]+|[\"'“”„‟«»‘’‚‹›*_\s]+$")
_MARKUP = re.compile(r"[\[\]<>*_`\\&~!]")


def options(
    items: list[Item], heading: str | None, path: str, text: Callable[[str], Text], templates: Templates
) -> tuple[Option, ...]:
    """The options that the items name; none for placeholders and for sentences that say there are none."""
    found = []
    for item in items:
        label, reason = split(item.markdown)
        if not label or templates.is_placeholder(label) or templates.denies(_plain(item.markdown)):
            continue
        place = Location(path, item.line, item.end_line, heading)
        found.append(Option(label, place, text(reason) if reason else None))
    return tuple(found)


def split(markdown: str) -> tuple[str, str]:
    """The label of an item in plain words, and the Markdown of the reason after it ("" without one)."""
    head, _, below = markdown.partition("\n")
    # A paragraph may go on in the next line; a nested list or a blank line ends the phrase.
    lines = [head]
    rest = below.split("\n") if below else []
    while rest and rest[0].strip() and not re.match(r"\s*(?:[-*+]|\d+[.)])\s", rest[0]):
        lines.append(rest.pop(0).strip())
    phrase = "\n".join(lines).strip()
    nested = _dedent(rest)
    numbered = _NUMBER.match(phrase)
    if numbered:
        phrase = phrase[numbered.end() :]
    for match in _BREAK.finditer(phrase):
        before, after = phrase[: match.start()], phrase[match.end() :]
        if _balanced(before) and before.strip() and after.strip():
            return _label(before), "\n\n".join(filter(None, (after.strip(), nested)))
    return _label(phrase), nested


def _balanced(text: str) -> bool:
    """True outside brackets, code and quotations."""
    return (
        text.count("[") == text.count("]")
        and text.count("(") == text.count(")")
        and text.count("`") % 2 == 0
        and text.count('"') % 2 == 0
        and text.count("“") <= text.count("”")
    )


def _label(markdown: str) -> str:
    plain = _OUTER.sub("", " ".join(_plain(markdown).split()))
    if plain.endswith(".") and not plain.endswith(".."):
        plain = plain[:-1]
    return _OUTER.sub("", plain.rstrip(":;, "))


@lru_cache(maxsize=4096)
def _plain(markdown: str) -> str:
    return to_plain(Text(markdown)) if _MARKUP.search(markdown) else markdown.strip()


def _dedent(lines: list[str]) -> str:
    indents = [len(line) - len(line.lstrip()) for line in lines if line.strip()]
    cut = min(indents, default=0)
    return "\n".join(line[cut:] for line in lines).strip()
