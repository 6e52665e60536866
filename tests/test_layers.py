"""How the rooms of the project lie."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
# From the ground up; rooms of one row know nothing of each other.
LAYERS = (
    ("kg.model", "kg.patience"),
    ("kg.crew", "kg.errors", "kg.finding", "kg.identity", "kg.kept", "kg.text"),
    ("kg.configuration", "kg.parallel"),
    ("kg.joining", "kg.levels", "kg.paths", "kg.reading", "kg.sidebar", "kg.themes"),
    ("kg.coverage", "kg.known", "kg.relations"),
    ("kg.conflicts",),
    ("kg.catalogue",),
    ("kg.changes", "kg.names"),
    ("kg.network", "kg.rdf"),
    ("kg.names",),
    ("kg.network", "kg.rdf", "kg.search"),
    ("kg.folder", "kg.selection", "kg.sparql"),
    ("kg.formats",),
    ("api.connections", "api.current", "api.setting", "api.errors", "api.progress"),
    ("api.settings",),
    ("api.listening", "api.sources", "api.workers"),
    ("api.schema",),
    ("api.execution",),
    ("api.forms",),
    ("api.web",),
    ("api.app", "api.reload", "api.server"),
    ("api.cli",),
)


def _room(module: str) -> str:
    return ".".join(module.split(".")[:2])


def test_layers_point_one_way() -> None:
    """A room imports only from rooms below it, and docs/architecture.md names every room."""
    floor = {room: number for number, rooms in enumerate(LAYERS) for room in rooms}
    page = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    for path in [*(ROOT / "kg").rglob("*.py"), *(ROOT / "api").rglob("*.py")]:
        own = _room(".".join(path.relative_to(ROOT).with_suffix("").parts))
        if path.parent.parent == ROOT and path.stem == "__init__":
            continue
        assert own in floor
        assert re.search(rf"^  {own.split('.')[1]}\b", page, re.MULTILINE), own
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                given = [f"{node.module}.{one.name}" for one in node.names]
                for other in {_room(one) for one in given} & set(floor):
                    assert other == own or floor[other] < floor[own], f"{path}: {other}"
