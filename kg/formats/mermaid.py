"""Mermaid: a flowchart to paste into a Markdown page, with a subgraph for each theme."""

import re
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256

from kg.catalogue import Catalogue
from kg.formats.drawing import ENTRIES, Arrow, Drawing, Shown, draw, line
from kg.kept import kept

MOST_ARROWS, MOST_CHARACTERS = 500, 50_000
"""What Mermaid refuses to draw more of, unless the page that it runs in raises its `maxEdges` and `maxTextSize`."""

_SHAPES = {"principle": '("{}")', "decision": '["{}"]', "alternative": '(["{}"])', "document": '[/"{}"/]'}
_LINES = {
    "rejects": "--x",
    "chooses": "-->",
    "cites": "-.->",
    "relates-to": "---",
    "same-as": '-. "same as" .-',
    "conflicts-with": 'x== "conflicts with" ==x',
    "supersedes": '== "supersedes" ==>',
    "amends": '-- "amends" -->',
}
_CLASSES = {
    "principle": "fill:#dbeafe,stroke:#1d4ed8,color:#172554",
    "decision": "fill:#dcfce7,stroke:#15803d,color:#052e16",
    "alternative": "fill:#ffffff,stroke:#b91c1c,color:#7f1d1d,stroke-dasharray:4 3",
    "source": "fill:#fafafa,stroke:#a1a1aa,color:#3f3f46",
    "document": "fill:#fafafa,stroke:#a1a1aa,color:#3f3f46",
    "theme": "fill:#f8fafc,stroke:#94a3b8,color:#334155",
}
_LABEL = 60
# Everything that Mermaid, or the Markdown and HTML that it reads labels as, may take for more than a sign; a full stop
# or bracket only behind a leading number, where it makes a list, and a colon where no blank follows.
_MEANT = re.compile(r"""["#&<>%$*_`~\\|{}\[\]@^=;]|:(?=\S)|^[-+]|(?<=^\d)[.)]|(?<=^\d\d)[.)]|(?<=^\d\d\d)[.)]""")
# What Mermaid writes around an entity code within itself, and can't show.
_UNSHOWN = (("ﬂ°", "fl°"), ("¶ß", "¶ss"))
_NOT_IN_ID = re.compile(r"[^A-Za-z0-9]+")


def mermaid(catalogue: Catalogue, places: bool = False) -> Iterator[bytes]:
    """A line a node and a line an arrow, sorted; a comment says what `remark` says."""
    _, text = _fitted(catalogue)
    yield text.encode()


def remark(catalogue: Catalogue) -> str | None:
    """What the drawing leaves out: sources that join nothing, and what Mermaid would refuse to draw."""
    return _fitted(catalogue)[0]


@kept
def _fitted(catalogue: Catalogue) -> tuple[str | None, str]:
    """What the fullest drawing that Mermaid's limits allow leaves out, and the drawing; made once a catalogue."""
    whole = draw(catalogue)
    for number, names in enumerate(_choices(whole)):
        drawing = whole.only(names)
        if len(drawing.arrows) <= MOST_ARROWS:
            remark = _left_out(whole, drawing, number > 0)
            text = _written(catalogue.title, drawing, remark)
            if len(text.encode("utf-16-le")) // 2 <= MOST_CHARACTERS:  # as JavaScript counts
                return remark, text
    raise AssertionError("nothing at all is never too much")


def _choices(whole: Drawing) -> Iterator[set[str]]:
    """The names of ever fewer nodes: sources and alternatives go, what one entry has alone first, then entries."""
    degrees = Counter(name for arrow in whole.arrows for name in (arrow.start, arrow.end))
    kept = set(whole.nodes)
    for kind in ("source", "alternative"):
        of_kind = {name for name, node in whole.nodes.items() if node.kind == kind}
        yield kept - {name for name in of_kind if degrees[name] < 2}
        kept -= of_kind
        yield kept
    ranked = sorted(kept, key=lambda name: (whole.nodes[name].kind not in ENTRIES, -degrees[name], name))
    count = len(ranked)
    while count:
        count = count * 3 // 4
        yield set(ranked[:count])


def _left_out(whole: Drawing, drawing: Drawing, forced: bool) -> str | None:
    kinds = Counter(node.kind for name, node in whole.nodes.items() if name not in drawing.nodes)
    if not kinds:
        return None
    counts = " and ".join(f"{count} {kind if count == 1 else kind + 's'}" for kind, count in sorted(kinds.items()))
    why = (
        f"Mermaid draws at most {MOST_ARROWS} arrows and {MOST_CHARACTERS} characters"
        if forced
        else "what one entry alone cites joins nothing"
    )
    return f"Left out, since {why}: {counts} of {len(whole.nodes)} nodes. The format dot draws them all."


def _written(title: str, drawing: Drawing, remark: str | None) -> str:
    lines = ["flowchart LR", f"  %% {_comment(title)}", *([f"  %% {remark}"] if remark else [])]
    for theme, members in drawing.groups:
        lines.append(f'  subgraph {_id(theme.name)}["{_label(theme.label)}"]')
        lines.extend(f"    {_node(drawing.nodes[name])}" for name in members)
        lines.append("  end")
    lines.extend(f"  {_node(node)}" for node in drawing.loose())
    lines.extend(f"  {_arrow(arrow)}" for arrow in drawing.arrows)
    kinds = {node.kind for node in drawing.nodes.values()} | ({"theme"} if drawing.groups else set())
    lines.extend(f"  classDef {kind} {_CLASSES[kind]}" for kind in sorted(kinds & set(_CLASSES)))
    lines.extend(f"  class {_id(theme.name)} theme" for theme, _ in drawing.groups)
    return "\n".join(lines) + "\n"


def _node(node: Shown) -> str:
    shape = _SHAPES.get(node.kind, '["{}"]').format(_label(node.label))
    return f"{_id(node.name)}{shape}{f':::{node.kind}' if node.kind in _CLASSES else ''}"


def _arrow(arrow: Arrow) -> str:
    drawn = _LINES.get(arrow.type) or f'-- "{_label(arrow.type)}" -->'
    return f"{_id(arrow.start)} {drawn} {_id(arrow.end)}"


def _id(name: str) -> str:
    """A name as an identifier of ASCII letters, digits and `_`; a digest tells apart what would look alike."""
    plain = _NOT_IN_ID.sub("_", name).strip("_")
    if len(plain) <= _LABEL and plain.replace("_", "/", 1).replace("_", "-") == name:
        return plain
    return f"{plain[:_LABEL].rstrip('_')}_{sha256(name.encode()).hexdigest()[:8]}"


def _label(text: str) -> str:
    """A text as the inside of a label's quotation marks, with Mermaid's entity codes."""
    plain = line(text, _LABEL)
    for pair, shown in _UNSHOWN:
        plain = plain.replace(pair, shown)
    return _MEANT.sub(lambda found: f"#{ord(found[0])};", plain) or " "


def _comment(text: str) -> str:
    """A text that opens no directive, in one line."""
    return line(text, _LABEL).replace("{", "(").replace("}", ")")
