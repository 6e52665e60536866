"""The pages on findings, and what the command prints."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from api.cli import main
from kg.finding import SEVERITIES
from kg.model import Severity

FOLDER = Path(__file__).parent.parent / "docs" / "findings"
FENCED = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
NAMED = re.compile(r"`docs/([^`]+)`[^\n]*:\n\n```(?:markdown|toml|turtle|json)\n(.*?)```", re.DOTALL)


def text(name: str) -> str:
    """The text of a page."""
    return (FOLDER / f"{name}.md").read_text(encoding="utf-8")


def blocks(page: str, language: str) -> list[str]:
    """The fenced blocks of a text in one language."""
    return re.findall(rf"^```{language}\n(.*?)^```", page, re.DOTALL | re.MULTILINE)


def test_every_finding_has_a_page() -> None:
    """Each code has a page with its severity, and a row in the list; there are no other pages and rows."""
    pages = {path.stem for path in FOLDER.glob("*.md")} - {"README"}
    listed = re.findall(r"^\| \[([\w-]+)\]\((.+?)\.md\) \| (\w+) \|", text("README"), re.MULTILINE)
    assert listed == [(code, code, severity.value) for code, severity in SEVERITIES.items()]
    assert pages == set(SEVERITIES)
    for code, severity in SEVERITIES.items():
        page = text(code)
        assert page.startswith(f"# {code}\n\nSeverity: {severity.value}.\n")
        parts = re.findall(r"^## (.+)$", FENCED.sub("", page), re.MULTILINE)
        assert parts == ["Example", "Why it matters", "How to mend it"]


def _linked(target: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(target)


def _written(data: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(data)


def _sparse(size: int) -> Callable[[Path], object]:
    def write(path: Path) -> None:
        with path.open("wb") as file:
            file.truncate(size)

    return write


# Files that no fenced block can show; the pages tell of them in words.
_TOLD = {
    "unreadable-file": {"gone.md": _linked("nothing.md")},
    "outside-link": {"notes.md": _linked("../notes.md")},
    "encoding": {"cafe.md": _written("---\ntitle: Café\n---\n".encode("cp1252"))},
    "large-document": {"log.md": _written(b"12:00:00 ok\n" * 200_000)},
    "large-graph": {"graph.ttl": _sparse(500_000_001)},
    "default-base": {"notes.md": _written(b"Notes.\n")},
}


def _examples(code: str) -> dict[str, Callable[[Path], object]]:
    page = text(code)
    if code == "duplicate-slug":
        names = re.findall(r"`docs/([^`]+)`", page)
        return {name: _written(blocks(page, "markdown")[0].encode()) for name in names}
    return _TOLD.get(code) or {name: _written(shown.encode()) for name, shown in NAMED.findall(page)}


@pytest.mark.parametrize("code", SEVERITIES)
def test_examples_of_findings_are_real(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The documents on a finding's page make the command print exactly the lines that stand below them."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notes.md").write_text("Outside.\n", encoding="utf-8")
    for name, write in _examples(code).items():
        path = tmp_path / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write(path)
    command = "export" if code == "default-base" else "check"
    result = CliRunner().invoke(main, [command, "docs"], standalone_mode=False)
    printed = result.stderr if code == "default-base" else result.stdout
    lines = [line for line in printed.splitlines() if f": {code}" in line]
    assert lines == blocks(text(code), "text")[0].splitlines()
    assert (result.return_value == 1) == (SEVERITIES[code] is Severity.ERROR)
