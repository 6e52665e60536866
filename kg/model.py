"""What the graph holds: immutable, slotted values.

Read from one document: `Document`, `Principle` and what they are made of (`Section`, `Option`,
`Reference`, `Link`, `Fact`, `Finding`, `Text`, `Location`). Joined from all documents, by
`kg.catalogue`: `Alternative`, `Source`, `Theme` and the edges `Rejection`, `Citation`,
`Relation`, `Conflict`.
"""

import enum

from msgspec import Struct


class Enum(enum.Enum):
    """Members are one object each: hashed as such, which is quick where the standard library's is not."""

    __hash__ = object.__hash__


class Kind(Enum):
    """What an entry is."""

    PRINCIPLE = "principle"
    DECISION = "decision"


class Status(Enum):
    """Where an entry stands, as far as its document states it."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    DEPRECATED = "deprecated"
    SUPERSEDED = "superseded"

    @property
    def in_force(self) -> bool:
        """False for what its document has given up: rejected, deprecated or superseded."""
        return self not in (Status.REJECTED, Status.DEPRECATED, Status.SUPERSEDED)


class CitationRole(Enum):
    """What a link to a source is for."""

    EVIDENCE = "evidence"
    FURTHER_READING = "further-reading"
    MENTION = "mention"


class RelationType(Enum):
    """How one document stands to another."""

    SUPERSEDES = "supersedes"
    SUPERSEDED_BY = "superseded-by"
    AMENDS = "amends"
    AMENDED_BY = "amended-by"
    RELATES_TO = "relates-to"

    @property
    def inverse(self) -> "RelationType":
        """The same relation seen from its other end."""
        return _INVERSE[self]


_INVERSE = {
    RelationType.SUPERSEDES: RelationType.SUPERSEDED_BY,
    RelationType.SUPERSEDED_BY: RelationType.SUPERSEDES,
    RelationType.AMENDS: RelationType.AMENDED_BY,
    RelationType.AMENDED_BY: RelationType.AMENDS,
    RelationType.RELATES_TO: RelationType.RELATES_TO,
}


class SectionRole(Enum):
    """What a section of a document holds."""

    SUMMARY = "summary"
    CONTEXT = "context"
    JUSTIFICATION = "justification"
    DECISION = "decision"
    ALTERNATIVES = "alternatives"
    PROS_AND_CONS = "pros-and-cons"
    CONSEQUENCES = "consequences"
    DRIVERS = "drivers"
    FURTHER_READING = "further-reading"
    STATUS = "status"
    METADATA = "metadata"
    OTHER = "other"


class ConflictKind(Enum):
    """PRINCIPLE: the rejected option is a principle in force. OPTION: a decision in force chose it."""

    PRINCIPLE = "principle"
    OPTION = "option"


class Severity(Enum):
    """How much a finding matters; ERROR makes `principles check` exit with 1."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class ResourceKind(Enum):
    """What a resource is, a principle and a decision being one."""

    PRINCIPLE = "principle"
    ALTERNATIVE = "alternative"
    SOURCE = "source"
    THEME = "theme"


class Location(Struct, frozen=True, gc=False):
    """A place: POSIX path, first and last line (from 1; 0 is the path itself), nearest heading."""

    path: str
    line: int
    end_line: int
    heading: str | None = None


class Text(Struct, frozen=True, gc=False):
    """Markdown from a document, with the link reference definitions of that document: (label, URL, title)."""

    markdown: str
    definitions: tuple[tuple[str, str, str], ...] = ()


class Fact(Struct, frozen=True, gc=False):
    """A single value of an entry: the GraphQL field's name, the text it was read from, and its place."""

    field: str
    value: str
    location: Location


class Finding(Struct, frozen=True, gc=False):
    """Something a maintainer should look at; `code` is stable and documented in docs/findings/."""

    code: str
    severity: Severity
    message: str
    location: Location


class Section(Struct, frozen=True, gc=False):
    """A heading and the text up to the next heading, whatever its level; level 0 stands before any heading."""

    heading: str | None
    level: int
    role: SectionRole
    body: Text
    location: Location


