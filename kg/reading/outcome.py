"""The sentence of a decision that names the option chosen, and the reason that it gives."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cache

from msgspec import Struct

from kg.identity import label_key
from kg.reading.labels import split
from kg.reading.options import Candidate, best
from kg.reading.placeholders import is_placeholder
from kg.reading.vocabulary import Phrases, alternation, data, fold, words

_PAIRS = {'"': '"', "“": "”", "„": "“", "«": "»", "'": "'", "‘": "’", "`": "`", "*": "*", "_": "_", "<": ">", "[": "]"}
_END = re.compile(r"(?<!e\.g)(?<!i\.e)(?<!etc)(?<!vs)(?<!\bno)[.!?][\"”’')\]*_]*(?=\s+[A-Z\[*_(\"“]|\s*\Z)")
_BLOCK_END = re.compile(r"\n[ \t]*\n|\n(?=[ \t]*(?:[-*+]|\d+[.)])[ \t])|\n(?=[ \t]*#)")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d+[.)])[ \t]+(\S.*)")
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()]*\)")
_LEAD = re.compile(
    r"[\s:*_–—-]*(?:(?:is|was|are|were|ist|war|est|es|fue)\b[\s:*_]*)?(?:(?:the|to use|to)\b\s+)?", re.IGNORECASE
)
_SEVERAL = re.compile(r"\s*(?:,|\band\b|\+|&|\bund\b|\ben\b|\bet\b|\by\b|\bve\b)\s*", re.IGNORECASE)
_MOST_QUOTES = 40  # in a sentence, at which the label of the option chosen may end
_MOST_PICKED = 20  # options that one label may name
_SENTENCES = 12  # of a decision in which the option chosen is named
_LONG_LABEL = 5  # words of a label: fewer may well be in another sentence
_MOST_WORDS = 40  # that are compared
_NEARLY = 0.75  # of two texts' words
_FAR = 4000  # characters of a decision in which the option chosen is named


class Outcome(Struct):
    """What was chosen: its label as the document words it, the text it was read from and where that begins.

    `picked` are the options meant by it; `reason` is the Markdown of what follows "because". `undecided`: it says that
    none is.
    """

    chosen: str | None = None
    said: str = ""
    offset: int = 0
    picked: list[Candidate] = []
    reason: str = ""
    undecided: bool = False


@cache
def _statement() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?=\w)(?:{alternation(words('outcome', 'chosen'))})(?!\w)[ \t]*[*_]*", re.IGNORECASE)


@cache
def _undecided() -> Phrases:
    return Phrases.of(words("outcome", "undecided"))


@cache
def _deciding() -> re.Pattern[str]:
    deciding, imperative = (alternation(words("outcome", name)) for name in ("deciding", "imperative"))
    return re.compile(rf"(?<!\w)(?=\w)(?:{deciding})(?!\w)|\A[\s*_>-]*(?:{imperative})(?!\w)", re.IGNORECASE)


@cache
def _because() -> re.Pattern[str]:
    because, since, as_, it = (alternation(words("outcome", name)) for name in ("because", "since", "as", "it"))
    return re.compile(
        rf"(?:(?<![\s,;(*_])[\s,;(*_]*+)?(?<!\w)(?=\w)(?:(?P<because>{because})|(?:{since})(?!\w)"
        rf"|(?<=, )(?:{as_})(?!\w)|(?:{as_})(?=\s+(?:{it})(?!\w)))"
        r"(?:(?<=['’])|(?!\w))[\s,:*_]*",
        re.IGNORECASE,
    )


@cache
def _numbered() -> re.Pattern[str]:
    kinds = alternation(words("alternatives", "numbers"))
    ordinals = "|".join(
        f"(?P<nth_{place}>{alternation(texts)})" for place, texts in enumerate(data()["outcome"]["ordinals"], 1)
    )
    last = alternation(words("outcome", "last"))
    return re.compile(
        rf"(?:(?:{kinds})s?\s*(?:number\s+)?[\[(*_]{{0,3}}#?\s*|^#?)(?P<one>\d+(?:\.\d+)*|[A-Z])(?![\w.]*\w)"
        rf"(?:\s*(?:and|&|,)\s*(?:(?:{kinds})\s*)?#?(?P<two>\d+(?:\.\d+)*)(?!\w))?|(?<!\w)(?:{ordinals}|(?P<nth_last>{last}))\s+(?:{kinds}|one)(?!\w)",
        re.IGNORECASE,
    )


@cache
def _passing() -> re.Pattern[str]:
    return re.compile(rf" (?:{alternation(map(fold, words('outcome', 'passing')))})(?= )")


def is_by_number(text: str) -> bool:
    """True for a decision that names an option by number or order."""
    return _numbered().search(text[:_FAR]) is not None


def _by_number(text: str, options: Sequence[Candidate]) -> tuple[list[Candidate], int]:
    """The options that a text names by number or by order ("option 2", "the second option"), and where that ends."""
    match = _numbered().search(text)
    if match is None:
        return [], 0
    given = [match["one"], match["two"]] if match["one"] else [str(match.lastgroup).removeprefix("nth_")]
    given = [str(len(options)) if name == "last" else name for name in given]
    known = [one for name in given if name for one in options if one.number.casefold() == name.casefold()]
    return known, match.end()


def read(markdown: str, options: Sequence[Candidate]) -> Outcome:
    """The option that a decision names as chosen, as far as it says so, and its reason."""
    text = markdown[:_FAR]
    stated = _stated(text, options)
    if stated is not None:
        return stated
    return _decided(text, options)


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
        label, stop = _named(text, start, end, options)
        if fold(label) in _undecided():
            return Outcome(undecided=True)
        if not label or is_placeholder(label):
            return Outcome()
        picked, label = _picked(label, options)
        return Outcome(label, text[start:stop], start, picked, _reason(text, stop, end))
    return None


_ALONE = re.compile(
    r"(?:we\s+)?(?:have\s+)?(?:decided\s+on|decided\s+to\s+use|chose|choose)\s+((?:[^\s.]+\s+){0,3}[^\s.]+)\.?",
    re.IGNORECASE,
)
_JOINING = ("and", "und", "en", "et", "y", "ve", "with", "and the", "together with")
_NUMBER = re.compile(r"\A(\d{1,9})([.)])(?=\s)")
_LETTER = re.compile(r"[^\W\d_]")


def _named(text: str, start: int, end: int, options: Sequence[Candidate]) -> tuple[str, int]:
    """The label at `start`, in quotes of any kind or up to its reason or the end of its sentence, and where it ends."""
    while text[start : start + 1] in ("*", "_") and text[start + 1 : start + 2] in _PAIRS:
        start += 1
    quoted = _quoted(text[start:end], options)
    if quoted is not None:
        return quoted[0], start + quoted[1]
    stop = _END.search(text, start, end)
    because = _because().search(text, start, end)
    last = min(end, stop.start() if stop else end, because.start() if because else end)
    return _plain(text[start:last].rstrip(" \t\n,;:")), last


def _quoted(segment: str, options: Sequence[Candidate]) -> tuple[str, int] | None:
    """The label in quotes, emphasis or brackets that a segment begins with, and where they end."""
    opening = segment[:1]
    if opening not in _PAIRS:
        return None
    closing = _PAIRS[opening]
    places = [place for place in range(1, len(segment)) if segment[place] == closing][:_MOST_QUOTES]
    # Quotes may stand within quotes: the longest label that is an option, else the first end that ends a word.
    for place in reversed(places):
        label = split(segment[1:place])[1]
        if label and any(label_key(label) == label_key(one.label) for one in options):
            return label, place + 1
    for place in places:
        following = segment[place + 1 : place + 2]
        if not segment[1:place].strip("*_\"' ") or following.isalnum() or following in ("(", closing):
            continue
        if closing == opening and segment.count(closing, 0, place + 1) % 2:
            continue
        because = _because().match(segment[place + 1 :])
        if because or place == places[-1] or segment[place + 1 :].lstrip()[:1] in (",", ".", ":", ";", ""):
            return _plain(segment[1:place]), place + 1
    return (_plain(segment[1 : places[0]]), places[0] + 1) if places else None


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
    known, stop = _by_number(label, options)
    if known:
        rest = label[stop:].strip(" :.)–—-\"'")
        if len(known) > 1:
            return known, label
        if not _LETTER.search(rest):
            return known, known[0].label
        named = best(rest, options)
        return [named or known[0]], rest if named else known[0].label
    parts = [label_key(part) for part in _SEVERAL.split(label) if part]
    joined = [one for one in options if label_key(one.label) in parts]
    if len(joined) > 1:
        return joined, label
    one = best(label, options)
    if one is not None:
        return [one], label
    named_so = [best(part, options) for part in _SEVERAL.split(label)[:_MOST_PICKED] if part]
    several = [found for found in named_so if found is not None]
    return several, label


def _composes(label: str, whole: Candidate, part: Candidate) -> bool:
    """True where a label joins an option with one of those in the list inside it."""
    return fold(f"{whole.label} {part.label}") == fold(label)


def _decided(text: str, options: Sequence[Candidate]) -> Outcome:
    """The first sentence that decides and names an option, else the first one where it names just one."""
    found = _itself(text, options)
    if found.chosen is not None:
        return found
    unnamed = Outcome()
    for place, (sentence, offset) in enumerate(_sentences(text)):
        deciding = _deciding().search(sentence) is not None
        if not deciding and place:
            continue
        because = _because().search(sentence)
        head = _LINK.sub(r"\1", sentence[: because.start()] if because else sentence)
        left = _left(f" {fold(head)} ", options)
        named = _mentioned(f" {fold(head)} ", left)
        if not named:
            numbered = _by_number(head, options)[0]
            if len(numbered) > 1:
                said = (_numbered().search(head) or re.match("", ""))[0]  # type: ignore[index]
                return Outcome(said, sentence, offset, numbered, _reason(text, offset, len(text)))
            named = numbered
        named = named or _reworded(head, left, place == 0, deciding)
        if named and (len(named) == 1 or deciding):
            picked = _together(fold(head), named)
            label = ", ".join(one.label for one in picked)
            return Outcome(label, sentence, offset, picked, _reason(text, offset, len(text)))
        alone = _ALONE.fullmatch(sentence) if not options else None
        if alone and not is_placeholder(alone[1]):
            label, _ = _named(alone[1], 0, len(alone[1]), options)
            return Outcome(label, sentence, offset)
        if deciding and because and options and not place:
            unnamed = Outcome(reason=_reason(text, offset, len(text)))
    return unnamed


def _together(spoken: str, named: Sequence[Candidate]) -> list[Candidate]:
    """The first option named, and those that "and" joins to it."""
    picked = [named[0]]
    for one in named[1:]:
        if not any(f"{fold(picked[-1].label)} {word} {fold(one.label)}" in spoken for word in _JOINING):
            break
        picked.append(one)
    return picked


def _itself(text: str, options: Sequence[Candidate]) -> Outcome:
    """The one option whose label is all that a line of the decision says."""
    found: list[Outcome] = []
    offset = 0
    for line in text.split("\n"):
        item = _ITEM.fullmatch(line)
        said = (item[1] if item else line).strip(" \t.*_")
        same = (one for one in options if said and label_key(said) == label_key(one.label))
        found += (Outcome(one.label, said, offset, [one]) for one in same)
        offset += len(line) + 1
    return found[0] if len(found) == 1 else Outcome()


def _reworded(head: str, options: Sequence[Candidate], first: bool, deciding: bool) -> list[Candidate]:
    """The one option that a sentence says in nearly its words, or with all of its words that carry meaning."""
    nearly = [one for one in options if _is_nearly(head, one.label)] if first else []
    if len(nearly) == 1:
        return nearly
    return _paraphrased(fold(head).split(), options) if deciding else []


def _is_nearly(said: str, label: str) -> bool:
    """True for a sentence that is an option's label almost word for word."""
    spoken, meant = fold(said).split(), fold(label).split()
    if len(meant) < _LONG_LABEL or not len(spoken) * 0.6 <= len(meant) <= len(spoken) * 1.5:
        return False
    return SequenceMatcher(None, spoken[:_MOST_WORDS], meant[:_MOST_WORDS]).ratio() >= _NEARLY


