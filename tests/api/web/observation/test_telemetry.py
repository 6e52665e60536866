import sys
from collections.abc import Iterator
from typing import Any

import pytest
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from api.web.observation import providers
from kg.catalogue import Catalogue
from kg.errors import PrincipleGraphError
from tests.api.web.test_errors import fail

QUERY = "query Titles { principles { nodes { title } } }"
TRACE, PARENT = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"


class Seen:
    """What was sent, as a collector would get it."""

    def __init__(self) -> None:
        self.spans, self.reader = InMemorySpanExporter(), InMemoryMetricReader()
        self.traces, self.metrics = TracerProvider(), MeterProvider([self.reader])
        self.traces.add_span_processor(SimpleSpanProcessor(self.spans))

    def of(self, kind: SpanKind) -> list[ReadableSpan]:
        """The spans of a kind."""
        return [span for span in self.spans.get_finished_spans() if span.kind is kind]

    def points(self, name: str) -> list[Any]:
        """The points of a metric."""
        data = self.reader.get_metrics_data()
        assert data is not None
        scopes = [scope for resource in data.resource_metrics for scope in resource.scope_metrics]
        return [
            point
            for one in scopes
            for metric in one.metrics
            if metric.name == name
            for point in metric.data.data_points
        ]


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> Seen:
    """What servers of a test send."""
    made = Seen()
    monkeypatch.setattr(providers, "tracer_provider", lambda: made.traces)
    monkeypatch.setattr(providers, "meter_provider", lambda: made.metrics)
    monkeypatch.setattr(made.metrics, "shutdown", lambda: None)
    return made


@pytest.fixture
def client(seen: Seen, catalogue: Catalogue) -> Iterator[TestClient]:
    """A client of a server that sends what it sees."""
    app = create_app(Settings(telemetry=True), catalogue)
    app.router.add_route("/fail", fail)
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def test_a_span_of_a_request(client: TestClient, seen: Seen) -> None:
    """A request is a span of the kind server, named by method and route, with the attributes of the conventions."""
    client.get("/principle/one.ttl?token=secret", headers={"User-Agent": "x/1", "X-Request-Id": "abc"})
    (span,) = seen.of(SpanKind.SERVER)
    assert span.name == "GET /{iri}"
    assert span.parent is None
    assert span.attributes is not None
    size = span.attributes["http.response.body.size"]
    assert isinstance(size, int)
    assert size > 0
    assert dict(span.attributes) == {
        "http.request.method": "GET",
        "url.scheme": "http",
        "url.path": "/principle/one.ttl",
        "network.protocol.version": "1.1",
        "server.address": "testserver",
        "user_agent.original": "x/1",
        "http.route": "/{iri}",
        "http.response.status_code": 200,
        "http.response.body.size": size,
        "http.request.header.x-request-id": ("abc",),
        "client.address": "testclient",
    }


def test_traces_are_taken_over(client: TestClient, seen: Seen) -> None:
    """A request within a trace belongs to it (W3C Trace Context); a broken header begins a new one."""
    client.get("/livez", headers={"traceparent": f"00-{TRACE}-{PARENT}-01"})
    client.get("/livez", headers={"traceparent": "00-nonsense-01"})
    first, second = seen.of(SpanKind.SERVER)
    assert first.context is not None
    assert first.parent is not None
    assert f"{first.context.trace_id:032x}" == TRACE
    assert f"{first.parent.span_id:016x}" == PARENT
    assert second.parent is None


def test_a_span_of_an_operation(client: TestClient, seen: Seen) -> None:
    """An operation that runs is a span within that of its request; one that is kept runs no more."""
    for _ in range(2):
        client.post("/graphql", json={"query": QUERY})
    (span,) = seen.of(SpanKind.INTERNAL)
    outer = seen.of(SpanKind.SERVER)
    assert span.name == "query"
    assert outer[0].context is not None
    assert span.parent is not None
    assert span.parent.span_id == outer[0].context.span_id
    named = {"graphql.operation.name": "Titles", "graphql.operation.type": "query"}
    assert span.attributes == named
    for one in outer:
        assert one.attributes is not None
        assert named.items() <= dict(one.attributes).items()


