"""The label of an option, its number, its reason and its mark, from an item or a heading."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import islice

from kg.model import Text
from kg.reading.vocabulary import alternation, fold, words
from kg.text import to_plain

_BREAK = re.compile(
    r"[\s:*_,.]"  # what a break begins with: quick to search for
    r"(?:(?<=\s)\s*[-–—]{1,3}>?\s+|(?<=:)[*_]{0,2}\s+|(?<=[*_])[*_]:?[ \t]*[-–—]+\s+"
    r"|(?:(?<=\s)\s*|(?<=,)\s+)(?=because\s)|(?<=[^\W\d_]{2}\.)\s+(?=[A-Z]))"
)


_AROUND = "\"'“”„‟«»‘’‚‹›*_ \t\n\r\u00a0"  # quotes, emphasis and blanks around a label


_OPENERS = re.compile(r"[\[(`\"“]|[\])]")


_MARKUP = re.compile(r"[\[\]<>*_`\\&~!]")


BULLET = re.compile(r"\s*(?:[-*+]|\d+[.)])\s")


BOLD_LEAD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1[ \t]*[:.–—-]*\s*(?=\S)")


LETTERS = re.compile(r"[^\W\d_]{2}|[^\W\d_](?:\+\+|#)")  # C++ and C# are words too


_LED_IN = re.compile(r"because\b", re.IGNORECASE)


_TICK = re.compile(r"[✅✔✓☑🏆⭐]\ufe0f?")


_CROSS = re.compile(r"[❌✗✘]\ufe0f?")


_MOST_BREAKS = 100  # in a phrase, at which its label may end


_LONGEST_MARK = 100  # characters


@cache
def _number() -> re.Pattern[str]:
    kinds = alternation(words("alternatives", "numbers"))
    return re.compile(
        rf"[\s*_\"“\[]*(?:(?:{kinds})\s*#?\s*(\d+(?:\.\d+)*|(?-i:(?<!\w)[a-z]|[A-Z]))(?!\.?\w)|#?(\d+)(?=[.):]\s)|([A-Z])(?=[.)]\s)|(?-i:([A-Z]))(?=:\s|\s+[–—]\s))"
        r"\s*\]?[*_]*\s*(?:[:.)–—-]+|(?=\())?\s*[*_]*(?=\S)",
        re.IGNORECASE,
    )


@cache
def _judgement() -> str:
    """The pattern of a word that says whether an option was chosen: `yes` or `no`."""
    chosen, rejected = (alternation(words("alternatives", name)) for name in ("chosen", "rejected"))
    return f"(?:(?P<no>{rejected})|(?P<yes>{chosen}))"


@cache
def _mark() -> re.Pattern[str]:
    # "(recommended for small teams)" chooses nothing, but "(rejected because slow)" rejects.
    told = rf"(?:{alternation(words('alternatives', 'rejected'))})\s[^()\[\]]*"
    return re.compile(rf"[\s–—-]*[(\[]+\s*[*_]*(?:{_judgement()}(?:\s\w+)?|{told})[*_]*\s*[)\]]+[*_]*\s*$", re.I)


@cache
def _mark_ahead() -> re.Pattern[str]:
    """A mark before a label: "(Chosen) X", "C. (chosen) X"."""
    return re.compile(
        rf"(?P<before>[*_]*(?:[A-Z]?\d{{0,2}}[.):]\s+)?[*_]*)[(\[][*_]*{_judgement()}"
        r"(?:\s\w+)?[*_]*[)\]](?=[\s*_])\s*",
        re.IGNORECASE,
    )


@cache
def _sides() -> re.Pattern[str]:
    good, bad = (alternation(words("alternatives", name)) for name in ("good", "bad"))
    return re.compile(
        rf"[*_\s]*(?:(?P<good>(?:{good})\b|[+👍]|\(\+\))|(?P<bad>(?:{bad})\b|[−–👎]|-(?=\s)|\(-\)))"
        r"[*_]*\s*(?:[:,–-]\s*)?(?:(?:because|weil|omdat|parce que|porque|çünkü)\b[ ,:]*)?",
        re.IGNORECASE,
    )


def sided(texts: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What speaks for and against, by how each text begins."""
    pros: list[str] = []
    cons: list[str] = []
    for text in texts:
        match = _sides().match(text)
        rest = text[match.end() :].strip() if match else ""
        if match and rest:
            (pros if match["good"] else cons).append(rest)
    return tuple(pros), tuple(cons)


def _marked(text: str) -> tuple[str, bool | None]:
    """A label without a mark such as "(chosen)" or ✅, and what the mark says."""
    closed = text.rstrip("*_ ")[-1:] in (")", "]")
    mark = _mark().search(text, max(0, len(text) - _LONGEST_MARK)) if closed else None
    if mark:
        return _TICK.sub("", text[: mark.start()]), mark["yes"] is not None
    if text.isascii():
        return text, None
    if _TICK.search(text):
        return _TICK.sub("", text), True
    return (_CROSS.sub("", text), False) if _CROSS.search(text) else (text, None)


