"""What a request asked and how it was answered, for those who log and count."""

from msgspec import Struct


class Operation(Struct, frozen=True):
    """`state["operation"]` of a request: its name, query or subscription, and what it costs."""

    name: str | None
    kind: str
    cost: int


class Told(Struct, frozen=True):
    """`state["graphql"]` of a request to /graphql, once its answer is on its way.

    `operation` is its name, or the one that the request gives; `document` the id or hash of one that it does not hold.
    `answer` is `run`, `kept` for one that was kept whole, `held` where the client holds it (304), `refused` where the
    request could not run. `codes` are those of its errors. `kind` is query, mutation or subscription, and `cost` what
    it was reckoned to cost, in fields; None where that is not known.
    """

    operation: str | None
    document: str | None
    answer: str
    codes: tuple[str, ...] = ()
    kind: str | None = None
    cost: int | None = None
