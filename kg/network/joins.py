"""What joins two nodes: the words for it in both directions, and how much it tells."""

from typing import NamedTuple

from kg.model import CitationRole, RelationType


class Join(NamedTuple):
    """One way of being joined, as it is told from either end.

    `strength`, from 0 to 1, is what it alone is worth for nearness; `detour` is what a way over it costs where
    several ways are equally short.
    """

    forward: str
    backward: str
    strength: float
    detour: int


# The most telling first: where two nodes are joined in several ways, the first is told. A code is twice the place in
# this list, and one more when seen from the other end.
JOINS = (
    Join("supersedes", "superseded by", 0.8, 0),
    Join("amends", "amended by", 0.8, 0),
    Join("conflicts with", "conflicts with", 0.7, 0),
    Join("is the option", "is the principle", 0.6, 0),
    Join("chooses", "chosen by", 0.6, 0),
    Join("rejects", "rejected by", 0.6, 0),
    Join("relates to", "relates to", 0.6, 0),
    Join("cites as evidence", "cited as evidence by", 0.5, 0),
    Join("chooses the same as", "chooses the same as", 0.6, 0),
    Join("cites as further reading", "cited as further reading by", 0.4, 1000),
    Join("mentions", "mentioned by", 0.3, 2000),
    Join("links the page of", "is on a page linked by", 0.4, 2000),
    Join("is on one page with", "is on one page with", 0.4, 2000),
    Join("in theme", "is the theme of", 0.3, 4000),
)

WORDS = tuple(word for join in JOINS for word in (join.forward, join.backward))
STRENGTHS = tuple(join.strength for join in JOINS for _ in range(2))
DETOURS = tuple(join.detour for join in JOINS for _ in range(2))


def _code(word: str) -> int:
    return WORDS.index(word)


SUPERSEDES = _code("supersedes")
CONFLICTS = _code("conflicts with")
IS_OPTION = _code("is the option")
CHOOSES = _code("chooses")
REJECTS = _code("rejects")
SAME_CHOICE = _code("chooses the same as")
LINKS_PAGE = _code("links the page of")
SAME_PAGE = _code("is on one page with")
IN_THEME = _code("in theme")

OF_ROLE = {
    CitationRole.EVIDENCE: _code("cites as evidence"),
    CitationRole.FURTHER_READING: _code("cites as further reading"),
    CitationRole.MENTION: _code("mentions"),
}
OF_RELATION = {
    RelationType.SUPERSEDES: SUPERSEDES,
    RelationType.SUPERSEDED_BY: SUPERSEDES + 1,
    RelationType.AMENDS: _code("amends"),
    RelationType.AMENDED_BY: _code("amended by"),
    RelationType.RELATES_TO: _code("relates to"),
}
