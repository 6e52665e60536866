"""N-Triples (RDF 1.1): a triple a line, sorted."""

from collections.abc import Iterable, Iterator

from kg.rdf import terms
from kg.rdf.triple import Description, Object
from kg.rdf.turtle import escaped


def ntriples(descriptions: Iterable[tuple[str, Description]], base: str) -> Iterator[bytes]:
    """Every triple on a line of its own, the lines in the order of their characters."""
    blocks = {}
    for subject, description in descriptions:
        start = f"<{subject}> <"
        lines = [f"{start}{predicate}> {_object(value)} .\n" for predicate, value in description]
        blocks[start] = "".join(sorted(lines))
    for start in sorted(blocks):
        yield blocks[start].encode("utf-8", "replace")


def _object(value: Object) -> str:
    if isinstance(value, str):
        return f"<{value}>"
    text = f'"{escaped(value.text)}"'
    return text if value.datatype == terms.XSD_STRING else f"{text}^^<{value.datatype}>"
