"""Whole answers, kept for as long as the catalogue that they were read from is served."""

from typing import Generic, TypeVar
from weakref import ref

from api.web import codings
from api.web.bounded import Bounded
from kg.catalogue import Catalogue

_Value = TypeVar("_Value")


class Answer:
    """An answer as bytes, with its media type; in each coding it is packed once."""

    def __init__(self, body: bytes, media_type: str) -> None:
        self.body, self.media_type = body, media_type
        self.packed: dict[str, bytes] = {}

    def pack(self, coding: str) -> bytes:
        """The bytes in a coding."""
        if coding not in self.packed:
            self.packed[coding] = codings.pack(self.body, coding)
        return self.packed[coding]


class OfCatalogue(Generic[_Value]):
    """What was made of the catalogue that is served, by text, as far as it is few enough bytes."""

    def __init__(self, most: int) -> None:
        self.kept: Bounded[object, _Value] = Bounded(most)
        self._catalogue: ref[Catalogue] | None = None

    def get(self, catalogue: Catalogue, key: object) -> _Value | None:
        """What is kept; None where nothing is. What was made of another catalogue is let go."""
        if self._catalogue is None or self._catalogue() is not catalogue:
            self.kept.clear()
            self._catalogue = ref(catalogue)
        return self.kept.get(key)

    def put(self, catalogue: Catalogue, key: object, value: _Value, size: int) -> None:
        """Keeps what was made of a catalogue, unless another one is served by now."""
        if self._catalogue is not None and self._catalogue() is catalogue:
            self.kept.put(key, value, size)
