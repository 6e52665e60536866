"""What is searched of a resource: its name, what leads into it, and the rest of what its documents say of it."""

from collections.abc import Iterator
from urllib.parse import unquote

from msgspec import Struct

from kg.catalogue import Catalogue
from kg.identity import label_key
from kg.model import Alternative, Option, Principle, Resource, Source, Text, Theme
from kg.reading.title import bare
from kg.text import to_plain


class Passages(Struct, frozen=True, gc=False):
    """Plain texts by what they weigh: `name` most, then `lead`, then `body`, and `rest` least."""

    name: tuple[str, ...]
    lead: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()


def of_principle(principle: Principle) -> Passages:
    """The passages of an entry: all that its own document says, and nothing of other documents."""
    title = label_key(bare(principle.title))
    sections = [
        text
        for section in principle.sections
        for text in (section.heading, to_plain(section.body))
        # Most pages begin with their title once more.
        if text and not (text is section.heading and title in label_key(text) and label_key(bare(text)) == title)
    ]
    said = "\n".join((*sections, *(section.body.markdown for section in principle.sections)))
    facts = (
        *principle.deciders,
        *principle.consulted,
        *principle.informed,
        *principle.drivers,
        principle.chosen,
        principle.status_text,
        *(text for option in principle.options for text in (option.label, *_said_of(option, said))),
        *(one.title for one in principle.references),
    )
    # Most of these stand in a section, and a word must not count twice.
    others = dict.fromkeys(text for text in facts if text and text not in said)
    summary = (principle.summary,) if principle.summary else ()
    return Passages((principle.title,), (*summary, *principle.keywords), (*sections, *others))


def passages(catalogue: Catalogue, node: Resource) -> Passages:
    """The passages of any resource."""
    match node:
        case Principle():
            return of_principle(node)
        case Alternative():
            reasons = (text for edge in catalogue.rejections_of(node) for text in _said_of(edge.option, ""))
            return Passages(node.labels or (node.label,), rest=tuple(dict.fromkeys(reasons)))
        case Source():
            urls = (readable(url) for url in node.urls or (node.url,) if url)
            return Passages(node.titles or (node.title,), rest=tuple(dict.fromkeys(urls)))
        case Theme():
            return Passages((node.label,))


def readable(url: str) -> str:
    """An address with its escapes as the signs they stand for."""
    return unquote(url)


def _said_of(option: Option, already: str) -> Iterator[str]:
    reason: Text | None = option.reason
    if reason is not None and not (already and reason.markdown in already):
        yield to_plain(reason)
    yield from option.pros
    yield from option.cons
