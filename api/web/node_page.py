"""A page about one node: what it says in the vocabulary's words, and links to its neighbours."""

from collections.abc import Sequence

from msgspec import Struct

from api.web import pages
from api.web.place import under
from api.web.texts import Texts
from kg.catalogue import Catalogue
from kg.rdf import published, terms
from kg.rdf.about import About, Pointing
from kg.rdf.nodes import BELONGS, Nodes
from kg.rdf.triple import Literal, Object

MOST = 100
"""How many values of one predicate a page shows; RDF has them all."""

_TEXTS = (
    terms.DEFINITION, terms.JUSTIFICATION, terms.DECISION_TEXT, terms.CONSEQUENCES, terms.REASON, terms.MARKDOWN,
)  # fmt: skip
# What the title, the kind or the place in the page says already.
_TOLD = frozenset(
    (terms.TYPE, terms.ABSTRACT, terms.INDEX, terms.LINK_DEFINITIONS, terms.TOP_CONCEPT_OF, *_TEXTS, *BELONGS)
)
# Each is told with more words by a part: a rejection, a citation.
_BY_PARTS = frozenset(
    (terms.REJECTS, terms.SOURCE, terms.CITES, terms.CITES_AS_EVIDENCE, terms.CITES_AS_RECOMMENDED_READING)
)
# What a card says by its name and kind.
_SAID_BY_CARDS = frozenset(
    (terms.REJECTED, terms.CITED_ENTITY, terms.RELATION_TO, terms.CHARACTERIZATION, terms.HREF, terms.LEVEL)
)
_TARGETS = (terms.REJECTED, terms.CITED_ENTITY, terms.RELATION_TO)
# Classes that say nothing beside a narrower one.
_WIDE = (terms.CONCEPT, terms.ENTITY, terms.CONCEPT_SCHEME, terms.VOID_DATASET)
_GROUPS = {
    terms.REJECTION: "What it rejects",
    terms.CITATION: "What it cites",
    terms.RELATION: "Links to other documents",
    terms.SECTION: "The document, section by section",
}
_FOLDED = frozenset((terms.RELATION, terms.SECTION))


class Value(Struct, frozen=True):
    """A value as it is shown: its words, and where it leads."""

    words: str
    href: str | None = None
    outside: bool = False


class Fact(Struct, frozen=True):
    """The values of one predicate, under its label; `more` are not shown."""

    term: str
    label: str
    values: list[Value]
    more: int


class Prose(Struct, frozen=True):
    """A text as sanitised HTML, under its label."""

    label: str
    html: str


class Card(Struct, frozen=True):
    """A node within a page: its kind, its name, what it leads to, and what it says."""

    here: Value
    kind: str
    target: Value | None
    facts: list[Fact]
    texts: list[Prose]


class Group(Struct, frozen=True):
    """Cards of one kind under a heading, folded away where they tell again what stands above."""

    heading: str
    cards: list[Card]
    folded: bool


class From(Struct, frozen=True):
    """A node that points here, by what, and the parts of it that say more."""

    root: Value
    kind: str
    labels: list[str]
    cards: list[Card]


def node_page(catalogue: Catalogue, nodes: Nodes, told: About, others: Sequence[tuple[str, str, str]]) -> bytes:
    """The page; `others` are its other representations: name, media type and address."""
    page = _Page(catalogue, nodes, told)
    return pages.rendered("node.html", catalogue=catalogue, page=page, others=others, about=told)


