"""A URL as its author wrote it, as an IRI (RFC 3987)."""

import re
from urllib.parse import quote

# Percent signs that begin no escape, and every character that is neither reserved, unreserved nor `ucschar`.
_FORBIDDEN = re.compile(
    r"%(?![0-9A-Fa-f]{2})"
    r"|[^!#$%&'()*+,\-./0-9:;=?@A-Z_a-z~\xa1-\ud7ff\uf900-\ufdcf\ufdf0-\uffef\U00010000-\U000dfffd\U000e1000-\U000efffd]"
    r"|[\U0001fffe\U0001ffff\U0002fffe\U0002ffff\U0003fffe\U0003ffff\U0004fffe\U0004ffff\U0005fffe\U0005ffff"
    r"\U0006fffe\U0006ffff\U0007fffe\U0007ffff\U0008fffe\U0008ffff\U0009fffe\U0009ffff\U000afffe\U000affff"
    r"\U000bfffe\U000bffff\U000cfffe\U000cffff]"
)
_DROPPED = re.compile(r"[\t\r\n]")
_PARTS = re.compile(r"(?P<scheme>[^:]*)://(?P<authority>[^/?#]*)(?P<tail>[^#]*)(?P<fragment>#.*)?", re.DOTALL)


def _escaped(text: str) -> str:
    return _FORBIDDEN.sub(lambda found: quote(found[0], safe="", errors="replace"), text)


def web_iri(url: str) -> str:
    """The IRI of an http or https URL with a host; only what an IRI can't hold is percent-encoded."""
    parts = _PARTS.fullmatch(_DROPPED.sub("", url).strip().lstrip("".join(map(chr, range(33)))))
    if parts is None:
        return _escaped(url)
    user, at, host = parts["authority"].rpartition("@")
    host = host if host.startswith("[") else _escaped(host)
    fragment = "#" + _escaped(parts["fragment"][1:].replace("#", "%23")) if parts["fragment"] else ""
    user = _escaped(user).replace("@", "%40")
    return f"{parts['scheme']}://{user}{at}{host}{_escaped(parts['tail'])}{fragment}"
