"""The JSON-LD context of one answer (JSON-LD 1.1): what each key of each object in it means."""

from collections.abc import Iterator
from typing import Any

from kg.rdf import terms

INCLUDED, SET = "@included", "@set"
Definition = str | dict[str, Any] | None
"""What a key means; None where it means nothing."""
_FIXED: dict[str, Definition] = {"data": "@graph", "errors": None, "extensions": None}
"""The keys beside the context."""


class Frame:
    """An object of the answer that is no node, such as a page of a list, and what its keys mean.

    `out` is the object as it is written, `inner` the frames that stand next below it. `open_key` is the one key of a
    page that may be read as its nodes or as what they are included by, as it suits the others.
    """

    __slots__ = ("inner", "keys", "open_key", "out")

    def __init__(self) -> None:
        self.out: dict[str, Any] = {}
        self.keys: dict[str, Definition] = {}
        self.inner: list[Frame] = []
        self.open_key: str | None = None


class Context:
    """Gathers what the types of an answer's nodes mean. `taken` are all keys that the answer may have.

    Each node has a type whose own context says what its keys mean (type-scoped), so that the same key may mean
    something else elsewhere. Where two selections of one class give a key two meanings, there are two terms for the
    class. What is no node has no type: there keys mean what the context says at its top, or in the object itself.
    """

    def __init__(self, taken: frozenset[str]) -> None:
        self._taken = taken
        self._prefixes: dict[str, str] = {}
        self._short: dict[str, str] = {}
        self._types: dict[str, tuple[str, dict[str, Definition]]] = {}

    def short(self, iri: str) -> str:
        """An IRI by its prefix; in full where a key of the answer bears the prefix's name."""
        known = self._short.get(iri)
        if known is None:
            known = self._short[iri] = self._shortened(iri)
        return known

    def _shortened(self, iri: str) -> str:
        for prefix, namespace in terms.PREFIXES.items():
            if iri.startswith(namespace) and prefix not in self._taken:
                self._prefixes[prefix] = namespace
                return f"{prefix}:{iri.removeprefix(namespace)}"
        return iri

    def type(self, iri: str, definitions: dict[str, Definition]) -> str:
        """The term for nodes of a class whose keys have these meanings."""
        name = start = iri[max(iri.rfind("#"), iri.rfind("/")) + 1 :]
        number = 1
        while name in self._taken or not self._agrees(name, iri, definitions):
            number += 1
            name = f"{start}{number}"
        self._types.setdefault(name, (iri, {}))[1].update(definitions)
        return name

    def _agrees(self, name: str, iri: str, definitions: dict[str, Definition]) -> bool:
        other, known = self._types.get(name, (iri, {}))
        return other == iri and all(known[key] == one for key, one in definitions.items() if key in known)

    def written(self, root: Frame) -> dict[str, Any]:
        """The whole context; objects below whose keys mean something else than it says are given one of their own."""
        top: dict[str, Definition] = dict(_FIXED)
        for frame in _all(root):
            for key, meaning in frame.keys.items():
                # rdflib reads no context in an object that stands for a list, so the meaning there is that at the top.
                if meaning is not None and key not in _FIXED and key != frame.open_key and top.get(key) != SET:
                    top[key] = meaning
        for frame in _all(root):
            if frame.open_key is not None:
                fixed = frame.open_key in _FIXED
                frame.keys[frame.open_key] = INCLUDED if fixed else top.setdefault(frame.open_key, INCLUDED)
        somewhere = {key for key, meaning in top.items() if meaning is not None} | _corrected(root, top)
        types = {name: self._type(iri, keys, somewhere) for name, (iri, keys) in sorted(self._types.items())}
        keys = {key: meaning for key, meaning in sorted(top.items()) if meaning is not None}
        return {"@version": 1.1, **dict(sorted(self._prefixes.items())), **keys, **types}

    def _type(self, iri: str, definitions: dict[str, Definition], somewhere: set[str]) -> Any:
        # What means nothing is said only where it might be taken for what it means elsewhere.
        told = {key: one for key, one in definitions.items() if one is not None or key in somewhere}
        return {"@id": self.short(iri), "@context": told} if told else self.short(iri)


def _all(root: Frame) -> Iterator[Frame]:
    waiting = [root]
    while waiting:
        frame = waiting.pop()
        yield frame
        waiting += reversed(frame.inner)


def _corrected(root: Frame, top: dict[str, Definition]) -> set[str]:
    """Gives objects a context of their own where their keys mean something else than around them; returns those keys.

    An object without any meaning would be no node to a reader, so it gets an empty list of nodes.
    """
    found: set[str] = set()
    waiting = [(root, top)]
    while waiting:
        frame, around = waiting.pop()
        own = {key: meaning for key, meaning in frame.keys.items() if around.get(key) != meaning}
        found.update(own)
        if own:
            held = dict(frame.out)
            frame.out.clear()
            frame.out.update({"@context": {"@propagate": False, **own}, **held})
        if frame is not root and not any(frame.keys.values()):
            frame.out[INCLUDED] = []
        waiting += [(inner, around) for inner in frame.inner]
    return found
