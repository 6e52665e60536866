"""What a link in a document is: a citation of a source, a way to another document, or a fault to mend."""

import re
from urllib.parse import unquote, urlsplit

from kg.finding import finding
from kg.identity import url_key
from kg.model import CitationRole, Finding, Link, Location, Reference, RelationType, SectionRole
from kg.reading import outline

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_PAGE = re.compile(r"(?:\.html?|\.md|\.markdown|/|^[^.]*)$", re.IGNORECASE)


def role_of(link: outline.Link, section: SectionRole) -> CitationRole:
    """What a link is for: after "Source:", or alone under a quoted passage, evidence; else by its section."""
    if link.cued:
        return CitationRole.EVIDENCE
    if section is SectionRole.FURTHER_READING:
        return CitationRole.FURTHER_READING
    return CitationRole.EVIDENCE if link.attribution else CitationRole.MENTION


def read(part: outline.Part, role: SectionRole, path: str) -> tuple[list[Reference], list[Link], list[Finding]]:
    """The citations, the links to other documents, and the faults in one part of a document."""
    references, links, findings = [], [], []
    for link in part.links:
        place = Location(path, link.line, link.end_line, part.heading)
        href = link.href.strip()
        named = _SCHEME.match(href)
        scheme = named[1].lower() if named else ""
        if not href or href == "#":
            findings.append(
                finding(
                    "empty-link",
                    f"The link “{link.text}” leads nowhere. Give it an address, or write it as text.",
                    place,
                )
            )
        elif scheme in ("http", "https") or href.startswith("//"):
            url = href if scheme else "https:" + href
            if url_key(url) is None:
                findings.append(
                    finding(
                        "malformed-link",
                        f"“{href}” is no address: its host is no host name. Correct it.",
                        place,
                    )
                )
            else:
                title = link.text if link.text and link.text != link.href else None
                references.append(Reference(role_of(link, role), title, url, place))
        elif not scheme and not href.startswith("#") and _leads_to_page(href):
            links.append(Link(RelationType.RELATES_TO, href, link.text or None, place))
    if part.attributions:
        for attribution in part.attributions:
            place = Location(path, attribution.line, attribution.line, part.heading)
            references.append(Reference(CitationRole.EVIDENCE, attribution.text, None, place))
        references.sort(key=lambda reference: reference.location.line)
    return references, links, findings


def _leads_to_page(href: str) -> bool:
    try:
        target = unquote(urlsplit(href).path)
    except ValueError:
        return False
    return bool(target) and _PAGE.search(target.rsplit("/", 1)[-1] or "/") is not None
