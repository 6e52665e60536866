"""A page to its entries: the whole to one, or each of several to its own, or none."""

from collections.abc import Iterable

from kg.identity import document_slug, slugify
from kg.model import Fact, Kind, Location, Principle, SectionRole, Text
from kg.reading import division, placeholders, title
from kg.reading.entry import Entry
from kg.reading.page import Page
from kg.reading.parts import Part
from kg.reading.steps import Steps
from kg.reading.vocabulary import fold, words
from kg.reading.vocabulary import key as key_of
from kg.text import to_plain

_MISSING = {
    "justification": "“{}” does not say why. Add a section that justifies it.",
    "alternatives": "“{}” names no alternative that was not chosen. List them, each with its reason.",
    "source": "“{}” cites no source. Add a line “Source: [title](address)”, or further reading.",
    "choice": (
        "“{}” lists options, but which one was chosen was not recognised; all count as not chosen."
        ' Name it as it is listed, like “Chosen option: "{}"”.'
    ),
}
_EXPECTED = {
    "justification": SectionRole.JUSTIFICATION,
    "alternatives": SectionRole.ALTERNATIVES,
    "source": SectionRole.FURTHER_READING,
    "choice": SectionRole.DECISION,
}
_GENERIC = ("readme", "index")


def read(page: Page) -> Steps[tuple[tuple[Principle, ...], frozenset[int]]]:
    """The entries of a page, and the parts that belong to them. What is wrong becomes findings of the page."""
    blocks = division.blocks(page.parts, page.roles, page.own, page.family, page.templates)
    if not blocks:
        whole = yield from _whole(page)
        return ((whole,), frozenset(range(len(page.parts)))) if whole is not None else ((), frozenset())
    slugs: dict[str, int] = {}
    found: list[Principle] = []
    taken: set[int] = set()
    for block in blocks:
        page.give(block)
        principle = yield from _one(page, block, slugs)
        if principle is not None:
            found.append(principle)
            taken.update(block.parts)
    return tuple(found), frozenset(taken)


def _whole(page: Page) -> Steps[Principle | None]:
    """The page as one entry; None where it has nothing to say yet."""
    heading, named = _title(page)
    entry = Entry(page, list(range(len(page.parts))), page.slug, heading, named)
    yield from entry.read()
    kind = entry.kind()
    if kind is None or not entry.is_filled() or _is_template(page, entry):
        return None
    if named.location.line == 0:
        message = f"No title is stated; “{heading}” is taken from the file's name. Give it a title."
        page.note("no-title", message, named.location)
    _note(page, entry)
    last = max(page.parts[-1].end_line if page.parts else 1, page.front.end_line, 1)
    return entry.principle(kind, Location(page.path, 1, last))


def _one(page: Page, block: division.Block, slugs: dict[str, int]) -> Steps[Principle | None]:
    """One of several entries of a page."""
    first = page.parts[block.parts[0]]
    worded = first.heading or ""
    heading = block.chosen or title.bare(worded) or worded
    name = slug = f"{page.slug}/{slugify(heading) or 'choice'}"
    while slug in slugs:
        slugs[name] += 1
        slug = f"{name}~{slugs[name]}"
    slugs[slug] = 1
    place = page.place(first, first.line)
    entry = Entry(page, block.parts, slug, heading, Fact("title", block.chosen or worded, place))
    yield from entry.read()
    if block.chosen:
        entry.choose(block.chosen, block.chosen, place)
    elif not entry.is_filled():
        return None
    _note(page, entry)
    kind = Kind.DECISION if block.chosen else entry.kind() or Kind.DECISION
    return entry.principle(kind, page.place(first, first.line, page.parts[block.parts[-1]].end_line))


def _title(page: Page) -> tuple[str, Fact]:
    """The title of a page and the fact that tells where it is: front matter, a name's section, a heading, the file."""
    if page.heading is not None:
        return title.bare(page.heading, page.path), Fact("title", page.heading, page.front_place("title"))
    headed = page.parts[page.title] if page.title is not None else None
    if headed is None or title.is_kind(headed.heading or ""):
        for part, vacant in zip(page.parts, page.vacant, strict=True):
            if page.concept(part) == "name" and not vacant:
                name = to_plain(Text(part.body)).split("\n")[0]
                if name:
                    return name, Fact("title", name, page.place(part, part.body_line, part.end_line))
        for key in page.front.values:
            named = page.front.text(key) if key_of(key) in words("kinds", "titles") else None
            if headed is not None and named and not placeholders.is_placeholder(named):
                return title.bare(named, page.path), Fact("title", named, page.front_place(key))
    if headed is None:
        tops = (part for part in page.parts if part.level == 1 and part.heading and page.concept(part) is None)
        headed = next(tops, None)
    if headed is not None and headed.heading:
        heading = title.bare(headed.heading, page.path) or headed.heading
        return heading, Fact("title", headed.heading, page.place(headed, headed.line))
    stem = document_slug(page.path).rsplit("/", 1)[-1]
    return title.of_name(stem), Fact("title", stem, Location(page.path, 0, 0))


def _is_template(page: Page, entry: Entry) -> bool:
    """True for a document that is named as a template, and for one that is filled no further than one."""
    if len(entry.texts) < 2 and placeholders.is_title(entry.title):
        return True
    if entry.fields.status is not None or entry.chosen is not None:
        return False
    *folders, name = page.path.split("/")
    stem = name.rpartition(".")[0]
    return placeholders.is_template(folders[-1] if folders and fold(stem) in _GENERIC else stem)


def _note(page: Page, entry: Entry) -> None:
    """Says which sections still hold placeholders, and what an entry of its family is expected to have and has not."""
    vacant = [part for index in entry.block for part in _vacant(page, index)]
    for part in vacant:
        message = f"“{part.heading}” still holds a placeholder and is read as empty. Write it, or take it out."
        page.note("placeholder", message, page.place(part, part.line, part.end_line))
    there = {
        "justification": SectionRole.JUSTIFICATION in entry.texts,
        "alternatives": entry.considers,
        "source": bool(entry.references),
        "choice": entry.chosen is not None or not entry.options,
    }
    listed = entry.options[0].label if entry.options else ""
    for name in page.family.expects if page.family is not None else ():
        role = _EXPECTED[name]
        if not there[name] and not any(part in vacant for _, part in entry.parts(role)):
            page.note(f"no-{name}", _MISSING[name].format(entry.title, listed), entry.facts[0].location)


def _vacant(page: Page, index: int) -> Iterable[Part]:
    part = page.parts[index]
    told = page.vacant[index] and page.roles[index] is not SectionRole.OTHER and part.heading
    return (part,) if told and any(map(str.isalpha, part.body)) else ()