def _paraphrased(spoken: Sequence[str], options: Sequence[Candidate]) -> list[Candidate]:
    """The one option all of whose words that carry meaning are spoken, and of which there are most."""
    told = set(spoken)
    ranked = []
    for one in options:
        meant = {word for word in fold(one.label.split("(")[0]).split() if len(word) > 3 or not word.isalpha()}
        if len(meant) > 1 and meant <= told:
            ranked.append((len(meant), one))
    ranked.sort(key=lambda row: -row[0])
    return [ranked[0][1]] if ranked and (len(ranked) == 1 or ranked[0][0] > ranked[1][0]) else []


def _sentences(text: str) -> list[tuple[str, int]]:
    """The first sentences of a text, each with the offset of its first sign; a block ends one too."""
    ends = {match.end() for pattern in (_END, _BLOCK_END) for match in pattern.finditer(text)}
    sentences: list[tuple[str, int]] = []
    start = 0
    for end in sorted({*ends, len(text)}):
        said = text[start:end].strip()
        if said and len(sentences) < _SENTENCES:
            sentences.append((said, text.index(said, start)))
        start = end
    return sentences


def _left(plain: str, options: Sequence[Candidate]) -> Sequence[Candidate]:
    """The options but for those that a sentence names only to pass them over: "instead of X", "neither X nor Y"."""
    if _passing().search(plain) is None:
        return options
    left = []
    for one in options:
        label = f" {fold(one.label)} "
        unsaid = re.sub(_passing().pattern + re.escape(label), " ", plain)
        if label not in plain or label in unsaid:
            left.append(one)
    return left


