"""Where traces and metrics of OpenTelemetry go, as its usual variables say (OTEL_TRACES_EXPORTER and so on)."""

from __future__ import annotations

import os
from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING, Any

from kg import __version__
from kg.errors import PrincipleGraphError

if TYPE_CHECKING:
    from opentelemetry.sdk.metrics import MeterProvider
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider

SERVICE = "principle-graph"
_PROTOCOLS = {"grpc": "otlp_proto_grpc", "http/protobuf": "otlp_proto_http"}


def check() -> None:
    """Raises `PrincipleGraphError` where OpenTelemetry is not installed, or its variables name what is not."""
    try:
        import opentelemetry.sdk.trace  # noqa: F401
    except ImportError as error:
        raise PrincipleGraphError(
            "The setting telemetry needs OpenTelemetry. Install principle-graph[telemetry], or unset it."
        ) from error
    for signal in ("traces", "metrics"):
        _exporters(signal)


def tracer_provider() -> TracerProvider:
    """Of traces; batches go out in a thread."""
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    provider = TracerProvider(resource=_resource())
    for exporter in _exporters("traces"):
        provider.add_span_processor(BatchSpanProcessor(exporter.load()()))
    return provider


def meter_provider() -> MeterProvider:
    """Of metrics; they go out in a thread from time to time."""
    from opentelemetry.sdk.metrics import MeterProvider
    from opentelemetry.sdk.metrics.export import MetricReader, PeriodicExportingMetricReader

    readers: list[MetricReader] = []
    for exporter in _exporters("metrics"):
        made: Any = exporter.load()()
        readers.append(made if isinstance(made, MetricReader) else PeriodicExportingMetricReader(made))
    return MeterProvider(readers, resource=_resource())


def _resource() -> Resource:
    from opentelemetry.sdk.resources import SERVICE_NAME, SERVICE_VERSION, OTELResourceDetector, Resource

    own = Resource.create({SERVICE_NAME: SERVICE, SERVICE_VERSION: __version__})
    # What the variables say holds before what we do.
    return own.merge(OTELResourceDetector().detect())


def _exporters(signal: str) -> list[EntryPoint]:
    variable = f"OTEL_{signal.upper()}_EXPORTER"
    names = [name.strip() for name in (os.environ.get(variable) or "otlp").split(",")]
    found = []
    for name in names:
        if name == "none":
            continue
        own = _protocol(signal) if name == "otlp" else name
        points = entry_points(group=f"opentelemetry_{signal}_exporter", name=own)
        if not points:
            raise PrincipleGraphError(
                f"{variable} asks for {name}, and there is no exporter {own}. Install one, or set it to otlp, console"
                " or none."
            )
        found.append(next(iter(points)))
    return found


def _protocol(signal: str) -> str:
    general = "OTEL_EXPORTER_OTLP_PROTOCOL"
    for variable in (f"OTEL_EXPORTER_OTLP_{signal.upper()}_PROTOCOL", general):
        named = os.environ.get(variable)
        if named:
            if named not in _PROTOCOLS:
                raise PrincipleGraphError(f"{variable} is “{named}”. Set it to one of {', '.join(_PROTOCOLS)}.")
            return _PROTOCOLS[named]
    return _PROTOCOLS["http/protobuf"]
