"""What was read of a folder, so that the next reading takes again what is the same."""

import hashlib
from collections.abc import Callable, Iterable, Iterator

from kg.configuration import CatalogueSettings
from kg.model import Document, Finding


class Known:
    """The documents of one folder as they were last read.

    A document follows from its path, its bytes and the templates, so one that is known by these need not be read again.
    """

    def __init__(self) -> None:
        self._templates: object = None
        self._documents: dict[str, Document] = {}

    def unchanged(
        self, paths: Iterable[str], settings: CatalogueSettings, content: Callable[[str], bytes | Finding]
    ) -> Iterator[Document]:
        """Those at these paths whose bytes are as they were."""
        if self._templates != _templates(settings):
            return
        for path in paths:
            document = self._documents.get(path)
            if document is None:
                continue
            data = content(path)
            if isinstance(data, bytes) and hashlib.sha256(data).hexdigest() == document.digest:
                yield document

    def keep(self, documents: Iterable[Document], settings: CatalogueSettings) -> None:
        """Remembers these in place of the last ones."""
        self._templates = _templates(settings)
        self._documents = {document.path: document for document in documents}


def _templates(settings: CatalogueSettings) -> object:
    """What documents are read by, beside the templates that ship."""
    return settings.families, settings.headings
