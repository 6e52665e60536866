"""What is asked, what is answered, and why not: what walks between a server and the processes that answer."""

from enum import StrEnum

from msgspec import Struct

READ_ONLY = (
    "This server only answers questions: it runs no SPARQL Update. What the graph holds is written in its documents."
)


class Limits(Struct, frozen=True):
    """What one query may cost, and how many run at once.

    `seconds` it may run; `rows` (solutions or triples) and `bytes` its answer may have; `memory` in bytes it may take
    beside the graph; `workers` run at once, `queries` may run and wait; `length` in bytes a query may have.
    """

    seconds: float = 10
    rows: int = 100_000
    bytes: int = 20_000_000
    memory: int = 500_000_000
    workers: int = 4
    queries: int = 20
    length: int = 100_000


class Question(Struct, frozen=True):
    """A query with its dataset (SPARQL 1.1 Protocol, 2.1.4) and the media types that its answer may have.

    `table` is that for SELECT and ASK, `graph` that for CONSTRUCT and DESCRIBE; None where the client takes none.
    Without `default_graphs` and `named_graphs` the query's own dataset holds, or else the whole graph.
    """

    query: str
    table: str | None = "application/sparql-results+json"
    graph: str | None = "text/turtle"
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


class Answer(Struct, frozen=True, tag=True):
    """A whole answer, in the one of the two media types that the query's form asks for."""

    media_type: str
    body: bytes


class Reason(StrEnum):
    """Why a query has no answer."""

    MALFORMED = "malformed"
    FORBIDDEN = "forbidden"
    NOT_ACCEPTABLE = "not-acceptable"
    LIMIT = "limit"
    BUSY = "busy"
    UNAVAILABLE = "unavailable"


class Refusal(Struct, frozen=True, tag=True):
    """No answer, and why."""

    reason: Reason
    message: str


class RefusedError(Exception):
    """A query that has no answer: the reason, and a sentence for who asked."""

    def __init__(self, reason: Reason, message: str) -> None:
        super().__init__(message)
        self.reason, self.message = reason, message


class Reply(Struct, frozen=True):
    """What a worker sends back; `last` where it ends itself after it, since it has grown."""

    said: Answer | Refusal
    last: bool = False


class Job(Struct, frozen=True):
    """What a keeper needs to know beside the graph: its format's media type, prefixes that need no declaration."""

    media_type: str
    prefixes: dict[str, str]
    limits: Limits