def _verdict(reason: str) -> bool | None:
    """What a reason that begins with "Rejected" or the like says."""
    match = _judged().match(reason)
    return None if match is None else match["yes"] is not None


def verdict(head: str, cell: str) -> bool | None:
    """What a cell such as "Rejected" says of its row, or a tick below a head such as "Chosen"."""
    said = fold(cell) if len(cell) <= _LONGEST_MARK else " "
    if said in _words("chosen") | _words("rejected"):
        return said in _words("chosen")
    if not said and fold(head) in _words("chosen"):
        return True if _TICK.search(cell) else False if _CROSS.search(cell) else None
    return None


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(map(fold, words("alternatives", name)))


@cache
def _judged() -> re.Pattern[str]:
    return re.compile(rf"[\s*_(]*{_judgement()}[*_]*\s*(?:[.:;,(–—-]|$)", re.IGNORECASE)


def titled(heading: str) -> tuple[str, str, bool | None]:
    """The number, the label and the mark of an option's heading."""
    text, chosen = _marked(heading)
    number = _number().match(text)
    rest = text[number.end() :] if number else text
    if number and (not LETTERS.search(rest) or rest.startswith("(")):
        rest = text
    order = next(filter(None, number.groups()), "") if number else ""
    return order, _label(rest), chosen


def _phrase(markdown: str) -> tuple[str, str]:
    """The first paragraph of an item, and the rest of it: a nested list or a blank line ends the paragraph."""
    lines = markdown.split("\n")
    end = 1
    while end < len(lines) and lines[end].strip() and not BULLET.match(lines[end]):
        lines[end] = lines[end].strip()
        end += 1
    return "\n".join(lines[:end]).strip(), _dedent(lines[end:])


def split(markdown: str) -> tuple[str, str, str, bool | None]:
    """The number of an item, its label in plain words, the Markdown of the reason after it, and its mark."""
    phrase, nested = (markdown.strip(), "") if "\n" not in markdown else _phrase(markdown)
    phrase, chosen = _marked(phrase)
    ahead = _mark_ahead().match(phrase) if "(" in phrase[:12] or "[" in phrase[:12] else None
    if ahead:
        phrase, chosen = ahead["before"] + phrase[ahead.end() :], ahead["yes"] is not None
    numbered = _number().match(phrase)
    order = ""
    if numbered and LETTERS.search(phrase[numbered.end() :]):
        order = next(filter(None, numbered.groups()), "")
        phrase = phrase[numbered.end() :]
        if "**" in numbered[0] and phrase.count("**") % 2:
            phrase = phrase.replace("**", "", 1)
    bold = BOLD_LEAD.match(phrase)
    if bold and LETTERS.search(phrase[bold.end() :]):
        label, mark = _marked(bold[2].rstrip(":. "))
        after = phrase[bold.end() :].strip()
        if not LETTERS.search(label):  # a mark alone, before the label
            label, after = after, ""
        chosen = mark if chosen is None else chosen
        reason = "\n\n".join(filter(None, (after, nested)))
        return order, _label(label), reason, _verdict(after) if chosen is None else chosen
    for match in islice(_BREAK.finditer(phrase), _MOST_BREAKS):
        before, after = phrase[: match.start()], phrase[match.end() :]
        if LETTERS.search(before) and LETTERS.search(_unled(after)) and _balanced(before):
            before, mark = _marked(before)
            reason = "\n\n".join(filter(None, (after.strip(), nested)))
            chosen = mark if chosen is None else chosen
            return order, _label(before), reason, _verdict(after) if chosen is None else chosen
    return order, _label(phrase), nested, chosen


def _unled(text: str) -> str:
    return _LED_IN.sub("", text) if "because" in text.lower() else text


def _balanced(text: str) -> bool:
    """True outside brackets, code and quotations."""
    return _OPENERS.search(text) is None or (
        text.count("[") == text.count("]")
        and text.count("(") == text.count(")")
        and text.count("`") % 2 == 0
        and text.count('"') % 2 == 0
        and text.count("“") <= text.count("”")
    )


def _label(markdown: str) -> str:
    said = " ".join(plain(markdown).split()).strip(_AROUND)
    if said.endswith(".") and not said.endswith(".."):
        said = said[:-1]
    return said.rstrip(":;, ").strip(_AROUND)


@lru_cache(maxsize=4096)
def plain(markdown: str) -> str:
    """A label or item in plain words."""
    return to_plain(Text(markdown)) if _MARKUP.search(markdown) else markdown.strip()


def _dedent(lines: list[str]) -> str:
    if not lines:
        return ""
    indents = [len(line) - len(line.lstrip()) for line in lines if line.strip()]
    cut = min(indents, default=0)
    return "\n".join(line[cut:] for line in lines).strip()
