"""The one list of formats: what each is called, served as and written by."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePath
from types import MappingProxyType

from msgspec import Struct

from kg.catalogue import Catalogue
from kg.errors import PrincipleGraphError
from kg.formats import contract, dot, gexf, graphml, mermaid, tables
from kg.formats.blocks import blocks
from kg.rdf import formats as rdf
from kg.rdf.export import stream

Writer = Callable[[Catalogue, bool], Iterator[bytes]]


class Format(Struct, frozen=True):
    """A format by name: media types and suffixes, the usual one first, and what it is for.

    `takes_places` is true where it can hold at which lines of its document each fact stands, `is_rdf` where it holds
    the RDF view, `names_iris` where it names nodes by IRI. `remark(catalogue)` is a sentence on what it leaves out of
    a catalogue, None where that is nothing.
    """

    name: str
    media_types: tuple[str, ...]
    suffixes: tuple[str, ...]
    description: str
    writer: Writer
    takes_places: bool = False
    is_rdf: bool = False
    names_iris: bool = True
    parameters: str = ""
    remark: Callable[[Catalogue], str | None] = lambda _: None

    def write(self, catalogue: Catalogue, places: bool = False) -> Iterator[bytes]:
        """The catalogue as UTF-8, in blocks; the same catalogue gives the same bytes."""
        return blocks(self.writer(catalogue, places))

    @property
    def media_type(self) -> str:
        """The media type without parameters, in lower case."""
        return self.media_types[0]

    @property
    def content_type(self) -> str:
        """The value of `Content-Type` (RFC 9110, 8.3)."""
        return self.media_type + self.parameters

    @property
    def suffix(self) -> str:
        """The end of a file's name, with its dot."""
        return self.suffixes[0]


_UTF8 = "; charset=utf-8"
_TOLD = {
    "text/turtle": ("RDF, a line a triple, made to be compared", _UTF8),
    "application/n-triples": ("RDF, a triple a line, sorted", ""),
    "application/trig": ("RDF, a named graph a document", ""),
    "application/n-quads": ("RDF, a triple with its graph a line, sorted", ""),
    "application/ld+json": ("RDF as JSON, with its context", ""),
    "application/rdf+xml": ("RDF as XML, for older tools", ""),
}


def _of_rdf(form: rdf.Format) -> Format:
    description, parameters = _TOLD.get(form.media_type, ("RDF", ""))
    return Format(
        form.name,
        (form.media_type,),
        (form.suffix,),
        description,
        lambda catalogue, places: stream(catalogue, form.name, places),
        takes_places=True,
        is_rdf=True,
        parameters=parameters,
    )


_OWN = (
    Format(
        "json",
        ("application/json",),
        (".json",),
        "the whole catalogue, with the names of the GraphQL schema",
        contract.json,
        takes_places=True,
    ),
    Format(
        "graphml",
        ("application/graphml+xml",),
        (".graphml",),
        "the networkx view, for networkx, igraph and yEd",
        graphml.graphml,
    ),
    Format("gexf", ("application/gexf+xml",), (".gexf",), "the networkx view, for Gephi", gexf.gexf),
    Format(
        "csv-edges",
        ("text/csv",),
        (".edges.csv",),
        "the edges of the networkx view, for pandas and spreadsheets",
        tables.edges,
        names_iris=False,
        parameters="; charset=utf-8; header=present",
    ),
    Format(
        "csv-nodes",
        ("text/csv",),
        (".nodes.csv",),
        "its nodes",
        tables.nodes,
        parameters="; charset=utf-8; header=present",
    ),
    Format(
        "dot",
        ("text/vnd.graphviz",),
        (".dot", ".gv"),
        "a drawing of the whole, for Graphviz",
        dot.dot,
        parameters=_UTF8,
    ),
    Format(
        "mermaid",
        ("application/vnd.mermaid", "text/vnd.mermaid"),
        (".mmd", ".mermaid"),
        "a drawing for a Markdown page, of what Mermaid agrees to draw",
        mermaid.mermaid,
        names_iris=False,
        remark=mermaid.remark,
    ),
)

FORMATS: Mapping[str, Format] = MappingProxyType(
    {form.name: form for form in (*map(_of_rdf, rdf.FORMATS.values()), *_OWN)}
)
"""Every format, by name; the first is the default."""

MEDIA_TYPES: tuple[str, ...] = tuple(dict.fromkeys(one for form in FORMATS.values() for one in form.media_types))
"""What a server may offer, the best first: `by_media_type` knows each."""


def find(name: str) -> Format:
    """The format of a name, in any case, or of its suffix without the dot: `json-ld`, `jsonld`, `TTL`.

    Raises `PrincipleGraphError` where there is none, or several.
    """
    wanted = name.lower()
    form = FORMATS.get(wanted)
    if form is not None:
        return form
    found = [form for form in FORMATS.values() if any(one.endswith(f".{wanted}") for one in form.suffixes)]
    if len(found) == 1:
        return found[0]
    several = f"“{name}” may be several formats" if found else f"There is no format “{name}”"
    raise PrincipleGraphError(f"{several}. Name one of {', '.join(form.name for form in found or FORMATS.values())}.")


def by_media_type(media_type: str) -> Format | None:
    """The format that a media type without parameters means, in any case; the first where several share it."""
    wanted = media_type.lower()
    return next((form for form in FORMATS.values() if wanted in form.media_types), None)


def by_file(name: str) -> Format:
    """The format that the end of a file's name means: `graph.ttl`, `nodes.csv`, `graph.nodes.csv`.

    Raises `PrincipleGraphError` where it means none, or one of several.
    """
    file = PurePath(name).name
    for form in FORMATS.values():
        if any(f".{file.lower()}".endswith(suffix) for suffix in form.suffixes):
            return form
    suffix = PurePath(file).suffix
    several = [form.name for form in FORMATS.values() if any(one.endswith(suffix.lower()) for one in form.suffixes)]
    if suffix and several:
        raise PrincipleGraphError(f"{file} may be of several formats. Name one with --format: {' or '.join(several)}.")
    what = f"No format has files that end in “{suffix}”" if suffix else f"“{file}” has no ending that names its format"
    raise PrincipleGraphError(f"{what}. Name one with --format: {', '.join(FORMATS)}.")
