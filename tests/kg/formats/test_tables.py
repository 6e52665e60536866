import csv
import io
from pathlib import Path

from hypothesis import given, settings

from kg import folder
from kg.catalogue import Catalogue
from kg.formats.rows import plain
from kg.formats.tables import edges, nodes
from kg.network import to_networkx
from tests.kg.formats.catalogues import catalogues


def read(data: bytes) -> list[dict[str, str]]:
    """The rows of a table by column."""
    return list(csv.DictReader(io.StringIO(data.decode(), newline=""), strict=True))


@settings(max_examples=40)
@given(catalogues())
def test_each_value_is_read_as_it_is(catalogue: Catalogue) -> None:
    """A CSV reader gets each value of the view to the character, and an empty cell where there is none."""
    graph = to_networkx(catalogue)
    table = {row["id"]: row for row in read(b"".join(nodes(catalogue)))}
    assert set(table) == set(graph)
    for name, values in graph.nodes(data=True):
        row = table[name]
        assert {column: cell for column, cell in row.items() if cell and column != "id"} == {
            column: plain(value) for column, value in values.items() if value != ""
        }
    joined = {(row["source"], row["target"], row["key"]): row for row in read(b"".join(edges(catalogue)))}
    assert set(joined) == set(graph.edges(keys=True))
    for start, end, key, values in graph.edges(keys=True, data=True):
        row = joined[start, end, key]
        assert {column: row[column] for column in values} == {column: plain(one) for column, one in values.items()}


def test_shape(shipped: Path) -> None:
    """Lines end as RFC 4180 says, the header names what identifies a row first, and rows are sorted."""
    for data, head in (
        (b"".join(nodes(folder.load(shipped))), b"id,kind,label,"),
        (b"".join(edges(folder.load(shipped))), b"source,target,key,type,"),
    ):
        assert data.startswith(head)
        assert data.count(b"\n") == data.count(b"\r\n")
        rows = [tuple(row.values())[:3] for row in read(data)]
        assert [row[0] for row in rows] == sorted(row[0] for row in rows)


def test_truth_is_in_lower_case(shipped: Path) -> None:
    """Truth values are `true` and `false`, as JSON and SQL know them."""
    cells = {row["derived"] for row in read(b"".join(edges(folder.load(shipped))))}
    assert cells == {"", "true", "false"}
