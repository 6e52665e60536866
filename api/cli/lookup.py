"""What an argument names in a catalogue, and how a terminal shows what is found."""

import os
from pathlib import Path
from typing import Any

from api.cli.output import printable
from kg.errors import PrincipleGraphError

_MOST, _LONGEST = 8, 80


def lookup(catalogue: Any, folder: Path, text: str, *, principle: bool = False) -> Any:
    """The one resource that a text names; with `principle` none but a principle or decision will do.

    A document's file, as a terminal completes its path, names the entry that it holds.

    Raises `PrincipleGraphError` where it names none or several, with what comes near.
    """
    from kg.model import Principle
    from kg.names import named, near_names

    file = catalogue.document(_inside(folder, text))
    found = named(catalogue, text) or (file.principles if file else ())
    given = _cut(text)
    fitting = [one for one in found if isinstance(one, Principle)] if principle else found
    if len(fitting) == 1:
        return fitting[0]
    if len(fitting) > 1:
        raise PrincipleGraphError(
            f"“{given}” names {len(fitting)} of this catalogue. Name one of them: {_listed(fitting)}."
        )
    near = near_names(catalogue, text, catalogue.principles if principle else ())
    hint = f" Near that is {_listed(near)}." if near else ""
    if found:
        raise PrincipleGraphError(
            f"“{given}” is the {kind(found[0])} “{shown_label(found[0])}”. Name a principle or decision, by slug, title"
            f" or IRI.{hint}"
        )
    if file or catalogue.document(text):
        raise PrincipleGraphError(f"“{given}” is a document without an entry. Name a principle or decision.{hint}")
    ways = "slug, title or IRI" if principle else "slug, title, label, URL or IRI"
    raise PrincipleGraphError(f"“{given}” names nothing in this catalogue. Name it by {ways}.{hint}")


def kind(node: Any) -> str:
    """principle, decision, alternative, source or theme."""
    from kg.model import Principle

    return str(node.kind.value) if isinstance(node, Principle) else type(node).__name__.lower()


def shown_label(node: Any) -> str:
    """A label in one line of what a terminal can show."""
    from kg.names import label

    return _line(label(node))


def as_json(node: Any, catalogue: Any) -> dict[str, str]:
    """A resource in the JSON that commands print."""
    return {"kind": kind(node), "label": shown_label(node), "iri": catalogue.iris.of(node)}


def _line(text: str) -> str:
    return " ".join(printable(text).split())


def _cut(text: str) -> str:
    """What was given as an argument, as far as an error repeats it."""
    words = _line(text[: 2 * _LONGEST])
    return words if len(text) <= _LONGEST else f"{words[:_LONGEST].rstrip()}…"


def _inside(folder: Path, text: str) -> str:
    """A path from the working folder as one from the catalogue's folder."""
    try:
        return Path(os.path.relpath(text, folder)).as_posix() if text else ""
    except ValueError:  # another drive, or a null byte
        return text


def _listed(nodes: Any) -> str:
    from kg.names import handle

    told = [f"{handle(node)} (“{shown_label(node)}”)" for node in nodes[:_MOST]]
    more = [f"and {len(nodes) - _MOST} more"] if len(nodes) > _MOST else []
    return ", ".join(told + more)