class _Page:
    """What the template shows of a node."""

    def __init__(self, catalogue: Catalogue, nodes: Nodes, told: About) -> None:
        self._catalogue, self._nodes = catalogue, nodes
        self._rendered = Texts(catalogue, nodes, self._href)
        self.iri, self.here = told.iri, self._href(told.iri)
        self.title = self._name(told.iri)
        self.kinds = [published.label(kind) for kind in self._kinds(told.iri)]
        owner = nodes.owner(told.iri)
        self.owner = None if owner is None else self._value(owner)
        self.lead = next(iter(self._words(told.iri, terms.ABSTRACT)), None)
        self.facts = self._facts(told.iri, bool(told.parts))
        self.texts = self._texts(told.iri)
        shown = told.parts if told.page == 1 else ()
        self.groups = self._grouped(shown)
        self.pointing = [self._from(one) for one in told.pointing]

    def _grouped(self, parts: Sequence[str]) -> list[Group]:
        kinds: dict[str, list[str]] = {}
        for part in parts:
            # The order of values is for programs: it repeats them.
            if (kind := self._kinds(part)[0]) != terms.SEQ:
                kinds.setdefault(kind, []).append(part)
        order = [*_GROUPS, *sorted(kinds.keys() - _GROUPS.keys())]
        return [
            Group(
                _GROUPS.get(kind) or published.label(kind),
                [self._card(part) for part in kinds[kind]],
                kind in _FOLDED and bool(self.texts),
            )
            for kind in order
            if kind in kinds
        ]

    def _from(self, pointing: Pointing) -> From:
        own = dict.fromkeys(predicate for subject, predicate in pointing.links if subject == pointing.root)
        parts = dict.fromkeys(
            subject
            for subject, _ in pointing.links
            if subject != pointing.root and terms.SEQ not in self._kinds(subject)
        )
        # A rejection or citation says what the bare link says, and why.
        labels = [published.label(predicate) for predicate in own if not (parts and predicate in _BY_PARTS)]
        root = pointing.root
        return From(self._value(root), published.label(self._kinds(root)[0]), labels, [self._card(p) for p in parts])

    def _card(self, part: str) -> Card:
        said = self._nodes.said(part)
        target = next((value for predicate, value in said if predicate in _TARGETS), None)
        # What a citation is for says more than that it is one.
        wide, narrow = self._kinds(part)[0], self._nodes.values(part, terms.CHARACTERIZATION)
        kind = published.label(next((one for one in narrow if isinstance(one, str)), wide))
        shown = None if target is None or target == self.iri else self._value(target)
        return Card(self._value(part), kind, shown, self._facts(part, False), self._texts(part))

    def _facts(self, iri: str, with_parts: bool) -> list[Fact]:
        naming = self._nodes.naming(iri)
        by_predicate: dict[str, list[Object]] = {}
        for predicate, value in self._nodes.said(iri):
            hidden = predicate in _TOLD or (with_parts and predicate in _BY_PARTS)
            inside = iri != self.iri and (predicate in _SAID_BY_CARDS or value == self.iri)
            if not hidden and not inside and (predicate, value) != naming:
                by_predicate.setdefault(predicate, []).append(value)
        return [
            Fact(predicate, published.label(predicate), [self._value(one) for one in values[:MOST]], len(values[MOST:]))
            for predicate, values in by_predicate.items()
        ]

    def _texts(self, iri: str) -> list[Prose]:
        return [
            Prose(published.label(predicate), self._rendered.html(iri, value.text))
            for predicate, value in self._nodes.said(iri)
            if predicate in _TEXTS and isinstance(value, Literal) and value.text.strip()
        ]

    def _kinds(self, iri: str) -> list[str]:
        kinds = [kind for kind in self._nodes.values(iri, terms.TYPE) if isinstance(kind, str)]
        return [kind for kind in kinds if kind not in _WIDE] or kinds or [terms.ENTITY]

    def _name(self, iri: str) -> str:
        naming = self._nodes.naming(iri)
        name = naming[1].text.strip() if naming is not None and isinstance(naming[1], Literal) else ""
        return name or self._nodes.iris.local(iri) or iri

    def _value(self, value: Object) -> Value:
        if isinstance(value, Literal):
            return Value(value.text)
        if value in self._nodes:
            return Value(self._name(value), self._href(value))
        if value.startswith(terms.PV):
            return Value(published.label(value), under(f"/vocabulary#{value.removeprefix(terms.PV)}"))
        known = published.vocabulary().get(value)
        words = value if known is None else known.label
        return Value(words, value, outside=True) if value.startswith(("https://", "http://")) else Value(words)

    def _href(self, iri: str) -> str:
        return pages.here(self._catalogue, self._nodes.iris.local(iri) or "")

    def _words(self, iri: str, predicate: str) -> list[str]:
        return [value.text for value in self._nodes.values(iri, predicate) if isinstance(value, Literal)]
