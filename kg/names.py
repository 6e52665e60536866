"""What people call a node: slug, title, label, address or IRI, in any spelling."""

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import TypeVar

from kg.catalogue import Catalogue
from kg.identity import label_key, local_name
from kg.model import Alternative, Document, Principle, Resource, Source, Theme
from kg.reading.title import bare

_NEAR = 0.6
_NUMBER = re.compile(r"(?:(?:adr|rfc|madr)[\s_-]*)?#?0*(\d{1,6})\.?", re.IGNORECASE | re.ASCII)
# A file's number, but not the year of its date.
_NUMBERED = re.compile(r"(?:(?:adr|rfc|madr)-)?0*(\d{1,6})(?!\d|-\d\d-\d\d)(?:-|\Z)", re.ASCII)
_Kind = TypeVar("_Kind", bound=Resource)


def label(node: Resource) -> str:
    """How a node is called in one line."""
    return node.label if isinstance(node, Alternative | Theme) else node.title


def handle(node: Resource) -> str:
    """The shortest name that finds this very node."""
    return node.slug if isinstance(node, Principle) else local_name(node)


def named(catalogue: Catalogue, text: str) -> tuple[Resource, ...]:
    """The resources that a text names; several only where it fits several equally, none where it names none.

    Tried in this order: an IRI; a local name such as `alternative/big-ball`; the path of a document; slug, old
    permalink, file name or title of a principle; an alternative; a theme; the address or title of a source; the
    number of a record's file (`12`, `0012`, `ADR-12`), or its title after such a number.
    """
    text = text.strip()
    node = catalogue.node(catalogue.iris.local(text) or text) or catalogue.document(text)
    if node is not None:
        return node.principles if isinstance(node, Document) else (node,)
    principle = catalogue.principle(text)
    if principle is not None:
        return (principle,)
    key = label_key(text)
    if not key:
        return ()
    titled = _called(catalogue.principles, key)
    if titled:
        return titled
    alternative = catalogue.alternative(text)
    if alternative is not None:
        return (alternative,)
    theme = catalogue.theme(text)
    source = catalogue.source(text)
    return (
        ((theme,) if theme else _called(catalogue.themes, key))
        or ((source,) if source else tuple(one for one in catalogue.sources if key in map(label_key, one.titles)))
        or tuple(one for one in catalogue.alternatives if key in map(label_key, one.labels))
        or _numbered(catalogue, text)
        or _titled(catalogue, text)
    )


def near_names(catalogue: Catalogue, text: str, among: Iterable[Resource] = (), most: int = 5) -> tuple[Resource, ...]:
    """The resources whose slug or label is most like a text, likest first; those of `among`, or all."""
    wanted = label_key(text)
    matcher = SequenceMatcher(b=wanted, autojunk=False)
    nodes = tuple(among) or (*catalogue.principles, *catalogue.alternatives, *catalogue.themes, *catalogue.sources)
    found = []
    for at, node in enumerate(nodes):
        score = max((_likeness(matcher, wanted, name) for name in _names(node)), default=0.0)
        if score >= _NEAR:
            found.append((-score, at, node))
    return tuple(node for _, _, node in sorted(found, key=lambda one: one[:2])[:most])


def numbered_name(text: str) -> str | None:
    """The number of a record that a text is, as 12 of `ADR-0012`; None where it is none."""
    found = _NUMBER.fullmatch(text)
    return found[1] if found else None


def _called(nodes: Iterable[_Kind], key: str) -> tuple[_Kind, ...]:
    return tuple(node for node in nodes if label_key(label(node)) == key)


def _numbered(catalogue: Catalogue, text: str) -> tuple[Principle, ...]:
    number = _NUMBER.fullmatch(text)
    if number is None:
        return ()
    return tuple(one for one in catalogue.principles if record_number(catalogue.document_of(one)) == number[1])


def _titled(catalogue: Catalogue, text: str) -> tuple[Principle, ...]:
    called = _called(catalogue.principles, label_key(bare(text)))
    number = _NUMBER.match(text)
    return tuple(one for one in called if number and record_number(catalogue.document_of(one)) == number[1]) or called


def record_number(document: Document) -> str | None:
    """The number in the name of a record's file, without zeros before it; None where it has none."""
    found = _NUMBERED.match(document.slug.rpartition("/")[2])
    return found[1] if found else None


def _names(node: Resource) -> Iterator[str]:
    yield label_key(label(node))
    if isinstance(node, Source) and node.host:
        yield label_key(node.host)
    if isinstance(node, Principle | Alternative | Theme):
        yield node.slug.rpartition("/")[2].replace("-", " ")


def _likeness(matcher: "SequenceMatcher[str]", wanted: str, name: str) -> float:
    """From 0 to 1; a name that holds the text whole is like it, however long it is."""
    if len(wanted) > 2 and wanted in name:
        return 0.9 + len(wanted) / len(name) / 10
    matcher.set_seq1(name)
    if matcher.real_quick_ratio() < _NEAR or matcher.quick_ratio() < _NEAR:
        return 0.0
    return matcher.ratio()
