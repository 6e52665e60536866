"""What Prometheus is told: counts and times of requests and operations, and the state of the server."""

from __future__ import annotations

import platform
import sys
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from api.web.observation.record import Record, RouteNames
from kg import __version__

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry
    from prometheus_client.core import Metric
    from starlette.applications import Starlette

PREFIX = "principles_"
_SECONDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_COST = (1, 10, 100, 1_000, 10_000, 100_000, 1_000_000)


class Metrics:
    """The metrics of one server, of all its processes where `PROMETHEUS_MULTIPROC_DIR` names their folder.

    Labels have few values: routes, methods, codes. The names of operations are labels where the documents of a
    manifest alone are answered, since clients can't make them up there.
    """

    def __init__(self, app: Starlette, names: RouteNames) -> None:
        from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, disable_created_metrics

        # A series more for each, which nobody asks for.
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self._app, self._names = app, names
        self._trusted = bool(getattr(app.state.settings, "only_trusted", False))
        self.registry = own = CollectorRegistry()
        self._requests = Counter(
            f"{PREFIX}http_requests", "Requests that were answered.", ("method", "route", "status"), registry=own
        )
        self._seconds = Histogram(
            f"{PREFIX}http_request_seconds",
            "How long requests took until their last byte.",
            ("method", "route"),
            buckets=_SECONDS,
            registry=own,
        )
        self._bytes = Counter(
            f"{PREFIX}http_response_bytes", "Bytes of bodies that were sent.", ("route",), registry=own
        )
        self._open = Gauge(
            f"{PREFIX}http_requests_open",
            "Requests that wait for an answer.",
            multiprocess_mode="livesum",
            registry=own,
        )
        self._operations = Counter(
            f"{PREFIX}graphql_operations",
            "GraphQL requests by how they were answered: run, kept, held or refused.",
            ("type", "operation", "answer"),
            registry=own,
        )
        self._operation_seconds = Histogram(
            f"{PREFIX}graphql_operation_seconds",
            "How long GraphQL requests that ran took.",
            ("type", "operation"),
            buckets=_SECONDS,
            registry=own,
        )
        self._cost = Histogram(
            f"{PREFIX}graphql_cost", "What operations that ran cost, in fields.", buckets=_COST, registry=own
        )
        self._errors = Counter(
            f"{PREFIX}graphql_errors", "Errors in GraphQL answers, by code.", ("code",), registry=own
        )

    def begins(self, scope: Scope) -> None:
        """Counts a request that is open."""
        self._open.inc()

    def ends(self, record: Record, _: None) -> None:
        """Counts a request that was answered."""
        self._open.dec()
        route = self._names.of(record)
        self._requests.labels(record.method, route, record.status).inc()
        if record.scope["type"] == "http":
            self._seconds.labels(record.method, route).observe(record.seconds)
            self._bytes.labels(route).inc(record.sent)
        told = record.graphql
        if told is not None:
            self._count(told, record.seconds)

    def _count(self, told: Any, seconds: float) -> None:
        kind = told.kind or ""
        name = (told.operation or "") if self._trusted and told.answer != "refused" else ""
        self._operations.labels(kind, name, told.answer).inc()
        if told.answer == "run":
            self._operation_seconds.labels(kind, name).observe(seconds)
            if told.cost is not None:
                self._cost.observe(told.cost)
        for code in told.codes:
            self._errors.labels(code).inc()

    @staticmethod
    def forget(process: int) -> None:
        """Leaves out what a process that has ended was about."""
        from prometheus_client import multiprocess

        multiprocess.mark_process_dead(process)  # type: ignore[no-untyped-call]

    def written(self, accept: str | None) -> tuple[bytes, str]:
        """All of it in the format that a scraper likes best (text, or OpenMetrics), and its Content-Type."""
        from prometheus_client.exposition import choose_encoder

        encoder, content_type = choose_encoder(accept or "")
        return encoder(self._whole()), content_type

    def _whole(self) -> CollectorRegistry:
        """What counts, with what can be seen at any time."""
        from prometheus_client import CollectorRegistry, GCCollector, ProcessCollector, values

        whole = CollectorRegistry()
        if values.ValueClass.__name__ == "MutexValue":
            whole.register(_Registered(self.registry))
            ProcessCollector(registry=whole)
            GCCollector(registry=whole)
        else:
            from prometheus_client.multiprocess import MultiProcessCollector

            MultiProcessCollector(whole)  # type: ignore[no-untyped-call]
        whole.register(_State(self._app))
        return whole


class _Registered:
    """All that another registry collects."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._registry = registry

    def collect(self) -> Iterator[Metric]:
        """The metrics."""
        return iter(self._registry.collect())


class _State:
    """What can be seen of a server at any time."""

    def __init__(self, app: Starlette) -> None:
        self._app = app

    def collect(self) -> Iterator[Metric]:
        """The metrics."""
        from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily

        catalogue = self._app.state.catalogue
        python = f"{platform.python_implementation()} {platform.python_version()}"
        build = {"version": __version__, "python": python, "platform": sys.platform}
        yield InfoMetricFamily(f"{PREFIX}build", "The program.", build)
        yield InfoMetricFamily(f"{PREFIX}catalogue", "What is served.", {"version": catalogue.version})
        held = GaugeMetricFamily(f"{PREFIX}catalogue_nodes", "How many things the catalogue holds.", labels=["kind"])
        for kind in ("documents", "principles", "alternatives", "sources", "themes", "conflicts", "findings"):
            held.add_metric([kind], len(getattr(catalogue, kind)))
        yield held
        turns = self._app.state.turns
        yield GaugeMetricFamily(f"{PREFIX}graphql_running", "Operations that run beside the event loop.", turns.running)
        yield GaugeMetricFamily(f"{PREFIX}graphql_waiting", "Operations that wait for their turn.", turns.waiting)
        age = time.time() - catalogue.imported_at.timestamp()
        yield GaugeMetricFamily(f"{PREFIX}catalogue_age_seconds", "How long ago the documents were read.", age)


async def metrics(request: Request) -> Response:
    """What Prometheus asks for."""
    told: Metrics | None = getattr(request.app.state, "metrics", None)
    if told is None:
        raise HTTPException(404)
    body, content_type = told.written(request.headers.get("accept"))
    return Response(body, headers={"Content-Type": content_type, "Cache-Control": "no-store", "Vary": "Accept"})
