"""What a server can be told, with its defaults; the environment may set each."""

import os
from dataclasses import dataclass, fields

from api.setting import flag, origins, reader, seconds, setting, text, whole


@dataclass(frozen=True, slots=True)
class Settings:
    """Where to listen and what to refuse; None as a limit means none.

    Each field is a variable of the environment as well: `page_size` is PRINCIPLE_PAGE_SIZE.
    """

    host: str = setting("127.0.0.1", text, "the address to listen on")
    port: int = setting(8000, whole(0, 65535), "the port, from 0 to 65535")
    page_size: int | None = setting(500, whole(1), "the most items that a list gives at once, from 1 on")
    body_bytes: int = setting(1_000_000, whole(1), "the largest request body in bytes, from 1 on")
    tokens: int | None = setting(5_000, whole(1), "the longest GraphQL document in tokens, from 1 on")
    sparql_seconds: int = setting(10, whole(1), "how long a SPARQL query may run, in seconds from 1 on")
    sparql_rows: int = setting(100_000, whole(1), "the most rows or triples of its answer, from 1 on")
    sparql_bytes: int = setting(20_000_000, whole(1), "the largest answer in bytes, from 1 on")
    sparql_memory: int = setting(
        500_000_000, whole(1_000_000), "the most memory beside the graph, in bytes from 1000000 on"
    )
    sparql_workers: int = setting(4, whole(1, 1000), "the most queries that run at once, from 1 to 1000")
    sparql_queries: int = setting(20, whole(1, 1000), "the most queries that run or wait, from 1 to 1000")
    sparql_length: int = setting(100_000, whole(1), "the longest query in bytes, from 1 on")
    origins: tuple[str, ...] = setting(
        (), origins, "the origins of frontends on other servers, parted by spaces or commas; `*` is every one"
    )
    connections: int = setting(
        2000, whole(10), "the most connections at once, from 10 on; one more ends the one waited for longest"
    )
    request_seconds: float = setting(
        20.0, seconds, "how long a request may take to arrive, and an answer may lie untaken, in seconds"
    )
    live_connections: int = setting(1000, whole(1), "the most WebSockets and event streams at once, from 1 on")
    live_operations: int = setting(100, whole(1), "the most operations at once on one WebSocket, from 1 on")
    live_heartbeat: float = setting(15, seconds, "how often a silent connection is given a sign of life, in seconds")
    live_patience: float = setting(10, seconds, "how long one is waited for that is to read or to answer, in seconds")
    live_versions: int = setting(100, whole(1), "how many versions back a subscription can resume from, from 1 on")
    depth: int | None = setting(20, whole(1), "how many fields of a GraphQL query may be below each other, from 1 on")
    aliases: int | None = setting(100, whole(0), "the most aliases in a GraphQL document, from 0 on")
    directives: int | None = setting(50, whole(0), "the most directives in it, from 0 on")
    root_fields: int | None = setting(50, whole(1), "the most fields at the root of an operation, from 1 on")
    fields: int | None = setting(250, whole(1), "the most fields asked of one object, doubles counted, from 1 on")
    cost: int | None = setting(200_000, whole(1), "what an operation may cost, in fields of its answer, from 1 on")
    seconds: float | None = setting(10, seconds, "how long an operation may run, in seconds")
    operations: int = setting(4, whole(1, 1000), "the most operations that run at once, from 1 to 1000")
    waiting: int = setting(16, whole(0, 10_000), "the most operations that wait for that, from 0 to 10000")
    conditions: int | None = setting(200, whole(1), "the most conditions in the filter of a list, from 1 on")
    draft_codes: bool = setting(False, flag, "whether GraphQL answers have the newer status codes, 422 and 294")
    apq_bytes: int = setting(
        10_000_000, whole(0), "the most memory for documents that clients register by their hash; 0 registers none"
    )
    manifest: str = setting("", text, "a file of trusted documents, or a folder of such *.json files")
    only_trusted: bool = setting(False, flag, "whether the documents of the manifest alone are answered")
    document_seconds: int = setting(
        0, whole(0), "for how long caches give out a GET by a document's id or hash without asking; 0 asks each time"
    )
    answer_bytes: int = setting(50_000_000, whole(0), "the most memory for GraphQL answers kept whole; 0 keeps none")

    @classmethod
    def from_environment(cls, **given: object) -> "Settings":
        """The settings of the variables PRINCIPLE_HOST, PRINCIPLE_PORT and so on; what is given here and not None wins.

        Raises `PrincipleGraphError` for a value that can't be used.
        """
        values = {name: value for name, value in given.items() if value is not None}
        for field in fields(cls):
            variable = f"PRINCIPLE_{field.name.upper()}"
            if field.name not in values and os.environ.get(variable):
                values[field.name] = reader(field)(variable, os.environ[variable])
        return cls(**values)  # type: ignore[arg-type]

    @classmethod
    def unlimited(cls) -> "Settings":
        """The settings for questions of the person at this machine."""
        return cls(**{field.name: None for field in fields(cls) if str(field.type).endswith("| None")})  # type: ignore[arg-type]
