"""What a graph says of one principle or decision."""

import re
from unicodedata import category

from kg.identity import slugify
from kg.model import Fact, Kind, Location, Principle, Section, SectionRole, Status, Text
from kg.rdf import terms
from kg.rdf.definitions import Definitions
from kg.rdf.entry import STATUSES
from kg.rdf.reading import citations, options, relations
from kg.rdf.reading.places import Places
from kg.rdf.reading.relations import Href, Told
from kg.rdf.reading.term import Iri, Node, Term, is_iri
from kg.rdf.reading.values import LABELS, Values
from kg.reading import dates, status

_STATUSES = {iri: known for known, iri in STATUSES.items()}
_ADMS = "http://purl.org/adms/status/"
_ADMS_STATUSES = {
    "Completed": Status.ACCEPTED,
    "UnderDevelopment": Status.DRAFT,
    "Deprecated": Status.DEPRECATED,
    "Withdrawn": Status.REJECTED,
}
_PART_OF_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2})?")
_ROLES = {role.value: role for role in SectionRole}


class Home:
    """The document of an entry: its link definitions, the ranks of its links, and where what has no place stands."""

    __slots__ = ("default", "defined", "path", "ranks")

    def __init__(self, path: str, default: Location, defined: Definitions, ranks: dict[str, int]) -> None:
        self.path, self.default, self.defined, self.ranks = path, default, defined, ranks


