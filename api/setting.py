"""One setting of a server: its default, which texts it takes, and what it means."""

import re
from collections.abc import Callable, Collection
from dataclasses import Field, field
from ipaddress import ip_network
from typing import Any, get_args

from kg.errors import PrincipleGraphError

Reader = Callable[[str, str], Any]
"""The value of a text, where the first argument is the setting's name in messages.

Raises `PrincipleGraphError` for a text that says nothing of the kind.
"""
NO_LIMIT = "none"
"""What is written for a limit that is none."""
_UNCHANGED: Any = object()
_HOST = re.compile(r"\*|(?:\*\.)?(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.?)+|\[[0-9a-f:.]+\]")
_PREFIX = re.compile(r"(?:/[A-Za-z0-9._~-]+)+")
_ORIGIN = re.compile(r"[a-z][a-z0-9+.-]*://(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d+)?")


def setting(
    default: Any, read: Reader, means: str, *, hardened: Any = _UNCHANGED, beside: str = "", secret: bool = False
) -> Any:
    """A field of `Settings`; the functions below give back what is said of it here.

    `hardened` is its value in the profile of that name, where it is another one, and where the setting that `beside`
    names, if any, is set. A `secret` is never shown.
    """
    metadata = {"read": read, "means": means, "hardened": hardened, "beside": beside, "secret": secret}
    return field(default=default, metadata=metadata)


def meaning(of: Field[Any]) -> str:
    """What a setting does, in a line with its unit and limits."""
    return str(of.metadata["means"])


def may_be_none(of: Field[Any]) -> bool:
    """True for a limit that can be lifted."""
    return type(None) in get_args(of.type)


def is_secret(of: Field[Any]) -> bool:
    """True where the value is for nobody to see."""
    return bool(of.metadata["secret"])


def in_profile(of: Field[Any], profile: str) -> Any:
    """The value that a profile gives."""
    value = of.metadata.get(profile, _UNCHANGED)
    return of.default if value is _UNCHANGED else value


def beside(of: Field[Any]) -> str:
    """The setting without which no profile changes this one; empty where there is none."""
    return str(of.metadata["beside"])


def sets(of: Field[Any], profile: str) -> bool:
    """True where a profile gives another value than the default."""
    return of.metadata.get(profile, _UNCHANGED) is not _UNCHANGED


def value_of(of: Field[Any], name: str, given: str) -> Any:
    """What a text says; `name` is where it was given, for messages, which never show a secret.

    Raises `PrincipleGraphError` for a text that can't be used.
    """
    if may_be_none(of) and given.lower() == NO_LIMIT:
        return None
    try:
        return of.metadata["read"](name, given)
    except PrincipleGraphError as error:
        said = str(error).replace(given, "…") if is_secret(of) else str(error)
        lifted = f" Without a limit it is “{NO_LIMIT}”." if may_be_none(of) else ""
        raise PrincipleGraphError(said + lifted) from None


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


def hosts(name: str, given: str) -> tuple[str, ...]:
    """Host names, parted by spaces or commas, in lower case; `*.` stands for any name before, `*` is every one."""
    said = given.lower().replace(",", " ").split()
    for one in said:
        if not _HOST.fullmatch(one):
            raise PrincipleGraphError(
                f"{name} holds “{one}”, which is no host name. Set it to names such as graph.example.org or"
                " *.example.org – without scheme, port and path –, parted by spaces, or to *, or unset it."
            )
    return tuple(said)


def networks(name: str, given: str) -> tuple[str, ...]:
    """Addresses and networks (CIDR), parted by spaces or commas; `*` is every one."""
    said = given.replace(",", " ").split()
    for one in said:
        try:
            if one != "*":
                ip_network(one)
        except ValueError:
            raise PrincipleGraphError(
                f"{name} holds “{one}”, which is no address or network. Set it to such as 127.0.0.1 or 10.0.0.0/8,"
                " parted by spaces, or to *, or unset it."
            ) from None
    return tuple(said)


def prefix(name: str, given: str) -> str:
    """The beginning of a path, without a slash at its end; `/` is none."""
    said = given.rstrip("/")
    if said and (not _PREFIX.fullmatch(said) or {".", ".."} & set(said.split("/"))):
        raise PrincipleGraphError(
            f"{name} is “{given}”. Set it to a path such as /decided, of letters, digits and . _ ~ -, or unset it."
        )
    return said
