"""What must hold of every document that was read, whatever its bytes."""

import html
import re
from collections.abc import Iterable

from kg.model import Document, Location, Section
from kg.reading import front_matter

_ENTITY_OR_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")


def lines_of(read: Document) -> list[str]:
    """The lines of a document, counted as editors count them."""
    return read.markdown.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def front_end(read: Document) -> int:
    """The last line of the front matter, valid or not; 0 without one."""
    return front_matter.read("\n".join(lines_of(read)))[0].end_line


def sections_of(read: Document) -> list[Section]:
    """All sections of a document in order, those of entries and its own."""
    found = [*read.sections, *(section for entry in read.principles for section in entry.sections)]
    return sorted(found, key=lambda section: section.location.line)


def said(read: Document, place: Location) -> str:
    """The text of the lines of a place; line 0 is the path."""
    return read.path if place.line == 0 else "\n".join(lines_of(read)[place.line - 1 : place.end_line])


def folded(text: str) -> str:
    """A text with its blanks folded."""
    return " ".join(text.split())


def within(words: str, text: str) -> bool:
    """True where the letters of words stand in a text in their order, whatever markup stands between."""
    for source in (text, html.unescape(text)):
        letters = iter(source.casefold())
        if all(letter in letters for letter in words.casefold() if letter.isalnum()):
            return True
    return False


def check_cover(read: Document) -> None:
    """Asserts that sections hold each line of the body once, and their texts stand in their lines."""
    lines = lines_of(read)
    first = front_end(read) + 1
    owners = [0] * (len(lines) + 2)
    for section in sections_of(read):
        place = section.location
        assert first <= place.line <= place.end_line <= len(lines), section
        for number in range(place.line, place.end_line + 1):
            owners[number] += 1
        assert folded(said(read, place)).endswith(folded(section.body.markdown)), section
        assert section.heading is None or within(section.heading, said(read, place)), section
    for number, line in enumerate(lines[first - 1 :], first):
        wanted = 1 if line.strip("\ufeff").strip() else owners[number]
        assert owners[number] == wanted <= 1, (number, line, owners[number])


def check_places(read: Document) -> None:
    """Asserts that each fact, option, reference, link and finding stands at its place."""
    count = len(lines_of(read))

    def inside(place: Location) -> bool:
        in_text = 1 <= place.line <= place.end_line <= count
        return place.path == read.path and (in_text or 0 == place.line == place.end_line)

    assert all(inside(found.location) for found in read.findings), read.findings
    for entry in read.principles:
        assert inside(entry.location)
        assert entry.location.line > 0
        for fact in entry.facts:
            assert inside(fact.location), fact
            text = said(read, fact.location)
            if 0 < fact.location.line <= front_end(read) or fact.field in _WORDED:
                assert within(fact.value, text), fact
            else:
                gathered = fact.location.line < fact.location.end_line and within(fact.value, text)
                assert folded(fact.value) in folded(text) or gathered, (fact, text)
        for option in entry.options:
            assert inside(option.location), option
            assert within(option.label, said(read, option.location)), option
        for one in entry.references:
            assert inside(one.location), one
            _check_address(read, one.location, (one.url, one.title))
        for link in entry.links:
            assert inside(link.location), link
            _check_address(read, link.location, (link.href, link.text))


# Facts of which the value is in plain words, where the lines may have markup.
_WORDED = ("title", "chosen", "drivers", "deciders", "consulted", "informed")


def _check_address(read: Document, place: Location, either: Iterable[str | None]) -> None:
    """An address stands in its lines as written; a reference's stands elsewhere, so its words do."""
    text = said(read, place)
    plain = html.unescape(_ENTITY_OR_ESCAPE.sub("", text))
    given = [one for one in either if one]
    found = any(one in text or one in plain or one.removeprefix("https:") in plain for one in given)
    assert found or any(within(one, text) for one in given), (either, text)


def check_modesty(read: Document) -> None:
    """Asserts that no value is stated without a fact, and nothing is stated of nothing."""
    for entry in read.principles:
        stated = {fact.field for fact in entry.facts}
        for field in ("title", "summary", "status", "date", "chosen"):
            assert getattr(entry, field) is None or field in stated, field
        assert "statusText" in stated or "status" in stated or entry.status_text is None
        for field in ("keywords", "deciders", "consulted", "informed", "drivers"):
            assert bool(getattr(entry, field)) == (field in stated), field
        assert entry.title.strip()
        assert all(option.label.strip() for option in entry.options)
        assert all(one.url or one.title for one in entry.references)


def check(read: Document) -> None:
    """Asserts all of it."""
    check_cover(read)
    check_places(read)
    check_modesty(read)
