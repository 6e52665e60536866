"""One setting of a server: its default, which texts it takes, and what it means."""

import re
from collections.abc import Callable, Collection
from dataclasses import Field, field
from typing import Any

from kg.errors import PrincipleGraphError

Reader = Callable[[str, str], Any]
"""The value of a text, where the first argument is the setting's name in messages.

Raises `PrincipleGraphError` for a text that says nothing of the kind.
"""
_ORIGIN = re.compile(r"[a-z][a-z0-9+.-]*://(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d+)?")


def setting(default: Any, read: Reader, means: str) -> Any:
    """A field of `Settings`; `reader` and `meaning` give back what is said of it here."""
    return field(default=default, metadata={"read": read, "means": means})


def reader(of: Field[Any]) -> Reader:
    """How the texts of a setting are read."""
    read: Reader = of.metadata["read"]
    return read


def meaning(of: Field[Any]) -> str:
    """What a setting does, in a line with its unit and limits."""
    return str(of.metadata["means"])


def text(_: str, given: str) -> str:
    """Any text."""
    return given


def whole(least: int, most: int | None = None) -> Reader:
    """Whole numbers of a range."""
    limits = f"from {least} to {most}" if most is not None else f"from {least} on"

    def read(name: str, given: str) -> int:
        if given.isascii() and given.isdigit() and least <= int(given) <= (most or int(given)):
            return int(given)
        raise PrincipleGraphError(f"{name} is “{given}”. Set it to a whole number {limits}, or unset it.")

    return read


def seconds(name: str, given: str) -> float:
    """A span of time: seconds, with a fraction where wanted, more than none."""
    if re.fullmatch(r"\d{1,9}(?:\.\d{1,9})?", given, re.ASCII) and float(given) > 0:
        return float(given)
    raise PrincipleGraphError(f"{name} is “{given}”. Set it to seconds, such as 2 or 0.5, or unset it.")


def choice(values: Collection[str]) -> Reader:
    """One of a few words, in any case."""

    def read(name: str, given: str) -> str:
        if given.lower() in values:
            return given.lower()
        raise PrincipleGraphError(f"{name} is “{given}”. Set it to one of {', '.join(values)}, or unset it.")

    return read


def flag(name: str, given: str) -> bool:
    """Whether something is on."""
    word = given.lower()
    if word in ("1", "true", "yes", "on"):
        return True
    if word in ("0", "false", "no", "off"):
        return False
    raise PrincipleGraphError(f"{name} is “{given}”. Set it to true or false, or unset it.")


def origins(name: str, given: str) -> tuple[str, ...]:
    """Origins as browsers say them, parted by spaces or commas; `*` is every one."""
    said = given.lower().replace(",", " ").split()
    for one in said:
        if one != "*" and not _ORIGIN.fullmatch(one):
            raise PrincipleGraphError(
                f"{name} holds “{one}”, which is no origin. Set it to origins such as https://app.example.org"
                " – scheme, host and port without a path –, parted by spaces, or to *, or unset it."
            )
    return tuple(_as_browsers_say(one) for one in said)


def _as_browsers_say(origin: str) -> str:
    for scheme, port in (("https://", ":443"), ("http://", ":80")):
        if origin.startswith(scheme):
            return origin.removesuffix(port)
    return origin
