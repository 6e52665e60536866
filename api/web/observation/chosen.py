"""The observers that the settings ask for."""

import atexit
import os
import shutil
import tempfile

from starlette.applications import Starlette

from api.settings import Settings
from api.web.observation.access_log import AccessLog
from api.web.observation.record import Observer, RouteNames
from api.web.observation.telemetry import Telemetry

_FOLDER = "PROMETHEUS_MULTIPROC_DIR"


def observers(app: Starlette, settings: Settings) -> list[Observer]:
    """Those of an application, the first told first; `metrics` and `telemetry` of its state are those two, or None.

    Raises `PrincipleGraphError` where telemetry can't be had.
    """
    names, found = RouteNames(app.routes), list[Observer]()
    app.state.metrics = app.state.telemetry = None
    if settings.access_log != "off":
        found.append(AccessLog(settings.access_log, settings.access_log_to))
    if settings.metrics:
        if settings.workers > 1 and _FOLDER not in os.environ:
            _make_folder()
        from api.web.observation.metrics import Metrics

        app.state.metrics = Metrics(app, names)
        found.append(app.state.metrics)
    if settings.telemetry:
        app.state.telemetry = Telemetry(settings, names)
        found.append(app.state.telemetry)
    return found


def _make_folder() -> None:
    """Makes the folder in which several processes count together, for as long as this one lives."""
    folder = tempfile.mkdtemp(prefix="principles-metrics-")
    os.environ[_FOLDER] = folder
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
