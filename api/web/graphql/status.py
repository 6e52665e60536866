"""Status codes and media types of answers (GraphQL over HTTP, Response).

The audits of `graphql-http` and the servers of today follow the older draft. The newer one parts JSON that can't be
read (400) from what is read and can't be answered (422), and has a code of its own for answers in part (294). To those
who take the older media type alone it gives that with success alone, since anything else may come from a proxy.
"""

from typing import Any

from api.errors import INTERNAL, PARSE_FAILED
from api.web.graphql.asked import JSON, MISSHAPEN
from api.web.graphql.documents import NOT_TRUSTED

GRAPHQL = "application/graphql-response+json"
PARTIAL = 294
_ALWAYS = {INTERNAL: 500, "UNAVAILABLE": 503}
"""What is no fault of the request, whatever the media type."""


def refused(status: int, newer: bool) -> int:
    """The status of what is no GraphQL request."""
    return 400 if status == MISSHAPEN and not newer else status


def answered(answer: dict[str, Any], media_type: str, newer: bool) -> tuple[int, str]:
    """Status and media type of an answer, for who takes one media type best."""
    errors = answer.get("errors")
    if "data" in answer:
        return PARTIAL if errors and newer and media_type == GRAPHQL else 200, media_type
    code = (errors or [{}])[0].get("extensions", {}).get("code")
    if code in _ALWAYS:
        return _ALWAYS[code], media_type
    if media_type == JSON and not newer:
        return 200, media_type
    if code == NOT_TRUSTED:
        return 403, GRAPHQL
    return MISSHAPEN if newer and code != PARSE_FAILED else 400, GRAPHQL
