"""Which sources of a catalogue a filter means."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

import idna

from kg.catalogue import Catalogue
from kg.identity import url_key
from kg.kept import kept
from kg.model import CitationRole, Source
from kg.selection.filters import SourceFilter, TextFilter
from kg.selection.folding import fold, trimmed
from kg.selection.members import Members, everything, members, where
from kg.selection.names import Names

_BEFORE_HOST = re.compile(r"\s*(?:https?://)?(?:www\.)?", re.IGNORECASE)


def meant(catalogue: Catalogue, wanted: SourceFilter) -> Members:
    """The sources that meet all conditions of a filter, numbered as the catalogue has them."""
    every = catalogue.sources
    found = everything(len(every))
    for condition, names in ((wanted.url, _urls), (wanted.host, _hosts), (wanted.title, _titles)):
        if condition is not None and condition != TextFilter():
            found &= members(names(catalogue).meant(condition), len(every))
    role, least = wanted.role, wanted.min_citations
    if role is not None or least is not None:
        enough = max(1, least or 0) if role is not None else least or 0
        found &= where(count >= enough for count in _counts(catalogue)[role])
    return found


def named(catalogue: Catalogue, wanted: TextFilter) -> set[int]:
    """The numbers of the sources of which a URL, the host or a title meets all conditions."""
    return set().union(*(names(catalogue).meant(wanted) for names in (_urls, _hosts, _titles)))


@kept
def _counts(catalogue: Catalogue) -> dict[CitationRole | None, list[int]]:
    """How often each source is cited: in each role, and in all."""
    roles = [Counter(edge.reference.role for edge in catalogue.citations_of(one)) for one in catalogue.sources]
    counts: dict[CitationRole | None, list[int]] = {role: [one[role] for one in roles] for role in CitationRole}
    counts[None] = [one.total() for one in roles]
    return counts


def _bare(url: str) -> str:
    """A URL without its scheme and `www.`."""
    return _BEFORE_HOST.sub("", url, count=1)


def _with_scheme(text: str) -> str:
    return text if "://" in text else f"https://{text}"


def _spellings(source: Source) -> Iterator[str]:
    """What a filter may find in the URL of a source: its normal form, readable too, and each spelling."""
    key = url_key(source.url) if source.url else None
    if key:
        yield trimmed(key)
        yield trimmed(unquote(key))
    for url in source.urls:
        yield trimmed(_bare(url))


def _whole_url(text: str) -> Iterable[str]:
    key = url_key(_with_scheme(text.strip()))
    return (trimmed(_bare(text)), *((trimmed(key),) if key else ()))


def _readable(host: str) -> Iterator[str]:
    """A host as it is, and in the letters that its punycode stands for (IDNA 2008)."""
    yield host
    if "xn--" in host:
        try:
            yield trimmed(idna.decode(host.partition(":")[0]))
        except (idna.IDNAError, UnicodeError):
            return


def _whole_host(text: str) -> Iterable[str]:
    key = url_key(_with_scheme(text.strip()))
    # An address of a page is no host.
    return (trimmed(_bare(text)), *((key,) if key and "/" not in key else ()))


@kept
def _urls(catalogue: Catalogue) -> Names:
    return Names(
        ((number, _spellings(one)) for number, one in enumerate(catalogue.sources)),
        whole=_whole_url,
        part=lambda text: fold(_bare(text)),
    )


@kept
def _hosts(catalogue: Catalogue) -> Names:
    return Names(
        ((number, _readable(one.host)) for number, one in enumerate(catalogue.sources) if one.host),
        whole=_whole_host,
        part=lambda text: fold(_bare(text)),
    )


@kept
def _titles(catalogue: Catalogue) -> Names:
    return Names((number, map(trimmed, (one.title, *one.titles))) for number, one in enumerate(catalogue.sources))
