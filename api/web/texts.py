"""Texts of documents as HTML for pages of this server: links between documents lead to their nodes."""

import re
from collections.abc import Callable
from html import escape, unescape
from itertools import chain
from urllib.parse import urlsplit

from kg.catalogue import Catalogue
from kg.model import Document, Link, Location, RelationType, Text
from kg.rdf import terms
from kg.rdf.nodes import Nodes
from kg.reading import front_matter
from kg.text import to_html

# As the sanitiser writes it: every value is in double quotes.
_PICTURE = re.compile(r'<img(?:\s+(?:alt="(?P<alt>[^"]*)"|[a-z-]+="[^"]*"))*\s*/?>')


class Texts:
    """Renders the texts of a catalogue's nodes; `href` gives where an IRI is found here."""

    def __init__(self, catalogue: Catalogue, nodes: Nodes, href: Callable[[str], str]) -> None:
        self._catalogue, self._nodes, self._href = catalogue, nodes, href

    def html(self, iri: str, markdown: str) -> str:
        """What a node says in Markdown, sanitised, with the link definitions of its document.

        A link to another document leads to what that holds; one that would lead nowhere is words. Pictures are their
        descriptions, since a page loads nothing from elsewhere. The front matter of a document is shown as it stands.
        """
        document = self._document(iri)
        front = ""
        if document is not None and iri == self._catalogue.iris.of(document):
            front, markdown = _parted(markdown)

        def kept(element: str, name: str, value: str) -> str | None:
            if name == "src":
                return None
            if name != "href" or element != "a":
                return value
            return self._followed(document, value)

        return front + _PICTURE.sub(_described, to_html(Text(markdown, _definitions(document)), kept))

    def _followed(self, document: Document | None, href: str) -> str | None:
        try:
            outside = bool(urlsplit(href).scheme)
        except ValueError:
            return None
        if outside or document is None:
            return href if outside else None
        found = self._catalogue.paths.find(Link(RelationType.RELATES_TO, href, None, Location(document.path, 1, 1)))
        return (
            None
            if found is None
            else self._href(self._catalogue.iris.of(self._catalogue.paths.entry(found, href) or found))
        )

    def _document(self, iri: str) -> Document | None:
        root = self._nodes.root(iri)
        for one in (root, *self._nodes.values(root, terms.DERIVED_FROM)):
            local = self._nodes.iris.local(one) if isinstance(one, str) else None
            if local is not None and local.startswith("document/"):
                return self._catalogue.document(local.removeprefix("document/"))
        return None


def _parted(markdown: str) -> tuple[str, str]:
    """The front matter of a whole document as HTML, empty where it has none, and the rest."""
    text = markdown.replace("\r\n", "\n").replace("\r", "\n")
    front, body = front_matter.read(text)
    if not front.end_line:
        return "", markdown
    return f"<pre>{escape(text.removesuffix(body).strip())}</pre>\n", body


def _definitions(document: Document | None) -> tuple[tuple[str, str, str], ...]:
    if document is None:
        return ()
    sections = chain(document.sections, *(entry.sections for entry in document.principles))
    return next((section.body.definitions for section in sections if section.body.definitions), ())


def _described(picture: re.Match[str]) -> str:
    return f'<span class="picture">{escape(unescape(picture["alt"] or ""))}</span>'
