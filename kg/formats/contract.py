"""The whole catalogue as one JSON document, with the names and values of the GraphQL schema.

A node stands in full once, in the list of its kind, which has the order of GraphQL's; elsewhere it is named by `id` and
`label` (a document by `id` and `path`). A text is its Markdown. Where something stands (`location`, `facts`) is told
with places only, as in RDF.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import orjson

from kg import model
from kg.catalogue import Catalogue
from kg.identity import Node, opaque_id
from kg.names import label
from kg.rdf.parts import part_iri
from kg.selection.lists import alternatives, sources

_Json = dict[str, Any]


def json(catalogue: Catalogue, places: bool = False) -> Iterator[bytes]:
    """The catalogue's own facts, then a list for each kind of node, for conflicts and for findings."""
    return _Writer(catalogue, places).written()


class _Writer:
    """Values of the model as JSON, for one catalogue."""

    def __init__(self, catalogue: Catalogue, places: bool) -> None:
        self.catalogue = catalogue
        self.places = places
        self._references: dict[int, _Json] = {}

    def written(self) -> Iterator[bytes]:
        catalogue = self.catalogue
        lists: tuple[tuple[str, Iterable[Any], Callable[[Any], _Json]], ...] = (
            ("themes", catalogue.themes, self.theme),
            ("principles", catalogue.principles, self.principle),
            ("alternatives", alternatives(catalogue, None, "LABEL").items, self.alternative),
            ("sources", sources(catalogue, None, "TITLE").items, self.source),
            ("documents", catalogue.documents, self.document),
            ("conflicts", catalogue.conflicts, self.conflict),
            ("findings", catalogue.findings, self.finding),
        )
        yield b'{\n  "catalogue": ' + _lines(self.whole(), b"\n  ")
        for name, values, made in lists:
            yield f',\n  "{name}": ['.encode()
            separator = b"\n    "
            for value in values:
                yield separator + _lines(made(value), b"\n    ")
                separator = b",\n    "
            yield b"]" if separator == b"\n    " else b"\n  ]"
        yield b"\n}\n"

    def whole(self) -> _Json:
        catalogue = self.catalogue
        return {
            "iri": catalogue.iris.catalogue,
            "title": catalogue.title,
            "licence": catalogue.licence,
            "base": catalogue.base,
            "version": catalogue.version,
            "documents": len(catalogue.documents),
            "principles": len(catalogue.principles),
            "alternatives": len(catalogue.alternatives),
            "sources": len(catalogue.sources),
            "citations": len(catalogue.citations),
        }

    def reference(self, node: Node) -> _Json:
        """What names a node elsewhere."""
        # Objects of the catalogue live as long as it does, so each may go by its address.
        known = self._references.get(id(node))
        if known is None:
            called = {"path": node.path} if isinstance(node, model.Document) else {"label": label(node)}
            known = self._references[id(node)] = {"id": opaque_id(node), **called}
        return known

    def references(self, nodes: Iterable[Node]) -> list[_Json]:
        """The nodes, each once and in order."""
        found = list(map(self.reference, nodes))
        return found if len(found) < 2 else list({one["id"]: one for one in found}.values())

    def placed(self, made: _Json, location: model.Location) -> _Json:
        """The object with its place, if places are wanted."""
        if self.places:
            made["location"] = _location(location)
        return made

    def resource(self, node: model.Resource) -> _Json:
        return {"id": opaque_id(node), "iri": self.catalogue.iris.of(node), "label": label(node)}

    def theme(self, theme: model.Theme) -> _Json:
        return {
            **self.resource(theme),
            "slug": theme.slug,
            "position": theme.position,
            "principles": self.references(theme.principles),
        }

    def principle(self, entry: model.Principle) -> _Json:
        catalogue = self.catalogue
        theme = catalogue.theme_of(entry)
        rejections = catalogue.rejections(entry)
        citations = catalogue.citations_by(entry)
        cited = {
            role: [edge.source for edge in citations if edge.reference.role is role] for role in model.CitationRole
        }
        made = {
            **self.resource(entry),
            "slug": entry.slug,
            "kind": entry.kind.name,
            "title": entry.title,
            "summary": entry.summary,
            "keywords": entry.keywords,
            "status": entry.status.name if entry.status else None,
            "statusText": entry.status_text,
            "date": entry.date,
            "deciders": entry.deciders,
            "consulted": entry.consulted,
            "informed": entry.informed,
            "drivers": entry.drivers,
            "theme": self.reference(theme) if theme else None,
            "context": _text(entry.context),
            "justification": _text(entry.justification),
            "consequences": _text(entry.consequences),
            "decision": _text(entry.decision),
            "sections": [self.section(one) for one in entry.sections],
            "chosen": entry.chosen,
            "alternatives": self.references(edge.alternative for edge in rejections),
            "rejections": [self.rejection(one) for one in rejections],
            "evidence": self.references(cited[model.CitationRole.EVIDENCE]),
            "furtherReading": self.references(cited[model.CitationRole.FURTHER_READING]),
            "citations": [self.citation(one) for one in citations],
            "relations": [self.relation(one) for one in catalogue.relations(entry)],
            "conflicts": [self.conflict(one) for one in catalogue.conflicts_of(entry)],
            **({"facts": [self.fact(one) for one in entry.facts]} if self.places else {}),
            "document": self.reference(catalogue.document_of(entry)),
        }
        return self.placed(made, entry.location)

    def section(self, section: model.Section) -> _Json:
        made = {
            "iri": part_iri(self.catalogue, section),
            "heading": section.heading,
            "level": section.level,
            "role": section.role.name,
            "body": _text(section.body),
        }
        return self.placed(made, section.location)

    def rejection(self, edge: model.Rejection) -> _Json:
        option = edge.option
        made = {
            "iri": part_iri(self.catalogue, edge),
            "alternative": self.reference(edge.alternative),
            "reason": _text(option.reason),
            "pros": option.pros,
            "cons": option.cons,
        }
        return self.placed(made, option.location)

    def citation(self, edge: model.Citation) -> _Json:
        reference = edge.reference
        made = {
            "iri": part_iri(self.catalogue, edge),
            "source": self.reference(edge.source),
            "role": reference.role.name,
            "title": reference.title,
            "url": reference.url,
        }
        return self.placed(made, reference.location)

    def relation(self, edge: model.Relation) -> _Json:
        made = {
            "iri": part_iri(self.catalogue, edge),
            "type": edge.type.name,
            "target": self.reference(edge.target) if edge.target else None,
            "document": self.reference(edge.document),
            "text": edge.text,
            "partial": edge.partial,
            "derived": edge.derived,
        }
        return self.placed(made, edge.location)

    def conflict(self, edge: model.Conflict) -> _Json:
        made = {
            "kind": edge.kind.name,
            "principle": self.reference(edge.principle),
            "other": self.reference(edge.other),
            "over": self.reference(edge.over),
            "explanation": edge.explanation,
        }
        return self.placed(made, edge.location)

    def fact(self, fact: model.Fact) -> _Json:
        return self.placed({"field": fact.field, "value": fact.value}, fact.location)

    def alternative(self, alternative: model.Alternative) -> _Json:
        catalogue = self.catalogue
        same = catalogue.same_as(alternative)
        return {
            **self.resource(alternative),
            "slug": alternative.slug,
            "rejectedBy": self.references(edge.principle for edge in catalogue.rejections_of(alternative)),
            "principle": self.reference(same) if same else None,
            "chosenBy": self.references(catalogue.chosen_by(alternative)),
        }

    def source(self, source: model.Source) -> _Json:
        return {
            **self.resource(source),
            "title": source.title,
            "titles": source.titles,
            "url": source.url,
            "host": source.host,
            "citedBy": self.references(edge.principle for edge in self.catalogue.citations_of(source)),
        }

    def document(self, document: model.Document) -> _Json:
        return {
            "id": opaque_id(document),
            "iri": self.catalogue.iris.of(document),
            "path": document.path,
            "template": document.template,
            "markdown": document.markdown,
            "digest": document.digest,
            "principles": self.references(document.principles),
            "sections": [self.section(one) for one in document.sections],
        }

    def finding(self, found: model.Finding) -> _Json:
        return {
            "code": found.code,
            "severity": found.severity.name,
            "message": found.message,
            "location": _location(found.location),
        }


def _text(text: model.Text | None) -> _Json | None:
    return None if text is None else {"markdown": text.markdown}


def _location(location: model.Location) -> _Json:
    return {
        "path": location.path,
        "line": location.line,
        "endLine": location.end_line,
        "heading": location.heading,
    }


def _lines(value: _Json, margin: bytes) -> bytes:
    """An object over several lines, each but the first after a margin that begins with the line's end."""
    return orjson.dumps(value, option=orjson.OPT_INDENT_2).replace(b"\n", margin)
