import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.sparql.bounded import COUNTERS, Bounded
from kg.sparql.question import Limits, RefusedError
from kg.sparql.results import TABLES

TEXTS = st.lists(st.text(st.sampled_from('"\\{}:,<result>\r\n\tä'), max_size=12), max_size=8, unique=True)
QUERIES = (
    "SELECT * WHERE { ?a ?b ?c }",
    "SELECT ?c ?none WHERE { ?a ?b ?c }",
    "SELECT ?none WHERE { ?a ?b ?c }",
    "SELECT (<<( ?a ?b ?c )>> AS ?t) WHERE { ?a ?b ?c }",
)


def stored(texts: list[str]) -> pyoxigraph.Store:
    """A store that says each of some texts."""
    store, says = pyoxigraph.Store(), pyoxigraph.NamedNode("http://x.example/says")
    for text in texts:
        store.add(pyoxigraph.Quad(pyoxigraph.NamedNode("http://x.example/a"), says, pyoxigraph.Literal(text)))
    return store


@given(texts=TEXTS, size=st.integers(1, 40), query=st.sampled_from(QUERIES), name=st.sampled_from(sorted(COUNTERS)))
def test_rows_are_counted_as_they_are_written(texts: list[str], size: int, query: str, name: str) -> None:
    """Each format's rows are counted exactly, whatever the texts hold and wherever a piece ends."""
    written = stored(texts).query(query).serialize(format=getattr(pyoxigraph.QueryResultsFormat, name))
    assert written is not None
    count = COUNTERS[name]()
    assert sum(count(written[start : start + size]) for start in range(0, len(written), size)) == len(texts)


@pytest.mark.parametrize("name", sorted(set(TABLES.values())))
def test_answers_up_to_the_limits_pass(name: str) -> None:
    """An answer of exactly as many rows and bytes as the limits is whole; with one more of either there is none."""
    store, form = stored([str(number) for number in range(9)]), getattr(pyoxigraph.QueryResultsFormat, name)
    size = len(store.query(QUERIES[0]).serialize(format=form) or b"")

    def write(limits: Limits) -> bytes:
        output = Bounded(limits, COUNTERS[name]())
        store.query(QUERIES[0]).serialize(output, form)
        return output.value()

    assert len(write(Limits(rows=9, bytes=size))) == size
    with pytest.raises(RefusedError, match="more than 8 rows"):
        write(Limits(rows=8, bytes=size))
    with pytest.raises(RefusedError, match="larger than"):
        write(Limits(rows=9, bytes=size - 1))
