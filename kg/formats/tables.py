"""CSV (RFC 4180) of the networkx view: a table of nodes, and one of edges."""

import csv
import io
from collections.abc import Iterable, Iterator

from kg.catalogue import Catalogue
from kg.formats.rows import Rows, Value, Values, plain

_BATCH = 1000


def nodes(catalogue: Catalogue, places: bool = False) -> Iterator[bytes]:
    """A row a node: `id`, `kind`, `label`, then its other attributes by name; empty where it has none."""
    rows = Rows(catalogue)
    names = _ahead(("kind", "label"), rows.node_columns)
    return _written(["id", *names], ([name, *_cells(names, values)] for name, values in rows.nodes))


def edges(catalogue: Catalogue, places: bool = False) -> Iterator[bytes]:
    """A row an edge: `source`, `target`, `key`, `type`, then its other attributes by name."""
    rows = Rows(catalogue)
    names = _ahead(("type",), rows.edge_columns)
    found = ([start, end, key, *_cells(names, values)] for start, end, key, values in rows.edges)
    return _written(["source", "target", "key", *names], found)


def _ahead(first: Iterable[str], columns: Iterable[str]) -> list[str]:
    return list(dict.fromkeys((*first, *columns)))


def _cells(names: list[str], values: Values) -> list[Value]:
    return [plain(value) if isinstance(value := values.get(name, ""), bool) else value for name in names]


def _written(head: list[str], rows: Iterable[list[Value]]) -> Iterator[bytes]:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(head)
    for number, row in enumerate(rows, 1):
        writer.writerow(row)
        if number % _BATCH == 0:
            yield _taken(buffer)
    yield _taken(buffer)


def _taken(buffer: io.StringIO) -> bytes:
    data = buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    return data
