"""At which line of a file a subject or a term stands, as far as its text tells."""

import re
from functools import cached_property
from urllib.parse import urljoin

_PREFIX = re.compile(r"(?:@prefix|\bPREFIX)\s+([^\s:<>]*):\s*<([^<>\s]*)>", re.IGNORECASE)
_LONG = re.compile(r'"""(?:[^"\\]|\\.|"(?!""))*+"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*+\'\'\'', re.DOTALL)
_COMMENT = re.compile(r"^[ \t]*#[^\n]*", re.MULTILINE)
_BASE = re.compile(
    r"(?:@base|^\s*BASE)\s+<([^<>\s]*)>|\bxml:base\s*=\s*[\"']([^\"'<>]*)|\"@base\"\s*:\s*\"([^\"\\]*)\"", re.I | re.M
)
_SUBJECT = re.compile(r"^([ \t]*)(?:<([^<>\s]*)>|([\w.-]*):([^\s;,.<>()\[\]\"']+))(?=\s)", re.MULTILINE)
_ID = re.compile(
    r'"@id"\s*:\s*"([^"\\]*)"|\brdf:about\s*=\s*["\']([^"\'<>]*)["\']'
    r'|\brdf:ID\s*=\s*["\']([^"\'<>]*)["\']'
)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


class Lines:
    """The lines of one file, looked up when they are asked for."""

    def __init__(self, data: bytes, base: str) -> None:
        self._data, self._base = data, base

    @cached_property
    def _text(self) -> str:
        """The text, with blanks for what long strings and comments hold."""
        text = _COMMENT.sub("", self._data.decode("utf-8", "replace"))
        return _LONG.sub(lambda found: '""' + "\n" * found[0].count("\n"), text)

    @cached_property
    def _prefixes(self) -> dict[str, str]:
        return dict(_PREFIX.findall(self._text))

    @cached_property
    def _bases(self) -> list[tuple[int, str]]:
        """Where the text names a base, and which."""
        found = [(0, self._base)]
        for match in _BASE.finditer(self._text):
            found.append((match.start(), _resolved(found[-1][1], match[1] or match[2] or match[3] or "")))
        return found

    @cached_property
    def _subjects(self) -> dict[str, int]:
        """The first line at whose begin each IRI stands; indented ones may be values of others, and come last."""
        found: dict[str, int] = {}
        indented: dict[str, int] = {}
        for pattern in (_SUBJECT, _ID):
            line, at = 1, 0
            for match in pattern.finditer(self._text):
                line += self._text.count("\n", at, match.start())
                at = match.start()
                if pattern is _ID:
                    iri = self._absolute(match[1] if match[1] is not None else match[2] or f"#{match[3]}", at)
                elif match[2] is not None:
                    iri = self._absolute(match[2], at)
                else:
                    iri = self._prefixes.get(match[3], f"{match[3]}:") + match[4]
                (indented if pattern is _SUBJECT and match[1] else found).setdefault(iri, line)
        return {**indented, **found}

    def _absolute(self, iri: str, at: int) -> str:
        """An IRI as the text writes it at a place, resolved against the base that holds there."""
        return _resolved(next(base for start, base in reversed(self._bases) if start <= at), iri)

    def of_subject(self, iri: str) -> int:
        """The line of a subject, from 1; 1 where the text doesn't tell."""
        return self._subjects.get(iri) or self.of_term(iri)

    def of_term(self, iri: str) -> int:
        """The first line that holds an IRI, whole or by prefix, from 1; 1 where none does."""
        places = [self._text.find(f"{before}{iri}{after}") for before, after in ("<>", '""')]
        for prefix, namespace in self._prefixes.items():
            if iri.startswith(namespace) and namespace:
                name = re.escape(f"{prefix}:{iri[len(namespace) :]}")
                found = re.search(rf"(?<![\w:]){name}(?![\w-])", self._text)
                places.append(found.start() if found else -1)
        local = iri[max(iri.rfind("#"), iri.rfind("/")) + 1 :]
        if local and max(places) < 0:
            places += [self._text.find(written) for written in (f":{local}", f'"{local}"')]
        first = min((place for place in places if place >= 0), default=0)
        return self._text.count("\n", 0, first) + 1


def _resolved(base: str, iri: str) -> str:
    """A relative IRI against a base (RFC 3986)."""
    if _SCHEME.match(iri):
        return iri
    try:
        return urljoin(base, iri)
    except ValueError:
        return base + iri
