"""Texts as UTF-8, and as the strings of Turtle and N-Triples."""

import re

# What a string can't hold as it is, and what some tools take for a line's end; tabs and line feeds may stand in
# the long form.
_SPECIAL = re.compile(r'[\x00-\x1f"\\\x7f-\x9f\u2028\u2029\ufffe\uffff]')
_SPECIAL_LONG = re.compile(r"[\x00-\x08\x0b-\x1f\\\x7f-\x9f\u2028\u2029\ufffe\uffff]")
_QUOTES, _ESCAPED_QUOTES = '"""', '""\\"'
_SHORT = {"\b": r"\b", "\t": r"\t", "\n": r"\n", "\f": r"\f", "\r": r"\r", '"': r"\"", "\\": r"\\"}


def sound(text: str) -> str:
    """The text with U+FFFD for surrogates that stand alone, which no Unicode encoding holds."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def utf8(text: str) -> bytes:
    """The text in UTF-8."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return sound(text).encode()


def quoted(text: str) -> str:
    """A text as a string of one line, for N-Triples and Turtle alike."""
    # `isprintable` is quicker than a pattern, and false for whatever is special but quotes and backslashes.
    if text.isprintable() and '"' not in text and "\\" not in text:
        return f'"{text}"'
    return f'"{_SPECIAL.sub(_escape, text)}"'


def quoted_long(text: str) -> str:
    """A text as a string of Turtle: its lines stay lines."""
    if text.isprintable() and '"' not in text and "\\" not in text:
        return f'"{text}"'
    if "\n" not in text:
        return quoted(text)
    # The long form ends at the first three quotes, so no text may end with one or hold three.
    body, end = (text[:-1], '\\"') if text.endswith('"') else (text, "")
    if "\\" in body or not body.replace("\n", "").isprintable():
        body = _SPECIAL_LONG.sub(_escape, body)
    return f'"""{body.replace(_QUOTES, _ESCAPED_QUOTES)}{end}"""'


def _escape(found: re.Match[str]) -> str:
    sign = found[0]
    return _SHORT.get(sign) or f"\\u{ord(sign):04X}"
