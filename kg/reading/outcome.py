"""The sentence of a decision that names the option chosen, and the reason that it gives."""

import re
from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from kg.identity import label_key
from kg.reading.options import Candidate, best, split
from kg.reading.placeholders import is_placeholder
from kg.reading.vocabulary import alternation, fold, words

_PAIRS = {'"': '"', "“": "”", "„": "“", "«": "»", "'": "'", "‘": "’", "`": "`", "*": "*", "_": "_", "<": ">", "[": "]"}
_END = re.compile(r"(?<!e\.g)(?<!i\.e)(?<!etc)(?<!vs)(?<!\bno)[.!?][\"”’')\]*_]*(?=\s+[A-Z\[*_(\"“]|\s*\Z)")
_BLOCK_END = re.compile(r"\n[ \t]*\n|\n(?=[ \t]*(?:[-*+]|\d+[.)])[ \t])|\n(?=[ \t]*#)")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d+[.)])[ \t]+(\S.*)")
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()]*\)")
_LEAD = re.compile(r"[\s:*_–—-]*(?:(?:is|was|are|were|ist|war|est|es|fue)\b[\s:*_]*)?(?:(?:the|to use|to)\b\s+)?", re.IGNORECASE)
_SEVERAL = re.compile(r"\s*(?:,|\band\b|\+|&|\bund\b|\ben\b|\bet\b|\by\b|\bve\b)\s*", re.IGNORECASE)
_FAR = 4000  # characters of a decision in which the option chosen is named


class Outcome(Struct):
    """What was chosen: its label as the document words it, the text it was read from and where that begins.

    `picked` are the options meant by it; `reason` is the Markdown of what follows "because".
    """

    chosen: str | None = None
    said: str = ""
    offset: int = 0
    picked: list[Candidate] = []
    reason: str = ""


@cache
def _statement() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternation(words('outcome', 'chosen'))})(?!\w)[ \t]*[*_]*", re.IGNORECASE)


@cache
def _deciding() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternation(words('outcome', 'deciding'))})(?!\w)", re.IGNORECASE)


@cache
def _because() -> re.Pattern[str]:
    because, since = (alternation(words("outcome", name)) for name in ("because", "since"))
    return re.compile(
        rf"[\s,;(*_]*(?<!\w)(?:(?P<because>{because})|(?P<since>{since})(?=\s+(?!well\b|an?\b|our\b|its?\s+own|part\b|follows\b)))(?!\w)[\s,:*_]*",
        re.IGNORECASE,
    )


@cache
def _numbered() -> re.Pattern[str]:
    kinds = alternation(words("alternatives", "numbers"))
    return re.compile(
        rf"(?:(?:{kinds})s?\s*\[?#?\s*|^#?)(\d+(?:\.\d+)*|[A-Z])(?![\w.]*\w)(?:\s*(?:and|&|,)\s*(?:(?:{kinds})\s*)?#?(\d+(?:\.\d+)*)(?!\w))?",
        re.IGNORECASE,
    )


def read(markdown: str, options: Sequence[Candidate]) -> Outcome:
    """The option that a decision names as chosen, as far as it says so, and its reason."""
    text = markdown[:_FAR]
    stated = _stated(text, options)
    if stated is not None:
        return stated
    return _decided(text, options) if options else Outcome()


def _stated(text: str, options: Sequence[Candidate]) -> Outcome | None:
    """What stands after "Chosen option:" or the like."""
    for match in _statement().finditer(text):
        lead = _LEAD.match(text, match.end())
        start = lead.end() if lead else match.end()
        colon = ":" in text[match.end() - 1 : start] or ":" in match[0]
        verb = lead is not None and _LETTER.search(lead[0]) is not None
        if not colon and not verb:
            continue
        block = _BLOCK_END.search(text, match.end())
        end = block.start() if block else len(text)
        if start >= end:
            listed = _list_at(text, end)
            items = filter(None, map(_ITEM.fullmatch, listed.split("\n")))
            labels = [split(item[1])[1] for item in items]
            labels = [label for label in labels if label and not is_placeholder(label)]
            if not labels:
                continue
            picked = [one for one in (best(label, options) for label in labels) if one is not None]
            return Outcome(", ".join(labels), listed, end, picked)
        because = _because().search(text, start, end)
        label, stop = _named(text, start, because.start() if because else end, options)
        if not label or is_placeholder(label):
            return Outcome()
        picked, label = _picked(label, options)
        return Outcome(label, text[start:stop], start, picked, _reason(text, stop, end))
    return None


_LETTER = re.compile(r"[^\W\d_]")


def _named(text: str, start: int, end: int, options: Sequence[Candidate]) -> tuple[str, int]:
    """The label at `start`, in quotes of any kind or up to the end of its sentence, and where it ends."""
    stop = _END.search(text, start, end)
    segment = text[start : stop.start() if stop else end]
    opening = segment[:1]
    if opening in _PAIRS:
        closing = _PAIRS[opening]
        places = [place for place in range(1, len(segment)) if segment[place] == closing]
        whole = segment.rstrip(" \t\n,.;:")
        for place in reversed(places):
            label = split(segment[1:place])[1]
            if label and any(label_key(label) == label_key(one.label) for one in options):
                return label, start + place + 1
        if opening not in "*_[" and places and whole.endswith(closing) and segment.count(closing) % 2 == (closing == opening) - 1:
            return _plain(whole), start + len(whole)
        for place in places:
            following = segment[place + 1 : place + 2]
            if segment[1:place].strip("*_\"' ") and (not following or not following.isalnum()) and following != "(":
                if opening in "*_" and following in ("*", "_"):
                    continue
                return _plain(segment[1:place]), start + place + 1
    return _plain(segment.rstrip(" \t\n,;:")), start + len(segment)


