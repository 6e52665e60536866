"""What is built, locked and set up."""

import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import kg

ROOT = Path(__file__).parent.parent
LOCKS = ("run", "dev", "image", "scan")
PINNED = re.compile(r"^([a-z0-9-]+)==(\S+)", re.MULTILINE)


def lock(kind: str) -> str:
    """The text of a lock."""
    return (ROOT / f"scripts/locks/{kind}.lock").read_text()


def project() -> dict[str, Any]:
    """What pyproject.toml says."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


def files(folder: str) -> Iterator[str]:
    """The files of a folder that belong to the project, relative to it."""
    for path in (ROOT / folder).rglob("*"):
        name = path.relative_to(ROOT / folder)
        if path.is_file() and not any(part.startswith((".", "__pycache__")) for part in name.parts):
            yield name.as_posix()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source distribution, which is built from the checkout."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT],
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    return built


def test_wheel_holds_the_packages_and_the_catalogue(wheel: Path) -> None:
    """The wheel holds all files of both packages and the shipped catalogue, and nothing else."""
    expected = {f"{package}/{name}" for package in ("kg", "api") for name in files(package)}
    expected |= {f"kg/shipped/{name}" for name in files("principles")}
    with ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert names == expected
    assert {"kg/py.typed", "api/py.typed", "kg/reading/templates.toml", "kg/shipped/catalogue.toml"} <= names
    for folder in ("kg/shipped", "api/web/templates", "api/web/assets"):
        assert any(name.startswith(f"{folder}/") for name in names), folder


def test_wheel_names_version_licence_and_command(wheel: Path) -> None:
    """The wheel bears the version of the package, the licence and the `principles` command."""
    info = f"principle_graph-{kg.__version__}.dist-info"
    with ZipFile(wheel) as archive:
        assert "principles = api.cli:run" in archive.read(f"{info}/entry_points.txt").decode()
        assert archive.read(f"{info}/licenses/LICENSE") == (ROOT / "LICENSE").read_bytes()


def test_wheel_finds_the_catalogue_it_holds(wheel: Path, tmp_path: Path) -> None:
    """Installed from the wheel, the shipped catalogue is found beside the code, far from any checkout."""
    with ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    found = subprocess.run(
        [sys.executable, "-P", "-c", "from kg.folder import shipped; print(shipped())"],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    )
    assert Path(found.stdout.strip()).resolve() == (tmp_path / "kg/shipped").resolve()


@pytest.mark.parametrize("kind", LOCKS)
def test_lock_holds_hashes_and_no_address(kind: str) -> None:
    """Each locked requirement has hashes, and a lock holds versions, markers and hashes alone."""
    requirement = r"[a-z0-9-]+==[\w.]+(?: ; [\w .'<>=!()]+)?"
    entry = re.compile(requirement + r" \\\n(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+")
    header, _, entries = lock(kind).partition("scripts/lock\n")
    assert all(line.startswith("#") for line in header.splitlines())
    assert entries
    assert entry.sub("", entries) == ""


@pytest.mark.parametrize(
    "folder",
    [
        "scripts/assets",
        "tests/api/clients",
        "tests/kg/formats/mermaid",
        "tests/kg/rdf/clients",
        "tests/kg/rdf/readers",
    ],
)
def test_npm_lock_holds_hashes_and_no_address(folder: str) -> None:
    """Each package that npm locks has a hash, no lock holds an address, and npm is told to leave it out."""
    text = (ROOT / folder / "package-lock.json").read_text()
    own, *packages = json.loads(text)["packages"].values()
    assert packages
    assert all(package["integrity"].startswith("sha512-") for package in packages)
    assert "resolved" not in text
    assert "omit-lockfile-registry-resolved=true" in (ROOT / folder / ".npmrc").read_text().splitlines()
    assert own["dependencies"] == json.loads((ROOT / folder / "package.json").read_text())["dependencies"]


@pytest.mark.parametrize(("kind", "group"), [("run", "build"), ("image", "build"), ("dev", "dev")])
def test_lock_meets_the_requirements(kind: str, group: str) -> None:
    """Every direct requirement is locked, at versions that it allows."""
    stated = project()
    groups = stated["dependency-groups"]
    requirements = [
        Requirement(text)
        for text in [*stated["project"]["dependencies"], *groups["build"], *groups[group]]
        if isinstance(text, str)
    ]
    pinned = PINNED.findall(lock(kind))
    for requirement in requirements:
        versions = [version for name, version in pinned if name == canonicalize_name(requirement.name)]
        assert versions, requirement
        assert all(requirement.specifier.contains(version) for version in versions), requirement


def test_locks_agree() -> None:
    """What the server and the image run on is what the tests ran on."""
    assert set(PINNED.findall(lock("run"))) <= set(PINNED.findall(lock("dev")))
    assert set(PINNED.findall(lock("image"))) <= set(PINNED.findall(lock("dev")))


def test_ci_calls_what_the_readme_says() -> None:
    """CI runs the tests by the command that the README gives."""
    commands = re.findall(r"^\s*(?:\$ )?(scripts/test)\s*$", (ROOT / "README.md").read_text(), re.MULTILINE)
    assert commands
    assert commands[0] in (ROOT / ".ci/run").read_text().splitlines()


def set_up(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """What `scripts/setup` says and how it ends."""
    return subprocess.run(
        ["bash", ROOT / "scripts/setup", *arguments],
        env={**os.environ, **environment},
        check=False,
        capture_output=True,
        text=True,
    )


def test_setup_says_when_python_is_missing(tmp_path: Path) -> None:
    """A PYTHON that does not run is answered with a sentence and exit code 2."""
    result = set_up("run", PYTHON="no-such-python", VENV=str(tmp_path / "venv"))
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == (
        "PYTHON=no-such-python is no Python 3.11 or newer that runs: name another one, or unset it.\n"
    )


def test_setup_leaves_a_folder_that_is_no_environment(tmp_path: Path) -> None:
    """A VENV that holds something else is refused and left as it is."""
    (tmp_path / "letter.txt").write_text("keep me")
    result = set_up("run", PYTHON=sys.executable, VENV=str(tmp_path))
    assert result.returncode == 2
    assert "no virtual environment" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_setup_knows_its_kinds() -> None:
    """An unknown kind of environment is named, with those there are."""
    result = set_up("prod")
    assert (result.returncode, result.stderr) == (2, "scripts/setup knows run and dev, not 'prod'.\n")
