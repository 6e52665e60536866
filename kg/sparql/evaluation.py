"""One query against a graph in pyoxigraph."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kg.sparql.bounded import COUNTERS, Bounded, check_rows
from kg.sparql.question import READ_ONLY, Answer, Limits, Question, Reason, RefusedError
from kg.sparql.results import GRAPHS, TABLES
from kg.sparql.service import refuse_service

if TYPE_CHECKING:
    import pyoxigraph

_PLACE = re.compile(r"^error at (\d+):(\d+): expected (.*)$", re.DOTALL)
_LEAD = re.compile(
    r"(?:\s|#[^\n]*(?:\n|$)|BASE\s*<[^>]*>|PREFIX\s+[^\s:]*:\s*<[^>]*>)*"
    r"(INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"""(?<![\w:/<#?$@.\\"'-])([^\W\d_][\w-]*(?:\.[\w-]+)*):(?=[\w%\\:.-]*)(?!//)""")
_DECLARED = re.compile(r"PREFIX\s+([^\s:]*):", re.IGNORECASE)


def load(data: object, media_type: str) -> pyoxigraph.Store:
    """A store of a graph, read from a binary file; its default graph is the union of all graphs, each triple once."""
    import pyoxigraph

    form = pyoxigraph.RdfFormat.from_media_type(media_type)
    store = pyoxigraph.Store()
    store.bulk_load(data, form)  # type: ignore[arg-type]
    if form is not None and form.supports_datasets:
        # A union that the engine makes while it answers has a triple as often as there are graphs with it.
        store.update("INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }")
    return store


def evaluate(store: pyoxigraph.Store, question: Question, prefixes: dict[str, str], limits: Limits) -> Answer:
    """The whole answer. Raises `RefusedError` for what is no query, calls another server or exceeds a limit."""
    import pyoxigraph

    try:
        refuse_service(question.query, prefixes)
        default, named = _dataset(question)
        found = store.query(question.query, prefixes=prefixes, default_graph=default, named_graphs=named)
        if isinstance(found, pyoxigraph.QueryTriples):
            return _graph(found, question.graph, prefixes, limits)
        return _table(found, question.table, limits)
    except SyntaxError as error:
        raise RefusedError(*_no_query(question.query, str(error), prefixes)) from None
    except (OSError, RuntimeError, ValueError) as error:
        said = " ".join(str(error).split()).rstrip(".")
        raise RefusedError(Reason.MALFORMED, f"The query can't be answered: {said}.") from None


def _dataset(question: Question) -> tuple[list[Any] | None, list[Any] | None]:
    """The default and named graphs of the request; what it leaves out is empty. None where the query's own hold."""
    import pyoxigraph

    if not question.default_graphs and not question.named_graphs:
        return None, None
    default, named = question.default_graphs, question.named_graphs
    return [pyoxigraph.NamedNode(iri) for iri in default], [pyoxigraph.NamedNode(iri) for iri in named]


def _table(
    found: pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean, media_type: str | None, limits: Limits
) -> Answer:
    import pyoxigraph

    if media_type is None:
        raise RefusedError(
            Reason.NOT_ACCEPTABLE, f"SELECT and ASK are answered as {', '.join(list(TABLES)[:4])}. Accept one of them."
        )
    name = TABLES[media_type]
    counter = None if isinstance(found, pyoxigraph.QueryBoolean) else COUNTERS[name]()
    output = Bounded(limits, counter)
    found.serialize(output, getattr(pyoxigraph.QueryResultsFormat, name))  # type: ignore[arg-type]
    return Answer(media_type, output.value())


def _graph(found: pyoxigraph.QueryTriples, media_type: str | None, prefixes: dict[str, str], limits: Limits) -> Answer:
    import pyoxigraph

    if media_type is None:
        raise RefusedError(
            Reason.NOT_ACCEPTABLE,
            f"CONSTRUCT and DESCRIBE are answered as {', '.join(list(GRAPHS)[:4])}. Accept one of them.",
        )
    triples: dict[pyoxigraph.Triple, None] = {}
    for triple in found:
        triples[triple] = None
        check_rows(len(triples), limits)
    output = Bounded(limits)
    # Side by side a subject's triples are written as one block.
    ordered = sorted(triples, key=lambda triple: (str(triple.subject), str(triple.predicate), str(triple.object)))
    form = getattr(pyoxigraph.RdfFormat, GRAPHS[media_type])
    pyoxigraph.serialize(ordered, output, form, prefixes=_used(prefixes, ordered))  # type: ignore[arg-type]
    return Answer(media_type, output.value())


def _used(prefixes: dict[str, str], triples: list[pyoxigraph.Triple]) -> dict[str, str]:
    """The prefixes of whose namespaces a triple has an IRI."""
    import pyoxigraph

    named = {part.value for triple in triples for part in triple if isinstance(part, pyoxigraph.NamedNode)}
    spaces = {iri[: max(iri.rfind("#"), iri.rfind("/")) + 1] for iri in named}
    return {prefix: space for prefix, space in prefixes.items() if space in spaces}


def _no_query(query: str, message: str, prefixes: dict[str, str]) -> tuple[Reason, str]:
    if _LEAD.match(query):
        return Reason.FORBIDDEN, READ_ONLY
    place = _PLACE.match(message)
    if place is None:
        return Reason.MALFORMED, f"The query is no SPARQL: {message}."
    said = f"The query is no SPARQL at line {place[1]}, column {place[2]}"
    unknown = _undeclared(query, prefixes)
    if unknown is not None:
        return Reason.MALFORMED, f"{said}. Its prefix `{unknown}:` has no PREFIX line; is it this that is missing?"
    return Reason.MALFORMED, f"{said}: {_expected(place[3])}."


def _undeclared(query: str, prefixes: dict[str, str]) -> str | None:
    known = set(prefixes) | set(_DECLARED.findall(query))
    # Within comments, texts and IRIs a colon makes no name.
    bare = re.sub(r"""<[^<>"{}|^`\\\s]*>|"[^"\n]*"|'[^'\n]*'|\#[^\n]*""", " ", query)
    return next((name for name in _NAME.findall(bare) if name not in known), None)


def _expected(listed: str) -> str:
    """What the engine's parser would have taken, without the names of its classes of characters."""
    words = [word for word in re.sub(r"\[[^]]*\]", "", listed).replace("one of ", "").split(", ") if word.strip()]
    # What comes last in its list of what a pattern may be is all that the parser tells where it expects one.
    if set(words) <= {"LATERAL", "OPTIONAL", "SERVICE"} and words:
        return "this is no part of a pattern, or one too little stands before it"
    if not words:
        return "something is too much or too little there"
    plain = [" ".join(word.split()) for word in words]
    return f"expected {' or '.join(plain)}" if len(plain) < 3 else f"expected one of {', '.join(plain)}"
