"""The options that an entry does not choose: rejections as nodes, and `pv:rejects` alone."""

from urllib.parse import unquote

from kg.model import Location, Option, Text
from kg.rdf import terms
from kg.rdf.definitions import Definitions
from kg.rdf.reading.places import Places
from kg.rdf.reading.term import Iri, Listed, Node
from kg.rdf.reading.values import LABELS, Values, shown_iri


def read(
    values: Values, places: Places, iri: str, node: Node, default: Location, defined: Definitions
) -> tuple[Option, ...]:
    """The options in their stated order; those that are only named, by `pv:rejects`, come behind, by label where
    no list says their order."""
    graph = values.graph
    found: list[Option] = []
    told: set[str] = set()
    for part in graph.parts(iri, terms.REJECTED_BY):
        said = graph.nodes[part]
        rejected = graph.ends(said, terms.REJECTED)
        told.add(part)
        told.update(rejected)
        label = values.first(part, said, LABELS) or next(filter(None, (_label(values, one) for one in rejected)), None)
        if label is None:
            message = "This rejection does not name the option. Name it by pv:rejected, or give the rejection a label."
            values.tell("unreadable-value", part, message)
        else:
            found.append(_option(values, part, said, label, places.of(said, default), defined))
    named: list[Option] = []
    for term in node.get(terms.REJECTS, ()):
        if type(term) is not Iri:
            message = f"“{term}” is a text, where pv:rejects wants a node; it is read as the option's label."
            values.tell("unreadable-value", iri, f"{message} Write [ skos:prefLabel “…” ].")
            named.append(Option(str(term), default))
        elif term not in told:
            told.add(term)
            said = graph.nodes.get(term, {})
            label = _label(values, term)
            if label is None:
                title = values.label(iri) or words(iri) or shown_iri(iri)
                message = f"An option of “{title}” has no name and is left out. Give it a skos:prefLabel."
                values.tell("unreadable-value", iri, message)
            else:
                named.append(_option(values, term, said, label, places.of(said, default), defined))
    if not isinstance(node.get(terms.REJECTS), Listed):
        named.sort(key=lambda option: option.label)
    return (*found, *named)


def _option(values: Values, iri: str, node: Node, label: str, place: Location, defined: Definitions) -> Option:
    reason = values.text(iri, node, terms.REASON) if terms.REASON in node else None
    return Option(
        label,
        place,
        None if reason is None else Text(reason, defined if "[" in reason else ()),
        values.strings(iri, node, terms.PRO, "pros"),
        values.strings(iri, node, terms.CON, "cons"),
    )


def _label(values: Values, iri: str) -> str | None:
    """What an option is called: by its node, by the one it rejects in turn, or else by the end of its IRI."""
    label = values.label(iri)
    if label is None and iri in values.graph.nodes:
        inner = values.graph.ends(values.graph.nodes[iri], terms.REJECTED)
        label = next(filter(None, map(values.label, inner)), None)
    return label or words(iri)


def words(iri: str) -> str | None:
    """The end of an IRI as words; None for a blank node."""
    if ":" not in iri:
        return None
    end = iri.rstrip("/#")
    end = end[max(end.rfind("/"), end.rfind("#"), end.rfind(":")) + 1 :]
    return " ".join(unquote(end).replace("-", " ").replace("_", " ").split()) or None
