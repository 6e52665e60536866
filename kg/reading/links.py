"""What a link in a document is: a citation of a source, a way to another document, or a fault to mend."""

import re
from collections.abc import Callable, Iterable
from functools import cache
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from kg.finding import finding
from kg.identity import url_key
from kg.model import CitationRole, Finding, Link, Location, Reference, RelationType, SectionRole
from kg.reading import parts
from kg.reading.vocabulary import alternation, words

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_TAIL = re.compile(r"[?#]")
_PAGE = re.compile(r"(?:\.html?|\.md|\.markdown|/|^[^.]*)$", re.IGNORECASE)
_PAGES = (".html", ".md")
_INLINE = re.compile(r"\[([^\[\]]*)\]\(\s*+<?([^()\s<>]++)>?[^()]*+\)|<(https?://[^<>\s]+)>|(https?://[^\s<>\"')\]]+)")
_STOP = re.compile(r"[.!?;](?=\s+[A-Z\[])|\n\s*\n|\n\s*(?:[-*+]|\d+[.)])\s")
_WINDOW = 140  # bytes before a link in which the verb of its relation stands
# "Ersetzt durch" is read before "ersetzt".
_TYPED = (RelationType.SUPERSEDED_BY, RelationType.AMENDED_BY, RelationType.SUPERSEDES, RelationType.AMENDS)
_GIVEN_UP_STEMS = frozenset(("super", "repla", "depre", "obsol"))
_NEGATED = re.compile(r"(?<!\w)(?:not|never|no longer|isn't|nicht|niet|pas|no)\s+(?:yet\s+|been\s+)?\Z", re.IGNORECASE)
_GIVEN_UP = re.compile(r"supers?[ce]+ded|replaced|deprecated|obsoleted", re.IGNORECASE)
_GIVEN_UP_BY = re.compile(r"^[\s>*_-]*supers?[ce]+ded\b.{0,40}\bby\b", re.IGNORECASE | re.MULTILINE)


class Found(Struct):
    """What the links of some text are."""

    references: list[Reference]
    links: list[Link]
    findings: list[Finding]


_NOTHING = Found([], [], [])


@cache
def _verbs(stems: tuple[str, ...]) -> re.Pattern[str]:
    """The verbs of these stems, for a text in lower case, in which they are found faster."""
    known = {kind: [text for text in words("relations", kind.value) if _stem(text) in stems] for kind in _TYPED}
    kinds = "|".join(f"(?P<{kind.name}>{alternation(map(str.lower, texts))})" for kind, texts in known.items() if texts)
    return re.compile(rf"(?<!\w)(?:{kinds})(?!\w)")


@cache
def _stems() -> tuple[str, ...]:
    """What some word of every verb begins with: quick to look for where there is none."""
    return tuple(sorted({_stem(text) for kind in _TYPED for text in words("relations", kind.value)}))


def _stem(text: str) -> str:
    return max(text.lower().split(), key=len)[:5]


@cache
def _partly() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternation(words('statuses', 'partly'))})(?!\w)", re.IGNORECASE)


def relation(before: str, status: bool) -> tuple[RelationType, bool]:
    """How a record stands to what a link leads to, by the words before it, and whether in part only."""
    lowered = before.replace("İ", "i").lower()  # as long as the text
    stems = tuple([stem for stem in _stems() if stem in lowered])
    if not stems:
        return RelationType.RELATES_TO, False
    verbs = list(_verbs(stems).finditer(lowered))
    given_up = None
    if not _GIVEN_UP_STEMS.isdisjoint(stems):
        given_up = (_GIVEN_UP if status else _GIVEN_UP_BY).search(before)
    if not verbs and not given_up:
        return RelationType.RELATES_TO, False
    start = 0
    for stop in _STOP.finditer(before):
        if not (status and "\n" in stop[0]):
            start = stop.start()
    verbs = [verb for verb in verbs if verb.start() >= start and not _NEGATED.search(before, start, verb.start())]
    given_up = given_up if given_up and given_up.start() >= start else None
    if verbs:
        kind = RelationType[str(verbs[-1].lastgroup)]
        told = [verb.end() for verb in (*verbs, given_up) if verb and verb.end() <= verbs[-1].start()]
        start = max([start, *told])
    elif given_up:
        kind = RelationType.SUPERSEDED_BY
    else:
        return RelationType.RELATES_TO, False
    return kind, _partly().search(before, start) is not None