def _mentioned(plain: str, options: Sequence[Candidate]) -> list[Candidate]:
    """The options whose labels stand in a sentence, in its order; of labels within others the longest."""
    found: list[tuple[int, int, Candidate]] = []
    for one in options:
        label = fold(one.label)
        at = plain.find(f" {label} ") if label else -1
        if at >= 0:
            found.append((at, at + len(label), one))
    kept = [
        row
        for row in found
        if not any(o is not row and o[0] <= row[0] and row[1] <= o[1] and o[1] - o[0] > row[1] - row[0] for o in found)
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
    if sentence is not None and (not because["because"] or text[sentence.end() : because.start()].strip()):
        return ""
    closing = _END.search(text, because.end(), stop)
    listed = ""
    said = text[because.end() : closing.end() if closing else stop].strip()
    if not said or said.endswith(":") or (closing is None and block is not None and text[stop : stop + 1] == "\n"):
        listed = _list_at(text, stop)
        if not said or said.endswith(":") or not closing:
            said = "\n\n".join(filter(None, (said, listed)))
    if not said and not listed and block is not None:  # the reason is the next paragraph
        said = _BLOCK_END.split(text[stop:].lstrip("\n"), maxsplit=1)[0].strip()
    # "1) this, 2) that" within a sentence is no list.
    return "" if is_placeholder(said) else _NUMBER.sub(r"\1\\\2", said, count=1) if not listed else said
