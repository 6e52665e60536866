"""Traces and metrics of requests by the semantic conventions of OpenTelemetry for HTTP servers and GraphQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import Scope

from api.settings import Settings
from api.web.observation import providers
from api.web.observation.record import METHODS, Record, RouteNames
from kg import __version__

if TYPE_CHECKING:
    from opentelemetry.metrics import MeterProvider
    from opentelemetry.trace import Span, TracerProvider

NAME = "principle_graph"
Tell = Callable[[Any, tuple[str, ...]], None]
# The boundaries that the conventions advise.
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10)


class Telemetry:
    """Makes a span of each request, within the trace that it belongs to (W3C Trace Context), and counts it.

    It begins with `start`, in the process that answers: what sends runs in threads. Raises `PrincipleGraphError` where
    OpenTelemetry lacks.
    """

    def __init__(
        self,
        settings: Settings,
        names: RouteNames,
        traces: TracerProvider | None = None,
        metrics: MeterProvider | None = None,
    ) -> None:
        self._names, self._documents = names, settings.telemetry_documents
        self._trusted = bool(getattr(settings, "only_trusted", False))
        self._traces, self._metrics = traces, metrics
        if traces is None or metrics is None:
            providers.check()

    def start(self) -> None:
        """Makes ready."""
        self._traces = self._traces or providers.tracer_provider()
        self._metrics = self._metrics or providers.meter_provider()
        self._tracer = self._traces.get_tracer(NAME, __version__)
        meter = self._metrics.get_meter(NAME, __version__)
        self._active = meter.create_up_down_counter(
            "http.server.active_requests", "{request}", "Requests that wait for an answer."
        )
        self._seconds = meter.create_histogram(
            "http.server.request.duration",
            "s",
            "How long requests took.",
            explicit_bucket_boundaries_advisory=_SECONDS,
        )
        self._size = meter.create_histogram("http.server.response.body.size", "By", "Bytes of bodies that were sent.")

    def stop(self) -> None:
        """Sends what is left; it may take a while."""
        for provider in (self._traces, self._metrics):
            if provider is not None and hasattr(provider, "shutdown"):
                provider.shutdown()

    def begins(self, scope: Scope) -> tuple[Span, Any, dict[str, Any]]:
        """Begins the span of a request."""
        from opentelemetry import context, propagate, trace

        headers = Headers(scope=scope)
        outer = propagate.extract({name: headers[name] for name in headers})
        few = _few(scope)
        span = self._tracer.start_span(
            few["http.request.method"], outer, trace.SpanKind.SERVER, {**few, **_asked(scope, headers)}
        )
        self._active.add(1, few)
        return span, context.attach(trace.set_span_in_context(span, outer)), few

    def ends(self, record: Record, begun: tuple[Span, Any, dict[str, Any]]) -> None:
        """Ends it."""
        from opentelemetry import context, trace

        span, token, few = begun
        context.detach(token)
        self._active.add(-1, few)
        counted: dict[str, Any] = {**few, "http.response.status_code": record.status}
        if route := self._names.of(record):
            counted["http.route"] = route
            span.update_name(f"{few['http.request.method']} {route}")
        if record.status >= 500:
            counted["error.type"] = str(record.status)
            span.set_status(trace.StatusCode.ERROR)
        span.set_attributes({**counted, **_answered(record)})
        if record.client:
            span.set_attribute("client.address", record.client)
        span.end()
        inside = trace.set_span_in_context(span)
        self._seconds.record(record.seconds, counted, inside)
        self._size.record(record.sent, counted, inside)

    @contextmanager
    def operation(self, document: str) -> Iterator[Tell]:
        """The span of a GraphQL operation while it runs; what it is told is what ran, and the codes of errors.

        The name of the operation is in the attributes alone: clients choose it.
        """
        from opentelemetry import trace

        def tell(ran: Any, codes: tuple[str, ...]) -> None:
            if ran is not None:
                span.update_name(ran.kind)
                span.set_attribute("graphql.operation.type", ran.kind)
                if ran.name:
                    span.set_attribute("graphql.operation.name", ran.name)
            if codes:
                span.set_status(trace.StatusCode.ERROR)
                span.set_attribute("error.type", codes[0])

        with self._tracer.start_as_current_span("GraphQL Operation") as span:
            if self._documents:
                span.set_attribute("graphql.document", document)
            yield tell


@contextmanager
def operation_span(request: Request, document: str) -> Iterator[Tell]:
    """The span of an operation where there is telemetry."""
    telemetry: Telemetry | None = request.app.state.telemetry
    if telemetry is None:
        yield lambda *_: None
    else:
        with telemetry.operation(document) as tell:
            yield tell


def _few(scope: Scope) -> dict[str, Any]:
    """The attributes that have few values."""
    method = scope.get("method", "GET")
    return {
        "http.request.method": method if method in METHODS else "_OTHER",
        "url.scheme": scope.get("scheme", "http"),
    }


def _asked(scope: Scope, headers: Headers) -> dict[str, Any]:
    """The others that are known from the beginning. The query of an address may hold what is for nobody to see."""
    raw: bytes = scope.get("raw_path") or scope["path"].encode()
    asked: dict[str, Any] = {
        "url.path": raw.split(b"?")[0].decode("latin-1"),
        "network.protocol.version": scope.get("http_version", "1.1"),
    }
    if scope.get("method", "GET") not in METHODS:
        asked["http.request.method_original"] = scope["method"]
    host, _, port = headers.get("host", "").partition(":")
    if host:
        asked["server.address"] = host
    if port.isdigit():
        asked["server.port"] = int(port)
    if agent := headers.get("user-agent"):
        asked["user_agent.original"] = agent
    return asked


def _answered(record: Record) -> dict[str, Any]:
    told = record.graphql
    found = {"http.response.body.size": record.sent}
    if record.request_id:
        found["http.request.header.x-request-id"] = (record.request_id,)  # type: ignore[assignment]
    if told is None:
        return found
    said = {"graphql.operation.name": told.operation, "graphql.operation.type": told.kind}
    return {**found, **{name: value for name, value in said.items() if value}}
