"""Which documents of a catalogue a filter means."""

from kg.catalogue import Catalogue
from kg.kept import kept
from kg.selection.filters import DocumentFilter, TextFilter
from kg.selection.folding import trimmed
from kg.selection.members import Members, everything, members, where
from kg.selection.names import Names


def meant(catalogue: Catalogue, wanted: DocumentFilter) -> Members:
    """The documents that meet all conditions of a filter, numbered by path."""
    every = catalogue.documents
    found = everything(len(every))
    if wanted.template is not None and wanted.template != TextFilter():
        found &= members(_templates(catalogue).meant(wanted.template), len(every))
    if wanted.has_principles is not None:
        found &= where(bool(one.principles) is wanted.has_principles for one in every)
    return found


@kept
def _templates(catalogue: Catalogue) -> Names:
    templates = ((number, one.template) for number, one in enumerate(catalogue.documents))
    return Names((number, (trimmed(name),)) for number, name in templates if name)
