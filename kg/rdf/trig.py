"""TriG (RDF 1.1): the blocks of Turtle, those of each named graph in braces."""

from collections.abc import Iterator

from kg.rdf.blocks import Blocks
from kg.rdf.quoting import utf8
from kg.rdf.triple import Descriptions, Graphs
from kg.rdf.turtle import TurtleBlocks, turtle


def trig(descriptions: Descriptions, base: str) -> Iterator[bytes]:
    """Everything in the default graph, which TriG writes as Turtle does."""
    return turtle(descriptions, base)


def trig_graphs(graphs: Graphs, base: str) -> Iterator[bytes]:
    """The default graph first, the catalogue at its head; then named graphs by IRI, in each the subjects by IRI."""
    writer, named, default = TurtleBlocks(base), Blocks(), Blocks()
    for graph, descriptions in graphs:
        blocks = default if graph is None else Blocks()
        for subject, description in descriptions:
            blocks.add(subject, writer.block(subject, description))
        if graph is not None:
            named.add(graph, utf8(f"\n{writer.name(graph)} {{") + b"".join(blocks.in_order()) + b"}\n")
    yield writer.head()
    yield from default.in_order(first=base)
    yield from named.in_order()
