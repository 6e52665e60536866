"""The IRIs of what is part of an entry or a document: sections, rejections, citations, and relations as written."""

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from threading import Lock

from kg.catalogue import Catalogue
from kg.identity import Iris, local_name, slugify
from kg.kept import kept
from kg.model import Citation, Document, Link, Principle, Rejection, Relation, RelationType, Section

Part = Section | Rejection | Citation | Relation

# Most documents of a folder share their headings.
_heading_slug = lru_cache(maxsize=1 << 12)(slugify)


class Names:
    """Gives IRIs to the parts of one document, in the order in which they are told."""

    __slots__ = ("_counts", "_iris")

    def __init__(self, iris: Iris) -> None:
        self._iris = iris
        self._counts: dict[str, int] = {}

    def fresh(self, local: str) -> str:
        """A new IRI by its local name; where the name was given before, with `~2`, `~3` and so on."""
        count = self._counts.get(local, 0) + 1
        self._counts[local] = count
        return self._iris.mint(local if count == 1 else f"{local}~{count}")

    def section(self, section: Section, path: str) -> str:
        """The next section of an entry, by its slug, or of a document, by `document/` and its path."""
        heading = section.heading
        name = "opening" if heading is None else _heading_slug(heading) or "section"
        return self.fresh(f"section/{path}/{name}")

    def rejection(self, rejection: Rejection) -> str:
        """The next rejection of an entry."""
        return self.fresh(f"rejection/{rejection.principle.slug}/{rejection.alternative.slug.rpartition('/')[2]}")

    def citation(self, citation: Citation) -> str:
        """The next citation of an entry."""
        reference = citation.reference
        local = f"citation/{citation.principle.slug}/{reference.role.value}/{citation.source.key}"
        return self._worded(local, reference.title, reference.url)

    def relation(self, entry: Principle, link: Link) -> str:
        """The next link of an entry."""
        local = f"relation/{entry.slug}/{link.type.value}/{slugify(link.href)[:60].strip('-') or 'link'}"
        return self._worded(local, link.href, link.text, "partial" if link.partial else None)

    def _worded(self, local: str, *wording: str | None) -> str:
        """A new IRI for something as it is worded: told from others of its name by the wording, not by its position.

        So what comes before it in its document never changes its IRI.
        """
        digest = hashlib.sha256("\0".join(text or "" for text in wording).encode("utf-8", "replace"))
        return self.fresh(f"{local}/{digest.hexdigest()[:8]}")


_Key = int | tuple[int, RelationType, str]
"""What tells a part from others: the address of the object, which lives as long as the catalogue, or of its place."""


def part_iri(catalogue: Catalogue, part: Part) -> str | None:
    """The IRI of a part of the catalogue; None for a relation that only the other document states."""
    match part:
        case Section():
            return _names(catalogue, part.location.path).get(id(part))
        case Rejection() | Citation():
            return _names(catalogue, part.principle.path).get(id(part))
        case Relation():
            if part.derived:
                return None
            return _names(catalogue, part.location.path).get(_end(part.type, part, part.target or part.document))


def _end(kind: RelationType, at: Link | Relation, end: Principle | Document) -> _Key:
    return id(at.location), kind, local_name(end)


def _names(catalogue: Catalogue, path: str) -> dict[_Key, str]:
    known = _known(catalogue)
    found = known.get(path)
    if found is None:
        document = catalogue.document(path)
        with _naming:
            found = known[path] = {} if document is None else _of(catalogue, document)
    return found


@kept
def _known(_: Catalogue) -> dict[str, dict[_Key, str]]:
    return {}


_naming = Lock()


def _of(catalogue: Catalogue, document: Document) -> dict[_Key, str]:
    names = Names(catalogue.iris)
    found: dict[_Key, str] = {
        id(section): names.section(section, local_name(document)) for section in document.sections
    }
    for entry in document.principles:
        found |= {id(section): names.section(section, entry.slug) for section in entry.sections}
        found |= {id(edge): names.rejection(edge) for edge in catalogue.rejections(entry)}
        found |= {id(edge): names.citation(edge) for edge in catalogue.citations_by(entry)}
        for key, iri in _links(catalogue, names, entry):
            found.setdefault(key, iri)
    return found


def _links(catalogue: Catalogue, names: Names, entry: Principle) -> Iterator[tuple[_Key, str]]:
    for link in entry.links:
        iri = names.relation(entry, link)
        document = catalogue.paths.find(link)
        if document is not None:
            yield _end(link.type, link, catalogue.paths.entry(document, link.href) or document), iri
