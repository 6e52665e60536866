"""Which parts of a document belong to which entry: the whole page to one, or each of several to its own."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import takewhile

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
                apart = own and (
                    (role is SectionRole.DECISION and part.level <= 3)
                    or (role is SectionRole.JUSTIFICATION and templates.concept(part.heading) == "reason-of-option")
                )
                if (parent in _HOLDING and not apart) or (
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
    return chosen or _repeated(parts, given, own, templates)


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


def _repeated(
    parts: Sequence[Part], given: Sequence[SectionRole], own: Sequence[bool], templates: Templates
) -> list[Block]:
    """Sibling headings of which each has a core section of its own below it, where all core sections are so placed.

    Where such headings stand below others, these group them: the level with the most is meant.
    """
    core = [index for index, mine in enumerate(own) if mine and given[index] in _CORE]
    told: set[int] = set()
    for index, part in enumerate(parts) if len(core) > 1 else ():
        named = index and index not in told and templates.concept(part.heading or "") == "name"
        if named and _explains(parts[index - 1]):
            told.update(takewhile(lambda i: templates.concept(parts[i].heading or ""), range(index, len(parts))))
    core = [index for index in core if index not in told]
    if len(core) < 2 or len({given[index] for index in core}) == len(core):
        return []  # no two of a kind
    most: list[Block] = []
    for level in sorted({part.level for part in parts if part.heading is not None}):
        found = _siblings(level, core, parts, given, own, templates)
        if len(found) > max(len(most), 1):
            most = found
    return most


def _siblings(
    level: int,
    core: Sequence[int],
    parts: Sequence[Part],
    given: Sequence[SectionRole],
    own: Sequence[bool],
    templates: Templates,
) -> list[Block]:
    """The headings of a level with a core section below each; [] where one stands elsewhere, or they share no kind."""
    heads = [index for index, part in enumerate(parts) if part.level == level and part.heading is not None]
    blocks = []
    for head in heads:
        end = next((i for i in range(head + 1, len(parts)) if parts[i].level <= level), len(parts))
        if bisect_left(core, end) > bisect_right(core, head):
            blocks.append(Block(list(range(head, end))))
    kinds = {block.parts[0]: {given[i] for i in block.parts[1:] if own[i] and given[i] in _CORE} for block in blocks}
    named = [head for head in kinds if not own[head] and given[head] is SectionRole.OTHER]
    common = set.intersection(*(kinds[head] for head in named)) if len(named) > 1 else set()
    if not common:
        return []
    # Beside entries, a heading that else has a role of its own, such as "Purpose", names one as well.
    meant = set(named) | {head for head in kinds if own[head] and common <= kinds[head]}
    found = [block for block in blocks if block.parts[0] in meant]
    taken = {index for block in found for index in block.parts}
    left = (index for index in core if index not in taken)
    whole = all(templates.concept(parts[index].heading or "") == "summary" for index in left)
    return found if whole else []


def _explains(part: Part) -> bool:
    """True for a section that leads in a list: with names first it tells what each entry consists of."""
    return part.heading is not None and part.body.rstrip().endswith(":")
