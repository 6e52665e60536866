"""GraphML 1.0: the networkx view whole, as `networkx.read_graphml` reads it back."""

from collections.abc import Iterator, Mapping

from kg.catalogue import Catalogue
from kg.formats.rows import Rows, Values, columns, plain
from kg.formats.xml import DECLARATION, attribute, content

_TYPES: Mapping[type, str] = {bool: "boolean", int: "long", float: "double", str: "string"}
_HEAD = f"""{DECLARATION}<graphml xmlns="http://graphml.graphdrawing.org/xmlns"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""


def graphml(catalogue: Catalogue, places: bool = False) -> Iterator[bytes]:
    """Nodes and edges in order, a line a value; an edge's `id` is its key, which tells it from others of its ends."""
    rows = Rows(catalogue)
    of_graph = columns([rows.graph])
    keys = [("graph", of_graph), ("node", rows.node_columns), ("edge", rows.edge_columns)]
    declared = "".join(
        f'  <key id="{kind}.{name}" for="{kind}" attr.name="{name}" attr.type="{_TYPES[held]}"/>\n'
        for kind, held_columns in keys
        for name, held in held_columns.items()
    )
    yield f'{_HEAD}{declared}  <graph edgedefault="directed">\n'.encode()
    yield _data("graph", "    ", of_graph, rows.graph).encode()
    for name, values in rows.nodes:
        data = _data("node", "      ", rows.node_columns, values)
        yield f'    <node id="{attribute(name)}">\n{data}    </node>\n'.encode()
    for start, end, key, values in rows.edges:
        ends = f'source="{attribute(start)}" target="{attribute(end)}" id="{attribute(key)}"'
        yield f"    <edge {ends}>\n{_data('edge', '      ', rows.edge_columns, values)}    </edge>\n".encode()
    yield b"  </graph>\n</graphml>\n"


def _data(kind: str, indent: str, names: Mapping[str, type], values: Values) -> str:
    return "".join(
        [
            f'{indent}<data key="{kind}.{name}">{content(plain(values[name]))}</data>\n'
            for name in names
            if name in values
        ]
    )
