import contextlib

import pyoxigraph
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.catalogue import Catalogue
from kg.rdf.export import serialise
from kg.rdf.reading import layout
from kg.rdf.reading.syntax import _gathered
from kg.rdf.reading.term import Iri, Nodes, Typed

MANY = settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
HEAD = b"@prefix a: <http://a.example/> .\n@prefix b: <http://b.example/x#> .\n\n"
TOKENS = st.sampled_from(
    [
        "a:b", "b:c.d", "a:", "a", "<http://c.example/>", "<x>", "<http://[>", "<http://c.example/%zz>", "a:b/c",
        '"x"', '"x\\n"', '"x\\u0041"', '"x\\uD800"', '"x\\q"', '"""x\ny"""', '"""x "" y"""', '"""x\\""""', '""',
        '""""""',
        '"x"^^b:t', '"x"@en', "12", "-3", "1.5", "true", '"x', 'x"', "'x'", "a:b ,", "[]", "_:b", "( )",
        '"x" .\na:b a:c "y"',
        '"\t"', '"\x00"', '"\r"', '"""\r\n"""', '"""a ;\n    a:b "c\n.\n\n"""', "# c", "<<( a:b a:c a:d )>>",
    ]
)  # fmt: skip
NAMES = st.sampled_from(["a:b", "b:c.d", "<http://c.example/>", "<http://c.example/ä?b#c>"])
# One token in a text that is out of place would hide all the others.
SUBJECTS, VERBS = st.one_of(NAMES, NAMES, NAMES, TOKENS), st.one_of(NAMES, NAMES, NAMES, st.just("a"), TOKENS)
LINES = st.lists(st.tuples(VERBS, st.one_of(NAMES, TOKENS)), min_size=1, max_size=2)
TEXTS = st.lists(st.tuples(SUBJECTS, LINES), min_size=1, max_size=2)


def parsed(data: bytes) -> Nodes:
    """What Oxigraph reads."""
    return _gathered(pyoxigraph.parse(data, format=pyoxigraph.RdfFormat.TURTLE))


def exact(nodes: Nodes) -> object:
    """Nodes with all that a term is told apart by."""
    return {
        iri: {
            predicate: [
                (type(term) is Iri, str(term), *((term.datatype, term.language) if isinstance(term, Typed) else ()))
                for term in values
            ]
            for predicate, values in node.items()
        }
        for iri, node in nodes.items()
    }


@pytest.mark.parametrize("places", [False, True])
def test_exports_are_read_by_their_layout(catalogue: Catalogue, places: bool) -> None:
    """An export is read to just what Oxigraph reads, texts that are hard to write down included."""
    data = serialise(catalogue, "turtle", places)
    assert exact(layout.read(data)) == exact(parsed(data))


@MANY
@given(TEXTS)
def test_nothing_is_read_otherwise(blocks: list[tuple[str, list[tuple[str, str]]]]) -> None:
    """Whatever is taken by its layout is Turtle, and says what Oxigraph says of it."""
    written = "\n".join(
        f"{subject}\n" + "".join(f"    {verb} {value} ;\n" for verb, value in lines) + ".\n"
        for subject, lines in blocks
    )
    data = HEAD + written.encode()
    with contextlib.suppress(layout.OtherLayoutError):
        assert exact(layout.read(data)) == exact(parsed(data))


@MANY
@given(st.floats(0, 1), st.integers(0, 20), st.one_of(st.just(""), TOKENS, st.text(max_size=3)))
def test_no_change_is_read_otherwise(catalogue: Catalogue, where: float, length: int, put: str) -> None:
    """An export that was changed anywhere is left to Oxigraph, or read alike."""
    data = serialise(catalogue, "turtle")
    at = int(where * len(data))
    data = data[:at] + put.encode("utf-8", "replace") + data[at + length :]
    with contextlib.suppress(layout.OtherLayoutError):
        assert exact(layout.read(data)) == exact(parsed(data))
