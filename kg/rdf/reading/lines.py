"""At which line of a file a subject or a term stands, as far as its text tells."""

import re
from functools import cached_property

_PREFIX = re.compile(r"(?:@prefix|\bPREFIX)\s+([^\s:<>]*):\s*<([^<>\s]*)>", re.IGNORECASE)
_LONG = re.compile(r'"""(?:[^"\\]|\\.|"(?!""))*+"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*+\'\'\'', re.DOTALL)
_SUBJECT = re.compile(r"^[ \t]*(?:<([^<>\s]*)>|([\w.-]*):([^\s;,.<>()\[\]\"']+))(?=\s)", re.MULTILINE)
_ID = re.compile(r'"@id"\s*:\s*"([^"\\]*)"|\brdf:(?:about|ID)\s*=\s*["\']([^"\'<>]*)["\']')


class Lines:
    """The lines of one file, looked up when they are asked for."""

    def __init__(self, data: bytes, base: str) -> None:
        self._data, self._base = data, base

    @cached_property
    def _text(self) -> str:
        """The text, with blanks for what long strings hold."""
        text = self._data.decode("utf-8", "replace")
        return _LONG.sub(lambda found: '""' + "\n" * found[0].count("\n"), text)

    @cached_property
    def _prefixes(self) -> dict[str, str]:
        return dict(_PREFIX.findall(self._text))

    @cached_property
    def _subjects(self) -> dict[str, int]:
        """The first line at whose begin each IRI stands."""
        found: dict[str, int] = {}
        line, at = 1, 0
        for pattern in (_SUBJECT, _ID):
            line, at = 1, 0
            for match in pattern.finditer(self._text):
                line += self._text.count("\n", at, match.start())
                at = match.start()
                whole, *named = match.groups()
                if pattern is _SUBJECT and whole is None:
                    iri = self._prefixes.get(named[0], f"{named[0]}:") + named[1]
                else:
                    iri = self._absolute(whole if whole is not None else named[0])
                found.setdefault(iri, line)
        return found

    def _absolute(self, iri: str) -> str:
        return iri if ":" in iri else self._base + iri

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
