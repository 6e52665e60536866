"""What XML 1.0 makes of a text."""

import re
from typing import Any

_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def as_xml_holds(value: Any) -> Any:
    """A value, or the keys and values in it, with U+FFFD for each character that XML can't hold."""
    if isinstance(value, str):
        return _UNFIT.sub("\ufffd", value)
    if isinstance(value, tuple):
        return tuple(map(as_xml_holds, value))
    if isinstance(value, dict):
        return {as_xml_holds(key): as_xml_holds(held) for key, held in value.items()}
    return value
