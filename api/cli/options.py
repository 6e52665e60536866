"""Every setting of a server as an option of a command, and the settings that are told so."""

from collections.abc import Callable
from dataclasses import fields
from functools import wraps
from pathlib import Path
from typing import Any

import click

from api.setting import meaning
from api.settings import Settings
from api.sources import Told, option_name, told

SHOWN = ("host", "port", "uds", "root_path", "proxies", "workers", "profile", "origins")
"""The settings that `--help` shows; `principles settings` shows all."""
_Command = Callable[..., None]


def settings_options(command: _Command) -> _Command:
    """Adds an option for each setting, and `--settings`; the command takes the settings as `told`, given or not."""

    @wraps(command)
    def with_settings(settings: Path | None, **given: Any) -> None:
        options = {field.name: _text(given.pop(field.name)) for field in fields(Settings)}
        command(told=read(options, settings), **given)

    made = click.option(
        "--settings",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="A file of settings (TOML).  [default: principles.toml, where there is one]",
    )(with_settings)
    for field in reversed(fields(Settings)):
        name, shown = option_name(field.name), field.name in SHOWN
        written = f"{name}/--no-{name[2:]}" if field.type is bool else name
        default = "" if field.default in ("", ()) else f"  [default: {field.default}]"
        means = meaning(field)
        text = f"{means[0].upper()}{means[1:]}.{default}"
        kind: dict[str, Any] = {"default": None} if field.type is bool else {"metavar": "VALUE"}
        made = click.option(written, field.name, help=text, hidden=not shown, **kind)(made)
    return made


def read(options: dict[str, str | None], file: Path | None) -> Told:
    """The settings; says which variables of the environment are none."""
    found = told(options, file)
    for name in found.unknown:
        click.echo(f"{name} is no setting, and is passed over; `principles settings` lists them all.", err=True)
    return found


def _text(given: Any) -> str | None:
    return given if given is None or isinstance(given, str) else str(given).lower()
