"""The schema as a subgraph of Apollo Federation 2: keys of entities, and the two fields that a gateway asks."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from graphql import (
    ConstArgumentNode,
    ConstDirectiveNode,
    DefinitionNode,
    GraphQLArgument,
    GraphQLError,
    GraphQLField,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLScalarType,
    GraphQLSchema,
    GraphQLString,
    GraphQLUnionType,
    NameNode,
    ObjectTypeDefinitionNode,
    StringValueNode,
    parse,
    print_ast,
)

from api.errors import bad_input
from api.schema.context import Context
from api.schema.node import from_id
from kg import model
from kg.catalogue import Catalogue

Finder = Callable[[Catalogue, str], object]
"""What bears a key in a catalogue; None where nothing does."""

_LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.0", import: ["@key", "@shareable"])'
# Every subgraph that pages as Relay does has this type.
_SHARED = ("PageInfo",)


def _by_id(catalogue: Catalogue, given: str) -> object:
    local = from_id(given)
    return catalogue.node(local) if local else None


def _by_iri(catalogue: Catalogue, given: str) -> object:
    local = catalogue.iris.local(given)
    return catalogue.node(local) if local else None


KEYS: dict[str, tuple[type, dict[str, Finder]]] = {
    "Principle": (model.Principle, {"id": _by_id, "iri": _by_iri, "slug": Catalogue.principle}),
    "Alternative": (model.Alternative, {"id": _by_id, "iri": _by_iri, "slug": Catalogue.alternative}),
    "Source": (model.Source, {"id": _by_id, "iri": _by_iri, "url": Catalogue.source}),
    "Theme": (model.Theme, {"id": _by_id, "iri": _by_iri, "slug": Catalogue.theme}),
    "Document": (model.Document, {"id": _by_id, "path": Catalogue.document}),
}
"""The entities: what each is in the model, and its keys with what finds one by them, the surest first."""


def subgraph_sdl(sdl: str) -> str:
    """The schema definition of a subgraph, made of that of the schema."""
    definitions = [print_ast(_directed(one)) for one in parse(sdl, no_location=True).definitions]
    return "\n\n".join((_LINK, *definitions)) + "\n"


def subgraph(schema: GraphQLSchema, sdl: str) -> GraphQLSchema:
    """The schema with `_entities` and `_service` as fields of its queries; `sdl` is the subgraph's definition."""
    query = schema.query_type
    assert query is not None
    entity = GraphQLUnionType("_Entity", [schema.type_map[name] for name in KEYS])  # type: ignore[misc]
    any_ = GraphQLScalarType("_Any", description="An entity as another subgraph names it: `__typename` and a key.")
    service = GraphQLObjectType("_Service", {"sdl": GraphQLField(GraphQLString)})
    extended, told = query.to_kwargs(), schema.to_kwargs()
    extended["fields"] = {
        **query.fields,
        "_entities": GraphQLField(
            GraphQLNonNull(GraphQLList(entity)),
            {"representations": GraphQLArgument(GraphQLNonNull(GraphQLList(GraphQLNonNull(any_))))},
            resolve=_entities,
            description="What the representations name, in their order; null where there is none.",
        ),
        "_service": GraphQLField(
            GraphQLNonNull(service), resolve=lambda *_: {"sdl": sdl}, description="The definition of this subgraph."
        ),
    }
    told["query"] = GraphQLObjectType(**extended)
    told["types"] = tuple(one for one in told["types"] or () if one is not query)
    return GraphQLSchema(**told)


def _entities(_: object, info: GraphQLResolveInfo[Context], representations: Sequence[Any]) -> list[object]:
    most = info.context.settings.page_size
    if most is not None and len(representations) > most:
        raise bad_input(f"There are {len(representations)} `representations`. Give at most {most} at once.")
    return [_entity(info.context.catalogue, one) for one in representations]


def _entity(catalogue: Catalogue, given: Any) -> object:
    """The node of a representation; an error in its place where it names none."""
    name = given.get("__typename") if isinstance(given, dict) else None
    if not isinstance(name, str) or name not in KEYS:
        return _unfit(f"A representation is an object whose `__typename` is one of {', '.join(KEYS)}.")
    kind, finders = KEYS[name]
    key = next((key for key in finders if key in given), None)
    if key is None:
        return _unfit(f"A representation of {name} has one of {', '.join(finders)} as its key.")
    value = given[key]
    if value is None:
        # A source without a link has no `url` that a gateway could give.
        return None
    if not isinstance(value, str):
        return _unfit(f"`{key}` of a representation of {name} is no text.")
    found = finders[key](catalogue, value)
    return found if isinstance(found, kind) else None


def _unfit(message: str) -> GraphQLError:
    """An error that tells what is expected, and so is told less of where the schema is for nobody to know."""
    return bad_input(message, "representations", "an entity with one of its keys")


def _directed(definition: DefinitionNode) -> DefinitionNode:
    if isinstance(definition, ObjectTypeDefinitionNode):
        name = definition.name.value
        _, keys = KEYS.get(name, (None, {}))
        added = [_directive("key", fields=key) for key in keys]
        if name in _SHARED:
            added.append(_directive("shareable"))
        return replace(definition, directives=(*(definition.directives or ()), *added))
    return definition


def _directive(name: str, **arguments: str) -> ConstDirectiveNode:
    given = [
        ConstArgumentNode(name=NameNode(value=key), value=StringValueNode(value=value))
        for key, value in arguments.items()
    ]
    return ConstDirectiveNode(name=NameNode(value=name), arguments=tuple(given))