def test_documents(seen: Seen, catalogue: Catalogue) -> None:
    """The text of an operation is in its span where a setting says so."""
    with TestClient(create_app(Settings(telemetry=True, telemetry_documents=True), catalogue)) as client:
        client.post("/graphql", json={"query": QUERY})
    (span,) = seen.of(SpanKind.INTERNAL)
    assert span.attributes is not None
    assert span.attributes["graphql.document"] == QUERY


def test_errors(client: TestClient, seen: Seen) -> None:
    """A failure of the server is an error of the request's span; one of the client is none there."""
    client.get("/fail")
    client.get("/nothing")
    client.post("/graphql", json={"query": "{nothing}"})
    failed, missing, asked = seen.of(SpanKind.SERVER)
    assert (failed.status.status_code, missing.status.status_code) == (StatusCode.ERROR, StatusCode.UNSET)
    assert failed.attributes is not None
    assert failed.attributes["error.type"] == "500"
    assert missing.name == "GET"
    assert asked.status.status_code is StatusCode.UNSET
    (operation,) = seen.of(SpanKind.INTERNAL)
    assert operation.status.status_code is StatusCode.ERROR
    assert operation.attributes is not None
    assert operation.attributes["error.type"] == "GRAPHQL_VALIDATION_FAILED"


def test_metrics(client: TestClient, seen: Seen) -> None:
    """Durations, sizes and open requests are counted by method, route and status."""
    client.get("/livez")
    client.get("/livez")
    client.get("/principle/one.ttl")
    few = {"http.request.method": "GET", "url.scheme": "http"}
    found = {point.attributes["http.route"]: point for point in seen.points("http.server.request.duration")}
    assert found["/livez"].count == 2
    assert found["/livez"].attributes == {**few, "http.route": "/livez", "http.response.status_code": 200}
    assert found["/livez"].explicit_bounds[0] == 0.005
    assert {point.attributes["http.route"] for point in seen.points("http.server.response.body.size")} == set(found)
    (active,) = seen.points("http.server.active_requests")
    assert (active.value, active.attributes) == (0, few)


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("OTEL_TRACES_EXPORTER", "quux", "OTEL_TRACES_EXPORTER asks for quux, and there is no exporter quux."),
        ("OTEL_METRICS_EXPORTER", "quux", "OTEL_METRICS_EXPORTER asks for quux"),
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "smoke", "OTEL_EXPORTER_OTLP_PROTOCOL is “smoke”. Set it to one of grpc"),
        ("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "grpc", "there is no exporter otlp_proto_grpc. Install one"),
    ],
)
def test_wrong_variables(monkeypatch: pytest.MonkeyPatch, variable: str, value: str, said: str) -> None:
    """Variables of OpenTelemetry that ask for what is not there stop the start with a sentence."""
    monkeypatch.setenv(variable, value)
    with pytest.raises(PrincipleGraphError) as refused:
        providers.check()
    assert said in str(refused.value)


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where OpenTelemetry is not installed, the setting stops the start and names the extra."""
    monkeypatch.setitem(sys.modules, "opentelemetry.sdk.trace", None)
    with pytest.raises(PrincipleGraphError, match=r"Install principle-graph\[telemetry\], or unset it\."):
        providers.check()


def test_names_of_the_service(monkeypatch: pytest.MonkeyPatch) -> None:
    """The service is called as the variables say, else by the project's name; exporters may be none."""
    for name in ("OTEL_TRACES_EXPORTER", "OTEL_METRICS_EXPORTER"):
        monkeypatch.setenv(name, "none")
    assert providers.tracer_provider().resource.attributes["service.name"] == "principle-graph"
    monkeypatch.setenv("OTEL_SERVICE_NAME", "ours")
    assert providers.tracer_provider().resource.attributes["service.name"] == "ours"
    providers.meter_provider().shutdown()
