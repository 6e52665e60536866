"""DOT, the language of Graphviz: a drawing of a catalogue, with a box around each theme."""

import re
from collections.abc import Iterator
from textwrap import wrap

from kg.catalogue import Catalogue
from kg.formats.drawing import ENTRIES, Arrow, Drawing, Shown, draw, line
from kg.rdf.iri import web_iri

_KINDS = {
    "principle": 'shape=box, style="rounded,filled", fillcolor="#dbeafe", color="#1d4ed8"',
    "decision": 'shape=box, style="filled", fillcolor="#dcfce7", color="#15803d"',
    "alternative": 'shape=box, style="rounded,dashed", color="#b91c1c", fontcolor="#7f1d1d"',
    "source": 'shape=note, color="#a1a1aa", fontcolor="#3f3f46", fontsize=9',
    "document": 'shape=folder, color="#a1a1aa", fontcolor="#3f3f46", fontsize=9',
}
_TYPES = {
    "rejects": 'color="#dc2626", arrowhead=tee',
    "chooses": 'color="#15803d"',
    "conflicts-with": 'color="#dc2626", fontcolor="#dc2626", penwidth=2, dir=both, arrowhead=tee, arrowtail=tee,'
    ' label="conflicts with"',
    "supersedes": 'color="#15803d", fontcolor="#15803d", penwidth=2, label="supersedes"',
    "amends": 'color="#15803d", fontcolor="#15803d", label="amends"',
    "relates-to": 'color="#64748b", dir=none',
    "same-as": 'color="#64748b", fontcolor="#64748b", style=dashed, dir=none, label="same as"',
    "cites": 'color="#d4d4d8", arrowhead=vee, arrowsize=0.6',
}
_WIDTH, _MOST = 28, 120
_ESCAPES = {'"': '\\"', "\\": "\\\\", "&": "&amp;", "\n": "\\n"}
_CONTROL = re.compile("[\x00-\x1f\x7f\ufffe\uffff]")
_REFERENCE = re.compile(r"&(?=#?\w+;)")
_SPECIAL = re.compile(r'["\\&\n]')


def dot(catalogue: Catalogue, places: bool = False) -> Iterator[bytes]:
    """A line a node and a line an edge, sorted; labels are cut where they are long, and whole in the tooltip."""
    drawing = draw(catalogue)
    yield (
        f'digraph "{_escaped(line(catalogue.title, _MOST))}" {{\n'
        "  graph [rankdir=LR, ranksep=2.5, nodesep=0.1, newrank=true, fontname=Helvetica, fontsize=12];\n"
        '  node [fontname=Helvetica, fontsize=10, margin="0.12,0.06", height=0.3];\n'
        "  edge [fontname=Helvetica, fontsize=8];\n"
    ).encode()
    yield from _nodes(drawing)
    for arrow in drawing.arrows:
        yield f"  {_edge(arrow)}\n".encode()
    yield b"}\n"


def _nodes(drawing: Drawing) -> Iterator[bytes]:
    for theme, members in drawing.groups:
        label = _label(theme.label)
        head = f'  subgraph {_name("cluster " + theme.name)} {{\n    label={label}; style=rounded; color="#94a3b8";\n'
        inside = "".join(f"    {_node(drawing.nodes[name])}\n" for name in members)
        yield f"{head}{inside}  }}\n".encode()
    for node in drawing.loose():
        yield f"  {_node(node)}\n".encode()
    column = "".join(f"    {_name(name)};\n" for name, node in drawing.nodes.items() if node.kind in ENTRIES)
    if column:
        yield f"  {{\n    rank=same;\n{column}  }}\n".encode()


def _node(node: Shown) -> str:
    said = [f"label={_label(node.label)}", f'tooltip="{_escaped(line(node.label, 20 * _MOST))}"']
    url = str(node.values.get("url") or node.values.get("iri") or "")
    if url.startswith(("https://", "http://")):
        said.append(f'URL="{_escaped(web_iri(url))}"')
    return f"{_name(node.name)} [{', '.join(said)}, {_KINDS.get(node.kind, 'shape=box')}];"


def _edge(arrow: Arrow) -> str:
    style = _TYPES.get(arrow.type) or f"label={_label(arrow.type)}"
    return f"{_name(arrow.start)} -> {_name(arrow.end)} [{style}];"


def _label(text: str) -> str:
    words = line(text, _MOST)
    if len(words) > _WIDTH:
        words = "\n".join(wrap(words, _WIDTH))
    return f'"{_escaped(words)}"'


def _escaped(text: str) -> str:
    """A text as an escString: no backslash, quotation mark or character reference in it means anything."""
    return _SPECIAL.sub(lambda found: _ESCAPES[found[0]], text)


def _name(name: str) -> str:
    """The ID of a node: a backslash escapes a quotation mark alone, but Graphviz takes references for characters."""
    plain = _REFERENCE.sub("&amp;", _CONTROL.sub(lambda found: f"%{ord(found[0]):02X}", name))
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'
