import json
import re
from pathlib import Path

ROOT = Path(__file__).parents[3]
LICENCES = (ROOT / "api/web/assets/LICENSES.txt").read_text(encoding="utf-8")
LOCK = json.loads((ROOT / "scripts/assets/package-lock.json").read_text(encoding="utf-8"))["packages"]
# These make the bundle and are no part of it.
TOOLS = {"esbuild"}


def told() -> dict[tuple[str, str], str]:
    """The packages that the file names, each with its licence, which may hold a line like those between packages."""
    pieces = re.split(rf"(?:\A|\n{'-' * 80}\n\n)(@?[\w./-]+) (\d\S*)\n", LICENCES)[1:]
    return {(name, version): text.strip() for name, version, text in zip(*[iter(pieces)] * 3, strict=True)}


def needed() -> set[str]:
    """What the IDE's own packages require to run, as the lock has it."""
    left, seen = set(LOCK[""]["dependencies"]) - TOOLS, set[str]()
    while left:
        name = left.pop()
        if f"node_modules/{name}" in LOCK and name not in seen:
            seen.add(name)
            left |= set(LOCK[f"node_modules/{name}"].get("dependencies", {}))
    return seen


def test_licences_are_of_locked_packages() -> None:
    """Each package of the bundle is named at the version that the lock has, with its licence as it ships it."""
    locked = {(path.rpartition("node_modules/")[2], one["version"]) for path, one in LOCK.items() if path}
    assert len(told()) > 50
    assert set(told()) <= locked
    assert not [name for name, text in told().items() if len(text) < 200 and not text.startswith("Licence: ")]


def test_licences_are_complete() -> None:
    """Every direct dependency that is bundled has its licence there, and so has each other that the script names."""
    names = {name for name, _ in told()}
    assert set(LOCK[""]["dependencies"]) - TOOLS <= names
    missing = needed() - names
    script = (ROOT / "api/web/assets/ide.js").read_text(encoding="utf-8")
    assert not [name for name in missing if re.search(rf"[\"'/]{re.escape(name)}[\"'/]", script)]


def test_licences_let_us_ship_them() -> None:
    """No bundled package is under a licence that asks for more than its own text."""
    licences = {LOCK[f"node_modules/{name}"]["license"] for name, _ in told() if f"node_modules/{name}" in LOCK}
    assert licences <= {"MIT", "ISC", "0BSD", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "Unlicense", "CC0-1.0"}
