"""What the fields of one operation work with."""

from dataclasses import dataclass

from api.settings import Settings
from kg.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Context:
    """The snapshot that the operation began with, and the limits it runs under."""

    catalogue: Catalogue
    settings: Settings
