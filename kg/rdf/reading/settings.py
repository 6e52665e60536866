"""What a graph says of its catalogue: title, base, licence and themes."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from kg.configuration import ThemeSettings
from kg.identity import slugify
from kg.rdf import terms
from kg.rdf.reading.documents import Elsewhere
from kg.rdf.reading.options import words
from kg.rdf.reading.term import Iri, Node, is_iri
from kg.rdf.reading.values import LABELS, Values, shown_iri


def read(values: Values, slugs: dict[str, str], elsewhere: Elsewhere) -> dict[str, Any]:
    """The settings that the graph states, by name; `slugs` are those of its entries."""
    graph = values.graph
    found: dict[str, Any] = {}
    for iri in graph.headers:
        node = graph.nodes[iri]
        stated = {
            "title": values.first(iri, node, (terms.TITLE, *LABELS)),
            "base": _base(values, iri, node),
            "licence": _licence(values, iri, node),
        }
        for name, value in stated.items():
            if value is None:
                continue
            if found.setdefault(name, value) != value:
                message = (
                    f"Another {name} of the catalogue is stated too, “{found[name]}”, which is read. Take one out."
                )
                values.tell("two-values", iri, message)
    themes = tuple(_themes(values, slugs, elsewhere))
    if themes:
        found["themes"] = themes
    return found


def _base(values: Values, iri: str, node: Node) -> str | None:
    stated = next((term for term in sorted(node.get(terms.URI_SPACE, ()), key=str)), None)
    if stated is None:
        return str(iri) if terms.CONCEPT_SCHEME in values.graph.ends(node, terms.TYPE) and _is_base(iri) else None
    if not _is_base(stated):
        values.unfit(iri, terms.URI_SPACE, stated, "an http or https address without query and fragment")
        return None
    return str(stated) if stated.endswith("/") else stated + "/"


def _is_base(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.query and not parts.fragment
    except ValueError:
        return False


def _licence(values: Values, iri: str, node: Node) -> str | None:
    found = node.get(terms.LICENCE)
    iris = sorted(term for term in found or () if is_iri(term))
    if iris:
        return str(iris[0])
    return values.text(iri, node, terms.LICENCE) if found else None


def _themes(values: Values, slugs: dict[str, str], elsewhere: Elsewhere) -> Iterator[ThemeSettings]:
    graph = values.graph
    for iri in sorted(graph.collections, key=lambda iri: (graph.index(iri), values.label(iri) or "", graph.rank(iri))):
        label = values.label(iri) or words(iri)
        if label is None:
            values.tell("unreadable-value", iri, "This theme has no name and is left out. Give it a skos:prefLabel.")
            continue
        members = _members(values, iri)
        for one in members:
            if one not in slugs and elsewhere(one) is None:
                message = (
                    f"The theme “{label}” names <{shown_iri(one)}>, which is no entry here. Correct it, or take it out."
                )
                values.tell("unknown-theme-member", iri, message)
        yield ThemeSettings(
            label, tuple(slugs.get(one) or graph.local(one, "principle") or str(one) for one in members)
        )


def _members(values: Values, iri: str) -> list[str]:
    """The members of a theme, in their stated order, or else by title."""
    graph = values.graph
    node = graph.nodes[iri]
    for term in (*node.get(terms.MEMBER, ()), *node.get(terms.MEMBER_LIST, ())):
        if type(term) is not Iri:
            values.unfit(iri, terms.MEMBER, term, "an entry")
    stated = graph.ends(node, terms.MEMBER)
    order = graph.order(iri, "principles") or []
    named = set(stated)
    listed: list[str] = [one for one in dict.fromkeys(order) if type(one) is Iri and one in named]
    # The list of a `skos:OrderedCollection`.
    listed = listed or graph.ends(node, terms.MEMBER_LIST)
    rest = sorted(set(stated) - set(listed), key=lambda one: (slugify(values.label(one) or ""), graph.rank(one)))
    return [*listed, *rest]
