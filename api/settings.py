"""What a server can be told, with its defaults; options, environment and file may set each."""

from dataclasses import dataclass, fields

from api.setting import choice, flag, hosts, networks, origins, prefix, seconds, setting, text, whole

PROFILES = ("public", "hardened")
_span = seconds  # a setting bears that name


@dataclass(frozen=True, slots=True)
class Settings:
    """Where to listen, what to offer and what to refuse; None as a limit means none.

    A row is all that a setting needs. `page_size` is `page_size` in a file, the variable PRINCIPLE_PAGE_SIZE and the
    option `--page-size`; `api.sources` reads them all.
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
    only_trusted: bool = setting(
        False, flag, "whether the documents of the manifest alone are answered", hardened=True, beside="manifest"
    )
    document_seconds: int = setting(
        0, whole(0), "for how long caches give out a GET by a document's id or hash without asking; 0 asks each time"
    )
    answer_bytes: int = setting(50_000_000, whole(0), "the most memory for GraphQL answers kept whole; 0 keeps none")
    federation: bool = setting(False, flag, "whether the schema is a subgraph, with `_entities` and `_service`")
    profile: str = setting(
        "public", choice(PROFILES), "what other settings begin with: public, or hardened for finished clients alone"
    )
    introspection: bool = setting(
        True, flag, "whether the schema is told, by introspection and at /schema.graphql", hardened=False
    )
    ide: bool = setting(True, flag, "whether a browser gets the IDE at /graphql", hardened=False)
    get: bool = setting(True, flag, "whether GraphQL is answered by GET too", hardened=False)
    suggestions: bool = setting(
        True, flag, "whether messages of GraphQL errors say what the schema has instead", hardened=False
    )
    details: bool = setting(True, flag, "whether /healthz and /readyz name the version they serve", hardened=False)
    hosts: tuple[str, ...] = setting(
        ("*",), hosts, "the host names that requests may be for, parted by spaces or commas; `*` is every one"
    )
    hsts: int | None = setting(
        None, whole(0), "for how many seconds browsers shall use HTTPS alone once they came by it, from 0 on"
    )
    proxies: tuple[str, ...] = setting(
        (), networks, "the addresses and networks of proxies whose X-Forwarded headers hold, parted by spaces or commas"
    )
    root_path: str = setting("", prefix, "the path under which a proxy shows this server, such as /decided")
    uds: str = setting("", text, "the path of a Unix socket to listen on instead of host and port")
    workers: int = setting(1, whole(1, 256), "how many processes answer, from 1 to 256")
    stop_seconds: float = setting(
        5, _span, "how long a server that is to end waits for those who still send or read, in seconds"
    )
    access_log: str = setting("off", choice(("off", "text", "json")), "a line for each request: off, text or json")
    access_log_to: str = setting("stderr", choice(("stderr", "stdout")), "where these lines go: stderr or stdout")
    metrics: bool = setting(False, flag, "whether /metrics tells Prometheus how the server fares")
    telemetry: bool = setting(False, flag, "whether traces and metrics go to OpenTelemetry")
    telemetry_documents: bool = setting(False, flag, "whether traces hold the text of GraphQL operations")

    @classmethod
    def unlimited(cls) -> "Settings":
        """The settings for questions of the person at this machine."""
        return cls(**{field.name: None for field in fields(cls) if str(field.type).endswith("| None")})  # type: ignore[arg-type]
