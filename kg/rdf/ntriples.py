"""N-Triples and N-Quads (RDF 1.1): a statement a line, sorted."""

from collections.abc import Iterator

from kg.rdf import terms
from kg.rdf.blocks import Blocks
from kg.rdf.quoting import quoted, utf8
from kg.rdf.triple import Description, Descriptions, Graphs, Object


def ntriples(descriptions: Descriptions, base: str) -> Iterator[bytes]:
    """Every triple on a line of its own, the lines in the order of their characters."""
    blocks = Blocks()
    for subject, description in descriptions:
        start = f"<{subject}> <"
        blocks.add(start, utf8("".join(_lines(start, description, " .\n"))))
    return blocks.in_order()


def nquads(descriptions: Descriptions, base: str) -> Iterator[bytes]:
    """Everything in the default graph, which N-Quads writes as N-Triples does."""
    return ntriples(descriptions, base)


def nquads_graphs(graphs: Graphs, base: str) -> Iterator[bytes]:
    """Every quad on a line of its own, the lines in the order of their characters."""
    blocks = Blocks()
    for graph, descriptions in graphs:
        end = " .\n" if graph is None else f" <{graph}> .\n"
        for subject, description in descriptions:
            start = f"<{subject}> <"
            lines = utf8("".join(_lines(start, description, end)))
            if start in blocks:
                lines = b"".join(sorted((blocks.pop(start) + lines).splitlines(keepends=True)))
            blocks.add(start, lines)
    return blocks.in_order()


def _lines(start: str, description: Description, end: str) -> list[str]:
    return sorted([f"{start}{predicate}> {_object(value)}{end}" for predicate, value in description])


def _object(value: Object) -> str:
    if isinstance(value, str):
        return f"<{value}>"
    text = quoted(value.text)
    return text if value.datatype == terms.XSD_STRING else f"{text}^^<{value.datatype}>"
