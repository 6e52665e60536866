"""The status of a record from its wording; what is not stated stays unknown, never a default."""

import re
from functools import cache

from msgspec import Struct

from kg.model import Status
from kg.reading.vocabulary import alternation, data, fold, words

_MENU = re.compile(r"\s*[|/]\s*|\s*,\s*|\s+or\s+")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)")
_TASK = re.compile(r"^[ \t]*[-*+][ \t]+\[([ xX])\](.*)$", re.MULTILINE)
_STRUCK = re.compile(r"~~.*?~~", re.DOTALL)
_AROUND = re.compile(r"[`*_~\"'“”‘’{}<>\[\]]")
_HEAD = 140  # characters in which a status is named


class Wording(Struct, frozen=True):
    """A status as worded: what it means (None where it says nothing of the kind), and whether it holds in part only."""

    status: Status | None
    partial: bool = False
    menu: bool = False


@cache
def _pattern() -> re.Pattern[str]:
    kinds = "|".join(f"(?P<{name}>{alternation(texts)})" for name, texts in _tables().items())
    negation, ended = (alternation(words("statuses", name)) for name in ("negations", "ended"))
    return re.compile(
        rf"(?<![\w-])(?:(?P<ended>{ended})\s+|(?P<not>(?:{negation})\s+(?:yet\s+|been\s+)?))?"
        rf"(?:{kinds})(?![\w-]|'t)",
        re.IGNORECASE,
    )


@cache
def _tables() -> dict[str, list[str]]:
    kept = ("superseded", "deprecated", "rejected", "draft", "proposed", "accepted")
    return {name: [text.replace("*", "").strip() for text in data()["statuses"][name]] for name in kept}


@cache
def _whole() -> dict[str, str]:
    alone = dict.fromkeys(map(fold, words("statuses", "superseded-alone")), "superseded")
    return alone | {fold(text): name for name, texts in _tables().items() for text in texts}


@cache
def _partly() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternation(words('statuses', 'partly'))})(?!\w)", re.IGNORECASE)


def _bare(text: str) -> str:
    """A wording without marks, links and what is struck out; of a list to tick, what is ticked."""
    tasks = _TASK.findall(text) if "[" in text else []
    said = "\n".join(words for tick, words in tasks if tick != " ") if tasks else text
    plain = " ".join(_LINK.sub(r"\1", _STRUCK.sub(" ", said)).split())
    return _AROUND.sub(" ", plain).strip()


def read(text: str) -> Wording:
    """What a wording says: "Superseded by ADR 5", "{ accepted }", "**Accepted** ([#12])", a sentence, a menu."""
    bare = _bare(text)
    if is_menu(bare) or (not bare and _TASK.search(text)):
        return Wording(None, menu=True)
    alone = _whole().get(fold(bare))
    if alone is not None:
        return Wording(Status(alone))
    found: dict[str, int] = {}
    for match in _pattern().finditer(bare[:_HEAD]):
        name = str(match.lastgroup)
        if match["ended"]:
            name = {"accepted": "deprecated"}.get(name, "")
        elif match["not"]:
            name = {"accepted": "proposed", "proposed": "", "draft": ""}.get(name, "")
        # "In favour of a new proposal", "the draft was accepted": the first word told counts, but an end beats all.
        if name:
            found.setdefault(name, match.start())
    if not found:
        return Wording(None)
    partial = _partly().search(bare[:_HEAD]) is not None
    if "superseded" in found and not partial and found["superseded"] <= min(found.values()) + 40:
        return Wording(Status.SUPERSEDED)
    first = min(found, key=lambda name: found[name])
    if partial and first in ("superseded", "deprecated", "rejected"):
        return Wording(Status.ACCEPTED, partial=True)
    return Wording(Status(first), partial)


def is_alone(text: str) -> bool:
    """True for a wording that is a known one and nothing else."""
    return fold(text) in _whole()


def is_menu(text: str) -> bool:
    """True for a template's choice that nobody has made yet: `proposed | accepted | …`."""
    parts = _MENU.split(text)
    if len(parts) < 2 or (len(parts) == 2 and ("," in text or fold(parts[0]) not in _whole())):
        return False  # "Accepted, superseded by X" is no choice
    known = [part for part in parts if fold(part) in _whole() or fold(part).startswith("superseded by")]
    return (
        len(known) * 2 > len(parts)
        and len(known) > 1
        and len({_whole().get(fold(part), "superseded") for part in known}) > 1
    )
