"""The graph held against SHACL shapes: what does not conform, each at its place in the documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.catalogue import Catalogue
from kg.configuration import FILE_NAME
from kg.errors import PrincipleGraphError
from kg.levels import told
from kg.model import Finding, Location, Severity
from kg.rdf import terms
from kg.rdf.export import to_rdf

if TYPE_CHECKING:
    import rdflib

SHAPES = Path(__file__).with_name("shapes.ttl")
"""The shapes that ship (SHACL Core)."""

_SH = "http://www.w3.org/ns/shacl#"
_SEVERITIES = {_SH + "Warning": Severity.WARNING, _SH + "Info": Severity.NOTE}
_LINES = "#line="
_SHOWN = 60


def results(catalogue: Catalogue, rules: Sequence[Path] = ()) -> tuple[Finding, ...]:
    """Every result of the shapes that ship and of those in files of one's own, by path and line.

    The code is the name of the shape, so one that a finding of the catalogue tells as well may be in both.
    Raises `PrincipleGraphError` where a file holds no shapes that can be used.
    """
    import pyshacl
    import rdflib

    shapes = rdflib.Graph(bind_namespaces="none").parse(SHAPES, format="turtle")
    for path in rules:
        shapes += _read(path)
    graph = to_rdf(catalogue, places=True)
    try:
        _, report, text = pyshacl.validate(graph, shacl_graph=shapes, inplace=True, inference="none")
    except Exception as error:  # what an engine makes of shapes that others wrote has no common class
        if not rules:
            raise
        text, report = str(error), None
    if not isinstance(report, rdflib.Graph):
        named = ", ".join(str(path) for path in rules)
        reason = " ".join(text.split())
        raise PrincipleGraphError(f"The shapes in {named} can't be used: {reason.rstrip('.')}. Correct them.")
    found = _findings(report, graph, catalogue)
    return tuple(sorted(found, key=lambda one: (one.location.path, one.location.line, one.code, one.message)))


def untold(found: Sequence[Finding], catalogue: Catalogue) -> tuple[Finding, ...]:
    """Those of the results that no finding of the catalogue tells already and no level switches off."""
    lines: dict[tuple[str, str], list[int]] = {}
    for one in catalogue.findings:
        lines.setdefault((one.code, one.location.path), []).append(one.location.line)

    def is_told(one: Finding) -> bool:
        # What a document leaves as a placeholder is told as that, not as missing.
        codes = (one.code, "placeholder") if one.code.startswith("no-") else (one.code,)
        place = one.location
        return any(place.line <= line <= place.end_line for code in codes for line in lines.get((code, place.path), ()))

    known = [one for one in found if not is_told(one)]
    return tuple(told(known, catalogue.documents, catalogue.settings.findings))


def _read(path: Path) -> rdflib.Graph:
    """The shapes in a file of any RDF syntax, known by its suffix."""
    import pyoxigraph
    import rdflib

    syntax = pyoxigraph.RdfFormat.from_extension(path.suffix.removeprefix("."))
    if syntax is None:
        raise PrincipleGraphError(f"{path} has no suffix of an RDF format. Write shapes as Turtle, in a file .ttl.")
    try:
        with path.open("rb") as file:
            quads = list(pyoxigraph.parse(file, syntax, base_iri=path.absolute().as_uri()))
    except OSError as error:
        raise PrincipleGraphError(f"{path} can't be read: {error.strerror}. Name a file that can.") from error
    except SyntaxError as error:
        line = f"{path}:{error.lineno}" if error.lineno else str(path)
        raise PrincipleGraphError(f"{line}: {str(error.msg).rstrip('.')}. Correct it.") from error
    triples = (pyoxigraph.Triple(quad.subject, quad.predicate, quad.object) for quad in quads)
    plain = pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.N_TRIPLES)
    try:
        graph = rdflib.Graph(bind_namespaces="none").parse(data=plain, format="nt")
    except rdflib.exceptions.ParserError as error:
        raise PrincipleGraphError(
            f"{path} says something about statements or directions of text, as RDF 1.2 can. Write it as RDF 1.1."
        ) from error
    if not any(str(predicate).startswith(_SH) for predicate in graph.predicates()):
        raise PrincipleGraphError(f"{path} holds no SHACL shapes. Name a file that does.")
    return graph


def _findings(report: rdflib.Graph, graph: rdflib.Graph, catalogue: Catalogue) -> Iterator[Finding]:
    from rdflib import RDF, Literal, URIRef

    def one(result: rdflib.graph._SubjectType, name: str) -> rdflib.term.Node | None:
        return report.value(result, URIRef(_SH + name), any=True)

    for result in report.subjects(RDF.type, URIRef(_SH + "ValidationResult")):
        focus, path, value = one(result, "focusNode"), one(result, "resultPath"), one(result, "value")
        messages = sorted(
            (text for text in report.objects(result, URIRef(_SH + "resultMessage")) if isinstance(text, Literal)),
            key=lambda text: (text.language is not None, text.language != "en", str(text)),
        )
        about = _shown(focus, catalogue)
        if isinstance(path, URIRef):
            about += f", {_shown(path, catalogue)}"
        if value is not None and value != focus:
            about += f": {_shown(value, catalogue)}"
        shape, component = one(result, "sourceShape"), one(result, "sourceConstraintComponent")
        yield Finding(
            _name(shape if isinstance(shape, URIRef) else component),
            _SEVERITIES.get(str(one(result, "resultSeverity")), Severity.ERROR),
            f"{messages[0] if messages else 'Does not conform.'} ({about})",
            _location(graph, focus, catalogue),
        )


def _name(shape: rdflib.term.Node | None) -> str:
    """The last part of an IRI."""
    return str(shape).rpartition("#")[2].rpartition("/")[2].removesuffix("ConstraintComponent")


def _shown(node: rdflib.term.Node | None, catalogue: Catalogue) -> str:
    """A node as people read it: by its local name, by prefix, or in quotes."""
    from rdflib import URIRef

    text = str(node)
    if not isinstance(node, URIRef):
        line = " ".join(text.split())
        return f"“{line if len(line) <= _SHOWN else line[: _SHOWN - 1] + '…'}”"
    if text == catalogue.iris.catalogue:
        return "the catalogue"
    if text.startswith(catalogue.base):
        return text.removeprefix(catalogue.base)
    for prefix, namespace in terms.PREFIXES.items():
        if text.startswith(namespace):
            return f"{prefix}:{text.removeprefix(namespace)}"
    return text


def _location(graph: rdflib.Graph, focus: rdflib.term.Node | None, catalogue: Catalogue) -> Location:
    """Where a node stands; what has no place of its own stands where the nearest node that is joined to it does."""
    from rdflib import RDF, URIRef

    kinds = {str(kind) for kind in graph.objects(focus, RDF.type)}
    if kinds & {terms.DCAT_DATASET, terms.COLLECTION}:
        return Location(FILE_NAME, 0, 0)
    own = list(_places(graph, focus))
    if not own:
        joined = [*graph.subjects(None, focus), *graph.objects(focus, None)]
        own = [place for node in joined if isinstance(node, URIRef) for place in _places(graph, node)]
    nearest = min(own, key=lambda place: (place.end_line - place.line, place.path, place.line), default=None)
    return nearest or Location(FILE_NAME, 0, 0)


def _places(graph: rdflib.Graph, node: rdflib.term.Node | None) -> Iterator[Location]:
    from rdflib import URIRef

    path = graph.value(node, URIRef(terms.PATH), any=True)
    if path is not None:
        yield Location(str(path), 1, 1)
        return
    for place in (node, *graph.objects(node, URIRef(terms.DERIVED_FROM))):
        document, found, lines = str(place).partition(_LINES)
        path = graph.value(URIRef(document), URIRef(terms.PATH), any=True) if found else None
        first, _, last = lines.partition(",")
        if path is not None and first.isdecimal() and last.isdecimal():
            yield Location(str(path), int(first) + 1, int(last))
