"""Cursors: opaque texts that mark an item of one list in one order, and outlive what is added and removed."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import blake2b

import orjson

from api.errors import bad_input
from kg.selection.listing import Listing, Marked

LONGEST = 8192
"""How many characters a cursor may have: more than any of ours, whose texts are paths and beginnings of titles."""
_CHECK = 6  # bytes
_ALPHABET = re.compile(r"[A-Za-z0-9_-]+")


def cursor(listing: Listing, at: int) -> str:
    """The cursor of the item at a place."""
    mark = orjson.dumps((listing.name, *listing.mark(at)))
    return urlsafe_b64encode(_check(mark) + mark).decode().rstrip("=")


def marked(listing: Listing, argument: str, given: str) -> Marked:
    """What a cursor marks. Raises a `GraphQLError` (BAD_USER_INPUT) for what is no cursor of this list and order."""
    name, *mark = _read(given) or ("",)
    if name == listing.name and listing.fits(mark):
        return tuple(mark)  # type: ignore[return-value]
    said = f"a cursor of “{name}”, and this list is “{listing.name}”" if name else "no cursor of this server"
    raise bad_input(
        f"`{argument}` is {said}. Take one from `cursor` or `pageInfo` of the same list and order.",
        argument,
        f"a cursor of “{listing.name}”",
    )


def _read(given: str) -> list[object] | None:
    if len(given) > LONGEST or not _ALPHABET.fullmatch(given):
        return None
    try:
        read = urlsafe_b64decode(given + "=" * (-len(given) % 4))
        check, mark = read[:_CHECK], read[_CHECK:]
        # Bits beyond the last byte are given to no cursor.
        if check != _check(mark) or urlsafe_b64encode(read).decode().rstrip("=") != given:
            return None
        values = orjson.loads(mark)
    except ValueError:
        return None
    return values if isinstance(values, list) and values and isinstance(values[0], str) else None


def _check(mark: bytes) -> bytes:
    """What tells a whole cursor from one that was cut or changed; it is no secret."""
    return blake2b(mark, digest_size=_CHECK).digest()
