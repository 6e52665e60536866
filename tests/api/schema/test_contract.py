from pathlib import Path
from typing import Any

from graphql import DefinitionNode, build_schema, introspection_from_schema, lexicographic_sort_schema, parse

from api.schema import sdl

CONTRACT = (Path(__file__).parents[1] / "contract.graphql").read_text(encoding="utf-8")


def types(text: str) -> dict[str, Any]:
    """The types of a schema by name, as introspection tells them, without descriptions."""
    schema = lexicographic_sort_schema(build_schema(text))
    told = introspection_from_schema(schema, descriptions=False, input_value_deprecation=True)
    return {one["name"]: one for one in told["__schema"]["types"] if not one["name"].startswith("__")}


def definitions(text: str) -> dict[str, DefinitionNode]:
    """The definitions of a schema by name."""
    return {one.name.value: one for one in parse(text).definitions if hasattr(one, "name")}


def test_schema_is_the_contract() -> None:
    """Every type, field, argument, default and value is as the contract has it, and there are no others."""
    ours, theirs = types(sdl()), types(CONTRACT)
    assert sorted(ours) == sorted(theirs)
    for name, expected in theirs.items():
        assert ours[name] == expected


def test_descriptions_are_the_contract_s() -> None:
    """Where the contract describes a type or a field, the schema does so in the same words; it may say more."""
    ours, theirs = definitions(sdl()), definitions(CONTRACT)
    for name, definition in theirs.items():
        fields = {one.name.value: one for one in getattr(ours[name], "fields", None) or ()}
        pairs = [(definition, ours[name])]
        pairs += [(one, fields[one.name.value]) for one in getattr(definition, "fields", None) or ()]
        for contract, real in pairs:
            if contract.description:
                assert real.description is not None, f"{name}.{contract.name.value}"
                assert real.description.value.startswith(contract.description.value)


def test_no_argument_has_a_null_default() -> None:
    """An argument that may be left out has no default, so that clients tell null from nothing."""
    assert "= null" not in sdl()
