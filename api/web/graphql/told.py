"""What a request asked and how it was answered, for those who log and count."""

from msgspec import Struct


class Told(Struct, frozen=True):
    """`state["graphql"]` of a request to /graphql, once its answer is on its way.

    `operation` is the name that the request gives, `document` the id or hash of a document that it does not hold.
    `answer` is `run`, `kept` for one that was kept whole, `held` where the client holds it (304), `refused` where the
    request could not run. `codes` are those of its errors.
    """

    operation: str | None
    document: str | None
    answer: str
    codes: tuple[str, ...] = ()
