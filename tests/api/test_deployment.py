import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from configparser import ConfigParser
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from api.settings import Settings
from api.sources import told
from scripts import image
from tests.api.test_server import begun, running
from tests.conftest import installed

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs/deployment.md").read_text(encoding="utf-8")


def example(language: str) -> str:
    """The example of the guide in a language of configuration."""
    (found,) = re.findall(rf"^```{language}\n(.*?)^```", GUIDE, re.DOTALL | re.MULTILINE)
    return str(found)


@contextmanager
def nginx(folder: Path, location: str, program: str) -> Iterator[str]:
    """A proxy that has the location of the guide: its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    places = "".join(
        f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(
        f"{user} daemon off; pid {folder}/pid; error_log {folder}/error.log; events {{}}\n"
        f"http {{ access_log off; {places} server {{ listen 127.0.0.1:{port};\n{location}}} }}\n"
    )
    with subprocess.Popen([program, "-p", folder, "-c", folder / "nginx.conf", "-e", folder / "error.log"]) as proxy:
        try:
            for _ in range(200):
                with socket.socket() as asking:
                    if asking.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.02)
            yield f"http://127.0.0.1:{port}"
        finally:
            proxy.terminate()


@pytest.mark.parametrize("way", ["whole", "stripped", "socket"])
def test_nginx(way: str, tmp_path: Path) -> None:
    """Behind the guide's proxy all that pages lead to is under its path, whether it takes the path away or not."""
    found, place = installed("nginx"), tmp_path / "s"
    listens = ("--uds", str(place)) if way == "socket" else ()
    with running("--root-path", "/kg", "--proxies", "127.0.0.1", "--hosts", "127.0.0.1", *listens) as server:
        assert server.stderr is not None
        if way == "socket":
            assert any("Serving at the Unix socket" in line for line in server.stderr)
            inner = f"http://unix:{place}"
        else:
            host, port = begun(server)
            inner = f"http://{host}:{port}"
        inner += "/" if way == "stripped" else ""
        location = example("nginx").replace("http://127.0.0.1:8000", inner)
        with nginx(tmp_path, location, found) as outer, httpx.Client(base_url=outer) as client:
            html = {"Accept": "text/html"}
            page = client.get("/kg/", headers=html)
            links = set(re.findall(r'(?:href|src|action)="(/[^"]*)"', page.text))
            assert len(links) > 20
            for link in links:
                assert link.startswith("/kg/")
                assert client.get(link, headers=html, follow_redirects=True).status_code == 200, link
            seen = client.get("/kg/principle/loose-coupling", headers={"Accept": "text/turtle"})
            assert seen.headers["Location"] == "/kg/principle/loose-coupling.ttl"
            assert f"<{outer}/kg/graph.nt>" in client.get("/kg/.well-known/void").text
            asked = client.post("/kg/graphql", json={"query": "{ __typename }"})
            assert asked.json() == {"data": {"__typename": "Query"}}
            assert httpx.get(f"{outer}/elsewhere").status_code == 404


def test_variables_of_the_guide_are_settings() -> None:
    """Each variable that the guides name is a setting, and the unit's are taken."""
    names = set(re.findall(r"PRINCIPLE_\w+", GUIDE + (ROOT / "docs/observability.md").read_text(encoding="utf-8")))
    known = {f"PRINCIPLE_{field}".upper() for field in Settings.__dataclass_fields__}
    assert names <= known | {"PRINCIPLE_SETTINGS"}
    unit = ConfigParser(interpolation=None)
    unit.optionxform = str  # type: ignore[method-assign,assignment]
    unit.read_string(example("ini"))
    given = dict(pair.split("=", 1) for pair in unit["Service"]["Environment"].split())
    settings = told({}, None, given).settings
    assert (settings.uds, settings.workers) == ("/run/principles/socket", 2)
    assert unit["Service"]["ExecStart"].split()[1:] == ["serve", "/srv/catalogue"]
    assert float(unit["Service"]["TimeoutStopSec"]) > settings.stop_seconds


def test_image() -> None:
    """What the Dockerfile takes is there and not kept out, and its command gives a server that its check finds well."""
    patterns = (ROOT / ".dockerignore").read_text().split()
    steps = list(image.instructions((ROOT / "Dockerfile").read_text(encoding="utf-8")))
    for name, given in steps:
        for source in given.split()[:-1] if name == "COPY" and not given.startswith("--") else ():
            assert (ROOT / source).exists()
            assert not image.ignored(source, patterns)
    assert image.ignored("tests/conftest.py", patterns)
    assert image.ignored("kg/__pycache__/model.cpython-311.pyc", patterns)
    last = dict(steps)
    assert json.loads(last["ENTRYPOINT"]) == ["principles"]
    command = json.loads(last["CMD"])
    check = json.loads(last["HEALTHCHECK"].partition(" CMD ")[2])
    assert command == ["serve", "/catalogue"]
    with running() as server:
        _, port = begun(server)
        for where, well in ((port, 0), (1, 1)):
            env = {**os.environ, "PRINCIPLE_PORT": str(where)}
            done = subprocess.run([sys.executable, *check[1:]], env=env, capture_output=True, check=False)
            assert done.returncode == well


def test_image_is_closed() -> None:
    """The image runs without rights, from packages with hashes, and names no host but its base's."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert re.search(r"^USER [1-9]\d*:[1-9]\d*$", text, re.MULTILINE)
    assert re.findall(r"^FROM (\S+)", text, re.MULTILINE) == ["python:3.13-slim"] * 2
    installs = [line for line in text.splitlines() if "pip install" in line]
    assert all("--require-hashes" in line or "--no-deps" in line for line in installs)
    assert set(re.findall(r"https?://([^/\s:']+)", text)) == {"127.0.0.1"}
