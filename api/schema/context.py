"""What the fields of one operation work with."""

from dataclasses import dataclass

from api.current import Current
from api.settings import Settings
from kg.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Context:
    """The snapshot that the operation began with, and the limits it runs under."""

    catalogue: Catalogue
    settings: Settings


@dataclass(slots=True)
class Listening:
    """What a subscription works with: no snapshot, or it would hold that one for as long as it lasts.

    `resume` is the version that a client whose connection broke was told of last; `version` the one that this
    subscription has told of last.
    """

    current: Current
    settings: Settings
    resume: str | None = None
    version: str = ""
