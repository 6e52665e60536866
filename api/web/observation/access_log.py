"""A line for each request, as JSON or for people; what clients send can neither break a line nor steer a terminal."""

import json
import os
import re
import sys
from datetime import UTC, datetime
from typing import Any

from starlette.types import Scope

from api.web.observation.record import Record

_LONGEST = 1000
"""How many characters of what a client sends are written."""
_PLAIN = re.compile(r"[A-Za-z0-9_./:@%+~-]+")


class AccessLog:
    """Writes lines to standard error or output. Who doesn't read them there misses them, and nothing else."""

    def __init__(self, form: str, to: str) -> None:
        self._line = _as_json if form == "json" else _as_text
        self._file = (sys.stderr if to == "stderr" else sys.stdout).fileno()

    def begins(self, scope: Scope) -> None:
        """Notes nothing yet."""

    def ends(self, record: Record, _: None) -> None:
        """Writes the line at once, so that lines of several processes don't mix."""
        left = self._line(_said(record)).encode("ascii") + b"\n"
        try:
            while left:
                left = left[os.write(self._file, left) :]
        except OSError:
            return


def _said(record: Record) -> dict[str, Any]:
    told = record.graphql
    said: dict[str, Any] = {
        "time": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "client": record.client,
        "method": record.method,
        "path": record.path[:_LONGEST],
        "status": record.status,
        "bytes": record.sent,
        "ms": round(1000 * record.seconds, 2),
        "id": record.request_id,
    }
    if told is not None:
        said |= {
            "operation": told.operation and told.operation[:_LONGEST],
            "document": told.document and told.document[:_LONGEST],
            "type": told.kind,
            "cost": told.cost,
            "answer": told.answer,
            "errors": list(told.codes) or None,
        }
    return {name: value for name, value in said.items() if value is not None}


def _as_json(said: dict[str, Any]) -> str:
    return json.dumps(said, separators=(",", ":"))


def _as_text(said: dict[str, Any]) -> str:
    first = [_word(said.pop(name, "-")) for name in ("time", "client", "method", "path", "status")]
    return " ".join((*first, *(f"{name}={_word(value)}" for name, value in said.items())))


def _word(value: Any) -> str:
    text = ",".join(value) if isinstance(value, list) else str(value)
    return text if _PLAIN.fullmatch(text) else json.dumps(text)
