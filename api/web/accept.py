"""Content negotiation (RFC 9110, 12.5.1)."""

import re
from collections.abc import Sequence

# A comma or semicolon within a quoted string parts nothing.
_RANGES = re.compile(r'(?:[^,"]|"(?:[^"\\]|\\.)*"?)+', re.DOTALL)
_PIECES = re.compile(r'(?:[^;"]|"(?:[^"\\]|\\.)*"?)+', re.DOTALL)


def best(accept: str | None, offered: Sequence[str]) -> str | None:
    """The offered media type that the client likes best, the earlier on a tie; None where it takes none."""
    ranges = [_range(part) for part in _RANGES.findall(accept or "") if part.strip()]
    if not ranges:
        return offered[0]
    weights = [(max((q for name, q in _matching(ranges, one)), default=0.0), one) for one in offered]
    weight, chosen = max(weights, key=lambda pair: pair[0])
    return chosen if weight > 0 else None


def weights(listed: str) -> dict[str, float]:
    """The names of a list with weights, in lower case, each with its weight (RFC 9110, 12.4.2)."""
    return dict(_range(part) for part in _RANGES.findall(listed) if part.strip())


def _matching(ranges: list[tuple[str, float]], media_type: str) -> list[tuple[str, float]]:
    """The most specific of the ranges that cover a media type."""
    for name in (media_type, media_type.split("/")[0] + "/*", "*/*"):
        found = [one for one in ranges if one[0] == name]
        if found:
            return found
    return []


def _range(part: str) -> tuple[str, float]:
    name, *parameters = (piece.strip() for piece in _PIECES.findall(part) or [""])
    quality = 1.0
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip().lower() == "q":
            try:
                quality = min(1.0, max(0.0, float(value)))
            except ValueError:
                quality = 0.0
    return name.lower(), quality
