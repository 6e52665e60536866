"""Where settings are told: options before the environment, that before the file, the profile, and the defaults."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from api.setting import beside, in_profile, sets, value_of
from api.settings import PROFILES, Settings
from kg.errors import PrincipleGraphError

PREFIX = "PRINCIPLE_"
FILE = "principles.toml"
"""The file that is taken from the working folder where none is named."""
_FILE_VARIABLE = "PRINCIPLE_SETTINGS"
# What the project's own scripts and tests are told.
_OF_SCRIPTS = frozenset(("PRINCIPLE_CORPORA", "PRINCIPLE_FIDELITY", "PRINCIPLE_SKIP_PROGRAMS"))
_FIELDS = {field.name: field for field in fields(Settings)}


@dataclass(frozen=True)
class Told:
    """The settings; where the value of each comes from, by its name; and variables that name no setting."""

    settings: Settings
    sources: Mapping[str, str]
    file: Path | None
    unknown: tuple[str, ...]


def told(
    options: Mapping[str, str | None], file: Path | None = None, environment: Mapping[str, str] | None = None
) -> Told:
    """The settings of this process. Raises `PrincipleGraphError` for what can't be used, or is likely misspelt.

    `options` are texts by name of the setting, None for one that was not given; `environment` is that of the process
    unless another one is given.
    """
    environment = os.environ if environment is None else environment
    path = _path(file, environment)
    given = {} if path is None else {name: (f"`{name}` in {path}", text) for name, text in _in_file(path).items()}
    unknown = _unknown(environment)
    for name in _FIELDS:
        if text := environment.get(variable(name)):
            given[name] = (variable(name), text)
        if (option := options.get(name)) is not None:
            given[name] = (option_name(name), option)
    values = {name: value_of(_FIELDS[name], where, text) for name, (where, text) in given.items()}
    sources = {name: where for name, (where, _) in given.items()}
    profile = values.get("profile", _FIELDS["profile"].default)
    for name, field in _FIELDS.items():
        if name not in values:
            its = profile if not beside(field) or values.get(beside(field)) else PROFILES[0]
            values[name] = in_profile(field, its)
            sources[name] = f"profile {its}" if sets(field, its) else "default"
    return Told(Settings(**values), sources, path, unknown)


def variable(name: str) -> str:
    """The variable of the environment that is a setting."""
    return PREFIX + name.upper()


def option_name(name: str) -> str:
    """The option of `principles serve` that is a setting."""
    return "--" + name.replace("_", "-")


def _path(named: Path | None, environment: Mapping[str, str]) -> Path | None:
    if named is None and environment.get(_FILE_VARIABLE):
        named = Path(environment[_FILE_VARIABLE])
    if named is None and not Path(FILE).is_file():
        return None
    return named or Path(FILE)


def _in_file(path: Path) -> dict[str, str]:
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise PrincipleGraphError(
            f"The settings in {path} can't be read: {error.strerror}. Name another file with --settings."
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise PrincipleGraphError(f"{path} is no TOML: {error}. Mend it, or name another file.") from error
    found = {}
    for name, value in read.items():
        if name not in _FIELDS:
            near = _nearest(name.lower().replace("-", "_"), 0.6)
            hint = f"Did you mean `{near}`?" if near else "`principles settings` lists them all."
            raise PrincipleGraphError(f"`{name}` in {path} is no setting. {hint}")
        text = _as_text(value, isinstance(_FIELDS[name].default, tuple))
        if text is None:
            raise PrincipleGraphError(
                f"`{name}` in {path} is {type(value).__name__}. Write a text, a number, true or false"
                + (", or a list of texts." if isinstance(_FIELDS[name].default, tuple) else ".")
            )
        if text:
            found[name] = text
    return found


def _as_text(value: Any, several: bool) -> str | None:
    """A value of TOML as it is written in the environment."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | float):
        return str(value)
    if several and isinstance(value, list) and all(isinstance(one, str) for one in value):
        return " ".join(value)
    return None


def _unknown(environment: Mapping[str, str]) -> tuple[str, ...]:
    """Variables that are called like settings and are none. Raises where one is likely meant to be."""
    known = {variable(name) for name in _FIELDS} | _OF_SCRIPTS | {_FILE_VARIABLE}
    unknown = sorted(name for name in environment if name.startswith(PREFIX) and name not in known)
    for name in unknown:
        near = _nearest(name.removeprefix(PREFIX).lower(), 0.75)
        if near:
            raise PrincipleGraphError(f"{name} is no setting. Did you mean {variable(near)}? Else unset it.")
    return tuple(unknown)


def _nearest(name: str, likeness: float) -> str | None:
    return next(iter(get_close_matches(name, _FIELDS, 1, likeness)), None)