def _plain(markdown: str) -> str:
    return split(markdown.replace("\n", " "))[1]


def _list_at(text: str, at: int) -> str:
    """The list that is the next block, "" where another one is."""
    lines = text[at:].lstrip("\n").split("\n")
    if not _ITEM.fullmatch(lines[0]):
        return ""
    kept = [lines[0]]
    for line in lines[1:]:
        if line.strip() and not kept[-1].strip() and not (line[:1] in " \t" or _ITEM.fullmatch(line)):
            break
        kept.append(line)
    return "\n".join(kept).strip("\n")


def _picked(label: str, options: Sequence[Candidate]) -> tuple[list[Candidate], str]:
    """The options that a label means, and the label: that of the option where it is named by number alone."""
    exact = [one for one in options if label_key(one.label) == label_key(label)]
    if exact:
        return exact[:1], label
    composed = [(one, part) for one in options for part in one.parts if _composes(label, one, part)]
    if composed:
        return [composed[0][0]], label
    number = _numbered().match(label)
    if number:
        rest = label[number.end() :].strip(" :.)–—-\"'")
        known = [one for given in number.groups() if given for one in options if one.number.casefold() == given.casefold()]
        if known and (not _LETTER.search(rest) or len(rest) > 200):
            return known, label if len(known) > 1 else known[0].label
        if known and rest:
            named = best(rest, options)
            return [named or known[0]], rest
    one = best(label, options)
    if one is not None:
        return [one], label
    several = [found for found in (best(part, options) for part in _SEVERAL.split(label) if part) if found is not None]
    return several, label


def _composes(label: str, whole: Candidate, part: Candidate) -> bool:
    """True where a label joins an option with one of those in the list inside it."""
    return fold(f"{whole.label} {part.label}") == fold(label)


def _decided(text: str, options: Sequence[Candidate]) -> Outcome:
    """The first sentence that decides and names an option, else the first one where it names just one."""
    first = True
    for sentence, offset in _sentences(text):
        deciding = _deciding().search(sentence) is not None
        because = _because().search(sentence)
        head = _LINK.sub(r"\1", sentence[: because.start()] if because else sentence)
        named = _mentioned(f" {fold(head)} ", options)
        if not named and deciding:
            number = _numbered().search(head)
            named = [one for one in options if number and one.number.casefold() == number[1].casefold()]
        if named and (len(named) == 1 or deciding) and (deciding or first):
            one = named[0]
            return Outcome(one.label, sentence.strip(), offset, [one], _reason(text, offset, len(text)))
        first = False
    return Outcome()


def _sentences(text: str) -> list[tuple[str, int]]:
    found, start = [], 0
    for end in [*(match.end() for match in _END.finditer(text)), *(m.end() for m in _BLOCK_END.finditer(text)), len(text)]:
        found.append(end)
    cuts = sorted(set(found))
    sentences = []
    for cut in cuts:
        if text[start:cut].strip():
            sentences.append((text[start:cut], start))
        start = cut
        if len(sentences) >= 12:
            break
    return sentences


def _mentioned(plain: str, options: Sequence[Candidate]) -> list[Candidate]:
    """The options whose labels stand in a sentence, in its order; of labels within others the longest."""
    found: list[tuple[int, int, Candidate]] = []
    for one in options:
        label = fold(one.label)
        at = plain.find(f" {label} ") if label else -1
        if at >= 0:
            found.append((at, at + len(label), one))
    kept = [
        row for row in found if not any(o is not row and o[0] <= row[0] and row[1] <= o[1] and o[1] - o[0] > row[1] - row[0] for o in found)
    ]
    return [one for _, _, one in sorted(kept, key=lambda row: row[0])]


def _reason(text: str, start: int, end: int) -> str:
    """What follows "because" in the sentence at `start`, or in one of its own after it; with the list it leads in."""
    block = _BLOCK_END.search(text, start)
    stop = min(end, block.start() if block else end)
    because = _because().search(text, start, stop)
    if because is None:
        return ""
    sentence = _END.search(text, start, because.start() + 1)
    if sentence is not None and (because["since"] or text[sentence.end() : because.start()].strip()):
        return ""
    if sentence is not None and not because["because"]:
        return ""
    closing = _END.search(text, because.end(), stop)
    said = text[because.end() : closing.end() if closing else stop].strip()
    if not said or said.endswith(":") or (closing is None and block is not None and "\n" == text[stop : stop + 1]):
        listed = _list_at(text, stop)
        if not said or said.endswith(":") or not closing:
            said = "\n\n".join(filter(None, (said, listed)))
    return "" if is_placeholder(said) else said
