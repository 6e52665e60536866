"""What reading a field costs beside reading one that is simply there."""

_WEIGHTS = {
    ("RichText", "html"): 40,
    ("RichText", "text"): 40,
    ("Document", "markdown"): 5,
    ("Principle", "related"): 200,
    ("Query", "path"): 500,
    ("Query", "search"): 500,
}
"""Measured on documents of some kilobytes, in units of a plain field: about a tenth of a microsecond."""


def weight(type_: str, field: str) -> int:
    """How many plain fields a field costs, without what is asked of its value."""
    return _WEIGHTS.get((type_, field), 1)
