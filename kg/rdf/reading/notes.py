"""What is found in files of RDF: told once for each thing, with the line where the text tells it."""

from collections.abc import Iterable

from kg.finding import finding
from kg.model import Finding, Location
from kg.rdf.reading.lines import Lines


class Notes:
    """The findings of one reading, and the lines they are at."""

    def __init__(self, files: Iterable[tuple[str, bytes]], base: str) -> None:
        self._lines = {path: Lines(data, base) for path, data in files}
        self._found: dict[Finding, None] = {}

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Each once, in the order in which they were told."""
        return tuple(self._found)

    def tell(self, code: str, message: str, path: str, iri: str | None = None, term: bool = False) -> None:
        """Adds a finding in a file, at the line of a subject or, if so said, of a term."""
        lines = self._lines.get(path)
        line = 1
        if iri is not None and lines is not None:
            line = lines.of_term(iri) if term else lines.of_subject(iri)
        self.add(finding(code, message, Location(path, line, line)))

    def add(self, found: Finding) -> None:
        """Adds a finding, once."""
        self._found.setdefault(found)

    def place(self, path: str, iri: str) -> Location:
        """Where a file speaks of a subject."""
        lines = self._lines.get(path)
        line = 1 if lines is None else lines.of_subject(iri)
        return Location(path, line, line)
