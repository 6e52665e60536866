"""What counts as a change of a node, held against what the schema serves of it."""

from typing import Any

from graphql import GraphQLObjectType, get_named_type, is_leaf_type, is_required_argument
from hypothesis import given, settings

from api.execution import execute
from api.schema import graphql_schema
from api.settings import Settings
from kg.catalogue import Catalogue
from kg.changes import between
from tests.kg.test_changes import PAGES, made

APART = {"related"}  # see docs/graphql.md


def fields(kind: GraphQLObjectType, within: tuple[str, ...] = ()) -> str:
    """All fields of a type, as far as the next node."""
    asked = []
    for name, field in kind.fields.items():
        if name in APART or any(is_required_argument(one) for one in field.args.values()):
            continue
        inner = get_named_type(field.type)
        if is_leaf_type(inner):
            asked.append(name)
        elif "id" in inner.fields:
            asked.append(f"{name} {{ __typename id }}")
        elif inner.name not in ("PageInfo",) and not inner.name.endswith("Edge") and inner.name not in within:
            asked.append(f"{name} {{ {fields(inner, (*within, inner.name))} }}")
    return " ".join(asked)


# One question a kind: the same field may be of two types.
QUESTIONS = [
    f"query Nodes($ids: [ID!]!) {{ nodes(ids: $ids) {{ ... on {name} {{ {fields(kind)} }} }} }}"
    for name in ("Principle", "Alternative", "Source", "Theme", "Document")
    if isinstance(kind := graphql_schema().type_map[name], GraphQLObjectType)
]


def served(catalogue: Catalogue) -> dict[str, Any]:
    """What the schema serves of each node, by its id."""
    lists = ["principles", "alternatives", "sources", "documents"]
    asked = " ".join(f"{name} {{ nodes {{ id }} }}" for name in lists)
    answer = execute(catalogue, f"{{ {asked} themes {{ id }} }}", {}, None, Settings.unlimited())
    ids = [node["id"] for name in lists for node in answer["data"][name]["nodes"]]
    ids += [theme["id"] for theme in answer["data"]["themes"]]
    told = [execute(catalogue, one, {"ids": ids}, None, Settings.unlimited()) for one in QUESTIONS]
    assert all("errors" not in one for one in told)
    return {
        id: next(filter(None, found)) for id, *found in zip(ids, *(one["data"]["nodes"] for one in told), strict=True)
    }


@settings(max_examples=40)
@given(PAGES, PAGES)
def test_changed_is_what_is_served_otherwise(before: dict[str, str], after: dict[str, str]) -> None:
    """Exactly those nodes have changed of which an answer that goes as far as the next node is another one."""
    old, new = made(before), made(after)
    was, is_ = served(old), served(new)
    change = between(old, new)
    assert set(change.added) == is_.keys() - was.keys()
    assert set(change.removed) == was.keys() - is_.keys()
    assert set(change.changed) == {one for one in was.keys() & is_.keys() if was[one] != is_[one]}
