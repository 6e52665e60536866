"""Refuses queries that call another server (SPARQL 1.1 Federated Query), before anything of them runs."""

import re

from kg.sparql.question import Reason, RefusedError

_NAME = re.compile("(service)", re.IGNORECASE)
_PLACE = re.compile(r"error at (\d+):(\d+)")
# What may stand between the keyword and the place where the parser gave up.
_BETWEEN = re.compile(r"[^\s{}#]*(?:\s|#[^\n]*(?:\n|\Z))*[^\s{}#]*")


def refuse_service(query: str, prefixes: dict[str, str]) -> None:
    """Raises `RefusedError` where a query has the keyword SERVICE, or SyntaxError where it is no query.

    The word may also stand in comments, texts, IRIs and names. So the engine's own parser decides: the query is parsed
    with another word in each of its places, against an empty store. A name or text is as good with the other word,
    while no keyword is, so what still parses calls nobody.
    """
    if not _NAME.search(query):
        return
    import pyoxigraph

    try:
        pyoxigraph.Store().query(without_service(query), prefixes=prefixes)
    except SyntaxError as error:
        if not _at_the_word(query, str(error)):
            raise
        raise RefusedError(
            Reason.FORBIDDEN,
            "SERVICE is not answered: no query makes this server call another one. Ask both, or let an engine of your"
            " own call this server by SERVICE.",
        ) from None


def without_service(query: str) -> str:
    """The query with another word of the same length in each place of SERVICE, in any spelling."""
    return _NAME.sub(lambda found: found[0][:-1] + ("X" if found[0][-1] == "E" else "x"), query)


def _at_the_word(query: str, message: str) -> bool:
    place = _PLACE.search(message)
    if place is None:
        return False
    lines = query.split("\n")[: int(place[1])]
    until = sum(len(line) + 1 for line in lines[:-1]) + int(place[2]) - 1
    return any(
        found.start() < until and (found.end() >= until or _BETWEEN.fullmatch(query, found.end(), until))
        for found in _NAME.finditer(query)
    )
