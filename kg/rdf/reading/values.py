"""The values of one subject as the model wants them: one text or several, a number, a flag, in a chosen language."""

from collections.abc import Iterable, Sequence

from kg.rdf import terms
from kg.rdf.reading.graph import Graph
from kg.rdf.reading.notes import Notes
from kg.rdf.reading.term import Iri, Listed, Node, Term, Typed

LABELS = (terms.PREF_LABEL, terms.LABEL, terms.TITLE, *terms.NAMES)
"""What names a node, best first."""
_FLAGS = {"true": True, "1": True, "false": False, "0": False}


class Values:
    """Reads values, and says which can't be read or contradict each other."""

    def __init__(self, graph: Graph, notes: Notes) -> None:
        self.graph, self.notes = graph, notes

    def tell(self, code: str, iri: str, message: str) -> None:
        """Adds a finding about a subject."""
        self.notes.tell(code, message, self.graph.homes.get(iri, ""), iri)

    def text(self, iri: str, node: Node, predicate: str) -> str | None:
        """The text of a property.

        Of several languages: no tag, then English, then the first tag in the alphabet. Two texts in one language are a
        contradiction: the first in the alphabet is taken.
        """
        found = node.get(predicate)
        if found is None:
            return None
        if len(found) == 1:
            first = found[0]
            if type(first) is not Iri:
                return str(first)
        texts = self._spoken(iri, predicate, found)
        if len(texts) > 1:
            shown = " and ".join(f"“{_short(text)}”" for text in texts[:2])
            message = (
                f"<{shown_iri(iri)}> has {len(texts)} values of {name(predicate)}, {shown}; the first is read."
                " Take out what does not hold."
            )
            self.tell("two-values", iri, message)
        return texts[0] if texts else None

    def first(self, iri: str, node: Node, predicates: Iterable[str]) -> str | None:
        """The text of the first of some properties that has one."""
        for predicate in predicates:
            text = self.text(iri, node, predicate)
            if text is not None:
                return text
        return None

    def label(self, iri: str) -> str | None:
        """What a node is called."""
        node = self.graph.nodes.get(iri)
        return None if node is None else self.first(iri, node, LABELS)

    def strings(self, iri: str, node: Node, predicate: str, field: str) -> tuple[str, ...]:
        """All texts of a property, in their stated order or else in the alphabet's."""
        found = node.get(predicate)
        if found is None:
            return ()
        first = found[0]
        texts = [str(first)] if len(found) == 1 and type(first) is not Iri else self._spoken(iri, predicate, found)
        order = self.graph.order(iri, field)
        if order is None and isinstance(found, Listed):
            order = found
        if order is None:
            return tuple(texts)
        return tuple(_in_order(texts, [str(one) for one in order if type(one) is not Iri]))

    def number(self, iri: str, node: Node, predicate: str) -> int | None:
        """The number of a property (`xsd:integer`)."""
        text = self.text(iri, node, predicate)
        if text is None:
            return None
        if text.isascii() and text.isdigit() and len(text) < 16:
            return int(text)
        self.unfit(iri, predicate, text, "a whole number")
        return None

    def flag(self, iri: str, node: Node, predicate: str) -> bool:
        """True where a property says so (`xsd:boolean`)."""
        text = self.text(iri, node, predicate)
        if text is None:
            return False
        if text not in _FLAGS:
            self.unfit(iri, predicate, text, "“true” or “false”")
        return _FLAGS.get(text, False)

    def unfit(self, iri: str, predicate: str, value: str, wanted: str) -> None:
        """Says that a value is not what its property takes."""
        shown = shown_iri(value) if type(value) is Iri else _short(value)
        message = (
            f"<{shown_iri(iri)}> has the value “{shown}” of {name(predicate)}, which is not {wanted};"
            " it is left out. Correct it."
        )
        self.tell("unreadable-value", iri, message)

    def _spoken(self, iri: str, predicate: str, found: Sequence[Term]) -> list[str]:
        """The texts of the language that is read, each once, in the alphabet's order."""
        by_language: dict[str, set[str]] = {}
        for term in found:
            if type(term) is Iri:
                self.unfit(iri, predicate, term, "a text")
            else:
                language = term.language if isinstance(term, Typed) else None
                by_language.setdefault(language or "", set()).add(str(term))
        if not by_language:
            return []
        return sorted(by_language[min(by_language, key=_preference)])


def name(iri: str) -> str:
    """A term by its prefix, or as a whole IRI."""
    for prefix, namespace in terms.PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return f"<{iri}>"


def shown_iri(iri: str) -> str:
    """An IRI for a message; the label of a blank node says nothing."""
    return iri if ":" in iri else "[]"


def _preference(language: str) -> tuple[bool, bool, str]:
    return language != "", language.partition("-")[0] != "en", language


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:57]}…"


def _in_order(texts: Sequence[str], order: Iterable[str]) -> list[str]:
    """Those that an order names as it names them, then the others."""
    stated = set(texts)
    kept = [text for text in order if text in stated]
    named = set(kept)
    return kept + [text for text in texts if text not in named]
