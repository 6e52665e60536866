"""How long the lists of a catalogue are: what one object leads to, field by field, measured when first asked for."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from graphql import FieldNode, GraphQLField, GraphQLObjectType, NameNode

from api.execution.reading import reading
from api.schema import graphql_schema
from api.schema.context import Context
from api.settings import Settings
from kg.catalogue import Catalogue
from kg.kept import kept

_MOST_MEASURED = 1_000
_ELSEWHERE = 10.0
_LISTED = {
    "Principle": "principles",
    "Alternative": "alternatives",
    "Source": "sources",
    "Theme": "themes",
    "Document": "documents",
}


class Lengths(NamedTuple):
    """How long a list is at most, and how long it is where it is reached over other lists.

    What many lead to is reached more often, so that is a mean in which each list counts as often as it is long.
    """

    most: float
    reached: float


class FanOut:
    """The lengths of the lists of one catalogue. It holds nothing of the catalogue but numbers."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], Lengths] = {}

    def of(self, catalogue: Catalogue, type_: GraphQLObjectType, name: str) -> Lengths:
        """The lengths of a field that is a list or a connection."""
        key = (type_.name, name)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = _measured(catalogue, type_, name)
        return found


@kept
def fan_out(_: Catalogue) -> FanOut:
    """The lengths of the lists of a catalogue."""
    return FanOut()


def _measured(catalogue: Catalogue, type_: GraphQLObjectType, name: str) -> Lengths:
    if type_.name.startswith("__"):
        length = _of_schema().get(name, _ELSEWHERE)
        return Lengths(length, length)
    objects = _objects(catalogue, type_.name)
    objects = objects[:: -(-len(objects) // _MOST_MEASURED) or 1]
    try:
        lengths = [length for one in objects if (length := _length(catalogue, type_.fields[name], name, one))]
    except Exception:  # noqa: BLE001 - what fails here fails when it is asked for, and is told then
        return Lengths(_ELSEWHERE, _ELSEWHERE)
    if not lengths:
        return Lengths(0, 0) if objects else Lengths(_ELSEWHERE, _ELSEWHERE)
    return Lengths(max(lengths), sum(one * one for one in lengths) / sum(lengths))


def _length(catalogue: Catalogue, field: GraphQLField, name: str, of: object) -> int:
    way = reading(field, FieldNode(name=NameNode(value=name), arguments=(), directives=()))
    if isinstance(way, str):
        value = getattr(of, way)
    else:
        info = _Info(Context(catalogue, Settings.unlimited()))
        given = dict(zip(way.arguments.names, way.arguments.constant(), strict=True))
        given |= {part: what for part, what in ((way.source, of), (way.info, info)) if part}
        value = way.function(**given)
    total = getattr(value, "total_count", None)
    return len(value or ()) if total is None else int(total)


class _Info(NamedTuple):
    context: Context


def _objects(catalogue: Catalogue, type_: str) -> Sequence[Any]:
    """The objects of a type, as far as the catalogue lists them."""
    if type_ == "Query":
        return (None,)
    name = _LISTED.get(type_)
    return () if name is None else getattr(catalogue, name)


@cache
def _of_schema() -> Mapping[str, float]:
    """The lengths of the lists of introspection, as means over all types and all fields."""
    types = list(graphql_schema().type_map.values())
    fields = [field for one in types for field in getattr(one, "fields", {}).values()]
    outputs = [field for field in fields if isinstance(field, GraphQLField)]
    return {
        "types": len(types),
        "directives": len(graphql_schema().directives),
        "fields": len(outputs) / len(types),
        "inputFields": (len(fields) - len(outputs)) / len(types),
        "args": 1 + sum(len(field.args) for field in outputs) / len(outputs),
        "enumValues": sum(len(getattr(one, "values", {})) for one in types) / len(types),
        "interfaces": 1,
        "possibleTypes": 1,
    }
