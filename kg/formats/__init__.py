"""Every format that a catalogue can be had in: one list for the command line and HTTP.

Nothing here loads `rdflib` or `networkx` before a format that needs it is written.
"""

from kg.formats.registry import FORMATS, MEDIA_TYPES, Format, by_file, by_media_type, find

__all__ = ["FORMATS", "MEDIA_TYPES", "Format", "by_file", "by_media_type", "find"]
