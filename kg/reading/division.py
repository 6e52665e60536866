"""Which parts of a document belong to which entry: the whole page to one, or each of several to its own."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from msgspec import Struct

from kg.model import SectionRole
from kg.reading.parts import Part
from kg.reading.templates import Family, Templates

# Each of several entries in a page has one of these of its own. (Tuples: an enumeration's hash is slow.)
_CORE = (SectionRole.JUSTIFICATION, SectionRole.DECISION, SectionRole.ALTERNATIVES, SectionRole.SUMMARY)
_HOLDING = (SectionRole.ALTERNATIVES, SectionRole.PROS_AND_CONS)
_GIVING_WAY = (SectionRole.OTHER, SectionRole.METADATA)
_LONGEST_HEADING = 60  # characters of words such as "Pros" with what stands beside them
_SIDES = {"pros": "pros", "cons": "cons"}


class Block(Struct):
    """The parts of one entry by index; `chosen` is what a heading such as "Choice X" chooses."""

    parts: list[int]
    chosen: str | None = None


def roles(
    parts: Sequence[Part], family: Family | None, templates: Templates, title: int | None
) -> tuple[list[SectionRole], list[bool]]:
    """The role of each part – its heading's own, else that of the nearest heading above it – and whether it is own.

    What stands below a heading of alternatives speaks of them, whatever it is called. `title` is the part that the
    document's title heads.
    """
    found: list[SectionRole] = []
    owns: list[bool] = []
    above: list[tuple[int, SectionRole]] = []
    for index, part in enumerate(parts):
        role, own = SectionRole.OTHER, False
        if part.heading is not None:
            while above and above[-1][0] >= part.level:
                above.pop()
            if family is not None and family.choices and templates.choice(part.heading):
                role = SectionRole.CONTEXT
                above.clear()
            else:
                parent = above[-1][1] if above else SectionRole.OTHER
                if index != title:
                    role = templates.role(part.heading, family)
                own = role is not SectionRole.OTHER
                if (parent in _HOLDING and not (own and role is SectionRole.DECISION and part.level <= 3)) or (
                    templates.concept(part.heading) in _SIDES and parent is not SectionRole.OTHER
                ):
                    role, own = parent, False
                elif not own and parent not in _GIVING_WAY:
                    role = parent
                above.append((part.level, role))
        found.append(role)
        owns.append(own)
    return found, owns


def blocks(
    parts: Sequence[Part],
    given: Sequence[SectionRole],
    own: Sequence[bool],
    family: Family | None,
    templates: Templates,
) -> list[Block]:
    """Each entry's parts where a page holds several; [] where the page is one, or none."""
    chosen = _choices(parts, given, templates) if family is not None and family.choices else []
    return chosen or _repeated(parts, given, own)


def side(heading: str, templates: Templates) -> str | None:
    """ "pros" or "cons" for such a heading."""
    concept = templates.concept(heading) if len(heading) <= _LONGEST_HEADING else None
    if concept == "consequence-parts":
        return _polarity(heading)
    return _SIDES.get(concept or "")


def _polarity(heading: str) -> str | None:
    start = heading.strip().lower()[:3]
    return {"pos": "pros", "neg": "cons"}.get(start)


def _choices(parts: Sequence[Part], given: Sequence[SectionRole], templates: Templates) -> list[Block]:
    """Each "Choice X" with the parts from its heading to the next one, or to a heading above it."""
    found: list[Block] = []
    level = 0
    for index, part in enumerate(parts):
        chosen = templates.choice(part.heading) if part.heading else None
        if chosen:
            found.append(Block([index], chosen))
            level = part.level
        elif level and part.level < level:
            level = 0
        elif level and not _opens_area(index, parts, given, templates):
            found[-1].parts.append(index)
        else:
            level = 0
    return found


def _opens_area(index: int, parts: Sequence[Part], given: Sequence[SectionRole], templates: Templates) -> bool:
    """True for a bare heading between two choices: it gathers what follows."""
    following = parts[index + 1] if index + 1 < len(parts) else None
    return (
        given[index] in _GIVING_WAY
        and not parts[index].body
        and following is not None
        and templates.choice(following.heading or "") is not None
    )


def _repeated(parts: Sequence[Part], given: Sequence[SectionRole], own: Sequence[bool]) -> list[Block]:
    """Sibling headings of which each has a core section of its own below it, where all core sections are so placed."""
    core = [index for index, mine in enumerate(own) if mine and given[index] in _CORE]
    if len(core) < 2 or len({given[index] for index in core}) == len(core):
        return []  # no two of a kind
    for level in sorted({part.level for part in parts if part.heading is not None}):
        heads = [
            index
            for index, part in enumerate(parts)
            if part.level == level and part.heading is not None and not own[index] and given[index] is SectionRole.OTHER
        ]
        found = []
        for head in heads:
            end = next((i for i in range(head + 1, len(parts)) if parts[i].level <= level), len(parts))
            if bisect_left(core, end) > bisect_right(core, head):
                found.append(Block(list(range(head, end))))
        if len(found) > 1:
            taken = {index for block in found for index in block.parts}
            kinds = [{given[i] for i in block.parts if own[i] and given[i] in _CORE} for block in found]
            common = set.intersection(*kinds)
            return found if common and taken.issuperset(core) else []
        if found:
            continue
    return []