class Option(Struct, frozen=True, gc=False):
    """An option that one document did not choose, and what that document says of it."""

    label: str
    location: Location
    reason: Text | None = None
    pros: tuple[str, ...] = ()
    cons: tuple[str, ...] = ()


class Reference(Struct, frozen=True, gc=False):
    """A source as one document cites it; without a link `url` is None and `title` names the source."""

    role: CitationRole
    title: str | None
    url: str | None
    location: Location


class Link(Struct, frozen=True, gc=False):
    """A link from one document to another of the same folder: the target as written, and its place."""

    type: RelationType
    href: str
    text: str | None
    location: Location
    partial: bool = False


class Principle(Struct, frozen=True, gc=False):
    """A principle, or a decision recorded in the same way, with the facts its own document states."""

    slug: str
    kind: Kind
    title: str
    location: Location
    sections: tuple[Section, ...] = ()
    summary: str | None = None
    keywords: tuple[str, ...] = ()
    status: Status | None = None
    status_text: str | None = None
    date: str | None = None
    deciders: tuple[str, ...] = ()
    consulted: tuple[str, ...] = ()
    informed: tuple[str, ...] = ()
    drivers: tuple[str, ...] = ()
    context: Text | None = None
    justification: Text | None = None
    consequences: Text | None = None
    decision: Text | None = None
    chosen: str | None = None
    options: tuple[Option, ...] = ()
    references: tuple[Reference, ...] = ()
    links: tuple[Link, ...] = ()
    facts: tuple[Fact, ...] = ()

    @property
    def path(self) -> str:
        """The path of the document that holds this entry."""
        return self.location.path


class Document(Struct, frozen=True, gc=False):
    """A file as it was read: its entries, and what belongs to no entry.

    `slug` is what other documents link to (permalink, else the path's), `names` are further
    names it can be found by (file stem, path), `template` is the family it was read as, `digest`
    the SHA-256 of its bytes in hexadecimal.
    """

    path: str
    slug: str
    markdown: str
    digest: str
    template: str | None = None
    names: tuple[str, ...] = ()
    principles: tuple[Principle, ...] = ()
    sections: tuple[Section, ...] = ()
    findings: tuple[Finding, ...] = ()


class Alternative(Struct, frozen=True, gc=False):
    """An option that some principle did not choose: one node, however many reject it, in any spelling."""

    slug: str
    label: str
    labels: tuple[str, ...] = ()


class Source(Struct, frozen=True, gc=False):
    """A web page, paper or book: one node, however many documents cite it and however they spell its URL."""

    key: str
    title: str
    titles: tuple[str, ...] = ()
    url: str | None = None
    urls: tuple[str, ...] = ()
    host: str | None = None


class Theme(Struct, frozen=True, gc=False):
    """A group of principles, in the order the catalogue gives them; `position` counts from 1."""

    slug: str
    label: str
    position: int
    principles: tuple[Principle, ...] = ()


class Rejection(Struct, frozen=True, gc=False):
    """The edge from a principle to an alternative it rejects, with what the document says of it."""

    principle: Principle
    alternative: Alternative
    option: Option


class Citation(Struct, frozen=True, gc=False):
    """The edge from a principle to a source it cites, as its document words it."""

    principle: Principle
    source: Source
    reference: Reference


class Relation(Struct, frozen=True, gc=False):
    """The edge from a principle to another document, and to its entry where it holds exactly one.

    `derived` edges are stated by the other document only; `location` is in the document that states it.
    """

    type: RelationType
    document: Document
    location: Location
    target: Principle | None = None
    text: str | None = None
    partial: bool = False
    derived: bool = False


class Conflict(Struct, frozen=True, gc=False):
    """`principle` rejects `over` at `location`; `other` stands for it."""

    kind: ConflictKind
    principle: Principle
    other: Principle
    over: Alternative
    location: Location

    @property
    def explanation(self) -> str:
        """The conflict in one sentence."""
        stands = "is a principle of that name" if self.kind is ConflictKind.PRINCIPLE else "chose it"
        return f"“{self.principle.title}” rejects “{self.over.label}”; “{self.other.title}” {stands}."


Resource = Principle | Alternative | Source | Theme
"""A node of the graph with an IRI of its own that frontends see as one."""
