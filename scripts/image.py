"""The Dockerfile followed without an engine: each stage in a folder that stands for the root of its image."""

import fnmatch
import json
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
PATIENCE = 60
"""How many seconds the server may take to be well, and to end."""
_INSTRUCTION = re.compile(r"^([A-Z]+)\s+(.*)$", re.DOTALL)
# What belongs to the base image, and is here where it is there.
_OF_BASE = ("/bin", "/usr", "/etc", "/proc", "/dev", "/tmp")  # noqa: S108 - names of folders in an image
_PATH = re.compile(r"(?<![\w.:/])/[\w./-]+")


def instructions(text: str) -> Iterator[tuple[str, str]]:
    """The instructions of a Dockerfile with their arguments, continued lines joined, comments left out."""
    lines = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("#"))
    for line in lines.replace("\\\n", " ").splitlines():
        if line.strip():
            found = _INSTRUCTION.match(line.strip())
            if found is None:
                raise SystemExit(f"Dockerfile: “{line}” is no instruction.")
            yield found[1], found[2].strip()


def ignored(path: str, patterns: list[str]) -> bool:
    """True for what .dockerignore keeps out of the build: the last pattern that fits decides."""
    left_out = False
    parents = ["/".join(path.split("/")[:depth]) for depth in range(1, path.count("/") + 2)]
    for pattern in patterns:
        name = pattern.removeprefix("!").removeprefix("**/")
        anywhere = "**/" in pattern
        if any(fnmatch.fnmatch(one.rsplit("/", 1)[-1] if anywhere else one, name) for one in parents):
            left_out = not pattern.startswith("!")
    return left_out


class Image:
    """An image while it is made: `root` is always the folder of the stage at hand, so that scripts find themselves.

    Where it is `linked` what is locked is not installed again, but taken from this environment.
    """

    def __init__(self, place: Path, python: str, linked: bool = False) -> None:
        self.root, self._place = place / "root", place
        self._python, self._linked = python, linked
        self._patterns = (ROOT / ".dockerignore").read_text().split()
        self._stage, self._folder = "", "/"
        self.env: dict[str, str] = {}
        self.said: dict[str, str] = {}

    def follow(self, text: str) -> None:
        """Does what the instructions say."""
        for name, given in instructions(text):
            print(f"{name} {given}"[:110], flush=True)
            step = getattr(self, f"_{name.lower()}", None)
            if step is None:
                self.said[name] = given
            else:
                step(given)

    def _from(self, given: str) -> None:
        if self.root.exists():
            self.root.rename(self._place / self._stage)
        self.root.mkdir()
        self._stage, self._folder = given.partition(" AS ")[2], "/"
        self.env, self.said = {}, {}

    def _workdir(self, given: str) -> None:
        self._folder = given
        self.inside(given).mkdir(parents=True, exist_ok=True)

    def _env(self, given: str) -> None:
        for pair in shlex.split(given):
            name, _, value = pair.partition("=")
            self.env[name] = self.placed(value.replace("$PATH", os.environ["PATH"]))

    def _copy(self, given: str) -> None:
        *options, rest = re.split(r"(?<=^)(--\S+)\s+", given) if given.startswith("--") else [given]
        *sources, target = rest.split()
        stage = next((one.partition("=")[2] for one in options if one.startswith("--from=")), None)
        for source in sources:
            to = self.inside(target)
            found = self._place / stage / source.lstrip("/") if stage else ROOT / source
            if target.endswith("/"):
                to = to / Path(source).name
            to.parent.mkdir(parents=True, exist_ok=True)
            if stage is None and ignored(source, self._patterns):
                raise SystemExit(f".dockerignore keeps {source} out of the build.")
            if found.is_dir():
                leave = shutil.ignore_patterns("__pycache__", "*.py[cod]") if stage is None else None
                shutil.copytree(found, to, symlinks=True, ignore=leave, dirs_exist_ok=True)
            else:
                shutil.copy2(found, to)

    def _run(self, given: str) -> None:
        if self._linked and "--require-hashes" in given:
            (packages,) = self.inside(given.split("/bin/")[0]).glob("lib/python*/site-packages")
            (packages / "linked.pth").write_text(sysconfig.get_path("purelib"))
            return
        command = re.sub(r"^python\b", self._python, self.placed(given))
        subprocess.run(["bash", "-euc", command], cwd=self.inside(self._folder), check=True)

    def inside(self, path: str) -> Path:
        """Where a path of the image lies."""
        return self.root / os.path.normpath(os.path.join(self._folder, path)).lstrip("/")

    def placed(self, text: str) -> str:
        """A text in which the paths of the image are those of its folder."""
        return _PATH.sub(lambda found: found[0] if found[0].startswith(_OF_BASE) else f"{self.root}{found[0]}", text)

    def command(self, name: str) -> list[str]:
        """The words of ENTRYPOINT, CMD and their like."""
        given = self.said[name]
        words: list[str] = json.loads(given[given.index("[") :])
        return [self.placed(word) if word.startswith("/") else word for word in words]


def ask(image: Image) -> None:
    """Starts the image as its user, and asks it until it is well; then it is to end as an engine ends it."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    env = {**image.env, "PRINCIPLE_HOST": "127.0.0.1", "PRINCIPLE_PORT": str(port), "HOME": "/nonexistent"}
    command = [*image.command("ENTRYPOINT"), *image.command("CMD")]
    with subprocess.Popen(command, env=env, cwd="/", executable=_found(command[0], env), **_user(image)) as server:
        try:
            well(image, env, server)
            body = json.dumps({"query": "{ catalogue { title principles } }"}).encode()
            url = f"http://127.0.0.1:{port}/graphql"
            request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
            with urllib.request.urlopen(request, timeout=10) as answer:
                print(answer.read().decode(), flush=True)
            server.send_signal(getattr(signal, image.said["STOPSIGNAL"]))
            code = server.wait(PATIENCE)
        finally:
            server.kill()
    if code != 0:
        raise SystemExit(f"The server ended with exit code {code}, not 0.")


def _user(image: Image) -> dict[str, Any]:
    """Who the server runs as: the image's user, where we may change to it, and it may read the interpreter."""
    user, _, group = image.said["USER"].partition(":")
    reached = all(folder.stat().st_mode & 0o001 for folder in Path(os.path.realpath(sys.executable)).parents)
    if os.geteuid() != 0 or not reached:
        print("It runs as the user at hand, not as that of the image.", flush=True)
        return {}
    return {"user": int(user), "group": int(group), "extra_groups": []}


def well(image: Image, env: dict[str, str], server: subprocess.Popen[bytes]) -> None:
    """Waits until HEALTHCHECK says that the server is well."""
    check = image.command("HEALTHCHECK")
    check[0] = _found(check[0], env)
    until = time.monotonic() + PATIENCE
    while subprocess.run(check, env=env, stderr=subprocess.DEVNULL, check=False).returncode != 0:
        if server.poll() is not None or time.monotonic() > until:
            raise SystemExit("The server did not become well.")
        time.sleep(0.2)


def _found(name: str, env: dict[str, str]) -> str:
    found = shutil.which(name, path=env["PATH"])
    if found is None:
        raise SystemExit(f"The image has no {name}.")
    return found


def main() -> None:
    """Follows the Dockerfile and asks what comes of it."""
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        python = os.environ.get("PYTHON") or getattr(sys, "_base_executable", sys.executable)
        image = Image(Path(place), python, "--linked" in sys.argv[1:])
        image.follow((ROOT / "Dockerfile").read_text(encoding="utf-8"))
        ask(image)
    print("The image is well: it answered, and ended in order.")


if __name__ == "__main__":
    main()
