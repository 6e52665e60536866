"""What all tests share: the documents they read and how Hypothesis runs."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import settings

# No test depends on the clock; CI tries the same examples every time.
settings.register_profile("project", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("project")


def installed(name: str) -> str:
    """The path of a program that a test drives; skips where it is missing and the environment says to do without."""
    path = shutil.which(name)
    if path is None and os.environ.get("PRINCIPLE_SKIP_PROGRAMS") == "1":
        pytest.skip(f"{name} is not installed")
    assert path is not None, f"{name} is not installed; scripts/test says how to go on."
    return path


def npm_installed(folder: Path) -> Path:
    """A folder of ours with what its npm lock names installed; nothing is done where it is."""
    npm, lock, done = installed("npm"), folder / "package-lock.json", folder / "node_modules/.locked.json"
    if not done.exists() or done.read_bytes() != lock.read_bytes():
        npm_ci = subprocess.run([npm, "ci"], cwd=folder, capture_output=True, text=True, check=False)
        assert npm_ci.returncode == 0, npm_ci.stderr
        done.write_bytes(lock.read_bytes())
    return folder


@pytest.fixture(scope="session")
def shipped() -> Path:
    """The catalogue that ships, in the checkout."""
    return Path(__file__).parent.parent / "principles"


@pytest.fixture(scope="session")
def corpora() -> Path:
    """A folder of published documents, one folder a publisher; skips where there is none."""
    folder = os.environ.get("PRINCIPLE_CORPORA")
    if not folder:
        pytest.skip("set PRINCIPLE_CORPORA to a folder of published documents")
    return Path(folder)
