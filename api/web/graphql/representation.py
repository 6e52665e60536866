"""The representations that an answer is had in, by media type: GraphQL's own two, and the forms of RDF."""

from typing import Any

import orjson

from api.forms import FORMS
from api.web.accept import best
from api.web.events import EVENTS
from api.web.graphql.asked import JSON
from api.web.graphql.status import GRAPHQL

OFFERED = (JSON, GRAPHQL, *FORMS, EVENTS)
"""Every media type, the first for clients that like all the same."""
Made = tuple[dict[str, Any], bytes | None]
"""An answer, or what it tells beside its data, and its bytes; no bytes where it is told by its errors."""


def choose(accept: str | None) -> str | None:
    """The media type that a client likes best; None where it takes none."""
    return best(accept, (*_own(accept), *FORMS, EVENTS))


def beside_events(accept: str | None, media_type: str) -> str:
    """The media type of what is told before an event stream begins; else the one chosen."""
    return _own(accept)[0] if media_type == EVENTS else media_type


def of_errors(media_type: str) -> str:
    """What tells who takes a media type that there is no answer."""
    return GRAPHQL if media_type in FORMS else media_type


def written(answer: dict[str, Any]) -> Made:
    """An answer as JSON."""
    return answer, None if "errors" in answer else orjson.dumps(answer)


def _own(accept: str | None) -> tuple[str, str]:
    # Who names the newer type knows it; who takes anything may be older than it.
    return (GRAPHQL, JSON) if GRAPHQL in (accept or "").lower() else (JSON, GRAPHQL)