def role_of(link: parts.Link, section: SectionRole) -> CitationRole:
    """What a link is for: after "Source:", or alone under a quoted passage, evidence; else by its section."""
    if link.cued:
        return CitationRole.EVIDENCE
    if section is SectionRole.FURTHER_READING:
        return CitationRole.FURTHER_READING
    return CitationRole.EVIDENCE if link.attribution else CitationRole.MENTION


def read(part: parts.Part, role: SectionRole, path: str, text: Callable[[int, int], str]) -> Found:
    """The citations, the links to other documents, and the faults in one part of a document.

    `text` gives the Markdown between two bytes of the outline.
    """
    if not part.links and not part.attributions:
        return _NOTHING
    found = Found([], [], [])
    for link in part.links:
        place = Location(path, link.line, link.end_line, part.heading)
        href = link.href.strip()
        if href.startswith(("http://", "https://")):  # as most do
            scheme = "http"
        else:
            named = _SCHEME.match(href)
            scheme = named[1].lower() if named else ""
        if not href or href == "#":
            message = f"The link “{link.text}” leads nowhere. Give it an address, or write it as text."
            found.findings.append(finding("empty-link", message, place))
        elif scheme in ("http", "https") or href.startswith("//"):
            title = link.text if link.text and link.text != link.href else None
            _cite(found, href if scheme else "https:" + href, title, role_of(link, role), place)
        elif not scheme and not _is_whole(href):
            message = f"“{href}” is no address: what stands after its “//” is no host name. Correct it."
            found.findings.append(finding("malformed-link", message, place))
        elif not scheme and href[0] != "#" and _leads_to_page(href):
            before = text(max(0, link.start - _WINDOW), link.start)
            kind, partial = relation(before, role is SectionRole.STATUS)
            found.links.append(Link(kind, href, link.text or None, place, partial))
    if part.attributions:
        for attribution in part.attributions:
            place = Location(path, attribution.line, attribution.line, part.heading)
            found.references.append(Reference(CitationRole.EVIDENCE, attribution.text, None, place))
        found.references.sort(key=lambda reference: reference.location.line)
    return found


def in_value(value: str, kind: RelationType | None, place: Location) -> Found:
    """The links in a single value: of a status, or of a key that names a relation."""
    found = Found([], [], [])
    for match in _INLINE.finditer(value):
        href = match[2] or match[3] or match[4]
        title = " ".join(match[1].split()) or None if match[1] else None
        if _SCHEME.match(href):
            _cite(found, href.rstrip(".,;"), title, CitationRole.MENTION, place)
        elif _leads_to_page(href):
            said, partial = relation(value[: match.start()], True)
            found.links.append(Link(kind or said, href, title, place, partial))
    if kind is not None and not found.links:
        for one in re.split(r"[,;]\s*", value):
            href = one.strip(" \"'<>[]")
            if href.endswith((".md", ".html", ".markdown")) and " " not in href:
                found.links.append(Link(kind, href, None, place))
    return found


def related(rows: Iterable[tuple[str | None, str]], place: Location) -> Found:
    """The links that a front matter lists for the reader, each with its title."""
    found = Found([], [], [])
    for title, href in rows:
        if href.lower().startswith(("http://", "https://")):
            _cite(found, href, title, CitationRole.FURTHER_READING, place)
        elif not _SCHEME.match(href) and not href.startswith("#") and _leads_to_page(href):
            found.links.append(Link(RelationType.RELATES_TO, href, title, place))
    return found


def _cite(found: Found, url: str, title: str | None, role: CitationRole, place: Location) -> None:
    if url_key(url) is None:
        message = f"“{url}” is no address: its host is no host name. Correct it."
        found.findings.append(finding("malformed-link", message, place))
    else:
        found.references.append(Reference(role, title, url, place))


def _is_whole(href: str) -> bool:
    """False for what can't be taken apart as an address, such as `//[a` after a sign that browsers pass over."""
    if "//" not in href:
        return True
    try:
        urlsplit(href)
    except ValueError:
        return False
    return True


def _leads_to_page(href: str) -> bool:
    if href.endswith(_PAGES) and "?" not in href and "#" not in href and "//" not in href:
        return True  # as most do
    target = _TAIL.split(href, maxsplit=1)[0]
    return bool(target) and _is_whole(href) and _PAGE.search(unquote(target.rsplit("/", 1)[-1]) or "/") is not None
