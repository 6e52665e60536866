"""GEXF 1.3: the networkx view for Gephi, and as `networkx.read_gexf` reads it back."""

from collections.abc import Iterator, Mapping

from kg.catalogue import Catalogue
from kg.formats.rows import Rows, Values, plain
from kg.formats.xml import DECLARATION, attribute, content

_TYPES: Mapping[type, str] = {bool: "boolean", int: "long", float: "double", str: "string"}
_KEY = "networkx_key"
# What an edge or a node says by an XML attribute of its own.
_OWN = ("label", "weight")


def gexf(catalogue: Catalogue, places: bool = False) -> Iterator[bytes]:
    """Nodes and edges in order, a line a value; `kind` tells parallel edges apart for Gephi, `networkx_key` for others.

    There is no `lastmodifieddate`: the same catalogue gives the same bytes.
    """
    rows = Rows(catalogue)
    node_names = [name for name in rows.node_columns if name not in _OWN]
    edge_names = [name for name in rows.edge_columns if name not in _OWN]
    yield (
        f'{DECLARATION}<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
        f"  <meta>\n    <creator>principle-graph</creator>\n"
        f"    <description>{content(catalogue.title)}</description>\n  </meta>\n"
        '  <graph defaultedgetype="directed" mode="static">\n'
        f"{_declared('node', rows.node_columns, node_names)}"
        f"{_declared('edge', {**rows.edge_columns, _KEY: str}, [_KEY, *edge_names])}    <nodes>\n"
    ).encode()
    for name, values in rows.nodes:
        label = attribute(plain(values.get("label", name)))
        said = _values("node", node_names, values)
        yield f'      <node id="{attribute(name)}" label="{label}">\n{said}      </node>\n'.encode()
    yield b"    </nodes>\n    <edges>\n"
    for start, end, key, values in rows.edges:
        weight = f' weight="{plain(values["weight"])}"' if "weight" in values else ""
        own = f'id="{attribute(_id(start, key, end))}" source="{attribute(start)}" target="{attribute(end)}"'
        said = _values("edge", [_KEY, *edge_names], {**values, _KEY: key})
        yield f'      <edge {own} kind="{attribute(key)}"{weight}>\n{said}      </edge>\n'.encode()
    yield b"    </edges>\n  </graph>\n</gexf>\n"


def _id(*parts: str) -> str:
    return " ".join(part.replace("%", "%25").replace(" ", "%20") for part in parts)


def _declared(kind: str, columns: Mapping[str, type], names: list[str]) -> str:
    if not names:
        return ""
    lines = [f'      <attribute id="{name}" title="{name}" type="{_TYPES[columns[name]]}"/>\n' for name in names]
    return f'    <attributes class="{kind}" mode="static">\n{"".join(lines)}    </attributes>\n'


def _values(kind: str, names: list[str], values: Values) -> str:
    said = [
        f'          <attvalue for="{name}" value="{attribute(plain(values[name]))}"/>\n'
        for name in names
        if name in values
    ]
    return f"        <attvalues>\n{''.join(said)}        </attvalues>\n" if said else ""