class Reader:
    """Reads entries and sections of one graph."""

    def __init__(self, values: Values, places: Places, href: Href, slugs: dict[str, str]) -> None:
        self.values, self.graph, self.places = values, values.graph, places
        self._href, self._slugs = href, slugs
        self._told: Told = relations.told(self.graph)

    def principle(self, iri: str, home: Home, place: Location) -> Principle:
        """The entry of an IRI; `place` is where it stands if the graph doesn't say."""
        values, node = self.values, self.graph.nodes[iri]
        about = (values, self.places, iri, node)
        known, worded = self._status(iri, node)
        heading = values.text(iri, node, terms.HEADING)
        # Lines of another document would make it an entry of that one.
        stated = self.places.of(node, place)
        place = stated if stated.path == place.path else place
        return Principle(
            self._slugs[iri],
            self._kind(iri, node),
            self._title(iri, node),
            Location(place.path, place.line, place.end_line, heading),
            self.sections(iri, home),
            summary=values.text(iri, node, terms.ABSTRACT),
            keywords=values.strings(iri, node, terms.KEYWORD, "keywords"),
            status=known,
            status_text=worded,
            date=self._date(iri, node),
            deciders=values.strings(iri, node, terms.DECIDER, "deciders"),
            consulted=values.strings(iri, node, terms.CONSULTED, "consulted"),
            informed=values.strings(iri, node, terms.INFORMED, "informed"),
            drivers=values.strings(iri, node, terms.DRIVER, "drivers"),
            context=self._markdown(iri, node, terms.DEFINITION, home),
            justification=self._markdown(iri, node, terms.JUSTIFICATION, home),
            consequences=self._markdown(iri, node, terms.CONSEQUENCES, home),
            decision=self._markdown(iri, node, terms.DECISION_TEXT, home),
            chosen=values.text(iri, node, terms.CHOSEN),
            options=options.read(*about, home.default, home.defined),
            references=citations.read(*about, home.default, home.ranks),
            links=relations.read(*about, home.default, home.ranks, self._told, self._href),
            facts=self._facts(iri, home.default),
        )

    def sections(self, owner: str, home: Home) -> tuple[Section, ...]:
        """The sections of an entry or a document."""
        return tuple([self._section(part, home) for part in self.graph.parts(owner, terms.SECTION_OF)])

    def _section(self, iri: str, home: Home) -> Section:
        values, node = self.values, self.graph.nodes[iri]
        heading = values.text(iri, node, terms.HEADING)
        level = values.number(iri, node, terms.LEVEL)
        named = values.text(iri, node, terms.ROLE) or SectionRole.OTHER.value
        role = _ROLES.get(named)
        if role is None:
            values.unfit(iri, terms.ROLE, named, f"one of {', '.join(_ROLES)}")
        body = values.text(iri, node, terms.MARKDOWN) or ""
        return Section(
            heading,
            level if level is not None else (0 if heading is None else 2),
            role or SectionRole.OTHER,
            Text(body, home.defined if "[" in body else ()),
            self.places.of(node, home.default),
        )

    def _markdown(self, iri: str, node: Node, predicate: str, home: Home) -> Text | None:
        text = self.values.text(iri, node, predicate)
        return None if text is None else Text(text, home.defined if "[" in text else ())

    def _facts(self, iri: str, default: Location) -> tuple[Fact, ...]:
        found = []
        for part in self.graph.parts(iri, terms.FACT_OF):
            node = self.graph.nodes[part]
            field = self.values.text(part, node, terms.FIELD)
            value = self.values.text(part, node, terms.VALUE)
            if field is not None and value is not None:
                found.append(Fact(field, value, self.places.of(node, default)))
        return tuple(found)

    def _kind(self, iri: str, node: Node) -> Kind:
        types = self.graph.ends(node, terms.TYPE)
        is_principle, is_decision = terms.PRINCIPLE in types, terms.DECISION in types
        if is_principle and is_decision:
            message = f"“{self._slugs[iri]}” is called both a principle and a decision; it is read as a decision."
            self.values.tell("two-values", iri, f"{message} Take out the type that does not hold.")
        elif not is_principle and not is_decision:
            message = f"“{self._slugs[iri]}” has no type; it is read as a principle. Say that it is a pv:Principle"
            self.values.tell("unreadable-value", iri, f"{message} or a pv:Decision.")
        return Kind.DECISION if is_decision else Kind.PRINCIPLE

    def _title(self, iri: str, node: Node) -> str:
        title = self.values.first(iri, node, LABELS)
        if title is not None and title.strip():
            return title
        title = options.words(iri) or self._slugs[iri]
        message = f"No title is stated; “{title}” is taken from the IRI. Give it a skos:prefLabel."
        self.values.tell("no-title", iri, message)
        return title

    def _date(self, iri: str, node: Node) -> str | None:
        """A calendar date of ISO 8601, or a year or month as such; other wordings are read as in documents."""
        text = self.values.text(iri, node, terms.DATE)
        if text is None or _PART_OF_DATE.fullmatch(text):
            return text
        found = dates.find(text)
        if found is None:
            message = f"“{text}” is no calendar date and is left out. Write it like 2024-02-29."
            self.values.tell("unreadable-date", iri, message)
        return found

    def _status(self, iri: str, node: Node) -> tuple[Status | None, str | None]:
        """The status, and its wording."""
        worded = self.values.text(iri, node, terms.STATUS_TEXT)
        found: dict[Status, None] = {}
        for term in node.get(terms.ADMS_STATUS, ()):
            known = _STATUSES.get(term)
            if known is None:
                text = self._wording(term)
                worded = worded if worded is not None else text
                known = _adms(term) or (status.read(text).status if text else None)
                if known is None:
                    message = f"“{text or term}” is no status that is known. Write one of the concepts of pv:Statuses."
                    self.values.tell("unreadable-status", iri, message)
                    continue
            found[known] = None
        if len(found) > 1:
            shown = " and ".join(one.value for one in found)
            message = f"“{self._slugs[iri]}” has more than one status, {shown}. Take out what does not hold."
            self.values.tell("two-values", iri, message)
        if found:
            return min(found, key=lambda one: list(Status).index(one)), worded
        if terms.DEPRECATED in node and self.values.flag(iri, node, terms.DEPRECATED):
            return Status.SUPERSEDED if terms.IS_REPLACED_BY in node else Status.DEPRECATED, worded
        return None, worded

    def _wording(self, term: Term) -> str | None:
        """What a status is called: the text itself, or the label of its concept."""
        if type(term) is not Iri:
            return str(term)
        return self.values.label(term) if is_iri(term) else None


def _adms(iri: str) -> Status | None:
    return _ADMS_STATUSES.get(iri[len(_ADMS) :]) if iri.startswith(_ADMS) else None


def slug_of(values: Values, iri: str) -> str:
    """The slug of an entry: its notation, else what its IRI ends with, else its title."""
    graph, node = values.graph, values.graph.nodes[iri]
    notation = values.text(iri, node, terms.NOTATION)
    if notation is not None and (slug := _slugged(notation)):
        return slug
    local = graph.local(iri, "principle")
    if local is not None and (slug := _slugged(local)):
        return slug
    end = options.words(iri)
    return slugify(end or "") or slugify(values.label(iri) or "") or "entry"


def _slugged(text: str) -> str:
    """A text as a slug: as it is where it's written like one, else its parts folded."""
    if text == text.lower() and all(one.isalnum() or one in "-/~" or category(one)[0] == "M" for one in text):
        return text.strip("-/~")
    return "/".join(filter(None, map(slugify, text.split("/"))))
