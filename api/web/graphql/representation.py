"""The representations that an answer is had in, by media type: GraphQL's own two, and the forms of RDF."""

from typing import Any

import orjson

from api.execution import Patience, prepare, run
from api.forms import FORMS, tell
from api.settings import Settings
from api.web.accept import best
from api.web.graphql.asked import JSON, Asked
from api.web.graphql.status import GRAPHQL
from kg.catalogue import Catalogue

OFFERED = (JSON, GRAPHQL, *FORMS)
"""Every media type, the first for clients that like all the same."""


def choose(accept: str | None) -> str | None:
    """The media type that a client likes best; None where it takes none."""
    # Who names the newer type knows it; who takes anything may be older than it.
    own = (GRAPHQL, JSON) if GRAPHQL in (accept or "").lower() else (JSON, GRAPHQL)
    return best(accept, (*own, *FORMS))


def of_errors(media_type: str) -> str:
    """What tells who takes a media type that there is no answer."""
    return GRAPHQL if media_type in FORMS else media_type


Made = tuple[dict[str, Any], bytes | None]
"""An answer, or what it tells beside its data, and its bytes; no bytes where it is told by its errors."""


def made(
    media_type: str, catalogue: Catalogue, text: str, asked: Asked, settings: Settings, patience: Patience
) -> Made:
    """What an operation answers, in the form of a media type. Raises `Unwanted` where `patience` was told to leave."""
    prepared, form = prepare(text, settings), FORMS.get(media_type)
    given = prepared, catalogue, asked.variables, asked.operation, settings
    if form is not None:
        told = tell(form, *given, patience=patience)
        return told.beside, told.body
    return written(run(*given, patience=patience, tells_cost=asked.tells_cost))


def written(answer: dict[str, Any]) -> Made:
    """An answer as JSON."""
    return answer, None if "errors" in answer else orjson.dumps(answer)
