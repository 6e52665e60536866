"""`principles settings`."""

import json
from dataclasses import Field, fields
from typing import Any

import click

from api.cli.command import Command
from api.cli.options import settings_options
from api.cli.output import write
from api.setting import NO_LIMIT, is_secret, may_be_none, meaning
from api.settings import Settings
from api.sources import Told, option_name, variable

_HIDDEN = "***"


@click.command(cls=Command, epilog="principles settings\nprinciples settings --profile hardened --format json")
@click.option(
    "--format", "form", type=click.Choice(["toml", "json"]), default="toml", show_default=True, help="The format."
)
@settings_options
def settings(told: Told, form: str) -> None:
    """Print the settings of a server and where each comes from.

    It takes the same options. What is set stands there as a file of settings has it; defaults are commented out.
    """
    if form == "json":
        listed = [_described(told, field) for field in fields(Settings)]
        write(json.dumps(listed, ensure_ascii=False, indent=2).encode() + b"\n")
    else:
        write("\n".join(_written(told, field) for field in fields(Settings)).encode())


def _written(told: Told, field: Field[Any]) -> str:
    """A setting as TOML."""
    source, shown = told.sources[field.name], _shown(told, field)
    value = json.dumps(NO_LIMIT if shown is None else shown, ensure_ascii=False)
    lifted = f", or “{NO_LIMIT}”" if may_be_none(field) else ""
    comment = "# " if source == "default" or is_secret(field) else ""
    return f"# {meaning(field)}{lifted}\n{comment}{field.name} = {value}  # {source}\n"


def _described(told: Told, field: Field[Any]) -> dict[str, Any]:
    return {
        "name": field.name,
        "value": _shown(told, field),
        "source": told.sources[field.name],
        "default": field.default,
        "variable": variable(field.name),
        "option": option_name(field.name),
        "meaning": meaning(field),
    }


def _shown(told: Told, field: Field[Any]) -> Any:
    value = getattr(told.settings, field.name)
    return _HIDDEN if value and is_secret(field) else value
