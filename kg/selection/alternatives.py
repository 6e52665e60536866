"""Which alternatives of a catalogue a filter means."""

from kg.catalogue import Catalogue
from kg.identity import label_key
from kg.kept import kept
from kg.selection.filters import AlternativeFilter, TextFilter
from kg.selection.folding import trimmed
from kg.selection.members import Members, everything, members, where
from kg.selection.names import Names


def meant(catalogue: Catalogue, wanted: AlternativeFilter) -> Members:
    """The alternatives that meet all conditions of a filter, numbered as the catalogue has them."""
    every = catalogue.alternatives
    found = everything(len(every))
    if wanted.label is not None and wanted.label != TextFilter():
        found &= members(_names(catalogue).meant(wanted.label), len(every))
    if wanted.min_rejections is not None:
        found &= where(len(catalogue.rejections_of(one)) >= wanted.min_rejections for one in every)
    if wanted.is_principle is not None:
        found &= where((catalogue.same_as(one) is not None) is wanted.is_principle for one in every)
    return found


def named(catalogue: Catalogue, wanted: TextFilter) -> set[int]:
    """The numbers of the alternatives of which a label, as any document spells it, or the slug meets all conditions."""
    return _names(catalogue).meant(wanted)


def _spelt(text: str) -> str:
    """A label without what two spellings of one option differ in; one of signs alone as it is."""
    return trimmed(label_key(text)) or trimmed(text)


@kept
def _names(catalogue: Catalogue) -> Names:
    return Names(
        ((number, map(_spelt, (*one.labels, one.slug))) for number, one in enumerate(catalogue.alternatives)),
        whole=lambda text: (_spelt(text),),
        part=_spelt,
    )
